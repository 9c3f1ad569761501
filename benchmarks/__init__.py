"""How fast the portal is, and how well its search finds; run with ``python -m benchmarks``."""
