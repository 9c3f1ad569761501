import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from loket.accounts import privacy
from loket.monitoring.surveys import answering, mixing, notifications, workflow
from loket.monitoring.surveys.models import Answers, HalfWay, Invitation, OptOut, Survey
from tests.monitoring.surveys import factory
from tests.monitoring.surveys.factory import KNOWN, OPEN, SCALE, SEVERAL

pytestmark = pytest.mark.django_db
FILLED = {SCALE: "4", KNOWN: "1", SEVERAL: ["1", "3"], OPEN: "Meer voorbeelden.", "versturen": "1"}


@pytest.fixture
def survey() -> Survey:
    factory.people(1)
    return factory.sent(timezone.now())


@pytest.fixture
def url(survey) -> str:
    return f"/vragenlijst/{survey.invitations.get().token}/"


def test_somebody_answers_without_signing_in(visitor, url):
    response = visitor.post(url, FILLED, follow=True)

    assert "Uw antwoorden zijn binnen" in response.content.decode()
    assert Answers.objects.get().given == {SCALE: 4, KNOWN: 1, SEVERAL: [1, 3], OPEN: "Meer voorbeelden."}
    assert Invitation.objects.get().is_answered


def test_nothing_links_answers_to_who_answered(visitor, url, survey):
    visitor.post(url, FILLED)

    fields = {field.name: field for field in Answers._meta.get_fields()}

    assert [name for name, field in fields.items() if field.is_relation] == ["survey"]
    assert not [name for name, field in fields.items() if "Date" in type(field).__name__]
    assert not HalfWay.objects.exists()
    assert not [field for field in Invitation._meta.get_fields() if field.name in ("answered_at", "given")]


def test_mixed_answers_have_no_order_and_no_shared_transaction(at):
    factory.people(12)
    survey = factory.sent(at)
    for score, invitation in enumerate(survey.invitations.order_by("pk")):
        factory.answered(invitation, **{SCALE: score % 5 + 1})
    before = list(Answers.objects.values_list("pk", flat=True))

    mixing.mix_all()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT xmin::text FROM surveys_answers UNION SELECT xmin::text FROM surveys_invitation"
        )
        assert len(cursor.fetchall()) == 1
    assert not set(before) & set(Answers.objects.values_list("pk", flat=True))
    assert sorted(row.given[SCALE] for row in Answers.objects.all()) == sorted(score % 5 + 1 for score in range(12))
    assert mixing.mix_all() == 0


def test_half_filled_in_is_there_again(visitor, url):
    visitor.post(url, {SCALE: "2", OPEN: "Nog niet af", "later": "1"})

    page = visitor.get(url).content.decode()

    assert ("Nog niet af" in page, 'value="2"' in page) == (True, True)
    assert (HalfWay.objects.get().given, Answers.objects.exists()) == ({SCALE: 2, OPEN: "Nog niet af"}, False)


def test_half_filled_in_goes_when_the_survey_closes(visitor, url, survey, at):
    visitor.post(url, {SCALE: "2", "later": "1"})

    workflow.close(survey, by=None, at=at)

    assert not HalfWay.objects.exists()
    assert visitor.get(url).status_code == 410


def test_survey_is_answered_once(visitor, url):
    visitor.post(url, FILLED)

    again = visitor.post(url, FILLED)

    assert (again.status_code, "al ingevuld" in again.content.decode(), Answers.objects.count()) == (410, True, 1)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({SCALE: "7"}, "Kies een van de antwoorden die er staan"),
        ({SCALE: "vier"}, "Kies een van de antwoorden die er staan"),
        ({KNOWN: "3"}, "Kies een van de antwoorden die er staan"),
        ({SEVERAL: ["1", "9"]}, "Kies een van de antwoorden die er staan"),
        ({OPEN: "a\x00b"}, "tekens"),
        ({OPEN: "a" * 100_000}, "2.000"),
    ],
)
def test_wrong_answers_are_refused_and_kept_on_the_page(visitor, url, changed, told):
    response = visitor.post(url, FILLED | changed)

    assert (response.status_code, told in response.content.decode().replace("2000", "2.000")) == (422, True)
    assert not Answers.objects.exists()


def test_empty_form_is_not_sent(visitor, url):
    response = visitor.post(url, {"versturen": "1"})

    assert (response.status_code, "ten minste één vraag" in response.content.decode()) == (422, True)


@pytest.mark.parametrize("change", [lambda token: token[:-3], lambda token: "x", lambda token: f"{token}%00"])
def test_token_that_was_cut_off_says_so(visitor, survey, change):
    response = visitor.get(f"/vragenlijst/{change(survey.invitations.get().token)}/")

    assert (response.status_code, "afgebroken" in response.content.decode()) == (404, True)


def test_past_the_last_day_nobody_answers_also_before_it_was_closed(visitor):
    factory.people(1)
    survey = factory.sent(timezone.now() - timedelta(days=20))

    response = visitor.post(f"/vragenlijst/{survey.invitations.get().token}/", FILLED)

    assert (response.status_code, survey.state, Answers.objects.exists()) == (410, "open", False)


def test_erased_account_leaves_its_answers_and_no_link(at, visitor, url):
    visitor.post(url, FILLED)
    person = Invitation.objects.get().person
    exported = privacy.export_of(person)["vragenlijsten"]["uitnodigingen"]

    privacy.erase(person, at=at)

    invitation = Invitation.objects.get()
    assert exported == [{"meting": "Meting", "ingevuld": True}]
    assert (invitation.person, invitation.token, invitation.is_answered) == (None, None, True)
    assert Answers.objects.count() == 1


def test_somebody_stops_and_starts_surveys_from_the_mail(visitor, survey):
    person = survey.invitations.get().person
    link = notifications.stop_link(notifications.STOP, str(person.pk))
    path = "/" + link.split("/", 3)[3]

    found = []
    for posted in ({}, {}, {"weer": "1"}):
        visitor.post(path, posted)
        found.append(OptOut.objects.count())

    assert (found, visitor.get(f"{path}x").status_code) == ([1, 1, 0], 404)


@pytest.mark.django_db(transaction=True)
def test_two_submits_with_one_token_at_once_give_one_answer(at):
    factory.people(1)
    invitation, refused = factory.sent(at).invitations.get(), []

    def submit(score: int) -> None:
        try:
            answering.submit(invitation, {SCALE: score})
        except answering.CannotAnswer as error:
            refused.append(error)
        connection.close()

    threads = [threading.Thread(target=submit, args=[score]) for score in (1, 2, 3, 4, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (Answers.objects.count(), len(refused)) == (1, 4)
