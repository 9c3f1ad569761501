"""What happens to cases, for the parts that stand above: receivers connect in their ``apps.py``.

Sent inside the transaction of the change, so that what follows from it is written with it or not at all.
"""

from django.dispatch import Signal

case_stepped = Signal()
"""A step was taken. With ``case``, ``name`` (of the step), ``by`` (a person or None) and ``at`` (aware moment)."""

case_changed = Signal()
"""Diagnosis, application or pre-intake was written anew without a step. With ``case``, ``by`` and ``at``."""
