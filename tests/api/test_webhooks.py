"""Webhooks: written with what happened, signed, tried again, paused, and never to an address of the inside."""

import hashlib
import hmac
import json
import threading
import time
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.api import delivering, demo, hearing, sending
from loket.api.enums import DeliveryState, Happening, SubscriptionState
from loket.api.models import Delivery, Subscription
from loket.catalogue import publishing, workflow
from loket.core import retention
from loket.core.models import OutgoingMail
from network.events import workflow as events
from tests.api.factory import make_webhook, receiver
from tests.factories import EntryFactory, OrganisationFactory, RevisionFactory, UserFactory
from tests.network.events.factory import EventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return UserFactory(partner=True)


@pytest.fixture
def editor():
    return UserFactory(editor=True)


def waiting(webhook: Subscription, number: int = 1) -> None:
    for each in range(number):
        hearing.tell(Happening.ENTRY_CHANGED, {"number": each}, at=timezone.now())


def states(webhook: Subscription) -> list[str]:
    return list(webhook.deliveries.order_by("pk").values_list("state", flat=True))


def test_publishing_tells_who_asked_for_it(partner, editor, at):
    make_webhook(partner, happenings=[Happening.ENTRY_PUBLISHED])
    make_webhook(url="https://example.org/other", happenings=[Happening.ENTRY_ARCHIVED])

    workflow.accept(RevisionFactory(submitted=True), by=editor, at=at)

    told = json.loads(Delivery.objects.get().body)
    assert (told["event"], told["data"]["title"]) == ("entry.published", "Samen wandelen in Tiel")


def test_what_is_rolled_back_is_not_told(editor, at):
    make_webhook()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        workflow.accept(RevisionFactory(submitted=True), by=editor, at=at)
        raise ZeroDivisionError

    assert not Delivery.objects.exists()


def test_decision_is_told_to_the_own_organisation_only(partner, editor, at):
    own, other = make_webhook(partner), make_webhook()
    entry = EntryFactory(owner=partner, organisation=partner.organisation)

    workflow.refuse(RevisionFactory(submitted=True, author=partner, entry=entry), by=editor, at=at, note="Dubbel")

    told = json.loads(own.deliveries.get().body)
    assert (told["event"], told["data"]["explanation"]) == ("proposal.decided", "Dubbel")
    assert not other.deliveries.exists()


@pytest.mark.parametrize(
    ("act", "level", "change"),
    [("recognised", "goede-aanwijzingen", "recognised"), ("recognition_lapsed", "", "lapsed")],
)
def test_recognition_is_told(at, act, level, change):
    webhook = make_webhook(happenings=[Happening.RECOGNITION_CHANGED])
    entry = EntryFactory(published=True, kind="interventie")

    publishing.recognise(entry, act, by=None, at=at, recognition_level=level)

    told = json.loads(webhook.deliveries.get().body)
    assert told["event"] == "recognition.changed"
    assert (told["data"]["change"], told["data"]["level"]) == (change, level)


def test_cancelled_event_is_told(at):
    webhook = make_webhook(happenings=[Happening.EVENT_CANCELLED])
    event = EventFactory()

    events.cancel(event, by=event.organiser, at=at, reason="Brand")

    assert json.loads(webhook.deliveries.get().body)["data"]["externalId"] == f"bijeenkomst-{event.pk}"


def test_delivery_is_signed_and_marked():
    with receiver() as (url, received):
        webhook = make_webhook(url=url)
        waiting(webhook)

        delivering.deliver(at=timezone.now())

    headers, body = received[0]
    seconds, mark = (part.partition("=")[2] for part in headers["Loket-Signature"].split(","))
    secret = hearing.secret_of(webhook).encode()
    assert mark == hmac.new(secret, f"{seconds}.{body}".encode(), hashlib.sha256).hexdigest()
    assert (states(webhook), headers["Loket-Event"]) == (["delivered"], "entry.changed")
    assert headers["Loket-Delivery"] == str(webhook.deliveries.get().number)


@pytest.mark.parametrize("status", [301, 404, 500])
def test_refused_delivery_is_tried_again_later(status):
    at = timezone.now()
    with receiver(status=status) as (url, received):
        webhook = make_webhook(url=url)
        waiting(webhook)
        delivering.deliver(at=timezone.now())
        delivering.deliver(at=timezone.now())

    row = webhook.deliveries.get()
    assert (row.state, row.attempts, row.status, len(received)) == (DeliveryState.QUEUED, 1, status, 1)
    assert row.not_before > at + timedelta(seconds=50)


def test_delivery_fails_after_the_last_pause():
    with receiver(status=500) as (url, received):
        webhook = make_webhook(url=url)
        waiting(webhook)
        for _attempt in range(len(delivering.PAUSES) + 3):
            delivering.deliver(at=timezone.now() + timedelta(days=2))

    assert (states(webhook), len(received)) == (["failed"], len(delivering.PAUSES) + 1)


def test_receiver_that_hangs_holds_up_nobody(monkeypatch):
    monkeypatch.setattr(sending.post, "__kwdefaults__", {"seconds": 1})
    with receiver(hangs=True) as (slow, _), receiver() as (quick, received):
        hanging, other = make_webhook(url=slow), make_webhook(url=quick)
        waiting(hanging, 3)
        start = time.monotonic()
        delivering.deliver(at=timezone.now())

    assert time.monotonic() - start < 5
    assert (set(states(other)), len(received)) == ({"delivered"}, 3)
    assert set(states(hanging)) == {"queued"}
    assert "binnen 1 seconden" in hanging.deliveries.first().error


def test_many_failures_pause_it_and_tell_the_partners(partner, monkeypatch):
    monkeypatch.setattr(delivering, "FAILURES_BEFORE_PAUSE", 3)
    with receiver(status=500) as (url, _):
        webhook = make_webhook(partner, url=url)
        waiting(webhook, 4)
        delivering.deliver(at=timezone.now())

    webhook.refresh_from_db()
    assert webhook.state == SubscriptionState.PAUSED
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [partner.email]


def test_what_waits_goes_when_it_goes_on(partner):
    with receiver() as (url, received):
        webhook = make_webhook(partner, url=url)
        hearing.pause(webhook, by=partner, at=timezone.now())
        waiting(webhook)
        delivering.deliver(at=timezone.now())
        hearing.resume(webhook, by=partner, at=timezone.now())
        held = list(received)
        delivering.deliver(at=timezone.now())

    assert (held, len(received)) == ([], 1)


def test_delivery_that_was_cut_off_is_sent_again():
    with receiver() as (url, received):
        webhook = make_webhook(url=url)
        waiting(webhook)
        webhook.deliveries.update(state=DeliveryState.SENDING, claimed_at=timezone.now() - timedelta(hours=1))
        delivering.deliver(at=timezone.now())

    assert (states(webhook), len(received)) == (["delivered"], 1)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/hook",
        "ftp://example.org/",
        "https://10.0.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest",
        "https://[::ffff:10.0.0.1]/",
        "https://[fd00::1]/",
        "https://0x0a000001/",
        "https://167772161/",
        "https://intern.local/",
        "https://naam:wachtwoord@example.org/",
        "https://",
        "https://exa mple.org/",
    ],
)
def test_address_of_the_inside_is_refused(url, partner):
    with pytest.raises(ValidationError):
        make_webhook(partner, url=url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "https://127.0.0.1/", "https://localhost/", "https://127.1/"])
def test_this_machine_is_refused_outside_the_demo(url, partner, settings):
    settings.WEBHOOKS_ALLOW_LOOPBACK = False

    with pytest.raises(ValidationError):
        make_webhook(partner, url=url)


def test_name_that_leads_inside_is_not_spoken_to(settings, monkeypatch):
    settings.WEBHOOKS_ALLOW_LOOPBACK = False
    with receiver() as (url, received):
        webhook = make_webhook(url="https://buiten.example.org/hook")
        port = int(url.rpartition(":")[2].partition("/")[0])
        monkeypatch.setattr("socket.getaddrinfo", lambda *told, **options: [(2, 1, 6, "", ("127.0.0.1", port))])
        waiting(webhook)
        delivering.deliver(at=timezone.now())

    assert (received, "niet voor iedereen" in webhook.deliveries.get().error) == ([], True)


def test_nobody_makes_one_for_another_organisation(partner):
    told = {"name": "x", "url": "https://example.org/", "happenings": ["entry.changed"], "at": timezone.now()}

    with pytest.raises(PermissionDenied):
        hearing.subscribe(OrganisationFactory(), **told, by=partner)


def test_partner_makes_tries_pauses_and_ends_one(partner, client_for):
    client = client_for(partner)
    form = {"name": "Site", "url": "https://example.org/hook", "happenings": ["entry.published"]}
    client.post(reverse("webhook_new", args=[partner.organisation_id]), form)
    number = Subscription.objects.get().pk

    for name in ("webhook_test", "webhook_pause", "webhook_resume"):
        assert client.post(reverse(name, args=[number])).status_code == 302
    page = client.get(reverse("webhook", args=[number])).content.decode()
    client.post(reverse("webhook_end", args=[number]))

    assert "Proef" in page
    assert not Subscription.objects.exists()


def test_form_with_an_address_of_the_inside_is_kept(partner, client_for):
    form = {"name": "Site", "url": "https://10.0.0.1/hook", "happenings": ["entry.published"]}

    response = client_for(partner).post(reverse("webhook_new", args=[partner.organisation_id]), form)

    assert (response.status_code, "10.0.0.1" in response.content.decode()) == (422, True)


@pytest.mark.parametrize("name", ["webhook", "webhook_end"])
def test_webhook_of_another_organisation_is_not_found(name, client_as):
    webhook = make_webhook()

    for role in ("partner", "professional", "redactie"):
        assert client_as(role).get(reverse(name, args=[webhook.pk])).status_code == 404


def test_page_costs_few_queries(partner, client_for, django_assert_max_num_queries):
    webhook = make_webhook(partner)
    waiting(webhook, 20)
    client = client_for(partner)

    with django_assert_max_num_queries(12):
        client.get(reverse("webhook", args=[webhook.pk]))


def test_deliveries_are_kept_for_a_month():
    webhook = make_webhook()
    waiting(webhook)

    retention.run(at=timezone.now() + delivering.KEPT + timedelta(days=1))

    assert not Delivery.objects.exists()


def test_demo_has_connections_once(partner, at):
    type(partner).objects.filter(pk=partner.pk).update(email=address(Role.PARTNER))

    demo.load(at=at)
    demo.load(at=at)

    assert list(Subscription.objects.values_list("state", flat=True)) == ["paused"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_deliver_each_thing_once():
    with receiver() as (url, received):
        webhook = make_webhook(url=url)
        waiting(webhook, 8)

        def work() -> None:
            delivering.deliver(at=timezone.now())
            connection.close()

        threads = [threading.Thread(target=work) for _number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    numbers = [headers["Loket-Delivery"] for headers, _ in received]
    assert (len(numbers), len(set(numbers))) == (8, 8)
