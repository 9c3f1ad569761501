"""What changes somebody's place in the directory: the profile, the own page, and taking it all back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from loket.accounts.models import User
from network.directory import showing, words
from network.directory.models import Listing

AT_ONCE = 200


class NoName(Exception):
    """Somebody without a showable name cannot be found; the text is a sentence for who tried."""

    def __init__(self) -> None:
        super().__init__(
            "In uw naam staat een e-mailadres, of uw naam is leeg. Verander eerst uw naam in uw profiel. "
            "Collega's zouden anders uw adres zien."
        )


def keep(listing: Listing, *, is_listed: bool, shown_fields: Iterable[str], at: datetime) -> Listing:
    """Write what somebody chose on the own page; in force at the next request of anybody.

    ``listing`` is the filled row, with its person. Raises ``NoName`` when listing would show an address or nothing.
    """
    person = listing.person
    if is_listed and (not showing.name_of(person) or showing.name_of(person) != person.name.strip()):
        raise NoName
    with transaction.atomic():
        _hold(person)
        person.is_listed, person.shown_fields = is_listed, list(shown_fields)
        User.objects.filter(pk=person.pk).update(is_listed=is_listed, shown_fields=person.shown_fields)
        _write(listing, at=at)
    return listing


@transaction.atomic
def refresh(person: User, *, at: datetime) -> Listing | None:
    """Bring the listing in line with the profile; ``None`` for who has none and wants none."""
    _hold(person)
    listing = Listing.objects.filter(person=person).first()
    if listing is None and not person.is_listed:
        return None
    listing = listing or Listing(person=person)
    listing.person = person
    return _write(listing, at=at)


def _hold(person: User) -> None:
    """Two tabs at once write one after the other."""
    User.objects.select_for_update(no_key=True).filter(pk=person.pk).values("pk").first()


def _write(listing: Listing, *, at: datetime) -> Listing:
    if not listing.person.is_listed:
        listing.listed_at = None
    elif listing.listed_at is None:
        listing.listed_at = at
    words.fill(listing)
    listing.save()
    return listing


@transaction.atomic
def clear(person: User) -> None:
    """Out of the directory, and what was filled in for it is thrown away; the profile itself stays."""
    User.objects.filter(pk=person.pk).update(is_listed=False, shown_fields=[])
    Listing.objects.filter(person=person).delete()
    person.is_listed, person.shown_fields = False, []


def mend(*, at: datetime) -> int:
    """Derive anew what was changed past the profile page; returns how many it were. A second run finds nothing."""
    missing = User.objects.filter(is_listed=True, is_active=True, listing=None)
    stale = User.objects.filter(listing__is_stale=True)
    found = {person.pk: person for people in (missing, stale) for person in people.order_by("pk")[:AT_ONCE]}
    for person in found.values():
        refresh(person, at=at)
    return len(found)
