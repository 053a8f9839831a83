"""The page of Drill: its home, a run, a drill with its measures, the editor."""
