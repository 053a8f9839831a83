"""One SQLite file on the user's own disk, the thread that writes it, its copies and its export.

``open`` is the one way to a writable file, ``readonly`` the one way to read it from outside the
worker. No Qt. Only ``open``, ``migrations`` and what feature migrations need import sqlite-utils,
and nobody imports those before the first paint.
"""
