"""The pages as people open them: first the question, then the case, the ballot, the decision and the letter."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from loket.accounts.models import User
from tests.factories import UserFactory
from tests.xperts.factory import staff
from tests.xperts.kernteam.factory import (
    budget,
    case,
    cast,
    cast_all,
    decide,
    free,
    kernteam,
    member,
)
from xperts.kernteam import appointing, letters, voting
from xperts.kernteam.enums import Choice, SeatName
from xperts.kernteam.models import Absence, Ballot, BallotVersion, Decision, Declaration, Letter, WayOfWorking
from xperts.trajectories.models import Trajectory

G, R = Choice.GRANT, Choice.REJECT
pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def crew(now):
    return kernteam(at=now)


@pytest.fixture
def made(crew, now):
    return case(at=now - timedelta(hours=1))


def path(name: str, *args) -> str:
    return reverse(name, args=args)


def typed(made, choice: str = R, **changes) -> dict:
    told = {"choice": choice, "motivation": "Daarom.", "submission": uuid.uuid4(), "seen": voting.seen_mark(made)}
    for row in made.framework.criteria.all():
        told |= {f"verdict_{row.code}": "yes", f"why_{row.code}": "Zie de diagnose."}
    return told | changes


def test_member_first_sees_the_question_and_nothing_of_the_dossier(client_for, crew, made) -> None:
    page = client_for(crew.holders[SeatName.CGL].person).get(path("kernteam_case", made.number)).content.decode()

    assert "Hebt u een belang" in page
    assert "Tekst over situation" not in page


def test_answer_without_interest_opens_the_case(client_for, crew, made) -> None:
    client = client_for(crew.holders[SeatName.CGL].person)

    response = client.post(path("kernteam_declare", made.number), {"has_conflict": "nee"}, follow=True)

    assert "Tekst over situation" in response.content.decode()


def test_interest_closes_the_case_for_good(client_for, crew, made) -> None:
    client = client_for(crew.holders[SeatName.PARTNER].person)
    client.post(path("kernteam_declare", made.number), {"has_conflict": "ja", "note": "Ik ken hen."})

    pages = [client.get(path("kernteam_case", made.number)), client.get(path("kernteam"))]

    assert pages[0].status_code == 404
    assert made.title not in pages[1].content.decode()


def test_ballot_is_cast_from_the_page(client_for, crew, made, now) -> None:
    free(made, crew.holders[SeatName.CGL], at=now)
    client = client_for(crew.holders[SeatName.CGL].person)

    response = client.post(path("kernteam_cast", made.number), typed(made), follow=True)

    assert "Uw oordeel is ontvangen" in response.content.decode()
    assert BallotVersion.objects.get().choice == R


def test_ballot_by_script_keeps_the_message_for_the_page_that_follows(client_for, crew, made, now) -> None:
    free(made, crew.holders[SeatName.CGL], at=now)
    client = client_for(crew.holders[SeatName.CGL].person)

    answer = client.post(path("kernteam_cast", made.number), typed(made), headers={"X-Requested-With": "fetch"})

    assert (answer.status_code, answer.json()["url"]) == (201, path("kernteam_case", made.number))
    assert "Uw oordeel is ontvangen" in client.get(answer.json()["url"]).content.decode()


def test_same_ballot_from_two_tabs_counts_once(client_for, crew, made, now) -> None:
    free(made, crew.holders[SeatName.CGL], at=now)
    client, told = client_for(crew.holders[SeatName.CGL].person), typed(made)

    answers = [client.post(path("kernteam_cast", made.number), told).status_code for _ in range(2)]

    assert (answers, BallotVersion.objects.count()) == ([302, 302], 1)


def test_incomplete_ballot_keeps_what_was_typed(client_for, crew, made, now) -> None:
    free(made, crew.holders[SeatName.CGL], at=now)
    client = client_for(crew.holders[SeatName.CGL].person)

    response = client.post(path("kernteam_cast", made.number), typed(made, choice="", motivation="Mijn zorg."))

    assert response.status_code == 422
    assert "Mijn zorg." in response.content.decode()


def test_link_in_an_old_mail_of_a_decided_case_explains(client_for, crew, made, now) -> None:
    cast_all(made, crew, R, R, R, at=now)
    decide(made, crew, R, at=now)
    client = client_for(crew.holders[SeatName.INDEPENDENT].person)

    page = client.get(path("kernteam_case", made.number)).content.decode()

    assert "Het besluit" in page
    assert 'id="oordelen"' not in page


def test_stand_in_of_a_seat_that_is_filled_finds_nothing(client_for, crew, made) -> None:
    client = client_for(crew.stand_ins[SeatName.PARTNER].person)

    assert client.get(path("kernteam_case", made.number)).status_code == 404


@pytest.mark.parametrize("name", ["kernteam", "kernteam_team", "kernteam_budget", "kernteam_rules"])
def test_pages_of_the_coordinator_are_forbidden_for_others(client_as, name) -> None:
    assert client_as("professional").get(path(name)).status_code == 403


def test_coordinator_decides_from_the_page(client_for, crew, made, now) -> None:
    budget(crew, year=now.year, at=now)
    cast_all(made, crew, G, G, G, at=now)
    client = client_for(crew.lead)
    told = {"outcome": G, "form": "coaching", "hours": "12,5", "xperts": 1, "euros": "1500", "submission": uuid.uuid4()}

    client.post(path("kernteam_decide", made.number), told)

    assert Decision.objects.values_list("minutes", "cents").get() == (750, 150_000)


def test_grant_without_hours_says_what_is_missing(client_for, crew, made, now) -> None:
    cast_all(made, crew, G, G, G, at=now)

    response = client_for(crew.lead).post(
        path("kernteam_decide", made.number), {"outcome": G, "xperts": 1, "submission": uuid.uuid4()}
    )

    assert response.status_code == 422
    assert "Vul in hoeveel uur u toekent." in response.content.decode()


def test_decision_page_without_quorum_is_refused(client_for, crew, made) -> None:
    response = client_for(crew.lead).post(
        path("kernteam_decide", made.number), {"outcome": R, "xperts": 1, "submission": uuid.uuid4()}
    )

    assert response.status_code == 422
    assert "Zonder quorum" in response.content.decode()


def test_letter_is_edited_and_sent_from_the_page(client_for, crew, made, now) -> None:
    cast_all(made, crew, R, R, R, at=now)
    letter = decide(made, crew, R, at=now).letter
    client = client_for(staff())
    told = {"text": "Beste aanvrager, nee.", "shown_at": letter.edited_at.isoformat()}

    client.post(path("kernteam_letter", made.number), told)
    client.post(path("kernteam_letter_send", made.number))

    sent = Letter.objects.get()
    assert (sent.text, sent.sent_at is not None) == ("Beste aanvrager, nee.", True)


def test_asker_reads_the_letter_as_page_and_pdf(client_for, crew, made, now) -> None:
    cast_all(made, crew, R, R, R, at=now)
    letters.send(decide(made, crew, R, at=now).letter, by=crew.lead, at=now)
    client = client_for(made.contact)

    page = client.get(path("decision_letter", made.number)).content.decode()
    pdf = client.get(path("decision_letter_pdf", made.number))

    assert "Wat u nu kunt doen" in page
    assert pdf.content.startswith(b"%PDF")


def test_letter_is_not_for_others(client_for, crew, made, now) -> None:
    cast_all(made, crew, R, R, R, at=now)
    letters.send(decide(made, crew, R, at=now).letter, by=crew.lead, at=now)

    assert client_for(UserFactory()).get(path("decision_letter", made.number)).status_code == 404


def test_ballot_from_a_call_is_written_by_the_coordinator(client_for, crew, made) -> None:
    told = typed(made) | {"call_note": "Vanochtend gebeld.", "asked": "on"}

    client_for(crew.lead).post(path("kernteam_on_behalf", made.number, "cgl"), told)

    assert BallotVersion.objects.get().member == crew.holders[SeatName.CGL]


def test_ballot_from_a_call_needs_the_question_about_interest(client_for, crew, made) -> None:
    told = typed(made) | {"call_note": "Vanochtend gebeld."}

    response = client_for(crew.lead).post(path("kernteam_on_behalf", made.number, "cgl"), told)

    assert (response.status_code, Ballot.objects.count()) == (422, 0)


def test_coordinator_appoints_a_replacement_from_the_page(client_for, crew, made, now) -> None:
    independent = crew.holders[SeatName.INDEPENDENT]
    voting.declare(made, independent, has_conflict=True, note="", by=independent.person, at=now)
    spare = member("Ria Reserve", by=crew.lead, at=now)
    told = {"seat": SeatName.INDEPENDENT, "member": spare.pk, "reason": "De zetel is leeg."}

    client_for(crew.lead).post(path("kernteam_replace", made.number), told)

    assert made.replacements.get().member == spare


def test_coordinator_asks_the_question_again(client_for, crew, made, now) -> None:
    who = crew.holders[SeatName.CGL]
    wrong = voting.declare(made, who, has_conflict=True, note="", by=who.person, at=now)

    client_for(crew.lead).post(path("kernteam_undo_declaration", made.number, wrong.pk))

    assert Declaration.objects.get().undone_by == crew.lead


def test_seat_is_given_and_ended_from_the_page(client_for, crew) -> None:
    client, who = client_for(crew.lead), member("Nieuw", by=crew.lead)
    held = crew.holders[SeatName.CGL].seats.get()
    client.post(path("kernteam_end_seat", held.pk), {"ends_on": "2026-03-31"})
    told = {"person": who.person.email, "seat": "cgl", "starts_on": "2030-01-01"}

    response = client.post(path("kernteam_team"), told)

    assert (response.status_code, who.seats.get().seat) == (302, SeatName.CGL)


def test_member_tells_an_absence_and_comes_back(client_for, crew) -> None:
    client = client_for(crew.holders[SeatName.PRACTICE].person)
    client.post(path("kernteam_own"), {"starts_on": timezone.now().date().isoformat(), "ends_on": ""})

    client.post(path("kernteam_end_absence", Absence.objects.get().pk))

    assert not Absence.objects.exists()


def test_unknown_organisation_is_refused_by_name(client_for, crew) -> None:
    client = client_for(crew.holders[SeatName.PRACTICE].person)

    response = client.post(path("kernteam_interests"), {"names": "Bestaat niet BV"})

    assert "Bestaat niet BV. Controleer de naam." in response.content.decode()


def test_new_version_of_the_way_of_working_keeps_the_old(client_for, crew) -> None:
    client = client_for(crew.lead)
    told = {"text": "Nieuw.", "first": "praktijk", "second": "cgl", "change": "Kort", "shown": 1}

    client.post(path("kernteam_rules"), told)
    second = client.post(path("kernteam_rules"), told)

    assert list(WayOfWorking.objects.values_list("number", flat=True)) == [2, 1]
    assert "nieuwe versie gemaakt" in second.content.decode()


def test_budget_is_set_from_the_page(client_for, crew) -> None:
    response = client_for(crew.lead).post(path("kernteam_budget"), {"year": 2026, "euros": "90000,50"}, follow=True)

    assert "€\xa090.000,50" in response.content.decode()


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize(("who", "most"), [("member", 12), ("coordinator", 17)])
def test_overview_keeps_its_queries_few_however_many_cases(
    client_for, crew, now, who, most, times, steady_vocabulary, django_assert_max_num_queries
) -> None:
    cgl = crew.holders[SeatName.CGL]
    User.objects.filter(pk=cgl.person.pk).update(areas=["gemeente-tiel"])
    for _ in range(times):
        _judged_replaced_and_evaluated(crew, now)
    client = client_for({"member": cgl.person, "coordinator": crew.lead}[who])

    with django_assert_max_num_queries(most):
        page = client.get(path("kernteam")).content.decode()

    assert (page.count("kernteam-case__text"), page.count("/verslag/")) == (2 * times, times)


def _judged_replaced_and_evaluated(crew, now) -> None:
    """A case with a ballot of the CGL seat, one with a replacement for another seat, and one that is over."""
    cast(case(at=now - timedelta(hours=1)), crew.holders[SeatName.CGL], at=now)
    short, over = case(at=now - timedelta(hours=1)), case(at=now - timedelta(hours=1))
    independent = crew.holders[SeatName.INDEPENDENT]
    voting.declare(short, independent, has_conflict=True, note="", by=independent.person, at=now)
    appointing.replace_once(short, SeatName.INDEPENDENT, member("Eenmalig"), reason="Belang", by=crew.lead, at=now)
    cast_all(over, crew, R, R, R, at=now)
    decide(over, crew, R, at=now)
    moments = dict.fromkeys(("begun_at", "sealed_at", "finished_at", "evaluated_at"), now)
    Trajectory.objects.create(case=over, evaluate_until=now.date(), **moments)


def test_case_page_keeps_its_queries_few(client_for, crew, made, now, django_assert_max_num_queries) -> None:
    cast_all(made, crew, G, G, G, at=now)
    client = client_for(crew.lead)

    with django_assert_max_num_queries(60):
        assert client.get(path("kernteam_case", made.number)).status_code == 200


def test_absence_by_the_coordinator_hands_over(client_for, crew, made) -> None:
    who = crew.holders[SeatName.PARTNER]
    told = {"member": who.pk, "starts_on": timezone.now().date().isoformat()}

    client_for(crew.lead).post(path("kernteam_absence_of"), told)

    asked = made.asked.filter(seat=SeatName.PARTNER, ended_at=None)
    assert asked.get().member == crew.stand_ins[SeatName.PARTNER]
