import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from loket.accounts import organisations
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.core.models import OutgoingMail
from tests.accounts.factory import UserFactory

pytestmark = pytest.mark.django_db

ANSWERS = {
    "name": "Ans Voorbeeld",
    "email": "Ans@Example.org",
    "password1": "lantaarn-fietsbel-regenjas",
    "sector": "ggd",
    "level": "2",
    "consent": "on",
}


def sign_up(client, **changes):
    return client.post(reverse("account_signup"), ANSWERS | changes)


@pytest.mark.usefixtures("vocabulary")
def test_sign_up_makes_a_professional_with_a_profile(client):
    sign_up(client)

    person = User.objects.get(email="ans@example.org")
    assert (person.name, person.sector, person.level) == ("Ans Voorbeeld", "ggd", "2")
    assert person.roles == [Role.PROFESSIONAL]


@pytest.mark.usefixtures("vocabulary")
def test_sign_up_waits_for_the_link_in_the_mail(client):
    response = sign_up(client)

    mail = OutgoingMail.objects.get(to="ans@example.org")
    assert response.headers["Location"] == reverse("account_email_verification_sent")
    assert client.get(reverse("my_loket")).headers["Location"].startswith(reverse("account_login"))
    assert "/account/confirm-email/" in mail.text
    assert "/account/confirm-email/" in mail.html


@pytest.mark.usefixtures("vocabulary")
def test_link_in_the_mail_confirms_only_by_a_press(client):
    sign_up(client)
    link = next(word for word in OutgoingMail.objects.get().text.split() if "/confirm-email/" in word)

    client.get(link)
    before = EmailAddress.objects.get().verified
    client.post(link)

    assert (before, EmailAddress.objects.get().verified) == (False, True)


@pytest.mark.usefixtures("vocabulary")
def test_sign_up_with_a_known_address_tells_nobody_but_its_owner(client):
    UserFactory(email="ans@example.org")

    response = sign_up(client)

    assert response.headers["Location"] == reverse("account_email_verification_sent")
    assert User.objects.count() == 1
    assert [mail.subject for mail in OutgoingMail.objects.all()] == ["U hebt al een account"]


@pytest.mark.usefixtures("vocabulary")
def test_sign_up_with_a_former_name_gives_the_successor(client):
    organisations.load([{"name": "Oud Instituut", "successor": "Nieuw Instituut"}])

    sign_up(client, organisation_name="oud instituut")

    assert User.objects.get().organisation.name == "Nieuw Instituut"


@pytest.mark.usefixtures("vocabulary")
def test_sign_up_with_an_unknown_organisation_suggests_the_like(client):
    organisations.create("Sportbedrijf Tiel")

    response = sign_up(client, organisation_name="Sportbedrijf Tyl")

    assert "Bedoelt u: Sportbedrijf Tiel?" in response.context["form"].errors["organisation_name"][0]
    assert not User.objects.exists()


@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize(
    "changes",
    [
        {"consent": ""}, {"name": ""}, {"name": "x" * 121}, {"email": "geen adres"}, {"password1": "kort"},
        {"password1": "ans@example.org"}, {"level": "9"}, {"sector": "<script>"},
        {"organisation_name": "x" * 201},
    ],
)  # fmt: skip
def test_sign_up_with_a_wrong_answer_keeps_what_was_typed(client, changes):
    response = sign_up(client, **changes)

    assert set(response.context["form"].errors) == set(changes)
    assert not User.objects.exists()


@pytest.mark.usefixtures("vocabulary")
def test_sign_up_shows_script_in_a_name_as_text(client):
    sign_up(client, name="<script>alert(1)</script>")

    person = User.objects.get()
    client.force_login(person)
    assert "<script>alert" not in client.get(reverse("my_loket")).content.decode()
