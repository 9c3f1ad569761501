from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.core.models import OutgoingMail
from loket.core.working_days import local_date
from loket.monitoring.steering import advising
from loket.monitoring.steering.models import Advice, Body, Meeting, Member
from tests.factories import UserFactory
from tests.monitoring.steering import factory

pytestmark = pytest.mark.django_db
KEPT = "/sturing/adviesgroepen/"


@pytest.fixture
def body() -> Body:
    return factory.body()


def text(client, url: str) -> str:
    return client.get(url).content.decode()


def test_name_is_public_with_consent_only(visitor, body):
    at = timezone.now()
    factory.member(body, at, name="Wim Proefman", consent_on=local_date(at), consent_how="Per mail")
    factory.member(body, at, name="Yara Verzonnen", on_behalf="een opleiding")

    page = text(visitor, body.get_absolute_url())

    assert ("Wim Proefman" in page, "Yara" in page, "een opleiding" in page) == (True, False, True)


def test_member_gives_and_takes_back_consent(client_for, visitor, body):
    person = UserFactory(name="Noor Denkbeeld")
    member = factory.member(body, timezone.now(), person=person, name=person.name)
    client = client_for(person)
    seen = ["Noor" in text(visitor, body.get_absolute_url())]

    for answer in ("ja", "nee"):
        client.post(f"/mijn/adviesgroepen/{member.pk}/", {"antwoord": answer})
        seen.append("Noor" in text(visitor, body.get_absolute_url()))

    assert seen == [False, True, False]


def test_member_is_asked_once_by_mail_and_in_the_own_portal(at, body):
    person = UserFactory()
    member = factory.member(body, timezone.now(), person=person)
    before = [task.title for task in my_loket.tasks_of(person)]

    advising.keep_member(member, by=factory.lead(), at=at)
    advising.answer_consent(member, is_given=False, by=person, at=at)

    assert (before, my_loket.tasks_of(person)) == ([f"Mag uw naam bij {body}?"], [])
    assert OutgoingMail.objects.filter(to=person.email).count() == 1


def test_refusal_that_came_meanwhile_is_not_overwritten(at, body):
    person = UserFactory()
    member = factory.member(body, at, person=person)
    advising.answer_consent(member, is_given=True, by=person, at=at)
    stale = Member.objects.get()
    advising.answer_consent(member, is_given=False, by=person, at=at)

    stale.role = "voorzitter"
    advising.keep_member(stale, by=factory.lead(), at=at)

    assert Member.objects.values_list("role", "consent_on").get() == ("voorzitter", None)


def test_nobody_answers_for_another(at, client_for, body):
    member = factory.member(body, at, person=UserFactory())

    with pytest.raises(PermissionDenied):
        advising.answer_consent(member, is_given=True, by=factory.lead(), at=at)
    assert client_for(UserFactory()).post(f"/mijn/adviesgroepen/{member.pk}/").status_code == 404


def test_former_member_is_not_shown(visitor, body):
    at = timezone.now()
    told = {"consent_on": local_date(at), "consent_how": "Per mail", "until_on": local_date(at - timedelta(days=1))}
    factory.member(body, at, name="Wim Proefman", **told)

    assert "Wim" not in text(visitor, body.get_absolute_url())


def test_advice_is_public_once_published(client_as, visitor, body):
    given = {"title": "Begin klein", "given_on": "2026-01-10", "text": "Kies er een die **werkt**."}
    client = client_as("coordinator")
    client.post(f"{KEPT}{body.slug}/adviezen/nieuw/", given)
    advice = Advice.objects.get()
    seen = [visitor.get(advice.get_absolute_url()).status_code]

    for act in ("publish", "withdraw"):
        client.post(f"{KEPT}{body.slug}/adviezen/{advice.pk}/stap/{act}/")
        seen.append(visitor.get(advice.get_absolute_url()).status_code)

    assert seen == [404, 200, 404]


def test_body_that_is_not_shown_does_not_exist_for_visitors(client_as, visitor):
    hidden = factory.body("Nieuwe groep", is_shown=False)

    assert visitor.get(hidden.get_absolute_url()).status_code == 404
    assert "Nieuwe groep" not in text(visitor, "/adviesgroepen/")
    assert client_as("coordinator").get(hidden.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"account": "niemand@example.org"}, "geen account met dit e-mailadres"),
        ({"consent_on": "2026-01-01"}, "Schrijf op hoe"),
        ({"until_on": "2020-01-01"}, "ligt voor de eerste"),
        ({"name": ""}, "verplicht"),
    ],
)
def test_wrong_member_is_refused(client_as, body, changed, told):
    filled = {"name": "Wim Proefman", "from_on": "2026-01-01"} | changed

    response = client_as("coordinator").post(f"{KEPT}{body.slug}/leden/nieuw/", filled)

    assert (response.status_code, told in response.content.decode()) == (422, True)
    assert not Member.objects.exists()


def test_meeting_is_added_and_removed(client_as, visitor, body):
    client = client_as("coordinator")
    client.post(f"{KEPT}{body.slug}/vergaderingen/nieuw/", {"held_on": "2031-02-03", "topics": "Begroting"})
    shown = "Begroting" in text(visitor, body.get_absolute_url())

    client.post(f"{KEPT}{body.slug}/vergaderingen/{Meeting.objects.get().pk}/weghalen/")

    assert (shown, Meeting.objects.exists()) == (True, False)


def test_who_is_no_coordinator_keeps_no_bodies(client_as, body):
    client = client_as("redactie")

    assert client.get(KEPT).status_code == 403
    assert client.post(f"{KEPT}{body.slug}/leden/nieuw/", {}).status_code == 403


def test_seat_goes_with_the_person(at, body):
    person = UserFactory()
    factory.member(body, at, person=person)
    exported = privacy.export_of(person)["sturing en adviesgroepen"]["lid_van"]

    privacy.erase(person, at=at)

    assert (exported[0]["groep"], Member.objects.count()) == (body.name, 0)
