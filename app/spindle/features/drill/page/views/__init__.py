"""One view for each kind of drill, listed in ``known``."""
