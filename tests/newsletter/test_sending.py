import re
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from loket.core.enums import MailState
from loket.core.models import OutgoingMail
from loket.newsletter import composing, rendering, sending, subscribing, workflow
from loket.newsletter.models import Delivery, Edition, Subscription
from loket.newsletter.subscribing import Bounce, Choice
from loket.search import index
from tests.factories import EntryFactory, UserFactory
from tests.newsletter.factory import edition, planned, subscribed, text_block

pytestmark = pytest.mark.django_db


def readers(count: int, at) -> list[Subscription]:
    found = [subscribed(f"lezer{number}@example.org", at - timedelta(days=1)) for number in range(count)]
    OutgoingMail.objects.all().delete()
    return found


def mailed() -> list[str]:
    return sorted(OutgoingMail.objects.filter(subject="Wat er nieuw is").values_list("to", flat=True))


def test_planned_edition_goes_at_its_moment_and_not_before(at):
    readers(2, at)
    made = planned(at, at + timedelta(hours=1))

    early = sending.send_due(at=at + timedelta(minutes=59))
    sent = sending.send_due(at=at + timedelta(hours=1))

    made.refresh_from_db()
    assert (early, sent, made.state, made.sent_count, made.audience_count) == (0, 2, "sent", 2, 2)


def test_general_edition_goes_to_who_wants_that(at):
    subscribed("algemeen@example.org", at - timedelta(days=1))
    subscribed("thema@example.org", at - timedelta(days=1), Choice(False, ("roken",)))
    planned(at)

    sending.send_due(at=at)

    assert mailed() == ["algemeen@example.org"]


def test_edition_of_a_theme_goes_to_who_chose_it(at):
    subscribed("algemeen@example.org", at - timedelta(days=1))
    subscribed("thema@example.org", at - timedelta(days=1), Choice(False, ("roken",)))
    planned(at, theme="roken")

    sending.send_due(at=at)

    assert mailed() == ["thema@example.org"]


@pytest.mark.parametrize("state", ["pending", "resting", "stopped"])
def test_nobody_else_gets_it(at, state):
    readers(1, at)
    Subscription.objects.update(state=state)
    planned(at)

    assert (sending.send_due(at=at), mailed()) == (0, [])


def test_sending_goes_on_after_a_crash_and_nobody_gets_it_twice(at, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 2)
    readers(5, at)
    made = planned(at)
    sending._begin(made, at=at)
    sending.send_batch(made.pk, at=at)

    with pytest.raises(RuntimeError), transaction.atomic():
        sending.send_batch(made.pk, at=at)
        raise RuntimeError
    halfway = len(mailed())
    sending.send_due(at=at + timedelta(minutes=1))

    assert (halfway, mailed()) == (2, [f"lezer{number}@example.org" for number in range(5)])


def test_a_second_run_sends_nothing(at):
    readers(2, at)
    planned(at)

    assert (sending.send_due(at=at), sending.send_due(at=at)) == (2, 0)


def test_who_subscribes_while_it_is_being_sent_gets_the_next_one(at, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 1)
    readers(1, at)
    made = planned(at)
    sending._begin(made, at=at)
    subscribed("later@example.org", at + timedelta(minutes=1))

    while sending.send_batch(made.pk, at=at + timedelta(minutes=2)):
        pass

    assert mailed() == ["lezer0@example.org"]


def test_no_link_and_no_picture_tells_who_opened_it(at):
    first, second = readers(2, at)
    planned(at)
    sending.send_due(at=at)

    mails = {mail.to: mail for mail in OutgoingMail.objects.filter(subject="Wat er nieuw is")}
    bodies = []
    for row in (first, second):
        mail = mails[row.email]
        own = (rendering.link_to_stop(row), rendering.link_to_preferences(row))
        bodies.append([_without(text, own) for text in (mail.html, mail.text)])
        links = re.findall(r'href="([^"]*)"', mail.html)
        assert [link for link in links if link not in own and ("?" in link or "@" in link)] == []
    assert bodies[0] == bodies[1]
    assert "<img" not in bodies[0][0]


def _without(text: str, links: tuple[str, ...]) -> str:
    for link in links:
        assert link in text
        text = text.replace(link, "")
    return text


def test_mail_offers_one_click_and_reads_as_plain_text(at):
    [row] = readers(1, at)
    planned(at)
    sending.send_due(at=at)

    mail = OutgoingMail.objects.get(subject="Wat er nieuw is")
    assert mail.headers["List-Unsubscribe"] == f"<{rendering.link_to_stop(row)}>"
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Met nadruk en een link" in mail.text
    assert "**" not in mail.text


def test_who_leaves_while_mail_waits_gets_none(at):
    first, second = readers(2, at)
    planned(at)
    sending.send_due(at=at)
    OutgoingMail.objects.filter(to=second.email).update(state=MailState.SENT, sent_at=at)

    for row in (first, second):
        subscribing.stop(row, at=at)

    assert mailed() == [second.email]


@pytest.mark.django_db(transaction=True)
def test_leaving_and_sending_at_once_never_mails_who_left(at):
    people = readers(12, at)
    made = planned(at)
    sending._begin(made, at=at)
    barrier = threading.Barrier(len(people) + 1)

    def leave(row: Subscription) -> None:
        barrier.wait()
        subscribing.stop(row, at=at)
        connection.close()

    def send() -> None:
        barrier.wait()
        sending.send_batch(made.pk, at=at)
        connection.close()

    threads = [threading.Thread(target=leave, args=[row]) for row in people]
    threads.append(threading.Thread(target=send))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert mailed() == []
    assert set(Subscription.objects.values_list("state", flat=True)) == {"stopped"}


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_each_mail_once(at, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 3)
    readers(10, at)
    planned(at)

    def work() -> None:
        sending.send_due(at=at)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sending.send_due(at=at)

    assert (len(mailed()), Edition.objects.get().sent_count, Delivery.objects.count()) == (10, 10, 10)


def bounce(delivery: Delivery, **told) -> Bounce:
    return Bounce(**({"original_ids": [delivery.message_id], "status": "5.1.1"} | told))


def sent_editions(count: int, at) -> list[Delivery]:
    for number in range(count):
        moment = at + timedelta(days=number)
        planned(moment)
        sending.send_due(at=moment)
    return list(Delivery.objects.order_by("at"))


def test_after_three_bounces_in_a_row_the_subscription_rests(at):
    [row] = readers(1, at)
    states = []
    for delivery in sent_editions(3, at):
        subscribing.take_bounce(bounce(delivery), None, at)
        row.refresh_from_db()
        states.append(row.state)

    assert states == ["active", "active", "resting"]


def test_an_edition_that_arrived_in_between_starts_the_count_anew(at):
    [row] = readers(1, at)
    deliveries = sent_editions(4, at)

    for delivery in (deliveries[0], deliveries[1], deliveries[3]):
        subscribing.take_bounce(bounce(delivery), None, at)

    row.refresh_from_db()
    assert row.state == "active"


@pytest.mark.parametrize(
    "told", [{"status": "4.2.2"}, {"is_delay": True}, {"cause": "limit"}, {"original_ids": ["verzonnen@example.org"]}]
)
def test_what_is_no_hard_bounce_of_ours_does_not_count(at, told):
    readers(1, at)
    [delivery] = sent_editions(1, at)

    subscribing.take_bounce(bounce(delivery, **told), None, at)

    assert not Delivery.objects.exclude(bounced_at=None).exists()


def test_the_same_report_twice_counts_once(at):
    [row] = readers(1, at)
    deliveries = sent_editions(3, at)

    for _ in range(3):
        subscribing.take_bounce(bounce(deliveries[-1]), None, at)

    row.refresh_from_db()
    assert row.state == "active"


def test_what_is_not_public_any_more_is_left_out(at):
    made = edition(at)
    entry = EntryFactory(published=True, title="Straks gearchiveerd")
    workflow.add(made, composing.blocks_of([f"entry:{entry.pk}"]), by=UserFactory(editor=True))
    before = rendering.letter(made).text
    index.remove("entry", entry.pk)

    assert ("Straks gearchiveerd" in before, "Straks" in rendering.letter(made).text) == (True, False)


def test_trial_goes_to_oneself_alone(client_for, at):
    readers(2, at)
    client = client_for(UserFactory(editor=True))
    made = edition(at)

    client.post(f"/redactie/nieuwsbrief/{made.pk}/proef/")

    assert list(OutgoingMail.objects.values_list("to", "subject")) == [(client.user.email, "[Proef] Wat er nieuw is")]


def test_text_of_a_block_cannot_carry_html(at):
    made = edition(at)
    block = text_block("<script>alert(1)</script>")
    block.text = "<img src=https://spion.example.org/?wie=1> ![zo](https://spion.example.org/2)"
    workflow.add(made, [block], by=UserFactory(editor=True))

    html = rendering.letter(made).html

    assert ("<script" in html, "<img" in html) == (False, False)
