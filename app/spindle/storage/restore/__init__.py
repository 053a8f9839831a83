"""Taking data back from a copy of the database or an exported zip, of this profile or another.

What is in the file is first read into a database of its own (``staging``), row by row, never
trusting its schema, so that a damaged, hostile or older file is met there and not in the user's
data. Then its rows are merged by key (``merge``): what is new is added, what is newer replaces,
and restoring twice changes nothing.
"""
