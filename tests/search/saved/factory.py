"""Saved searches to test with, and runs of the task at a moment."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import QueryDict

from loket.core.models import OutgoingMail
from loket.search.query import SearchRequest
from loket.search.saved import matching, telling, workflow
from loket.search.saved.models import SavedSearch

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# Monday 2 March 2026 is the ``at`` of the fixtures; the next Monday is the 9th.
MONDAY = datetime(2026, 3, 9, 8, 0, tzinfo=AMSTERDAM)


def asked(params: str) -> SearchRequest:
    return SearchRequest.from_params(QueryDict(params))


def saved(params: str, by, at: datetime, rhythm: str = "meteen", name: str = "Mijn zoekvraag") -> SavedSearch:
    matching.find(at=at)  # what was there before is no news
    return workflow.save(asked(params), name=name, rhythm=rhythm, by=by, at=at)[0]


def run(at: datetime) -> int:
    """What the task does: find, then tell; how many mails."""
    matching.find(at=at)
    return telling.tell(at=at)


def mailed() -> list[str]:
    return sorted(OutgoingMail.objects.values_list("to", flat=True))
