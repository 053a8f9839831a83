"""What practice leaves behind, and what it asks for next: plain Python, no clock of its own."""
