"""How fast the service is: each figure beside what the same machine needs for the bare thing, as a ratio."""
