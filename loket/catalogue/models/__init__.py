"""The models of the catalogue, a module per noun."""

from loket.catalogue.models.bookmark import Bookmark
from loket.catalogue.models.entry import Entry, EntryHistory
from loket.catalogue.models.file import EntryFile
from loket.catalogue.models.freshness import Confirmation, Offer, Reminder
from loket.catalogue.models.link import LinkCheck
from loket.catalogue.models.merge import Merge
from loket.catalogue.models.related import RelatedChoice
from loket.catalogue.models.revision import FieldComment, Revision, RevisionHistory

__all__ = [
    "Bookmark",
    "Confirmation",
    "Entry",
    "EntryFile",
    "EntryHistory",
    "FieldComment",
    "LinkCheck",
    "Merge",
    "Offer",
    "RelatedChoice",
    "Reminder",
    "Revision",
    "RevisionHistory",
]
