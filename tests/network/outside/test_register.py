"""The register of networks outside the portal: who proposes, who keeps, and how it stays current."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from loket.core.models import OutgoingMail
from loket.search.models import Findable
from network.outside import pages, workflow
from network.outside.enums import Kind, ListingState
from network.outside.models import OutsideNetwork
from tests.factories import UserFactory
from tests.network.outside.factory import OutsideFactory

pytestmark = pytest.mark.django_db


def _filled(**changes) -> OutsideNetwork:
    return OutsideNetwork(**{"name": "Platform Rookvrij", "kind": Kind.PLATFORM, "summary": "Samen.", **changes})


def test_proposal_of_a_professional_waits_for_a_keeper(at) -> None:
    network = workflow.propose(_filled(), by=UserFactory(), at=at)

    assert network.state == ListingState.PROPOSED
    assert not Findable.objects.filter(subject_type="outside_network").exists()


def test_proposal_of_a_keeper_stands_in_the_register_at_once(at) -> None:
    network = workflow.propose(_filled(), by=UserFactory(roles=["servicedesk"]), at=at)

    assert (network.state, network.next_check) == (ListingState.LISTED, date(2027, 3, 2))
    assert Findable.objects.filter(subject_type="outside_network", subject_id=network.pk).exists()


def test_accepting_tells_the_proposer(at) -> None:
    proposer, keeper = UserFactory(), UserFactory(roles=["redactie"])
    network = workflow.propose(_filled(), by=proposer, at=at)

    workflow.accept(network, by=keeper, at=at)

    assert OutgoingMail.objects.get(to=proposer.email).subject == "Staat in het register: Platform Rookvrij"


@pytest.mark.parametrize("contact", ["jan@example.org", "bel 06-12345678", "06 1234 5678"])
def test_contact_with_an_address_or_number_is_refused(at, contact) -> None:
    with pytest.raises(ValidationError, match="zonder e-mailadres"):
        workflow.propose(_filled(contact_role=contact), by=UserFactory(), at=at)

    assert not OutsideNetwork.objects.exists()


def test_professional_may_not_judge(at) -> None:
    network = OutsideFactory(proposed=True)

    with pytest.raises(PermissionDenied):
        workflow.accept(network, by=UserFactory(), at=at)


def test_network_that_is_gone_is_no_longer_found(at) -> None:
    keeper = UserFactory(roles=["servicedesk"])
    network = workflow.propose(_filled(), by=keeper, at=at)

    workflow.end(network, by=keeper, at=at)

    assert not Findable.objects.filter(subject_type="outside_network").exists()


def test_reminder_goes_once_for_each_year(at) -> None:
    keeper = UserFactory(roles=["servicedesk"])
    OutsideFactory(next_check=date(2026, 3, 1), checked_on=date(2025, 3, 1))

    found = [workflow.remind(at=at), workflow.remind(at=at), workflow.remind(at=at + timedelta(days=1))]

    assert found == [1, 0, 0]
    assert OutgoingMail.objects.filter(to=keeper.email).count() == 1


def test_reminder_comes_again_a_year_after_the_check(at) -> None:
    keeper = UserFactory(roles=["servicedesk"])
    network = OutsideFactory(next_check=date(2026, 3, 1), checked_on=date(2025, 3, 1))
    workflow.remind(at=at)

    workflow.confirm(network, by=keeper, at=at)

    assert [workflow.remind(at=at + timedelta(days=364)), workflow.remind(at=at + timedelta(days=366))] == [0, 1]


def test_fitting_networks_come_with_the_reason() -> None:
    OutsideFactory(name="Ver", themes=["roken"], areas=["ggd-zeeland"])
    OutsideFactory(name="Dichtbij", themes=["roken"], areas=["gemeente-tiel"])
    OutsideFactory(name="Iets anders", themes=["slaap"], areas=["ggd-zeeland"])

    fits = pages.fitting(["roken"], ["gemeente-tiel"])

    assert [(fit.network.name, fit.reason) for fit in fits] == [
        ("Dichtbij", "ook over Roken en ook in Tiel"),
        ("Ver", "ook over Roken"),
    ]
