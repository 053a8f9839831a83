"""Today: the day's strip, what to do next, what is due, the open question, the week."""
