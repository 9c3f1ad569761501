"""Demo content: the six projects of source 002 as networks, with invented people."""
