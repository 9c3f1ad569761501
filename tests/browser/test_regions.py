"""The pages of learning regions at several widths, by axe."""

from datetime import date

import pytest
from django.utils import timezone

from loket.accounts import demo
from loket.accounts.models import User
from network.learning import joining
from network.learning import workflow as networks
from network.learning.enums import Access, Kind
from network.learning.models import LearningNetwork
from network.regions.enums import ConsentKind, Element
from network.regions.models import Region
from network.regions.workflow import founding, scanning
from tests.browser.test_accessibility import violations


def _person(role: str) -> User:
    return User.objects.get(email=demo.address(role))


def _network(name: str, by: User) -> LearningNetwork:
    """One that was approved and goes on until 2030, facilitated by who proposed it."""
    at = timezone.now()
    content = {"name": name, "purpose": "Samen leren.", "start_question": "Hoe?", "kind": Kind.REGION}
    content |= {"access": Access.OPEN, "starts_on": at.date(), "ends_on": date(at.year + 3, 1, 1)}
    content |= {"areas": ["gemeente-tiel"], "themes": ["bewegen"]}
    network = networks.propose(content, looked_at=[], why_new="Nog niets.", by=by, at=at)
    networks.approve(network, by=_person("servicedesk"), at=at)
    return network


@pytest.fixture
def valley(site: str) -> LearningNetwork:
    """The network that becomes a region, of *professional* with *partner* as a member; and a region that is ahead."""
    at, xpert = timezone.now(), _person("xpert")
    network = _network("Gezond Voorbeelddal", _person("professional"))
    joining.join(network, by=_person("partner"), at=at)
    ahead = founding.found(_network("Gezond Voorbeeldberg", xpert), by=xpert, at=at)
    for kind in ConsentKind:
        founding.give(ahead, kind, by=xpert, at=at)
    scan = scanning.open_scan(ahead, "Najaar", by=xpert, at=at)
    scanning.score(scan, {code: (4, "") for code in Element.values}, by=xpert, at=at)
    scanning.close(scan, by=xpert, at=at)
    return network


def test_pages_of_a_region_have_no_violations(new_page, sign_in, valley) -> None:
    page, desk = sign_in(new_page(), "xpert"), sign_in(new_page(), "servicedesk")
    region = Region.objects.get()
    here = region.get_absolute_url()
    parts = (
        "",
        "veranderverhaal/",
        "veranderverhaal/schrijven/",
        "veranderverhaal/versies/",
        "veranderverhaal/printen/",
    )
    parts += ("veranderverhaal/vergelijken/", "zelfscan/", "elementen/financiele-middelen/", "leervragen/", "profiel/")
    parts += ("leervragen/nieuw/", "leersessies/", "leersessies/nieuw/", "koppelingen/", "toestemming/")
    paths = ("/leerregios/", "/gebieden/", "/gebieden/gemeente-tiel/", *(f"{here}{part}" for part in parts))

    found = [line for path in paths for line in violations(page, path)]

    assert found == []
    assert violations(desk, "/koppelingen/") == []
