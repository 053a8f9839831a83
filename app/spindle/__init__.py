"""Spindle: one daily loop of learning on the user's own disk."""
