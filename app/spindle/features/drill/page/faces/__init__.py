"""How each kind looks on screen: its views, the fields of its form, what a new one begins with."""
