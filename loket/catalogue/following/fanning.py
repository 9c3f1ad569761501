"""From what happened to who hears of it: a batch of followers at a time, each batch whole or not at all."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from loket.catalogue.following.enums import CONTENT_KEYS, Target
from loket.catalogue.following.models import Follow, Happening, Notice
from loket.core.telling import Rhythm, due

FOLLOWERS_AT_ONCE = 2_000
# Of two reasons to hear of something the soonest counts.
_SOONEST_FIRST = (Rhythm.AT_ONCE, Rhythm.WEEKLY, Rhythm.NEVER)


def fan_out(*, at: datetime) -> int:
    """Give a notice of all that happened to all who follow it; returns how many batches. Safe to break off."""
    batches = 0
    for number in Happening.objects.filter(fanned_at=None).order_by("pk").values_list("pk", flat=True).iterator():
        while _fan_batch(number, at=at):
            batches += 1
    return batches


@transaction.atomic
def _fan_batch(number: int, *, at: datetime) -> bool:
    """The next followers of one happening; False when it is done, or another worker has it."""
    held = Happening.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=number, fanned_at=None)
    happening = held.select_related("entry").first()
    if happening is None:
        return False
    steps = list(_followers(happening))
    found = []
    if happening.fanned_step < len(steps):
        after = steps[happening.fanned_step].filter(pk__gt=happening.fanned_to).order_by("pk")
        found = list(after.only("pk", "user_id", "rhythm")[:FOLLOWERS_AT_ONCE])
        _give(happening, found)
    if found:
        happening.fanned_to = found[-1].pk
    else:
        happening.fanned_step, happening.fanned_to = happening.fanned_step + 1, 0
    if happening.fanned_step >= len(steps):
        happening.fanned_at = at
    happening.save(update_fields=["fanned_step", "fanned_to", "fanned_at"])
    return happening.fanned_at is None


def _followers(happening: Happening) -> Iterator:
    """Who hears of it, a query for each of the things one can follow, each a range of an index."""
    since = Follow.objects.filter(since__lte=happening.at).exclude(user=happening.by_id)
    entry = happening.entry
    if happening.is_about_entry:
        yield since.of(Target.ENTRY, entry=entry)
        return
    for kind, key in CONTENT_KEYS.items():
        for code in entry.content.get(key, []):
            yield since.of(kind, code=code)
    if entry.organisation_id:
        yield since.of(Target.ORGANISATION, organisation=entry.organisation_id)


def _give(happening: Happening, follows: list[Follow]) -> None:
    """A notice for each person, or an earlier one that becomes due sooner."""
    people = {follow.user_id: follow for follow in follows}
    known = {notice.user_id: notice for notice in Notice.objects.filter(happening=happening, user__in=people)}
    new, sooner = [], []
    for user_id, follow in people.items():
        told = {"follow": follow, "rhythm": follow.rhythm, "due_at": due(follow.rhythm, happening.at)}
        notice = known.get(user_id)
        if notice is None:
            new.append(Notice(user_id=user_id, happening=happening, **told))
        elif _SOONEST_FIRST.index(follow.rhythm) < _SOONEST_FIRST.index(notice.rhythm):
            for field, value in told.items():
                setattr(notice, field, value)
            sooner.append(notice)
    Notice.objects.bulk_create(new)
    Notice.objects.filter(told_at=None).bulk_update(sooner, ["follow", "rhythm", "due_at"])
