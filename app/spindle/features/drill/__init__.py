"""Drill: procedures practised until they run by themselves."""
