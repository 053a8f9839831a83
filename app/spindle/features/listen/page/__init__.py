"""The page of Listen."""
