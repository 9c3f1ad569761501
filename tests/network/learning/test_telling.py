"""Mail about conversations: at once, bundled, never; stopped by one press; answered by mail."""

from datetime import timedelta

import pytest
from django.urls import reverse

from loket.core.models import OutgoingMail
from network.learning import conversing, joining, telling
from network.learning.enums import Mailing
from network.learning.models import Membership, Notice
from tests.factories import UserFactory
from tests.network.learning.factory import AT, member, network, posted, thread

pytestmark = pytest.mark.django_db
BUNDLE = conversing.next_bundle(AT)


def link_in(mail: OutgoingMail) -> str:
    """The address behind *afmelden*, as the mail program has it."""
    return (
        mail.headers["List-Unsubscribe"].strip("<>").partition("localhost:8000")[2]
        or "/" + mail.headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    )


def test_post_is_mailed_at_once_to_who_wants_that_with_an_address_to_answer_to():
    one = network()
    reader = member(one, mailing=Mailing.AT_ONCE)
    started = thread(one, text="Wie **wandelt**?")

    telling.tell(at=AT)

    mail = OutgoingMail.objects.get(to=reader.email)
    assert started.title in mail.subject
    assert "<strong>wandelt</strong>" in mail.html
    assert mail.headers["Reply-To"].startswith("netwerken+")


def test_writer_gets_no_mail_of_an_own_post():
    one = network()
    thread(one, member(one, mailing=Mailing.AT_ONCE))

    assert telling.tell(at=AT) == 0


def test_bundle_comes_once_a_day_thread_by_thread():
    one, other = network(name="Een"), network(name="Ander")
    reader = member(one)
    member(other, person=reader)
    first, second = thread(one, title="Lopen"), thread(other, title="Slapen")
    for started in (first, second, first):
        posted(started, member(started.network))

    before, at_once = telling.tell(at=BUNDLE - timedelta(minutes=1)), telling.tell(at=BUNDLE)

    mail = OutgoingMail.objects.get(to=reader.email)
    assert before == 0
    assert at_once
    assert mail.text.count("Lopen (Een)") == mail.text.count("Slapen (Ander)") == 1
    assert "5 nieuwe berichten" in mail.subject


def test_bundle_without_news_is_not_sent():
    one = network()
    reader = member(one)
    post = posted(thread(one), member(one))
    conversing.withdraw(post, by=post.author, at=AT)
    first = post.thread.posts.first()
    conversing.withdraw(first, by=first.author, at=AT)

    telling.tell(at=BUNDLE)

    assert not OutgoingMail.objects.filter(to=reader.email).exists()


def test_second_run_sends_nothing():
    one = network()
    member(one, mailing=Mailing.AT_ONCE)
    member(one)
    thread(one)

    assert telling.tell(at=BUNDLE) > 0
    assert telling.tell(at=BUNDLE) == 0


def test_who_is_named_hears_it_at_once():
    one = network()
    started, anna = thread(one), member(one, person=UserFactory(name="Anna Lid"))

    posted(started, member(one), "Dag @Anna Lid")

    assert Notice.objects.get(person=anna).mailing == Mailing.AT_ONCE


@pytest.mark.parametrize("mailing", Mailing)
def test_choice_for_a_thread_goes_before_that_for_the_network(mailing):
    one = network()
    started, reader = thread(one), member(one, mailing=Mailing.DAILY)
    conversing.mail_me(started, mailing, by=reader)

    posted(started, member(one))

    found = Notice.objects.filter(person=reader).values_list("mailing", flat=True)
    assert list(found) == ([] if mailing == Mailing.NEVER else [mailing])


def test_who_left_meanwhile_is_not_told():
    one = network()
    reader = member(one, mailing=Mailing.AT_ONCE)
    thread(one)
    Membership.objects.filter(person=reader).update(state="left", ended_at=AT)

    assert telling.tell(at=AT) == 0


def test_scheduler_that_was_away_for_long_does_not_tell_old_news():
    one = network()
    reader = member(one)
    thread(one)

    telling.tell(at=AT + timedelta(days=9))

    assert not OutgoingMail.objects.filter(to=reader.email).exists()
    assert not Notice.objects.filter(told_at=None).exists()


def test_one_press_in_the_mail_program_stops_this_thread_and_no_bundle(visitor):
    one, other = network(), network()
    reader = member(one, mailing=Mailing.AT_ONCE)
    member(other, person=reader, mailing=Mailing.DAILY)
    started, elsewhere = thread(one), thread(other)
    telling.tell(at=AT)
    stop = link_in(OutgoingMail.objects.get(to=reader.email))

    opened = visitor.get(stop)
    visitor.post(stop, {"List-Unsubscribe": "One-Click"})
    posted(started, member(one))
    posted(elsewhere, member(other))

    assert opened.status_code == 200
    assert set(Notice.objects.filter(person=reader, told_at=None).values_list("mailing", flat=True)) == {Mailing.DAILY}


def test_bundle_is_stopped_by_its_own_link_and_mail_at_once_goes_on(visitor):
    one, other = network(), network()
    reader = member(one)
    member(other, person=reader, mailing=Mailing.AT_ONCE)
    thread(one)
    telling.tell(at=BUNDLE)

    visitor.post(link_in(OutgoingMail.objects.get(to=reader.email)))

    rows = Membership.objects.filter(person=reader).order_by("pk")
    assert [row.mailing for row in rows] == [Mailing.NEVER, Mailing.AT_ONCE]


def test_false_stop_link_is_not_found(visitor):
    assert visitor.post(reverse("stop_network_mail", args=["gesprek-1-1:verzonnen"])).status_code == 404


def test_choosing_again_begins_anew_after_mail_that_did_not_arrive():
    one = network()
    reader = member(one, mail_failed_at=AT)
    thread(one)
    assert not Notice.objects.filter(person=reader).exists()

    joining.set_mailing(Membership.objects.get(person=reader), Mailing.AT_ONCE, by=reader)
    thread(one)

    assert Notice.objects.filter(person=reader).count() == 1
