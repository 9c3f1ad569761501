"""*Ik maak dit*: a professional promises a wanted entry, has six weeks, and is told when it is there."""

from datetime import datetime, timedelta

from django.db import transaction

from loket.catalogue import workflow as catalogue
from loket.catalogue.enums import EntryState
from loket.catalogue.gaps import notifications
from loket.catalogue.gaps.enums import ClaimEnd, GapState, WantedState
from loket.catalogue.gaps.models import Claim, Wanted, WantedFollower
from loket.catalogue.gaps.workflow import GAPS, WANTED
from loket.catalogue.models import Entry, Revision
from loket.core.workflow import StaleState
from loket.core.working_days import local_date

TERM = timedelta(weeks=6)
REMINDED_AHEAD = timedelta(days=7)


def claim(wanted: Wanted, *, by, at: datetime) -> Revision:
    """Promise to make it; gives a draft in which is filled in what is known. Raises ``StaleState`` for the second."""
    with transaction.atomic():
        WANTED.apply(wanted, "claim", by=by, at=at, maker=by)
        revision = _draft(wanted, by=by, at=at)
        Claim.objects.create(wanted=wanted, by=by, at=at, due_on=local_date(at + TERM), entry=revision.entry)
    return revision


def _draft(wanted: Wanted, *, by, at: datetime) -> Revision:
    """The draft that this person began the last time, or a new one."""
    earlier = wanted.claims.filter(by=by, entry__state=EntryState.UNPUBLISHED).values_list("entry", flat=True)
    begun = Revision.objects.open().filter(author=by, entry__in=earlier).select_related("entry").first()
    if begun:
        return begun
    revision = catalogue.start(wanted.kind, by=by, at=at, title=wanted.title)
    catalogue.save(revision, wanted.lists, by=by, at=at)
    return revision


def give_back(wanted: Wanted, *, by, at: datetime) -> None:
    """Somebody makes it after all not; it is free for others. The draft stays its author's."""
    with transaction.atomic():
        maker = wanted.maker
        WANTED.apply(wanted, "give_back", by=by, at=at, maker=None)
        _end(wanted, ClaimEnd.GIVEN_BACK, at=at)
        if maker is not None and maker != by:
            notifications.taken_back(maker, wanted, at=at)


def _end(wanted: Wanted, how: str, *, at: datetime) -> None:
    wanted.claims.running().update(ended_at=at, ended=how)


def fulfil(wanted: Wanted, entry: Entry, *, by, at: datetime) -> None:
    """It is there: the gap closes, who made it and who follows it are told.

    Raises ``StaleState`` when it was already.
    """
    with transaction.atomic():
        running = wanted.claims.running().select_related("by").first()
        WANTED.apply(wanted, "fulfil", by=by, at=at, entry=entry, maker=None)
        is_theirs = running is not None and running.entry_id == entry.pk
        _end(wanted, ClaimEnd.PUBLISHED if is_theirs else ClaimEnd.OVERTAKEN, at=at)
        if wanted.gap and wanted.gap.state == GapState.WANTED:
            GAPS.apply(wanted.gap, "find", by=None, at=at, note=entry.title)
        maker = running.by if running else None
        for person in _to_be_told(wanted, maker):
            notifications.fulfilled(person, wanted, entry, is_maker=person == maker and is_theirs, at=at)


def _to_be_told(wanted: Wanted, maker) -> list:
    followers = [row.user for row in wanted.followers.select_related("user")]
    return [person for person in dict.fromkeys([maker, *followers]) if person is not None and person.is_active]


def published(entry: Entry, *, at: datetime) -> None:
    """An entry became public: what was wanted and promised with it is there. Called in the same transaction."""
    promised = Wanted.objects.filter(claims__entry=entry, state__in=(WantedState.FREE, WantedState.CLAIMED))
    for wanted in promised.select_related("gap", "maker").distinct():
        try:
            fulfil(wanted, entry, by=None, at=at)
        except StaleState:
            continue  # somebody else was first: no reason not to publish


def follow(wanted: Wanted, *, by, at: datetime) -> None:
    """Hear when it is there; a second time changes nothing."""
    WantedFollower.objects.get_or_create(wanted=wanted, user=by, defaults={"at": at})


def unfollow(wanted: Wanted, *, by) -> None:
    WantedFollower.objects.filter(wanted=wanted, user=by).delete()


def remind(*, at: datetime) -> int:
    """A week before the end of the term, once a promise. Returns how many mails were written."""
    today = local_date(at)
    due = Claim.objects.running().filter(due_on__lte=today + REMINDED_AHEAD, due_on__gte=today, reminded_at=None)
    done = 0
    for row in due.select_related("wanted", "by", "entry"):
        with transaction.atomic():
            if Claim.objects.running().filter(pk=row.pk, reminded_at=None).update(reminded_at=at):
                done += 1
                if not is_handed_in(row):
                    notifications.reminder(row, at=at)
    return done


def lapse(*, at: datetime) -> int:
    """Promises whose term is over, unless it was handed in: free for others again. Returns how many."""
    done = 0
    for row in Claim.objects.past(local_date(at)).select_related("wanted", "by", "entry"):
        if is_handed_in(row):
            continue
        done += _lapse(row, at=at)
    return done


def _lapse(row: Claim, *, at: datetime) -> int:
    try:
        with transaction.atomic():
            WANTED.apply(row.wanted, "lapse", by=None, at=at, maker=None)
            _end(row.wanted, ClaimEnd.LAPSED, at=at)
            if row.by is not None and row.by.is_active:
                notifications.lapsed(row, at=at)
    except StaleState:
        return 0  # given back or published meanwhile
    return 1


def is_handed_in(row: Claim) -> bool:
    """Whether editors have it: then the term is met, however long they take."""
    return row.entry_id is not None and Revision.objects.in_queue().filter(entry=row.entry_id).exists()
