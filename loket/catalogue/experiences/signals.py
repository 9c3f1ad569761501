"""What happens to experiences, for the parts that stand above; sent inside the transaction of the change."""

from django.dispatch import Signal

experience_published = Signal()
"""A text was accepted, for the first time or again. With ``experience``, ``by`` and ``at``."""

experience_found_useful = Signal()
"""Somebody found an experience useful. With ``experience``, ``count`` (people in all) and ``at``."""
