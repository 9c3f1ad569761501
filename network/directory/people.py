"""Who can be found, for every part of the portal that names, offers or mails people to others.

Pickers, mentions, referrals and suggestions take people from here and from nowhere else: who did not opt in is not
in it, whatever the asker may do elsewhere.
"""

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from loket.accounts.models import User
from network.directory import words
from network.directory.models import Listing
from network.directory.showing import Card, card

MOST_SUGGESTED = 8


def visible_to(user) -> QuerySet[User]:
    """The people whom this person may find, to filter further; ``listing`` comes along."""
    shown = Listing.objects.visible_to(user)
    return User.objects.filter(listing__in=shown.order_by().values("pk")).select_related("listing", "organisation")


def find(user, token: str) -> Card | None:
    """One person by the reference in the address; None for who is not there or not to be found."""
    listing = Listing.objects.visible_to(user).with_people().filter(token=token).first()
    return listing and card(listing)


def suggest(user, text: str, limit: int = MOST_SUGGESTED) -> list[Card]:
    """People for a picker or a mention while somebody types: by name or by words of what they show."""
    query = words.asked(text[:100])
    if not query:
        return []
    found = Listing.objects.visible_to(user).with_words(query).with_people().exclude(person=user)
    return [card(listing) for listing in found[:limit]]


def like(user, *, themes=(), areas=(), limit: int = MOST_SUGGESTED) -> list[Card]:
    """People with one of these themes, those of these areas first; a referral can offer them."""
    if not themes:
        return []
    found = Listing.objects.visible_to(user).with_any("theme", list(themes)).with_people().exclude(person=user)
    wanted = {f"{words.FOUND_WITHIN}:{code}" for code in areas}
    asked = {f"theme:{code}" for code in themes}
    ranked = sorted(
        found.order_by("-listed_at", "-pk")[:200],
        key=lambda row: (-len(asked.intersection(row.facets)), not wanted.intersection(row.facets), row.name_key),
    )
    return [card(listing) for listing in ranked[:limit]]


def name_shown(person, user) -> str:
    """The name as this person may read it: of who cannot be found it is *een collega*."""
    listing = person and Listing.objects.visible_to(user).filter(person=person).first()
    return listing.name if listing else "Een collega"


def names_shown(people_ids, user) -> dict[int, Card]:
    """Of many at once: the card of each of these people who can be found, by the number of the person."""
    found = Listing.objects.visible_to(user).filter(person__in=list(people_ids)).with_people()
    return {listing.person_id: card(listing) for listing in found}


def search_link(**facets) -> str:
    """The address of the directory with facets chosen: ``theme``, ``area``, ``sector``, ``level``, ``language``."""
    return f"{reverse('colleagues')}?{urlencode(facets, doseq=True)}"
