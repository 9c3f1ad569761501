"""What happens to entries, for the parts of the catalogue that stand above its core.

Each is sent inside the transaction of the change, with ``entry``, ``by`` (a person or None) and ``at`` (aware moment),
so that what follows from it is written with it or not at all. Receivers connect in their ``apps.py``. An import, which
writes a thousand lines at once, sends only ``entries_imported``, once for each batch.
"""

from django.dispatch import Signal

entry_published = Signal()
"""Public for the first time."""

entry_changed = Signal()
"""A new text of what was public already. Also ``changed_keys``: the keys of the content that differ."""

entry_archived = Signal()
"""Taken off the shelves. Also ``successor``: an entry or None."""

entry_restored = Signal()
"""Put back after archiving."""

entry_confirmed = Signal()
"""*Klopt nog*: somebody looked at it and it is right."""

entry_unconfirmed = Signal()
"""*Klopt nog* was taken back."""

entry_recognised = Signal()
"""Its recognition was given, lapsed or was withdrawn. Also ``act``, as ``publishing.recognise`` has it."""

entries_imported = Signal()
"""A batch was written by the import. ``entries``: those that are new and those that changed; no ``entry``."""

file_processed = Signal()
"""A brought file was read: its text and the findings about it are known. With ``file`` and ``at`` alone."""
