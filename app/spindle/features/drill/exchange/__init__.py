"""Drills from other programs' files, and back into them.

A deck package is opened without its program: ``package`` takes the zip apart, ``collection`` reads
the database in it, ``templates`` writes out what a card shows, ``sanitise`` leaves of its HTML what
can do no harm, ``anki`` makes drills of it all. ``table`` does the same for CSV and tabs, and
``task`` is what the job process runs.
"""
