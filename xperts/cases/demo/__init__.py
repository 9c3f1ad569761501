"""Forty invented cases, in the states up to the decision; ``loading.to_decide`` gives those that are left to decide."""
