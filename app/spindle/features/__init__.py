"""The activities: each a folder, each a stranger to the others."""
