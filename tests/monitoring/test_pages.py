"""The pages of monitoring: who sees them, what they say, and how much they ask of the database."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from loket.core.models import OutgoingMail
from loket.monitoring import panels, receiving, reporting
from loket.monitoring.enums import Place
from loket.monitoring.models import Cost, Estimate, Recipient, Report, YearBudget
from tests.factories import OrganisationFactory, UserFactory
from tests.monitoring import factory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
MOST_QUERIES, MOST_QUERIES_COLD = 12, 28
DASHBOARDS = {
    "coordinator": {"coordinator"},
    "servicedesk": {"coordinator", "servicedesk"},
    "kernteam": {"coordinator", "kernteam"},
    "redactie": {"coordinator", "redactie"},
    "organisatie": {"partner"},
    "mijn": {"coordinator", "servicedesk", "kernteam", "redactie", "partner", "professional"},
}


@pytest.fixture(autouse=True)
def _now() -> None:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def keeper(client_as):
    return client_as("coordinator")


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("slug", DASHBOARDS)
@pytest.mark.parametrize("role", sorted(DASHBOARDS["mijn"]))
def test_dashboard_is_for_its_roles(client_for, slug, role):
    roles = [] if role == "professional" else [role]
    organisation = OrganisationFactory() if role == "partner" else None
    client = client_for(UserFactory(roles=roles, organisation=organisation))

    status = client.get(reverse("dashboard", args=[slug])).status_code

    assert status == (200 if role in DASHBOARDS[slug] else 403)


def test_own_dashboard_is_the_first_that_fits(client_as):
    found = {role: client_as(role).get(reverse("own_dashboard")).url for role in ("redactie", "professional")}

    assert found == {"redactie": "/dashboard/redactie/", "professional": "/dashboard/mijn/"}


def test_visitor_is_asked_to_sign_in(visitor):
    assert visitor.get(reverse("dashboard", args=["mijn"])).status_code == 302


def test_dashboard_of_another_name_is_not_found(keeper):
    assert keeper.get("/dashboard/bestaat-niet/").status_code == 404


def test_dashboard_costs_few_queries_once_it_was_shown(keeper):
    address = reverse("dashboard", args=["coordinator"])
    keeper.get(address)

    with CaptureQueriesContext(connection) as asked:
        keeper.get(address)

    assert len(asked) <= MOST_QUERIES


def test_dashboard_costs_some_queries_when_it_is_made_anew(keeper):
    keeper.get(reverse("dashboard", args=["coordinator"]))
    cache.clear()

    with CaptureQueriesContext(connection) as asked:
        keeper.get(reverse("dashboard", args=["coordinator"]))

    assert len(asked) <= MOST_QUERIES_COLD, [query["sql"][:150] for query in asked]


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        ("2027", "De periode 2027 moet nog beginnen."),
        ("2026-04", "De periode april 2026"),
        ("gisteren", "kennen wij niet"),
    ],
)
def test_period_that_cannot_be_shown_gives_this_year_and_a_sentence(keeper, period, sentence):
    response = keeper.get(reverse("dashboard", args=["coordinator"]), {"periode": period})

    assert response.context["period"].code == "2026"
    assert sentence in text_of(response)


def test_figures_are_those_of_the_period(keeper):
    factory.used(date(2026, 1, 5), 7)
    factory.used(date(2025, 1, 5), 1000)

    page = text_of(keeper.get(reverse("dashboard", args=["coordinator"]), {"periode": "2026-01"}))
    table = text_of(keeper.get(reverse("dashboard_block", args=["coordinator", "gebruik"]), {"periode": "2026-01"}))

    assert 'Keer bekeken</a></dt> <dd class="monitor-strip__number">7</dd>' in page
    assert ">1.000</td>" in table  # over more months


def test_block_has_a_page_with_its_whole_table_and_files(keeper):
    factory.used(date(2026, 1, 5), 7)

    page = text_of(keeper.get(reverse("dashboard_block", args=["coordinator", "lagen"]), {"periode": "2026-01"}))

    assert 'Keer bekeken</a></th><td data-label="Laag"' in page
    assert 'href="/dashboard/coordinator/lagen.csv?periode=2026-01"' in page
    assert 'href="/dashboard/coordinator/?periode=2026-01"' in page


@pytest.mark.parametrize("slug", DASHBOARDS)
def test_every_tile_leads_to_its_own_page(client_for, slug):
    roles = sorted(DASHBOARDS[slug])[-1:]
    client = client_for(UserFactory(roles=roles, organisation=OrganisationFactory()))
    tiles = client.get(reverse("dashboard", args=[slug])).context["blocks"]

    answers = {one.url: client.get(one.url).status_code for one in tiles}

    assert set(answers.values()) == {200}


@pytest.mark.parametrize("extension", ["csv", "ods"])
def test_block_can_be_taken_along(keeper, extension):
    response = keeper.get(reverse("dashboard_file", args=["coordinator", "lagen", extension]))

    assert response["Content-Disposition"] == f'attachment; filename="lagen-2026.{extension}"'
    assert len(response.content) > 100


MISSING = ("bestaat-niet/", "uitkomst/", "bestaat-niet.csv", "lagen.exe")


@pytest.mark.parametrize("address", [f"/dashboard/coordinator/{name}" for name in MISSING])
def test_block_that_is_not_there_cannot_be_taken_along(keeper, address):
    assert keeper.get(address).status_code == 404


def test_block_of_another_role_cannot_be_taken_along(client_as):
    editor = client_as("redactie")

    assert editor.get(reverse("dashboard_block", args=["coordinator", "budget"])).status_code == 403
    assert editor.get(reverse("dashboard_file", args=["coordinator", "budget", "csv"])).status_code == 403


def test_block_of_another_part_shows_on_the_dashboard(keeper):
    panels.register(factory.panel("risicos", "3 open", Place.COORDINATOR))

    assert "3 open" in text_of(keeper.get(reverse("dashboard", args=["coordinator"])))


def test_kept_block_is_not_shown_to_another_role(client_as):
    panel = factory.panel("geheim", "42", Place.SERVICEDESK)
    panels.register(panels.Panel("geheim", panel.places, 1, lambda asked: panel.build(asked), kept_for=60))
    client_as("servicedesk").get(reverse("dashboard", args=["servicedesk"]))

    assert cache.get("monitoring:geheim:2026:servicedesk") is not None
    assert cache.get("monitoring:geheim:2026:coordinator") is None


def test_small_region_is_not_shown(keeper):
    factory.used(date(2026, 1, 5), 3, dimension="region", code="ggd-amsterdam")

    page = text_of(keeper.get(reverse("dashboard_block", args=["coordinator", "regios"])))

    assert "minder dan 5" in page


def test_target_page_says_what_is_unknown_and_how_it_is_counted(keeper, no_surveys):
    page = text_of(keeper.get(reverse("targets")))

    assert "niet gemeten" in page
    assert "Niveau 2 en Niveau 3: <strong>onbekend</strong>" in page
    assert "SELECT" in page


def test_estimate_is_added_with_who_and_when(keeper):
    told = {"level": "2", "people": "500", "counted_on": "2026-02-01", "source": "Telling", "sector": "", "area": ""}

    response = keeper.post(reverse("targets"), told)

    row = Estimate.objects.get()
    assert response.status_code == 302
    assert (row.people, row.by, row.at) == (500, keeper.user, NOW)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"people": "0"}, "Een doelgroep van 0 mensen kan niet."),
        ({"counted_on": "2027-01-01"}, "Deze dag moet nog komen."),
        ({"people": "veel"}, "geheel getal"),
    ],
)
def test_estimate_that_cannot_be_keeps_what_was_typed(keeper, change, sentence):
    told = {"level": "2", "people": "500", "counted_on": "2026-02-01", "source": "Telling, eigen"} | change

    response = keeper.post(reverse("targets"), told)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert "Telling, eigen" in text_of(response)
    assert not Estimate.objects.exists()


def test_definitions_stand_in_words_and_as_query(keeper):
    page = text_of(keeper.get(reverse("definitions")))

    assert "Vragen aan de servicedesk" in page
    assert page.count("SELECT") >= 11


def test_budget_is_kept_in_cents(keeper):
    told = {"amount": "960000,50", "things": 30, "meeting": 30, "tailored": 30, "coordination": 10}

    response = keeper.post(reverse("set_year_budget", args=[2026]), told)

    assert response.url == reverse("year_budget", args=[2026])
    assert YearBudget.objects.get().cents == 960_000_50


def test_budget_whose_parts_are_no_whole_is_refused(keeper):
    told = {"amount": "960000", "things": 40, "meeting": 30, "tailored": 30, "coordination": 10}

    response = keeper.post(reverse("set_year_budget", args=[2026]), told)

    assert (response.status_code, YearBudget.objects.count()) == (422, 0)
    assert "samen precies 100 procent" in text_of(response)


def test_cost_is_added_and_taken_back(keeper):
    told = {"layer": "layer-1", "spending": "spent", "day": "2026-03-01", "amount": "12,50", "what": "Drukwerk"}
    keeper.post(reverse("year_budget", args=[2026]), told)
    cost = Cost.objects.get()

    keeper.post(reverse("cost_step", args=[cost.pk, "intrekken"]))

    cost.refresh_from_db()
    assert (cost.cents, cost.withdrawn_by) == (1250, keeper.user)
    page = text_of(keeper.get(reverse("year_budget", args=[2026])))
    assert "Ingetrokken op" in page and "Terugzetten" in page


@pytest.mark.parametrize("name", ["targets", "definitions", "this_year_budget", "reports"])
def test_pages_of_the_coordinator_are_for_the_coordinator(client_as, name):
    answers = {
        role: client_as(role).get(reverse(name), follow=True).status_code for role in ("redactie", "coordinator")
    }

    assert answers == {"redactie": 403, "coordinator": 200}


def test_monthly_report_is_hidden_and_yearly_one_is_public(visitor, client_as, no_panels):
    for kind, code in ((Place.MONTHLY, "2026-01"), (Place.YEARLY, "2025")):
        reporting.make(factory.report(kind, code), at=NOW)

    for client in (visitor, client_as("redactie")):
        assert client.get("/rapport/maand/2026-01/").status_code == 404
        assert client.get("/rapport/maand/2026-01/bestand.pdf").status_code == 404
        assert client.get("/rapport/jaar/2025/").status_code == 200
        assert client.get("/rapport/jaar/2025/bestand.pdf").content.startswith(b"%PDF")
    assert "/rapport/jaar/2025/" in text_of(visitor.get(reverse("yearly_reports")))


def test_waiting_yearly_report_is_not_public(visitor, no_panels):
    factory.report(Place.YEARLY, "2025")

    assert visitor.get("/rapport/jaar/2025/").status_code == 404


@pytest.mark.parametrize("address", ["/rapport/maand/gisteren/", "/rapport/week/2026-01/", "/rapport/maand/2026-01/"])
def test_report_that_is_not_there_is_not_found(keeper, address):
    assert keeper.get(address).status_code == 404


def test_report_shows_what_it_showed_then(keeper, no_panels):
    panels.register(factory.panel("vragen", "12", Place.MONTHLY))
    reporting.make(factory.report(code="2026-01"), at=NOW)
    panels.register(factory.panel("vragen", "99", Place.MONTHLY))

    page = text_of(keeper.get("/rapport/maand/2026-01/"))

    assert ">12</dd>" in page and ">99</dd>" not in page


def test_text_of_a_waiting_report_is_kept(keeper, no_panels):
    report = factory.report()

    keeper.post(report.get_absolute_url(), {"text": "Druk"})

    report.refresh_from_db()
    assert (report.text, report.text_by) == ("Druk", keeper.user)


def test_report_is_made_by_hand_once(keeper, no_panels):
    address = reverse("report_make", args=["maand", "2026-01"])

    answers = [text_of(keeper.post(address, follow=True)) for _ in range(2)]

    assert "is gemaakt en verstuurd" in answers[0]
    assert "Dit rapport is al gemaakt" in answers[1]
    assert Report.objects.made().count() == 1


def test_report_of_a_period_to_come_is_refused(keeper):
    page = text_of(keeper.post(reverse("report_make", args=["maand", "2026-07"]), follow=True))

    assert "De periode juli 2026 is nog niet voorbij." in page


def test_recipient_is_added_once_and_removed(keeper):
    told = {"kind": "monthly", "email": "lezer@voorbeeld.nl", "name": "Lezer"}
    keeper.post(reverse("reports"), told)

    again = keeper.post(reverse("reports"), told)
    keeper.post(reverse("report_recipient_drop", args=[Recipient.objects.get().pk]))

    assert again.status_code == 422 and "krijgt dit rapport al" in text_of(again)
    assert not Recipient.objects.exists()


def test_link_in_the_mail_opens_the_report_without_signing_in(visitor, no_panels):
    receiving.add({"kind": Place.MONTHLY, "email": "lezer@voorbeeld.nl"}, by=factory.coordinator(), at=NOW)
    reporting.make(factory.report(), at=NOW)
    link = "/rapport" + OutgoingMail.objects.get().text.partition("/rapport")[2].split()[0]

    assert visitor.get(link).status_code == 200
    assert visitor.get(f"{link}bestand.csv").status_code == 200
    assert visitor.get(f"{link[:-5]}/").status_code == 404


def test_coordinator_is_told_of_late_reports_in_my_loket(keeper, no_panels):
    factory.report(code="2026-01")

    assert "Had er moeten zijn" in text_of(keeper.get(reverse("my_loket")))


def test_sectors_are_shown_from_five_on(keeper):
    for code, count in (("ggd", 40), ("ggz", 3), ("sport", 4)):
        factory.used(date(2026, 1, 5), count, dimension="sector", code=code)

    page = keeper.get(reverse("dashboard", args=["coordinator"])).context["blocks"]

    rows = next(shown.block.rows for shown in page if shown.name == "wie")
    assert [row[2] for row in rows] == [40, "minder dan 5", "minder dan 5"]


def test_dashboard_shows_a_new_estimate_at_once(keeper, django_capture_on_commit_callbacks):
    told = {"level": "23", "people": "800", "counted_on": "2026-02-01", "source": "Telling"}
    before = second_aim(keeper)

    with django_capture_on_commit_callbacks(execute=True):
        keeper.post(reverse("targets"), told)

    assert (before, second_aim(keeper)) == ("onbekend", "0%")


def second_aim(client) -> str:
    """What the dashboard says of layer 2."""
    shown = client.get(reverse("dashboard", args=["coordinator"])).context["blocks"]
    return next(one.block.items[1].value for one in shown if one.name == "doelen")
