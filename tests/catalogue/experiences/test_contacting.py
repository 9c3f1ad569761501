"""Writing to a colleague: the mail goes out, the address stays here, and nobody is flooded."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from loket.catalogue.experiences import contacting
from loket.catalogue.experiences.models import ContactMessage
from loket.core.models import OutgoingMail
from tests.catalogue.experiences.factory import ExperienceFactory, UseFactory
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def reachable(**fields):
    return ExperienceFactory(published=True, takes_contact=True, **fields)


def test_message_reaches_the_author_with_the_address_of_the_sender(client_for):
    experience, sender = reachable(), UserFactory(name="Bo Voorbeeld")

    answer = client_for(sender).post(reverse("experience_message", args=[experience.pk]), {"text": "Hoe vond u dat?"})

    mail = OutgoingMail.objects.get()
    assert (answer.url, mail.to) == (experience.entry.get_absolute_url(), experience.author.email)
    assert all(text in mail.text for text in ("Hoe vond u dat?", "Bo Voorbeeld", sender.email))


def test_page_tells_no_address_and_no_name_without_consent(client_as):
    experience = reachable(author=UserFactory(name="Ans Voorbeeld"))

    page = client_as("professional").get(reverse("experience_message", args=[experience.pk])).content.decode()

    assert not re.search(f"{experience.author.email}|Ans Voorbeeld", page)


def test_message_text_is_shown_as_text(client_as):
    experience = reachable()

    client_as("professional").post(
        reverse("experience_message", args=[experience.pk]), {"text": "<script>alert(1)</script>"}
    )

    assert "<script>" not in OutgoingMail.objects.get().html


@pytest.mark.parametrize(
    "fields",
    [{"takes_contact": False}, {"author": None}, {"shown_at": None, "shown": {}, "again": "", "state": "draft"}],
)
def test_who_takes_no_messages_is_not_found(fields, client_as):
    experience = ExperienceFactory(**{"published": True, "takes_contact": True} | fields)

    assert client_as("professional").get(reverse("experience_message", args=[experience.pk])).status_code == 404


def test_nobody_writes_to_oneself(at):
    experience = reachable()

    with pytest.raises(PermissionDenied):
        contacting.send(experience, text="Hallo", by=experience.author, at=at)


def test_second_message_to_the_same_on_one_day_is_refused(at):
    experience, sender = reachable(), UserFactory()
    contacting.send(experience, text="Hallo", by=sender, at=at)

    with pytest.raises(ValidationError, match="vandaag al geschreven"):
        contacting.send(experience, text="Hallo?", by=sender, at=at + timedelta(hours=23))

    contacting.send(experience, text="Hallo?", by=sender, at=at + timedelta(hours=24))


def test_sixth_message_on_one_day_is_refused(at, client_for):
    sender = UserFactory()
    for _number in range(contacting.MOST_PER_DAY):
        contacting.send(reachable(), text="Hallo", by=sender, at=at)

    with pytest.raises(ValidationError, match="5 berichten"):
        contacting.send(reachable(), text="Hallo", by=sender, at=at)

    assert OutgoingMail.objects.count() == contacting.MOST_PER_DAY


def test_refused_message_keeps_what_was_typed(client_for):
    experience, sender = reachable(), UserFactory()
    browser, address = client_for(sender), reverse("experience_message", args=[experience.pk])
    browser.post(address, {"text": "Eerste"})

    answer = browser.post(address, {"text": "Tweede poging"})

    assert (answer.status_code, "Tweede poging" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("text", ["", "a" * 2001, "nul\x00"])
def test_odd_message_is_refused(text, client_as):
    answer = client_as("professional").post(reverse("experience_message", args=[reachable().pk]), {"text": text})

    assert (answer.status_code, OutgoingMail.objects.count()) == (422, 0)


@pytest.mark.parametrize(("is_named", "status"), [(True, 200), (False, 404)])
def test_organisation_that_is_not_named_cannot_be_written_to(is_named, status, client_as, at):
    use = UseFactory(takes_contact=True, is_named=is_named)
    use.confirmed_on = use.confirmed_on.replace(year=2090)
    use.save()

    assert client_as("professional").get(reverse("use_message", args=[use.pk])).status_code == status


def test_old_messages_are_forgotten(at):
    contacting.send(reachable(), text="Hallo", by=UserFactory(), at=at)

    removed = [contacting.forget_old(at + timedelta(days=days)) for days in (90, 91)]

    assert (removed, ContactMessage.objects.count()) == ([0, 1], 0)
