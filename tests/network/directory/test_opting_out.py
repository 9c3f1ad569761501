"""Who takes back the choice to be found is nowhere, at once (hard cases 39 and 40)."""

import re
from collections import deque

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from loket.accounts.enums import Role
from loket.accounts.models import User
from network.directory import workflow
from network.directory.models import Listing
from tests.conftest import VISITOR
from tests.factories import OrganisationFactory, UserFactory
from tests.network.directory.factory import card_of, listed
from tests.network.notices.factory import posted
from tests.test_access import patterns

pytestmark = pytest.mark.django_db
HIDDEN = "Olga Onvindbaarsma"
SHOWN = "Wendy Welzichtbaar"
# The administration of people and roles is the coordinators' own: there everybody with an account stands.
ADMINISTRATION = ("/mensen/", "/beheer/", "/admin/")
ACTS = re.compile(r"/(uitloggen|logout|account|static|demo)/|^//|\.(css|js|svg|png|woff2)$")
MOST_PAGES = 160


def hide(person: User) -> None:
    """As the profile page does it."""
    person.is_listed = False
    person.save()


def test_out_of_the_list_at_once(client_for):
    person, client = listed(HIDDEN), client_for(UserFactory())
    address = card_of(person)

    hide(person)

    assert client.get("/collegas/").context["cards"] == []
    assert client.get("/collegas/", {"q": "olga"}).context["cards"] == []
    assert client.get(address).status_code == 404
    assert client.get(f"{address}bericht/").status_code == 404
    assert client.get(f"{address}melden/").status_code == 404


def test_out_at_once_whatever_wrote_it(client_for):
    person, client = listed(HIDDEN), client_for(UserFactory())

    User.objects.filter(pk=person.pk).update(is_listed=False)

    assert client.get("/collegas/").context["cards"] == []


def test_a_field_that_is_taken_back_past_the_profile_finds_nobody_until_mended(client_for, at):
    person, client = listed(HIDDEN, expertise="valpreventie"), client_for(UserFactory())
    User.objects.filter(pk=person.pk).update(shown_fields=[])

    before = client.get("/collegas/", {"q": "valpreventie"}).context["cards"]
    mended = workflow.mend(at=at), workflow.mend(at=at)

    assert (before, mended) == ([], (1, 0))
    assert client.get("/collegas/", {"q": "valpreventie"}).context["cards"] == []
    assert len(client.get("/collegas/", {"q": "olga"}).context["cards"]) == 1


def test_nothing_by_which_to_be_found_is_kept():
    person = listed(HIDDEN, expertise="valpreventie", themes=["roken"])

    hide(person)

    listing = Listing.objects.get(person=person)
    assert (listing.name, listing.vector, listing.facets, listing.listed_at) == ("", "", [], None)


@pytest.mark.parametrize(
    "changed", [{"is_listed": False}, {"is_active": False}, {"shown_fields": []}, {"name": "jan@example.org"}]
)
def test_database_empties_what_may_be_found_no_longer(changed):
    person = listed(HIDDEN, expertise="valpreventie")

    User.objects.filter(pk=person.pk).update(**changed)

    listing = Listing.objects.get(person=person)
    assert (listing.name, listing.vector, listing.facets, listing.is_stale) == ("", "", [], True)


def test_account_that_is_closed_is_not_found(client_for):
    person, client = listed(HIDDEN), client_for(UserFactory())

    User.objects.filter(pk=person.pk).update(is_active=False)

    assert client.get("/collegas/").context["cards"] == []


def test_coming_back_is_a_new_consent(at):
    person = listed(HIDDEN)
    first = Listing.objects.get(person=person).listed_at
    hide(person)

    person.is_listed = True
    person.save()

    assert Listing.objects.get(person=person).listed_at > first


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Jan de Proef (jan@example.org)", "Jan de Proef"),
        ("Jan de Proef, jan(at)example.org", "Jan de Proef"),
        ("jan@example.org", None),
        ("", None),
    ],
)
def test_address_in_a_name_is_never_shown(client_for, name, shown):
    listed(name)

    response = client_for(UserFactory()).get("/collegas/")

    assert [card.name for card in response.context["cards"]] == ([shown] if shown else [])
    assert "example.org" not in response.content.decode().replace("persoon", "")


def test_own_page_refuses_a_name_with_an_address(client_for):
    person = UserFactory(name="jan@example.org")

    response = client_for(person).post("/collegas/mijn-vermelding/", {"is_listed": "on"})

    assert response.status_code == 422
    assert "In uw naam staat een e-mailadres" in response.content.decode()
    assert not User.objects.get(pk=person.pk).is_listed


def starting_points() -> list[str]:
    """Every page without arguments, and the searches that somebody would type to find this person."""
    found = []
    for pattern in patterns(get_resolver()):
        try:
            found.append(reverse(pattern.name)) if pattern.name else None
        except NoReverseMatch:
            continue
    asked = (("search", "q"), ("search_suggestions", "q"), ("api_search", "q"), ("colleagues", "q"))
    asked += (("organisation_names", "organisation_name"), ("postings", "q"), ("events", "q"))
    return [*(f"{reverse(page)}?{field}=Onvindbaarsma" for page, field in asked), *sorted(set(found))]


def crawl(browser, first: list[str]) -> dict[str, str]:
    """Every page that can be reached from these, with its text; what acts or signs out is left alone."""
    client = Client(raise_request_exception=False)
    client.cookies = browser.cookies
    waiting, seen = deque(first), {}
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.popleft().partition("#")[0]
        if path in seen or ACTS.search(path) or path.startswith(ADMINISTRATION):
            continue
        response = client.get(path)
        body = b"".join(response) if response.streaming else response.content
        seen[path] = body.decode("utf-8", "replace")
        waiting.extend(re.findall(r'(?:href|hx-get)="(/[^"]*)"', seen[path]))
    return seen


@pytest.mark.parametrize("role", [VISITOR, *Role.values])
def test_who_opted_out_is_on_no_page_of_the_portal(client_as, role):
    employer = OrganisationFactory(name="Werkgever Proef")
    person = listed(HIDDEN, organisation=employer, themes=["roken"], expertise="roken", sector="ggd", level="2")
    seen = listed(SHOWN, organisation=employer, themes=["roken"])
    posted(timezone.now(), by=person, themes=["roken"])
    hide(person)

    pages = crawl(client_as(role), [card_of(seen), *starting_points()])

    leaks = [path for path, text in pages.items() if "Olga" in text or person.email in text]
    assert [path for path in leaks if "Onvindbaarsma" not in path] == []
    assert len(pages) > 40
    found = {path for path, text in pages.items() if SHOWN in text}
    assert ("/collegas/" in found) == (role != VISITOR)
