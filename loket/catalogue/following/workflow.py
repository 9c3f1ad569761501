"""Following and no longer; and writing down what followers are to hear."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.accounts.models import Organisation
from loket.catalogue.following import permissions
from loket.catalogue.following.enums import SCHEMES, Target, What
from loket.catalogue.following.models import Follow, Happening, Notice
from loket.catalogue.models import Entry
from loket.core.telling import Rhythm, due
from loket.vocabulary import lookup

MOST_PER_PERSON = 1_000


@dataclass(frozen=True)
class Followed:
    """What can be followed: its kind, its title, and the fields of ``Follow`` that point at it."""

    kind: Target
    key: str
    title: str
    fields: dict


def target(kind: str, key: str) -> Followed | None:
    """What stands at an address; None when it is not there or not public."""
    if kind == Target.ENTRY:
        entry = Entry.objects.published().filter(slug=key).first()
        return entry and of_entry(entry)
    if kind == Target.ORGANISATION:
        number = int(key) if key.isdecimal() and len(key) < 10 else 0
        organisation = Organisation.objects.filter(pk=number).first()
        return organisation and of_organisation(organisation)
    term = lookup.term(SCHEMES[kind], key) if kind in SCHEMES else None
    return term and Followed(Target(kind), term.code, term.label, {"code": term.code})


def of_entry(entry: Entry) -> Followed:
    return Followed(Target.ENTRY, entry.slug, entry.title, {"entry": entry})


def of_organisation(organisation: Organisation) -> Followed:
    return Followed(Target.ORGANISATION, str(organisation.pk), organisation.name, {"organisation": organisation})


def follow(followed: Followed, *, rhythm: str, by, at: datetime) -> Follow:
    """Follow it at this rhythm; who follows it already gets the new rhythm.

    Raises ``ValidationError`` when this person follows too much.
    """
    if not permissions.can_follow(by):
        raise PermissionDenied("Log in om iets te volgen.")
    with transaction.atomic():
        existing = Follow.objects.filter(user=by).of(followed.kind, **followed.fields).first()
        if existing:
            change(existing, rhythm=rhythm, by=by, at=at)
            return existing
        if Follow.objects.filter(user=by).count() >= MOST_PER_PERSON:
            raise ValidationError(f"U kunt hooguit {MOST_PER_PERSON} dingen volgen. Stop eerst met iets anders.")
        told = {"rhythm": rhythm, "since": at}
        return Follow.objects.get_or_create(user=by, kind=followed.kind, **followed.fields, defaults=told)[0]


def change(row: Follow, *, rhythm: str, by, at: datetime) -> None:
    """Another rhythm; what still waits to be told because of this moves along."""
    if not permissions.is_mine(by, row):
        raise PermissionDenied("Dit volgt u niet.")
    with transaction.atomic():
        Follow.objects.filter(pk=row.pk).update(rhythm=rhythm)
        Notice.objects.filter(follow=row, told_at=None).exclude(due_at=None).update(
            rhythm=rhythm, due_at=due(rhythm, at)
        )
    row.rhythm = rhythm


def stop(row: Follow, *, by) -> None:
    """Follow it no longer; what waits because of it is not told."""
    if not permissions.is_mine(by, row):
        raise PermissionDenied("Dit volgt u niet.")
    with transaction.atomic():
        Notice.objects.filter(follow=row, told_at=None).delete()
        row.delete()


def stop_mail(person, rhythm: str) -> int:
    """No more mail of this rhythm, by the signed link of a mail; what is followed stays. Returns of how much it was."""
    with transaction.atomic():
        Notice.objects.filter(user=person, rhythm=rhythm, told_at=None).update(due_at=None)
        return Follow.objects.filter(user=person, rhythm=rhythm).update(rhythm=Rhythm.NEVER)


def tell_followers(entry: Entry, text: str, at: datetime) -> Happening:
    """Have the followers of an entry hear this sentence, at their own rhythm; in the caller's transaction.

    For the parts of the catalogue that stand above this one: a subsidy that closes soon.
    """
    return Happening.objects.create(what=What.TOLD, entry=entry, at=at, text=text[:1000])


def note(what: What, entry: Entry, *, by, at: datetime, changed_keys: list[str] = ()) -> None:
    """Write down that something happened; who hears of it is worked out later, beside the request."""
    Happening.objects.create(what=what, entry=entry, by=by, at=at, changed_keys=list(changed_keys))
