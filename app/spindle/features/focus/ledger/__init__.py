"""The ledger: every minute of a day, what it was, and how the user sets that right."""
