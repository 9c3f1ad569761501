import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from loket.accounts import privacy
from loket.core import retention
from loket.core.models import OutgoingMail
from loket.newsletter import rendering, subscribing
from loket.newsletter.models import Subscription
from loket.newsletter.subscribing import Choice
from tests.factories import UserFactory
from tests.newsletter.factory import EVERYTHING, subscribed

pytestmark = pytest.mark.django_db
PAGE = "/nieuwsbrief/"
FORM = {"email": "lezer@example.org", "wants_general": "on", "website": ""}


def path(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def to_confirm(row: Subscription) -> str:
    return path(rendering.link_to_confirm(row))


def test_a_visitor_asks_confirms_and_gets_it(visitor):
    visitor.post(PAGE, FORM)
    row = Subscription.objects.get()
    asked = OutgoingMail.objects.get()

    visitor.get(to_confirm(row))
    looked = Subscription.objects.get().state
    visitor.post(to_confirm(row))

    assert (to_confirm(row) in asked.text, looked, Subscription.objects.get().state) == (True, "pending", "active")


def test_known_and_unknown_addresses_are_told_the_same(visitor):
    subscribed("lezer@example.org", timezone.now())

    known = visitor.post(PAGE, FORM)
    unknown = visitor.post(PAGE, FORM | {"email": "ander@example.org"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert Subscription.objects.get(email="lezer@example.org").state == "active"


def test_asking_again_within_the_hour_sends_one_mail(at):
    for _ in range(3):
        subscribing.ask("lezer@example.org", EVERYTHING, at=at)

    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize(
    "email", ["", "geen adres", "a@b", "x" * 250 + "@example.org", "a@example.org\nBcc: b@example.org"]
)
def test_a_wrong_address_is_refused(visitor, email):
    assert visitor.post(PAGE, FORM | {"email": email}).status_code == 422
    assert not Subscription.objects.exists()


def test_wanting_nothing_is_told(visitor):
    response = visitor.post(PAGE, {"email": "lezer@example.org", "website": ""})

    assert (response.status_code, "ten minste één thema" in response.content.decode()) == (422, True)


def test_a_program_that_fills_in_everything_gets_nothing(visitor):
    visitor.post(PAGE, FORM | {"website": "https://example.org"})

    assert (Subscription.objects.count(), OutgoingMail.objects.count()) == (0, 0)


def test_address_in_other_letters_is_the_same_subscription(at):
    subscribed("lezer@example.org", at)

    subscribing.ask("Lezer@Example.ORG", EVERYTHING, at=at)

    assert Subscription.objects.count() == 1


def test_own_verified_address_needs_no_confirmation(client_for):
    client = client_for(UserFactory(email="lezer@example.org"))

    client.post(PAGE, FORM)

    assert Subscription.objects.get().state == "active"


def test_an_address_of_somebody_else_does_while_signed_in(client_for):
    client_for(UserFactory()).post(PAGE, FORM)

    assert Subscription.objects.get().state == "pending"


def test_link_of_an_older_request_confirms_nothing(visitor, at):
    row = subscribing.ask("lezer@example.org", EVERYTHING, at=at)
    old = to_confirm(row)
    subscribing.ask("lezer@example.org", EVERYTHING, at=at + timedelta(hours=2))

    response = visitor.post(old)

    assert "Deze link werkt niet meer" in response.content.decode()
    assert Subscription.objects.get().state == "pending"


@pytest.mark.parametrize("page", ["bevestigen", "voorkeuren", "afmelden"])
def test_a_link_that_was_tampered_with_does_nothing(visitor, at, page):
    subscribed("lezer@example.org", at)

    response = visitor.post(f"{PAGE}{page}/1:verzonnen/")

    assert response.status_code == (200 if page == "bevestigen" else 404)
    assert Subscription.objects.get().state == "active"


def test_preferences_are_changed_without_signing_in(visitor, at):
    row = subscribed("lezer@example.org", at)

    visitor.post(path(rendering.link_to_preferences(row)), {"themes": ["roken"]})

    row.refresh_from_db()
    assert (row.wants_general, row.themes, row.state) == (False, ["roken"], "active")


def test_one_press_in_a_mail_program_unsubscribes(at):
    row = subscribed("lezer@example.org", at)
    program = Client(enforce_csrf_checks=True)

    response = program.post(path(rendering.link_to_stop(row)), {"List-Unsubscribe": "One-Click"})

    assert (response.status_code, Subscription.objects.get().state) == (200, "stopped")


def test_a_look_at_the_page_unsubscribes_nobody(visitor, at):
    row = subscribed("lezer@example.org", at)

    visitor.get(path(rendering.link_to_stop(row)))

    assert Subscription.objects.get().state == "active"


def test_leaving_can_be_taken_back(visitor, at):
    row = subscribed("lezer@example.org", at)
    subscribing.stop(row, at=at)

    visitor.post(path(rendering.link_to_preferences(row)), {"wants_general": "on"})

    assert Subscription.objects.get().state == "active"


@pytest.mark.django_db(transaction=True)
def test_confirming_twice_at_once_counts_once(at):
    row = subscribing.ask("lezer@example.org", EVERYTHING, at=at)
    OutgoingMail.objects.all().delete()
    confirmed: list[bool] = []

    def press() -> None:
        confirmed.append(subscribing.confirm(Subscription.objects.get(pk=row.pk), at=at))
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (sorted(confirmed), OutgoingMail.objects.count()) == ([False] * 5 + [True], 1)


@pytest.mark.django_db(transaction=True)
def test_asking_twice_at_once_is_one_subscription(at):
    def ask() -> None:
        subscribing.ask("lezer@example.org", EVERYTHING, at=at)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (Subscription.objects.count(), OutgoingMail.objects.count()) == (1, 1)


def test_subscription_goes_along_and_goes_away(at):
    person = UserFactory(email="lezer@example.org")
    subscribed("lezer@example.org", at, Choice(False, ("roken",)))

    exported = privacy.export_of(person)["nieuwsbrief"]
    privacy.erase(person, at=at)

    assert exported[0]["themas"] == ["roken"]
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(("days", "gone"), [(6, 0), (8, 1)])
def test_what_was_never_confirmed_is_thrown_away(at, days, gone):
    subscribing.ask("lezer@example.org", EVERYTHING, at=at)

    assert retention.run(at=at + timedelta(days=days))["abonnementen die voorbij zijn"] == gone


@pytest.mark.parametrize(("days", "gone"), [(29, 0), (31, 1)])
def test_who_left_is_forgotten_after_a_month(at, days, gone):
    subscribing.stop(subscribed("lezer@example.org", at), at=at)

    assert retention.run(at=at + timedelta(days=days))["abonnementen die voorbij zijn"] == gone
