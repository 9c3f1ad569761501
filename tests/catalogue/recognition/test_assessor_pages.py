"""The page of an assessor: nothing of the dossier before the question, no names, and votes that are too late."""

import pytest
from django.urls import reverse

from loket.accounts import my_loket
from loket.catalogue.recognition.models import Ballot, Procedure, Seat
from tests.catalogue.recognition.factory import (
    BallotFactory,
    ProcedureFactory,
    SeatFactory,
    panel,
)
from tests.catalogue.recognition.reading import said, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still_clock")]
BELONGS = {"vote": "erkennen", "motivation": "Helder beschreven", "round": 1}


def test_dossier_is_closed_until_the_question_is_answered(client_for):
    seat = SeatFactory(undeclared=True, procedure__sheet={"hoofddoel": "Het geheime doel"})
    client = client_for(seat.assessor.person)
    before = text(client.get(seat.get_absolute_url()))

    client.post(reverse("recognition_declare", args=[seat.pk]), {"has_interest": "nee"})

    after = text(client.get(seat.get_absolute_url()))
    assert [("Hebt u een belang" in page, "Het geheime doel" in page) for page in (before, after)] == [
        (True, False),
        (False, True),
    ]


def test_who_has_an_interest_sees_nothing_of_the_dossier(client_for):
    seat = SeatFactory(undeclared=True, procedure__sheet={"hoofddoel": "Het geheime doel"})
    client = client_for(seat.assessor.person)

    client.post(reverse("recognition_declare", args=[seat.pk]), {"has_interest": "ja", "note": "Collega"})

    page = text(client.get(seat.get_absolute_url()))
    assert ("U beoordeelt deze aanvraag niet" in page, "Het geheime doel" in page) == (True, False)


def test_question_without_an_answer_is_422(client_for):
    seat = SeatFactory(undeclared=True)

    response = client_for(seat.assessor.person).post(reverse("recognition_declare", args=[seat.pk]), {"note": "Hm"})

    assert (response.status_code, Seat.objects.get().declared_at) == (422, None)


def test_tie_that_came_later_closes_the_dossier_with_a_sentence(client_for):
    seat = SeatFactory()
    person = seat.assessor.person
    person.organisation = seat.procedure.entry.organisation
    person.save()

    response = client_for(person).get(seat.get_absolute_url())

    assert (response.status_code, "Werkt bij dezelfde organisatie als de eigenaar" in text(response)) == (403, True)


def test_votes_of_others_show_after_the_round_and_without_names(client_for):
    mine, other, _ = panel(ProcedureFactory(state="judging"))
    BallotFactory(seat=other, motivation="Te kort beschreven")
    client = client_for(mine.assessor.person)
    during = text(client.get(mine.get_absolute_url()))

    Procedure.objects.update(round=2)

    after = text(client.get(mine.get_absolute_url()))
    assert ["Te kort beschreven" in page for page in (during, after)] == [False, True]
    assert ("Beoordelaar 2, ronde 1" in after, other.assessor.person.name in after) == (True, False)


def test_owner_never_sees_who_judges_or_how_they_voted(client_for):
    ballot = BallotFactory(motivation="Te kort beschreven")
    procedure = ballot.seat.procedure

    page = text(client_for(procedure.entry.owner).get(procedure.get_absolute_url()))

    assert ("Te kort beschreven" in page, ballot.seat.assessor.person.name in page) == (False, False)


@pytest.mark.parametrize(
    "told", [{"vote": "misschien"}, {"motivation": ""}, {"motivation": "x" * 4001}, {"round": "een"}]
)
def test_vote_that_is_no_vote_is_422(told, client_for):
    seat = SeatFactory()

    response = client_for(seat.assessor.person).post(reverse("recognition_cast", args=[seat.pk]), BELONGS | told)

    assert (response.status_code, Ballot.objects.count()) == (422, 0)


def test_vote_in_a_second_tab_says_so(client_for):
    seat = panel(ProcedureFactory(state="judging"))[0]
    client, url = client_for(seat.assessor.person), reverse("recognition_cast", args=[seat.pk])
    client.post(url, BELONGS)

    response = client.post(url, BELONGS | {"vote": "niet-erkennen"})

    assert response.status_code == 409
    assert said(response)[-1] == "U hebt in deze ronde al gestemd. Een stem kunt u niet veranderen."


def test_vote_after_the_decision_says_so(client_for):
    seat = SeatFactory(procedure__state="decided")

    response = client_for(seat.assessor.person).post(reverse("recognition_cast", args=[seat.pk]), BELONGS)

    assert (response.status_code, Ballot.objects.count()) == (409, 0)
    assert said(response) == ["De beoordeling is gesloten. Uw stem is niet meegeteld."]


def test_task_to_vote_goes_when_the_vote_is_cast():
    seat = panel(ProcedureFactory(state="judging"))[0]
    before = [task.detail for task in my_loket.tasks_of(seat.assessor.person)]

    BallotFactory(seat=seat)

    assert (before, my_loket.tasks_of(seat.assessor.person)) == (["Lees het dossier en stem"], [])
