"""The portal with the lock on the places taken out: the negative control of ``benchmarks.events``, which must oversell.

That it does shows that the measurement would see a place that is given twice.
"""

import contextlib

from benchmarks import torture
from loket.wsgi import application

__all__ = ["application"]

_kept = contextlib.ExitStack()  # for as long as this process lives
_kept.enter_context(torture.without_lock())
