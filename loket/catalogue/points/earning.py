"""What happens in the catalogue, as far as it earns points; the receivers of its signals, in the same transaction."""

from datetime import datetime

from loket.catalogue import freshness, signals
from loket.catalogue.enums import RevisionState
from loket.catalogue.experiences.models import Experience
from loket.catalogue.experiences.signals import experience_found_useful, experience_published
from loket.catalogue.models import Confirmation, Entry
from loket.catalogue.permissions import looks_after
from loket.catalogue.points import ledger
from loket.catalogue.points.enums import Reason
from loket.catalogue.points.rules import USEFUL_AT
from loket.core.working_days import local_date


def connect() -> None:
    """Called once, when the application starts."""
    signals.entry_published.connect(reward_entry, dispatch_uid="points_entry")
    signals.entry_confirmed.connect(reward_check, dispatch_uid="points_check")
    signals.entry_unconfirmed.connect(take_back_check, dispatch_uid="points_uncheck")
    experience_published.connect(reward_experience, dispatch_uid="points_experience")
    experience_found_useful.connect(reward_usefulness, dispatch_uid="points_useful")


def reward_entry(sender, *, entry: Entry, at: datetime, **more) -> None:
    """For who wrote the first text that was accepted, whoever accepted it."""
    first = entry.revisions.filter(state=RevisionState.ACCEPTED).order_by("version").select_related("author").first()
    if first and first.author:
        _earn(first.author, Reason.ENTRY_PUBLISHED, f"entry:{entry.pk}", entry, entry.get_absolute_url(), at)


def reward_experience(sender, *, experience: Experience, at: datetime, **more) -> None:
    if experience.author:
        url, deed = experience.get_absolute_url(), f"experience:{experience.pk}"
        _earn(experience.author, Reason.EXPERIENCE_PUBLISHED, deed, experience.entry, url, at)


def reward_usefulness(sender, *, experience: Experience, count: int, at: datetime, **more) -> None:
    if experience.author and count >= USEFUL_AT:
        url, deed = experience.get_absolute_url(), f"useful:{experience.pk}"
        _earn(experience.author, Reason.FOUND_USEFUL, deed, experience.entry, url, at)


def reward_check(sender, *, entry: Entry, by, at: datetime, **more) -> None:
    """For owner or deputy, once per check: a press long before the day, or a second one, earns nothing.

    Confirming, taking back and confirming again are a row each; the number of rows keeps their deeds apart.
    """
    row = entry.confirmations.filter(undone_at=None).first()
    if by is None or not looks_after(by, entry) or row is None or row.next_check_before is None:
        return
    if row.next_check_before > local_date(at) + freshness.SOON:
        return
    deeds = _deeds_of(row)
    number, total = ledger.written_for(deeds)
    if total == 0:
        _earn(by, Reason.KEPT_CURRENT, f"{deeds}{number}", entry, entry.get_absolute_url(), at)


def take_back_check(sender, *, entry: Entry, by, at: datetime, **more) -> None:
    row = entry.confirmations.filter(by=by, undone_at=at).first()
    if row is None:
        return
    deeds = _deeds_of(row)
    number, total = ledger.written_for(deeds)
    if total > 0:
        told = {"deed": f"{deeds}{number}", "about": entry.title, "url": entry.get_absolute_url(), "at": at}
        ledger.take_back(by, Reason.NOT_CURRENT, total, **told)


def _deeds_of(row: Confirmation) -> str:
    """What the deeds of one check start with: the day on which it was due names it."""
    return f"kept:{row.entry_id}:{row.next_check_before}:"


def _earn(person, reason: Reason, deed: str, entry: Entry, url: str, at: datetime) -> None:
    ledger.earn(person, reason, deed=deed, about=entry.title, url=url, at=at)
