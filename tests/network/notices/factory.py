"""Notices as the board would have taken them in."""

from datetime import datetime

from loket.accounts.models import User
from network.notices import workflow
from network.notices.models import Posting
from tests.factories import UserFactory

FILLED = {
    "kind": "zoek",
    "title": "Ervaring met een beweegtuin",
    "text": "Wie legde een beweegtuin aan voor ouderen?",
    "themes": ["bewegen"],
    "areas": "Tiel",
    "weeks": "4",
}


def posted(at: datetime, by: User | None = None, **fields) -> Posting:
    """An open notice of somebody who wants to hear of others weekly."""
    told = {"kind": "zoek", "title": FILLED["title"], "text": FILLED["text"], "themes": ["bewegen"], "areas": []}
    return workflow.post(Posting(**(told | fields)), by=by or UserFactory(), at=at)
