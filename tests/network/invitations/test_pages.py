"""The pages about invitations: for organisers, for who reads figures only, and behind the link."""

from datetime import timedelta

import pytest
from django.utils import timezone

from loket.accounts import privacy
from loket.core.telling import stop_link
from network.events.models import Registration
from network.invitations import pages, registrations
from network.invitations.audience import Choice
from network.invitations.enums import Answer
from network.invitations.models import Invitation, OptOut, Round
from tests.factories import OrganisationFactory, UserFactory
from tests.network.directory.factory import listed
from tests.network.events.factory import AT, EventFactory
from tests.network.invitations.factory import InvitationFactory, somebody

pytestmark = pytest.mark.django_db


def _coming(**fields):
    """Open, and to come for the clock on the wall, which the views look at."""
    start = timezone.now() + timedelta(days=40)
    return EventFactory(**{"starts_at": start, "ends_at": start + timedelta(hours=2), "closes_at": start} | fields)


def test_organiser_sees_who_it_is_and_sends(client_for) -> None:
    event = _coming()
    somebody(sector="ggd")
    somebody(is_active=False)
    client = client_for(event.organiser)
    address = f"{event.get_absolute_url()}uitnodigen/kiezen/?kies=&levels=2"

    page = client.get(address).content.decode()
    answer = client.post(address, {"words": "Graag tot dan"})

    assert "<strong>1</strong> persoon krijgt een uitnodiging." in page
    assert "Account is niet meer in gebruik" in page
    assert answer.url == f"{event.get_absolute_url()}uitnodigen/"
    assert Round.objects.get().words == "Graag tot dan"


def test_preview_names_nobody_who_is_not_in_the_directory(client_for) -> None:
    event, person = _coming(), somebody(name="Zelden Gevonden")

    page = client_for(event.organiser).get(f"{event.get_absolute_url()}uitnodigen/kiezen/?kies=&levels=2")

    assert person.name not in page.content.decode()
    assert "Een collega" in page.content.decode()


def test_preview_of_who_is_named_tells_no_more_than_the_card(client_for) -> None:
    """Level and themes are not shown by everybody; that somebody fits is all that may be told then."""
    event = _coming()
    listed("Wilma Wandelaar", level="2", themes=["roken"], shown_fields=[], date_joined=AT)

    choice = Choice(levels=["2"], themes=["roken"])
    page = pages.preview_page(event, choice, event.organiser, shown="", number=1, at=timezone.now())

    assert [(line["card"].name, line["why"]) for line in page["people"]] == [("Wilma Wandelaar", "")]


def test_choosing_nothing_asks_to_choose(client_for) -> None:
    event = _coming()

    answer = client_for(event.organiser).get(f"{event.get_absolute_url()}uitnodigen/kiezen/?kies=")

    assert answer.status_code == 422


def test_link_shows_only_and_the_button_answers(visitor) -> None:
    invitation = InvitationFactory(event=_coming())

    page = visitor.get(invitation.get_absolute_url())
    assert Invitation.objects.get().answer == Answer.NONE
    answer = visitor.post(f"{invitation.get_absolute_url()}ja/")

    assert "Ja, ik kom" in page.content.decode()
    assert answer.url == Registration.objects.get().get_absolute_url()


def test_open_link_leads_another_to_register(client_for) -> None:
    invitation = InvitationFactory(event=_coming())
    Round.objects.update(is_open=True)

    page = client_for(UserFactory()).get(invitation.get_absolute_url()).content.decode()

    assert "U kunt u zelf aanmelden" in page
    assert "Ja, ik kom" not in page


def test_bound_link_is_of_no_use_to_another(client_for) -> None:
    invitation = InvitationFactory(event=_coming())
    client = client_for(UserFactory())

    client.post(f"{invitation.get_absolute_url()}ja/")

    assert "voor een ander adres" in client.get(invitation.get_absolute_url()).content.decode()
    assert not Registration.objects.exists()


def test_wrong_link_is_not_found(visitor) -> None:
    assert visitor.get("/uitnodiging/bestaat-niet/").status_code == 404


def test_link_in_a_mail_stops_and_starts_again(visitor) -> None:
    address = stop_link("stop_invitations", "anke@example.org").partition("//")[2].partition("/")[2]

    visitor.get(f"/{address}")
    assert not OptOut.objects.exists()
    visitor.post(f"/{address}")
    assert OptOut.objects.get().address_key == "anke@example.org"
    visitor.post(f"/{address}", {"terug": "1"})

    assert not OptOut.objects.exists()


def test_stranger_may_not_see_the_invitations(client_for) -> None:
    event = _coming()

    assert client_for(UserFactory()).get(f"{event.get_absolute_url()}uitnodigen/").status_code == 403


def test_partner_of_the_organisation_sees_no_small_figures(client_for) -> None:
    home = OrganisationFactory()
    event = _coming(organisation=home)
    InvitationFactory.create_batch(2, event=event)
    partner = UserFactory(roles=["partner"], organisation=home)

    page = client_for(partner).get(f"{event.get_absolute_url()}uitnodigen/").content.decode()

    assert "minder dan 5" in page
    assert "Mensen uitnodigen" not in page


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ([4, 4, 0, 0], [None] * 4),
        ([20, 10, 10, 0], [20, 10, 10, 0]),
        ([20, 3, 10, 7], [20, None, 10, None]),
        ([20, 3, 2, 15], [20, None, None, 15]),
    ],
)
def test_small_figures_cannot_be_worked_out(cells, shown) -> None:
    assert pages.hide_small(cells) == shown


def test_overview_takes_few_queries(client_for, django_assert_max_num_queries) -> None:
    event = _coming()
    InvitationFactory.create_batch(6, event=event, invited_at=timezone.now() - timedelta(days=10))
    client = client_for(event.organiser)

    with django_assert_max_num_queries(20):
        client.get(f"{event.get_absolute_url()}uitnodigen/")


def test_erasing_keeps_the_figure_and_not_the_person(at) -> None:
    invitation = InvitationFactory()
    person, link = invitation.person, invitation.token

    privacy.erase(person, at=at)

    kept = Invitation.objects.get()
    assert (kept.person, kept.name, kept.email, kept.level) == (None, "", "", "2")
    assert kept.token != link


def test_names_are_forgotten_a_year_after_the_event(at) -> None:
    invitation = InvitationFactory()

    forgotten = [registrations.forget(invitation.event.ends_at + timedelta(days=days)) for days in (364, 366, 367)]

    assert forgotten == [0, 1, 0]
