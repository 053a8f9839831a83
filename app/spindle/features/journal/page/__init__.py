"""The Journal page: evening, morning, and the list of questions."""
