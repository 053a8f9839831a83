"""The kinds of drill: each one module, listed in ``known``."""
