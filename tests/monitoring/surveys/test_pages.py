import io

import pytest
import tablib
from django.utils import timezone

from loket.monitoring.surveys import workflow
from loket.monitoring.surveys.models import Questionnaire, Survey
from tests.monitoring.surveys import factory
from tests.monitoring.surveys.factory import OPEN, SCALE

pytestmark = pytest.mark.django_db
HOME = "/metingen/"


@pytest.fixture
def client(client_as):
    return client_as("coordinator")


def with_texts() -> Survey:
    factory.people(6)
    survey = factory.sent(timezone.now())
    for invitation in survey.invitations.all():
        factory.answered(invitation, **{SCALE: 4, OPEN: "Minder mails"})
    workflow.close(survey, by=None, at=timezone.now())
    return survey


def test_coordinator_makes_and_sends_a_survey(client):
    version = factory.version(timezone.now())
    people = factory.people(3)
    filled = {"version": version.pk, "title": "Voorjaar", "levels": ["2"], "closes_on": "2031-05-01"}

    page = client.post(f"{HOME}nieuw/", filled, follow=True)
    survey = Survey.objects.get()
    client.post(f"{HOME}{survey.pk}/versturen/")

    assert [figure["value"] for figure in page.context["figures"]] == ["3", "3", "0"]
    assert survey.invitations.count() == len(people)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"closes_on": ""}, "verplicht"),
        ({"closes_on": "2031-05-01", "remind_on": "2031-05-02"}, "voor de laatste dag"),
        ({"areas": "Nergenshuizen"}, "Dit gebied kennen wij niet"),
        ({"sample_size": "0"}, "1"),
        ({"levels": ["9"]}, "9"),
    ],
)
def test_wrong_input_keeps_what_was_typed(client, changed, told):
    filled = {"version": factory.version(timezone.now()).pk, "title": "Voorjaar", "closes_on": "2031-05-01"}

    response = client.post(f"{HOME}nieuw/", filled | changed)

    assert (response.status_code, told in response.content.decode()) == (422, True)
    assert not Survey.objects.exists()


def test_survey_without_people_says_so(client):
    survey = factory.draft(timezone.now())

    page = client.post(f"{HOME}{survey.pk}/versturen/", follow=True)

    assert "Er is niemand om te vragen" in page.content.decode()


def test_preview_says_who_is_left_out_and_why(client):
    person, _ = factory.people(2)
    workflow.opt_out(person, at=timezone.now())

    page = client.get(factory.draft(timezone.now()).get_absolute_url())

    (row,) = page.context["left_out"]
    assert (row["label"], row["count"], row["names"]) == ("Wil geen vragenlijsten", 1, [person.name])


def test_results_are_for_who_works_here_and_partners_after_closing(client_as, client):
    running = factory.draft(timezone.now())
    closed = with_texts()

    seen = {
        role: [client_as(role).get(survey.get_absolute_url()).status_code for survey in (running, closed)]
        for role in ("professional", "partner", "kernteam")
    }

    assert seen == {"professional": [404, 404], "partner": [404, 200], "kernteam": [404, 200]}
    assert client_as("professional").get(HOME).status_code == 403


def test_open_answers_are_for_coordinators_only(client_as, client):
    survey = with_texts()

    seen = [
        "Minder mails" in one.get(survey.get_absolute_url()).content.decode() for one in (client, client_as("partner"))
    ]

    assert seen == [True, False]


def test_results_go_along_as_a_file(client_as, client):
    survey = with_texts()

    own, others = (
        tablib.Databook().load(io.BytesIO(one.get(f"{HOME}{survey.pk}/resultaten.ods").content), "ods").sheets()
        for one in (client, client_as("partner"))
    )

    assert [sheet.title for sheet in own] == ["Respons", "Antwoorden", "Gemiddelden", "Open antwoorden"]
    assert [sheet.title for sheet in others] == ["Respons", "Antwoorden", "Gemiddelden"]
    assert own[2]["Gemiddelde"][0] == 4


def test_running_survey_shows_no_results(client):
    factory.people(6)
    survey = factory.sent(timezone.now())
    for invitation in survey.invitations.all():
        factory.answered(invitation, **{SCALE: 4})

    page = client.get(survey.get_absolute_url())

    assert ("results" in page.context, page.context["figures"][1]["value"]) == (False, "6")
    assert client.get(f"{HOME}{survey.pk}/resultaten.ods").status_code == 403


def test_ready_questionnaire_is_there_at_once(client):
    client.post(f"{HOME}vragenlijsten/klaar/")

    page = client.get(Questionnaire.objects.get().get_absolute_url())

    kinds = {question.kind for question in page.context["questions"]}
    assert (len(page.context["questions"]), kinds) == (21, {"schaal", "keuze", "meer", "open"})


def test_questions_are_written_moved_and_removed(client):
    version = factory.version(timezone.now())
    here = f"{version.questionnaire.get_absolute_url()}vraag/"
    client.post(here, {"dimension": "willen", "kind": "schaal", "text": "Ik wil leren."})
    new = version.questions.get(code="willen-1")

    for act in ("omhoog", "omhoog"):
        client.post(f"{here}{new.pk}/{act}/")
    first = version.questions.first()
    client.post(f"{here}{first.pk}/weghalen/")

    assert [row.code for row in version.questions.all()] == ["algemeen-2", "weten-1", "willen-1", "doen-1", "doen-2"]


@pytest.mark.parametrize(
    ("filled", "told"),
    [
        ({"kind": "keuze", "options": "Ja"}, "ten minste twee antwoorden"),
        ({"kind": "keuze", "options": "Ja\nJa"}, "Twee antwoorden zijn hetzelfde"),
        ({"kind": "schaal", "measures": "kent", "counts": "6"}, "van 1 tot en met 5"),
        ({"kind": "schaal", "measures": "kent", "counts": "vier"}, "Vul nummers in"),
        ({"kind": "open", "measures": "kent", "counts": "1"}, "Alleen een schaal of een keuze"),
    ],
)
def test_wrong_question_is_refused(client, filled, told):
    version = factory.version(timezone.now())

    response = client.post(
        f"{version.questionnaire.get_absolute_url()}vraag/", {"dimension": "doen", "text": "Vraag?"} | filled
    )

    assert (response.status_code, told in response.content.decode()) == (422, True)


def test_sent_version_cannot_change_and_a_new_one_can(client):
    factory.people(1)
    version = factory.sent(timezone.now()).version
    here = version.questionnaire.get_absolute_url()
    locked = client.post(f"{here}vraag/{version.questions.first().pk}/weghalen/", follow=True)

    client.post(f"{here}nieuwe-versie/")
    twice = client.post(f"{here}nieuwe-versie/", follow=True)

    assert "al verstuurd" in locked.content.decode()
    assert "Er is al een versie" in twice.content.decode()
    assert [row.questions.count() for row in version.questionnaire.versions.all()] == [5, 5]


def test_results_page_keeps_its_number_of_queries(client, steady_vocabulary, django_assert_max_num_queries):
    survey = with_texts()
    client.get(survey.get_absolute_url())

    with django_assert_max_num_queries(12):
        client.get(survey.get_absolute_url())


@pytest.mark.parametrize("path", ["{}/", "vragenlijsten/{}/", "focusgroepen/{}/", "{}/resultaten.ods", "{}/wijzigen/"])
@pytest.mark.parametrize("number", [0, 10**30])
def test_number_of_nothing_is_not_found(client, path, number):
    assert client.get(HOME + path.format(number)).status_code == 404


@pytest.mark.parametrize("value", ["-1", "\x00", "9" * 500])
def test_any_query_is_borne(client, value):
    survey = with_texts()
    here = survey.version.questionnaire.get_absolute_url()

    asked = ((HOME, "pagina"), (survey.get_absolute_url(), "met"), (here, "versie"), (f"{HOME}focusgroepen/", "pagina"))

    assert [client.get(path, {name: value}).status_code for path, name in asked] == [200] * 4
