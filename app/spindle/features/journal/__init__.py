"""Journal: the evening puts the day and one question down, the morning catches what came."""
