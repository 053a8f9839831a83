"""Drills as plain text, to write by hand and keep in a repository: see the help page on it."""
