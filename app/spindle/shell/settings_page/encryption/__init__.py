"""Your data, encrypted: the rows of Settings that switch it on and off and change what opens it."""
