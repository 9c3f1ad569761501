"""From a new notice to who hears of it, and the steps that follow from the calendar. All can be repeated."""

import contextlib
import logging
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.db.models import F, Q

from loket.core.telling import Rhythm, due
from loket.core.workflow import StaleState
from loket.core.working_days import local_date
from network.notices import matching, notifications
from network.notices.enums import PostingState
from network.notices.models import Match, Posting, Watch
from network.notices.workflow import POSTINGS

logger = logging.getLogger(__name__)

ASKED_BEFORE = timedelta(days=7)
POSTINGS_AT_ONCE = 100
PEOPLE_AT_ONCE = 500
_NOT_ASKED = Q(asked_for=None) | ~Q(asked_for=F("until"))


def match_new(*, at: datetime) -> int:
    """Find whom new notices fit; returns how many matches were made. One transaction per notice."""
    new = Posting.objects.current(local_date(at)).filter(matched_at=None).order_by("pk")
    return sum(_match(number, at=at) for number in list(new.values_list("pk", flat=True)[:POSTINGS_AT_ONCE]))


@transaction.atomic
def _match(number: int, *, at: datetime) -> int:
    held = Posting.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=number, matched_at=None)
    posting = held.select_related("author").first()
    if posting is None:
        return 0
    made = [*_for_authors(posting, at), *_for_profiles(posting, at)]
    first = {match.person_id: match for match in reversed(made)}
    known = set(Match.objects.filter(posting=posting).values_list("person_id", flat=True))
    new = [match for person, match in first.items() if person not in known]
    Match.objects.bulk_create(new, ignore_conflicts=True)
    Posting.objects.filter(pk=posting.pk).update(matched_at=at)
    return len(new)


def _for_authors(posting: Posting, at: datetime) -> list[Match]:
    """Who posted the opposite: their own notice is the reason."""
    fits = matching.postings_for(posting, today=local_date(at), limit=matching.LOOKED_AT)
    rhythms = _rhythms(Watch.objects.filter(person__in={fit.posting.author_id for fit in fits}))
    return [
        Match(
            person_id=fit.posting.author_id,
            posting=posting,
            because=fit.posting,
            why=fit.why[:300],
            due_at=due(rhythms[fit.posting.author_id], at),
        )
        for fit in fits
        if fit.posting.author_id in rhythms
    ]


def _for_profiles(posting: Posting, at: datetime) -> list[Match]:
    """Who has its theme in the profile, and asked to hear of notices."""
    watches = Watch.objects.filter(person__themes__overlap=posting.themes, person__is_active=True)
    made = []
    for watch in watches.exclude(person=posting.author_id).exclude(rhythm=Rhythm.NEVER).select_related("person"):
        fit = matching.profile_fit(posting, watch.person.themes, watch.person.areas)
        if fit:
            told = due(watch.rhythm, at)
            made.append(Match(person=watch.person, posting=posting, why=fit.why[:300], due_at=told))
    return made


def _rhythms(watches) -> dict[int, str]:
    return dict(watches.values_list("person_id", "rhythm"))


def tell(*, at: datetime) -> int:
    """Mail what is due; returns how many mails were written. A second run at the same moment writes none."""
    sent = 0
    people = Match.objects.due(at).order_by("person_id").values_list("person_id", flat=True).distinct()
    for person in list(people[:PEOPLE_AT_ONCE]):
        try:
            sent += _tell_person(person, at=at)
        except DatabaseError:  # the next run tries again, and the others need not wait for it
            logger.exception("notices not told", extra={"person": person})
    return sent


@transaction.atomic
def _tell_person(number: int, *, at: datetime) -> int:
    """Mark what is due as told and write the mail; what was ended meanwhile is left out, an empty mail is not sent."""
    held = Match.objects.due(at).filter(person=number).select_for_update(skip_locked=True, of=("self",))
    numbers = list(held.values_list("pk", flat=True))
    Match.objects.filter(pk__in=numbers).update(told_at=at)
    today = local_date(at)
    told = Match.objects.filter(pk__in=numbers, posting__state=PostingState.OPEN, posting__until__gte=today)
    matches = list(told.select_related("posting", "because").order_by("-posting__posted_at", "-pk"))
    person = get_user_model().objects.get(pk=number)
    watch = Watch.objects.filter(person=person).first()
    if not (matches and person.is_active and watch):
        return 0
    notifications.news(person, matches, rhythm=watch.rhythm, at=at)
    return 1


def ask_authors(*, at: datetime) -> int:
    """Ask a week before the last day whether it should stay longer; once for each last day. Returns how many."""
    today = local_date(at)
    soon = Posting.objects.current(today).filter(_NOT_ASKED, until__lte=today + ASKED_BEFORE)
    asked = 0
    for posting in list(soon.select_related("author").order_by("until", "pk")[:POSTINGS_AT_ONCE]):
        with transaction.atomic():
            mine = Posting.objects.filter(_NOT_ASKED, pk=posting.pk, until=posting.until)
            if mine.update(asked_for=posting.until):
                notifications.lapses_soon(posting, at=at)
                asked += 1
    return asked


def lapse(*, at: datetime) -> int:
    """Mark what is past its last day; it could not be seen in the list since that day ended. Returns how many."""
    past = Posting.objects.filter(state=PostingState.OPEN, until__lt=local_date(at)).order_by("until", "pk")
    lapsed = list(past[:PEOPLE_AT_ONCE])
    for posting in lapsed:
        with contextlib.suppress(StaleState):  # ended or extended in this very moment
            POSTINGS.apply(posting, "lapse", by=None, at=at)
    return len(lapsed)
