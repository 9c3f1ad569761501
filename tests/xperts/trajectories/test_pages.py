"""The pages as people meet them: what they say, what they refuse, and how many queries they take."""

import hashlib
from collections.abc import Iterator

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from loket.accounts import my_loket, privacy
from loket.core import retention
from tests.catalogue.recognition.reading import said, text
from tests.factories import UserFactory
from tests.xperts.trajectories.factory import (
    ANSWERS,
    AT,
    again,
    begun,
    consented,
    contract_of,
    coordinator,
    evaluated,
    example_of,
    finished,
    later,
    logged,
    part,
    running,
)
from tests.xperts.trajectories.test_access import HOURS, contract_data
from xperts.cases.models import Case
from xperts.pool.models import Xpert
from xperts.trajectories import claiming, evaluating, months, papers, registrations, reports
from xperts.trajectories.models import Agreement, Contract, HourEntry, Trajectory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    """It is the day of the signing for whatever asks for the time."""
    with time_machine.travel(AT, tick=False):
        yield


def url(name: str, trajectory: Trajectory, *more) -> str:
    return reverse(name, args=[trajectory.case.number, *more])


def test_mail_link_opens_a_page_and_signs_nothing(client_for):
    trajectory = begun()

    response = client_for(trajectory.signer).get(url("contract", trajectory, 0))

    assert "Akkoord, ik teken" in text(response)
    assert Agreement.objects.count() == 0


def test_button_signs_and_says_who_is_waited_for(client_for):
    trajectory = begun()
    client = client_for(trajectory.signer)

    client.post(url("contract_agree", trajectory, 0), {"version": 1})

    response = client.get(url("contract", trajectory, 0))
    assert said(response) == ["U hebt getekend. Wie nog moet tekenen, staat op deze bladzijde."]
    assert "Akkoord, ik teken" not in text(response)


@pytest.mark.parametrize("version", ["", "0", "99", "x", "9" * 40])
def test_signing_with_another_version_is_refused_with_a_sentence(client_for, version):
    trajectory = begun()
    client = client_for(trajectory.signer)

    response = client.post(url("contract_agree", trajectory, 0), {"version": version}, follow=True)

    assert "Lees de nieuwe versie" in text(response)
    assert Agreement.objects.count() == 0


def test_signing_twice_says_that_it_was_done(client_for):
    trajectory = begun()
    client = client_for(trajectory.signer)

    for _ in range(2):
        response = client.post(url("contract_agree", trajectory, 0), {"version": 1})

    assert said(response)[-1] == "U hebt deze versie al getekend. U hoeft niets meer te doen."


def test_edit_keeps_rows_and_leaves_empty_ones_out(client_for):
    trajectory = begun()
    rows = {"milestones-TOTAL_FORMS": 2, "milestones-1-day": "", "costs-TOTAL_FORMS": 1, "costs-0-what": "Zaal"}
    told = contract_data(trajectory, **rows, **{"costs-0-cents": "1.250,50", "costs-0-bearer": "asker"})

    client_for(trajectory.signer).post(url("contract_edit", trajectory, 0), told)

    content = contract_of(trajectory).content
    assert content["milestones"] == [{"day": "2026-04-01", "what": "Gesprek", "minutes": 120}]
    assert content["costs"] == [{"what": "Zaal", "cents": 125_050, "bearer": "asker"}]
    assert [line["minutes"] for line in content["askers"] + content["xperts"]] == [600, 1_200]


def test_edit_with_errors_keeps_what_was_typed(client_for):
    trajectory = begun()
    told = contract_data(trajectory, **{"milestones-0-what": "", "goal": "Mijn eigen zin"})

    response = client_for(trajectory.signer).post(url("contract_edit", trajectory, 0), told)

    assert response.status_code == 422
    assert "Vul dit in, of maak de hele regel leeg." in text(response)
    assert "Mijn eigen zin" in text(response)


def test_edit_from_a_second_tab_keeps_what_was_typed(client_for):
    trajectory = begun()
    client = client_for(trajectory.signer)
    client.post(url("contract_edit", trajectory, 0), contract_data(trajectory, goal="Eerste tab"))

    response = client.post(url("contract_edit", trajectory, 0), contract_data(trajectory, goal="Tweede tab"))

    assert response.status_code == 422
    assert "veranderd nadat u hem opende" in text(response)
    assert "Tweede tab" in text(response)


def test_xpert_of_another_trajectory_cannot_be_written_in(client_for):
    trajectory, other = begun(), begun()
    told = contract_data(trajectory, **{"xperts-0-engagement": other.people[0].pk})

    response = client_for(trajectory.signer).post(url("contract_edit", trajectory, 0), told)

    assert response.status_code == 422


def test_edit_warns_that_signatures_lapse(client_for):
    trajectory = begun()
    client = client_for(trajectory.signer)
    client.post(url("contract_agree", trajectory, 0), {"version": 1})

    assert "vervallen de handtekeningen" in text(client.get(url("contract_edit", trajectory, 0)))


def test_sealed_text_has_the_digest_that_the_page_shows(client_for):
    trajectory = running()
    client = client_for(trajectory.signer)

    fetched = client.get(url("contract_text", trajectory, 0)).content

    assert hashlib.sha256(fetched).hexdigest() in text(client.get(url("contract", trajectory, 0)))


def test_pdf_is_tagged_and_shows_the_digest(tmp_path):
    contract = contract_of(running())

    path = tmp_path / "contract.pdf"
    path.write_bytes(papers.contract_pdf(contract))

    reader = PdfReader(path)
    words = "".join("".join(page.extract_text() for page in reader.pages).split())
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert contract.sha256 in words


def test_hours_are_written_and_shown(client_for):
    trajectory = running()
    client = client_for(part(trajectory).person)

    client.post(reverse("my_hours"), HOURS | {"engagement": part(trajectory).pk, "minutes": "1,5"})

    assert HourEntry.objects.get().minutes == 90
    assert "1 uur en 30 min gebruikt van 20 uur" in text(client.get(reverse("my_hours")))


def test_hours_above_the_grant_are_refused_on_the_page(client_for):
    trajectory = running(minutes=60)

    response = client_for(part(trajectory).person).post(
        reverse("my_hours"), HOURS | {"engagement": part(trajectory).pk, "minutes": "2:00"}
    )

    assert response.status_code == 422
    assert "Vraag eerst een aanvulling op het contract." in text(response)


def test_claims_wait_for_the_coordinator(client_for):
    trajectory = running()
    logged(trajectory, 90)
    claim = claiming.submit(part(trajectory), months.month_of(AT.date()), by=part(trajectory).person, at=later(35))
    client = client_for(coordinator())

    client.post(reverse("approve_claim", args=[claim.pk]))

    page = client.get(reverse("claims"))
    assert "Goedgekeurd: € 142,50." in text(page).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("month", ["2026-03", "2026-13", "x", "0000-01", "2026-3", "99999-01"])
def test_any_month_in_the_filter_gives_a_page(client_for, month):
    assert client_for(coordinator()).get(reverse("claims"), {"month": month}).status_code == 200


def test_evaluation_of_others_is_not_on_the_page(client_for):
    trajectory = finished()
    evaluating.evaluate(trajectory, by=trajectory.signer, at=AT, **ANSWERS | {"results": "Een geheim oordeel."})

    pages = [
        client_for(person).get(url("trajectory", trajectory)) for person in (part(trajectory).person, coordinator())
    ]

    assert ["geheim" in text(page) for page in pages] == [False, False]


def test_names_are_marked_on_the_page(client_for):
    example = example_of(evaluated())
    trajectory = example.trajectory
    told = {"version": 2, "title": "T", "summary": "S", "aanpak": f"Met {trajectory.signer.name}."}
    client = client_for(part(trajectory).person)

    client.post(url("practice_example_edit", trajectory), told)

    page = client.get(url("practice_example", trajectory)).content.decode()
    assert f'<mark class="name-mark">{trajectory.signer.name}</mark>' in page


def test_handed_in_example_shows_so(client_for):
    example = consented(example_of(evaluated()))
    client = client_for(coordinator())

    client.post(url("practice_example_submit", example.trajectory))

    assert "Bij de redactie" in text(client.get(url("practice_example", example.trajectory)))


@pytest.mark.parametrize("number", [1, 3])
def test_lists_cost_the_same_for_many(client_for, number, django_assert_max_num_queries):
    for _ in range(number):
        running(xperts=2)
    client = client_for(coordinator())

    with django_assert_max_num_queries(16):
        client.get(reverse("trajectories"))


def test_page_of_a_trajectory_stays_light(client_for, django_assert_max_num_queries):
    trajectory = evaluated()
    client = client_for(trajectory.signer)

    with django_assert_max_num_queries(20):
        client.get(url("trajectory", trajectory))


def tasks(person) -> list[str]:
    return [task.detail for task in my_loket.tasks_of(person) if task.kind == registrations.KIND]


def test_my_loket_tells_each_side_what_waits():
    trajectory = begun()
    chief = coordinator()

    assert [len(tasks(person)) for person in (trajectory.signer, part(trajectory).person, chief)] == [1, 1, 1]
    assert tasks(UserFactory()) == []


def test_my_loket_falls_silent_when_there_is_nothing_to_do():
    trajectory = running()

    assert [tasks(person) for person in (trajectory.signer, part(trajectory).person, coordinator())] == [[], [], []]


def test_export_has_everything_of_a_person():
    trajectory = evaluated(trajectory=None)
    logged(again(trajectory), 30)

    told = privacy.export_of(part(trajectory).person)["trajecten"]

    assert (told["uren"][0]["minuten"], len(told["getekend"]), len(told["evaluaties"])) == (30, 1, 1)


def test_erased_xpert_leaves_hours_and_contract():
    trajectory = running()
    logged(trajectory, 60)
    digest = contract_of(trajectory).sha256

    privacy.erase(part(trajectory).person, at=AT)

    assert (part(trajectory).person, part(trajectory).used_minutes) == (None, 60)
    assert contract_of(trajectory).sha256 == digest


@pytest.mark.parametrize(("days", "left"), [(7 * 365, 1), (7 * 366 + 2, 0)])
def test_trajectory_goes_seven_years_after_its_end(days, left):
    trajectory = finished()
    logged(trajectory, 60)

    retention.run(at=later(days))

    assert (Trajectory.objects.count(), Contract.objects.count()) == (left, left)


def test_kernteam_discusses_finished_trajectories_of_the_cases_that_it_is_given():
    trajectory = evaluated()

    told, nothing = (
        reports.to_discuss(cases, trajectory.evaluated_at) for cases in (Case.objects.all(), Case.objects.none())
    )

    assert [row.case for row in told] == [trajectory.case]
    assert nothing == []


def test_pool_hears_what_askers_found_of_an_xpert():
    trajectory = evaluated()
    xpert = Xpert(pk=7, person=part(trajectory).person)

    assert reports.records([xpert])[7].grades == (4.5,)
