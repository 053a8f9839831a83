"""The looks and the widgets shared by all pages (in progress)."""
