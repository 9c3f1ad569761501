import io

import pytest
import tablib
from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.monitoring.steering import pages, reports
from loket.monitoring.steering.models import ActionPoint, Deal, Pilot, Risk
from tests.factories import OrganisationFactory, UserFactory
from tests.monitoring.steering import factory

pytestmark = pytest.mark.django_db
HOME = "/sturing/"


@pytest.fixture
def client(client_as):
    return client_as("coordinator")


def filled(person, **changes) -> dict:
    told = {"title": "Plan schrijven", "owner": person.pk, "phase": "uitvoering", "subject": "laag-2"}
    return told | {"due_on": "2031-05-01", "areas": "Tiel"} | changes


def titles(response) -> list[str]:
    return [line["item"].title for line in response.context["lines"]]


def test_coordinator_writes_an_action_point(client):
    owner = UserFactory(partner=True)

    response = client.post(f"{HOME}actiepunten/nieuw/", filled(owner), follow=True)

    item = ActionPoint.objects.get()
    assert (item.owner, item.phase, item.areas != []) == (owner, "uitvoering", True)
    assert "Plan schrijven" in response.content.decode()


@pytest.mark.parametrize(
    ("register", "changed", "told"),
    [
        ("actiepunten", {"areas": "Nergenshuizen"}, "Dit gebied kennen wij niet: Nergenshuizen"),
        ("actiepunten", {"starts_on": "2031-06-01"}, "ligt voor het begin"),
        ("actiepunten", {"due_on": "gisteren"}, "datum"),
        ("actiepunten", {"owner": "999999"}, "owner"),
        ("risicos", {"chance": "9", "impact": "3"}, "9"),
        ("afspraken", {"organisation": "Bestaat niet"}, "Deze organisatie kennen wij niet"),
        ("actiepunten", {"title": "a\x00b"}, "tekens"),
    ],
)
def test_wrong_input_keeps_what_was_typed(client, register, changed, told):
    response = client.post(f"{HOME}{register}/nieuw/", filled(UserFactory(partner=True), **changed))

    assert (response.status_code, told in response.content.decode()) == (422, True)
    assert not any(model.objects.exists() for model in (ActionPoint, Risk, Deal, Pilot))


def test_agreement_finds_the_partner_by_name(client):
    organisation = OrganisationFactory()

    client.post(f"{HOME}afspraken/nieuw/", filled(UserFactory(partner=True), organisation=organisation.name.upper()))

    assert Deal.objects.get().organisation == organisation


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "startbijeenkomst"}, True),
        ({"q": "iets anders"}, False),
        ({"phase": "voorbereiding"}, True),
        ({"phase": "borging"}, False),
        ({"state": "done"}, False),
        ({"area": "Tiel"}, True),
        ({"area": "Nergenshuizen"}, False),
        ({"q": "\x00"}, True),
    ],
)
def test_list_is_filtered(client, asked, found):
    factory.action(timezone.now())

    assert bool(titles(client.get(f"{HOME}actiepunten/", asked))) is found


def test_greatest_risk_stands_first_and_in_the_matrix(client):
    for chance, impact in ((1, 2), (5, 4), (3, 3)):
        factory.risk(timezone.now(), chance=chance, impact=impact, title=f"Risico {chance * impact}")

    assert titles(client.get(f"{HOME}risicos/")) == ["Risico 20", "Risico 9", "Risico 2"]
    assert pages.risk_matrix(Risk.objects.all())[1]["cells"][4] == {"count": 1, "level": "great"}


def test_list_goes_along_as_a_file(client):
    risk = factory.risk(timezone.now())
    client.post(f"{HOME}risicos/{risk.pk}/maatregelen/", {"text": "Bellen"})

    sheet = tablib.Databook().load(io.BytesIO(client.get(f"{HOME}risicos/lijst.ods").content), "ods").sheets()[0]

    assert (sheet["Titel"], sheet["Kans × gevolg"], sheet["Maatregelen"]) == ([risk.title], [12], ["Bellen"])


def test_owner_sees_the_own_action_point_and_not_those_of_others(client_for):
    mine, other = factory.action(timezone.now()), factory.action(timezone.now())
    client = client_for(mine.owner)

    assert client.get(mine.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(f"{HOME}actiepunten/").status_code == 403


def test_step_can_be_undone(client_for):
    item = factory.action(timezone.now())
    client = client_for(item.owner)

    page = client.post(f"{item.get_absolute_url()}stap/finish/", follow=True)

    assert f"{item.get_absolute_url()}stap/reopen/" in page.content.decode()
    assert client.post(f"{item.get_absolute_url()}stap/weg/").status_code == 404


def test_pilot_is_ended_on_its_page(client):
    pilot = factory.pilot(timezone.now())
    told = {"reach": "74", "appreciation": "8,1", "result": "Goed", "outcome": "uitrollen", "reason": "Het werkt"}

    refused = client.post(f"{HOME}pilots/{pilot.pk}/afronden/", told | {"appreciation": "11"})
    page = client.post(f"{HOME}pilots/{pilot.pk}/afronden/", told, follow=True)

    assert refused.status_code == 422
    assert "Besluit: uitrollen" in page.content.decode()
    assert client.get(f"{HOME}pilots/{pilot.pk}/afronden/").status_code == 403


def test_overview_keeps_its_number_of_queries(client, steady_vocabulary, django_assert_max_num_queries):
    at = timezone.now()
    for _ in range(4):
        for make in (factory.action, factory.pilot, factory.risk, factory.deal):
            make(at, due_on=timezone.localdate())
    client.get(HOME)

    with django_assert_max_num_queries(18):
        assert len(client.get(HOME).context["risks"]) == 4


def test_list_keeps_its_number_of_queries(client, steady_vocabulary, django_assert_max_num_queries):
    for _ in range(12):
        factory.deal(timezone.now())
    client.get(f"{HOME}afspraken/")

    with django_assert_max_num_queries(8):
        client.get(f"{HOME}afspraken/")


def test_figures_for_dashboards(at):
    factory.action(at, days=-3)
    factory.risk(at, chance=5, impact=5)
    factory.pilot(at)

    told = reports.steering(at=at)

    assert (told.actions_open, told.actions_late, told.great_risks, told.pilots_running) == (1, 1, 1, 1)


def test_erased_owner_leaves_the_action_point(at):
    item = factory.action(timezone.now(), days=3)
    task = my_loket.tasks_of(item.owner)[0]

    exported = privacy.export_of(item.owner)["sturing en adviesgroepen"]["eigenaar_van"]["actiepunten"]
    privacy.erase(item.owner, at=at)

    item.refresh_from_db()
    assert (task.title, exported[0]["titel"], item.owner) == (item.title, item.title, None)


@pytest.mark.parametrize("name", ["pagina", "owner", "phase", "state", "area", "onzin"])
@pytest.mark.parametrize("value", ["-1", "\x00", "9" * 500, "'"])
def test_any_query_is_borne(client, name, value):
    factory.action(timezone.now())

    assert client.get(f"{HOME}actiepunten/", {name: value}).status_code == 200


@pytest.mark.parametrize("number", [0, 10**9, 10**30])
def test_number_of_nothing_is_not_found(client, number):
    paths = (f"actiepunten/{number}/", f"pilots/{number}/afronden/", f"risicos/{number}/wijzigen/")

    assert [client.get(f"{HOME}{path}").status_code for path in paths] == [404] * 3
