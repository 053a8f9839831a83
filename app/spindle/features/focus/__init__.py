"""Focus: blocks of work, the breaks between them, and movement."""
