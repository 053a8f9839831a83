"""The words every room shares: time, sessions, events, settings and the shape of a feature.

Only the standard library is imported here.
"""
