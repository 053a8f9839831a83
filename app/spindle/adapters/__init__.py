"""The platform behind the ports: one file per port and platform; only ``bootstrap`` names them."""
