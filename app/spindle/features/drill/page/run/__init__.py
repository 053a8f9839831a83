"""A run on screen: one item after another, from Enter to Enter."""
