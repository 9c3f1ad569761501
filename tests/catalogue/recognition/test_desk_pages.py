"""The pages of editors and coordinators: all applications, who may sit, the decision, and the list of assessors."""

import pytest
from django.urls import reverse

from loket.catalogue.recognition.models import Assessor, Procedure
from tests.catalogue.recognition.factory import (
    AssessorFactory,
    BallotFactory,
    ProcedureFactory,
)
from tests.catalogue.recognition.reading import said, text
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still_clock")]


def test_desk_reads_who_is_barred_and_why(client_for, editor):
    procedure = ProcedureFactory(state="ready")
    AssessorFactory(person__name="Vrij Verzonnen")
    AssessorFactory(person__name="Collega Verzonnen", person__organisation=procedure.entry.organisation)

    page = text(client_for(editor).get(procedure.get_absolute_url()))

    assert page.index("Vrij Verzonnen") < page.index("Collega Verzonnen")
    assert "Werkt bij dezelfde organisatie als de eigenaar." in page


@pytest.mark.parametrize("assessor", ["", "999999", "geen"])
def test_asking_nobody_says_so(assessor, client_for, editor):
    url = reverse("recognition_assign", args=[ProcedureFactory(state="ready").pk])

    response = client_for(editor).post(url, {"assessor": assessor})

    assert said(response) == ["Kies eerst een beoordelaar."]


def test_decision_form_offers_only_what_the_majority_found(client_for, editor):
    procedure = ProcedureFactory(state="to_decide")
    BallotFactory(seat__procedure=procedure, motivation="Iedereen kan dit overnemen")

    page = text(client_for(editor).get(reverse("recognition_decide", args=[procedure.pk])))

    assert ("Niet erkennen" in page, "Iedereen kan dit overnemen" in page) == (False, True)


def test_decision_against_the_majority_is_422(client_for, editor):
    procedure = ProcedureFactory(state="to_decide")
    told = {"outcome": "refused", "level": "goed-beschreven", "motivation": "Toch niet"}

    response = client_for(editor).post(reverse("recognition_decide", args=[procedure.pk]), told)

    assert (response.status_code, Procedure.objects.get().state) == (422, "to_decide")


def test_overview_is_filtered_and_puts_what_is_open_first(client_for, editor):
    closed, judged, sheet = (ProcedureFactory(state=state) for state in ("recognised", "judging", "sheet"))
    client, url = client_for(editor), reverse("recognition_procedures")

    pages = [text(client.get(f"{url}?{query}")) for query in ("", "state=judging", "wacht_op=applicant")]

    assert pages[0].index(sheet.entry.title) < pages[0].index(closed.entry.title)
    assert [judged.entry.title in page for page in pages] == [True, True, False]
    assert [sheet.entry.title in page for page in pages] == [True, False, True]


def test_overview_asks_the_same_for_one_and_for_many(client_for, editor, django_assert_max_num_queries):
    ProcedureFactory.create_batch(12, state="sheet")
    client = client_for(editor)

    with django_assert_max_num_queries(12):
        client.get(reverse("recognition_procedures"))


def test_assessor_is_added_by_address_and_gets_a_last_day(client_for, editor):
    person, client = UserFactory(), client_for(editor)
    told = {"person": person.email, "body": "praktijkpanel", "sector": "ggz", "active_from": "2026-03-02"}
    client.post(reverse("assessors"), told)
    made = Assessor.objects.get(person=person)

    client.post(reverse("end_assessor", args=[made.pk]), {"until": "2026-04-01"})

    made.refresh_from_db()
    assert (made.sector, made.until.isoformat()) == ("ggz", "2026-04-01")


@pytest.mark.parametrize(
    "told", [{"person": "niemand@example.org"}, {"body": "jury"}, {"sub_committee": "jeugd"}, {"active_from": "morgen"}]
)
def test_assessor_that_cannot_be_is_422(told, client_for, editor):
    valid = {"person": UserFactory().email, "body": "praktijkpanel", "sector": "ggz", "active_from": "2026-03-02"}

    response = client_for(editor).post(reverse("assessors"), valid | told)

    assert (response.status_code, Assessor.objects.count()) == (422, 0)


def test_assessor_twice_in_a_body_is_422(client_for, editor):
    sits = AssessorFactory()
    told = {"person": sits.person.email, "body": "praktijkpanel", "sector": "ggz", "active_from": "2026-03-02"}

    response = client_for(editor).post(reverse("assessors"), told)

    assert (response.status_code, "zit al in deze groep" in text(response)) == (422, True)


def test_last_day_before_the_first_is_refused_with_a_sentence(client_for, editor):
    row = AssessorFactory()

    response = client_for(editor).post(reverse("end_assessor", args=[row.pk]), {"until": "2019-01-01"})

    assert said(response) == ["De laatste dag kan niet voor de eerste dag liggen."]
