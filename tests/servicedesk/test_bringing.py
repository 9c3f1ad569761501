"""An institute or an Xpert asks for somebody else: registered as such, and the asker is told."""

import pytest
from django.urls import reverse

from loket.core.models import OutgoingMail
from servicedesk import bringing
from servicedesk.enums import Capacity, Channel
from servicedesk.models import Bringer, Question
from servicedesk.permissions import can_bring
from tests.conftest import VISITOR
from tests.factories import UserFactory
from tests.servicedesk.factory import AT, staff

pytestmark = pytest.mark.django_db
TOLD = {
    "name": "Vera Voorbeeld",
    "email": "Vera@example.org",
    "organisation": "Welzijn (voorbeeld)",
    "text": "Hoe krijg ik ouders mee?",
    "for_whom": "",
    "tried": "",
    "theme": "",
}


def brought(by, **changes) -> Question:
    return bringing.bring(TOLD | {"submission": None} | changes, by=by, at=AT)


def test_question_is_the_askers_and_says_who_brought_it():
    by = UserFactory(name="Xandra Xpert", roles=["xpert"])

    question = brought(by)

    assert (question.asker_email, question.channel) == ("vera@example.org", Channel.BEHALF)
    assert (question.bringer.person, question.bringer.capacity) == (by, Capacity.XPERT)
    mail = OutgoingMail.objects.get()
    assert mail.to == "vera@example.org"
    assert "Xandra Xpert heeft namens u een vraag gesteld" in mail.text
    assert question.token in mail.text


def test_asker_with_an_account_finds_it_among_own_questions_and_the_bringer_does_not():
    person, by = UserFactory(email="vera@example.org"), UserFactory(roles=["partner"])

    question = brought(by)

    assert question in Question.objects.visible_to(person)
    assert question not in Question.objects.visible_to(by)


def test_same_form_twice_is_one_question_and_one_mail(client_as):
    client = client_as("partner")
    told = TOLD | {"agreed": "on", "submission": "5f2c9f7e-6a3e-4f43-9f0e-0b7f3a1c2d4e"}

    codes = [client.post(reverse("ask_for"), told).status_code for _ in range(2)]

    assert codes == [302, 302]
    assert (Question.objects.count(), Bringer.objects.count(), OutgoingMail.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("missing", ["name", "email", "text", "agreed"])
def test_what_is_missing_is_asked_and_what_was_typed_stays(client_as, missing):
    told = TOLD | {"agreed": "on"} | {missing: ""}

    response = client_as("xpert").post(reverse("ask_for"), told)

    assert response.status_code == 422
    assert "Welzijn (voorbeeld)" in response.content.decode()
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"), [(VISITOR, 302), ("professional", 403), ("servicedesk", 403), ("partner", 200), ("xpert", 200)]
)
def test_asking_for_somebody_is_for_partners_and_xperts(client_as, role, status):
    client = client_as(role)

    assert client.get(reverse("ask_for")).status_code == status
    assert can_bring(client.user) is (status == 200)


def test_desk_sees_who_brought_it(client_for):
    organised = UserFactory(name="Pia Partner", roles=["partner"])
    question = brought(organised)

    page = client_for(staff()).get(question.get_absolute_url()).content.decode()

    assert "Pia Partner" in page
    assert "Instituut of partner" in page
