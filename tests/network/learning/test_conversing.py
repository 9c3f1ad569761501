"""Writing to each other: mentions, changes with a trail, answers, files, and agreements and documents beside it."""

import threading
import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections

from loket.core import markdown
from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from network.learning import agreeing, conversing, documents, mentions, sessions
from network.learning.conversing import Writing
from network.learning.enums import Mailing, Role
from network.learning.models import Document, Membership, Notice, Post
from tests.factories import EntryFactory, UserFactory
from tests.network.events.factory import EventFactory
from tests.network.learning.factory import AT, facilitator, member, network, posted, thread, upload

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MEMBER, Role.RESIDENT])
def test_who_takes_part_writes(role):
    one = network()

    assert thread(one, member(one, role=role)).posts.count() == 1


@pytest.mark.parametrize("trait", ["archived", "proposed"])
def test_nobody_writes_before_it_begins_or_after_it_is_over(trait):
    one = network(trait)

    with pytest.raises(PermissionDenied):
        thread(one, member(one))


def test_follower_and_stranger_do_not_write():
    one = network()
    for person in (member(one, role=Role.FOLLOWER), UserFactory()):
        with pytest.raises(PermissionDenied):
            thread(one, person)


@pytest.mark.parametrize(("title", "text"), [(" ", "Iets"), ("Iets", "  ")])
def test_thread_needs_a_subject_and_a_text(title, text):
    one = network()

    with pytest.raises(ValidationError):
        thread(one, member(one), title=title, text=text)

    assert not one.threads.exists()


def test_mention_is_kept_by_number_and_shown_by_name():
    one = network()
    anna = member(one, person=UserFactory(name="Anna de Vries"))

    post = posted(thread(one), member(one), "Wat vindt @anna de vries hiervan?")

    assert post.text == f"Wat vindt @[{anna.pk}] hiervan?"
    assert mentions.show(post.text, [anna]) == "Wat vindt **@Anna de Vries** hiervan?"


def test_who_is_no_member_is_not_mentioned():
    one = network()
    UserFactory(name="Anna Buiten")
    member(one, "left", person=UserFactory(name="Bert Weg"))

    post = posted(thread(one), member(one), "Dag @Anna Buiten en @Bert Weg")

    assert (post.text, list(post.mentioned.all())) == ("Dag @Anna Buiten en @Bert Weg", [])


def test_nobody_is_named_by_a_number_that_was_typed():
    one, hidden = network(), UserFactory(name="Geheim Persoon")

    post = posted(thread(one), member(one), f"Wie is @[{hidden.pk}]?")

    assert "Geheim" not in mentions.show(post.text, list(post.mentioned.all()))
    assert not post.mentioned.exists()


def test_name_that_is_an_address_is_not_shown_or_suggested():
    one = network()
    member(one, person=UserFactory(name="jan@example.org"))

    assert mentions.suggestions(one, "jan") == []
    assert posted(thread(one), member(one), "@jan@example.org").mentioned.count() == 0


def test_name_with_signs_of_markdown_stays_a_name():
    one = network()
    odd = member(one, person=UserFactory(name="Piet *Ster*"))

    post = posted(thread(one), member(one), "Dag @Piet *Ster*")

    assert "@Piet *Ster*</strong>" in markdown.to_html(mentions.show(post.text, [odd]))


def test_changed_post_keeps_how_it_was():
    one = network()
    writer = member(one)
    post = posted(thread(one), writer, "Eerst")

    conversing.edit(post, "Daarna", by=writer, at=LATER)

    assert Post.objects.get(pk=post.pk).text == "Daarna"
    assert [row.text for row in post.versions.all()] == ["Eerst"]


def test_post_changed_in_two_tabs_is_not_overwritten():
    one = network()
    writer = member(one)
    post = posted(thread(one), writer, "Eerst")
    seen = conversing.version_of(post)
    conversing.edit(post, "In de ene", by=writer, at=LATER, seen=seen)

    with pytest.raises(StaleState):
        conversing.edit(post, "In de andere", by=writer, at=LATER, seen=seen)


def test_others_change_nothing_and_only_the_facilitator_takes_down():
    one = network()
    post, other = posted(thread(one), member(one)), member(one)
    for act in (
        lambda: conversing.edit(post, "X", by=other, at=LATER),
        lambda: conversing.withdraw(post, by=other, at=LATER),
    ):
        with pytest.raises(PermissionDenied):
            act()

    conversing.withdraw(post, by=facilitator(one), at=LATER)

    assert Post.objects.get(pk=post.pk).is_withdrawn


def test_withdrawn_post_is_not_mailed_and_is_no_answer_any_more():
    one = network()
    asker, writer = member(one, mailing=Mailing.DAILY), member(one)
    asked = thread(one, asker, is_question=True)
    post = posted(asked, writer)
    conversing.choose_answer(asked, post, by=asker)

    conversing.withdraw(post, by=writer, at=LATER)

    asked.refresh_from_db()
    assert asked.answer is None
    assert not Notice.objects.filter(post=post).exists()


def test_what_the_facilitator_took_down_its_writer_does_not_put_back():
    one = network()
    writer = member(one)
    post = posted(thread(one), writer)
    conversing.withdraw(post, by=facilitator(one), at=LATER)

    with pytest.raises(PermissionDenied):
        conversing.restore(post, by=writer, at=LATER)


def test_answer_is_chosen_by_who_asked():
    one = network()
    asker = member(one)
    asked = thread(one, asker, is_question=True)
    post = posted(asked, member(one))
    with pytest.raises(PermissionDenied):
        conversing.choose_answer(asked, post, by=post.author)

    conversing.choose_answer(asked, post, by=asker)

    assert asked.answer == post


def test_same_submission_is_one_post():
    one = network()
    started, writer = thread(one), member(one)
    writing = Writing("Ja", uuid.uuid4())

    posts = {conversing.reply(started, writing, by=writer, at=AT).pk for _ in range(2)}

    assert len(posts) == 1


@pytest.mark.django_db(transaction=True)
def test_same_submission_at_the_same_moment_is_one_post():
    one = network()
    started, writer, gate = thread(one), member(one), threading.Barrier(3)
    writing, found = Writing("Ja", uuid.uuid4()), []

    def press() -> None:
        gate.wait()
        found.append(conversing.reply(started, writing, by=writer, at=AT).pk)
        connections.close_all()

    pressed = [threading.Thread(target=press) for _ in range(3)]
    for each in pressed:
        each.start()
    for each in pressed:
        each.join()

    assert len(found) == 3
    assert len(set(found)) == 1


def test_agreement_is_between_members_on_a_day_to_come():
    one = network()
    by = member(one)
    with pytest.raises(ValidationError, match="meedoet"):
        agreeing.agree(one, "Zaal", owner=UserFactory(), due_on=date(2026, 4, 1), by=by, at=AT)
    with pytest.raises(ValidationError, match="nog komt"):
        agreeing.agree(one, "Zaal", owner=by, due_on=date(2026, 3, 1), by=by, at=AT)


@pytest.mark.parametrize(("days", "told"), [(13, 0), (14, 1), (15, 1)])
def test_owner_is_reminded_once_when_the_day_has_come(days, told):
    one = network()
    owner = member(one)
    agreeing.agree(one, "Zaal", owner=owner, due_on=date(2026, 3, 16), by=owner, at=AT)

    counts = [agreeing.remind(at=AT + timedelta(days=days)) for _ in range(2)]

    assert counts == [told, 0]
    assert OutgoingMail.objects.filter(to=owner.email).count() == told


def test_moved_agreement_is_reminded_of_on_its_new_day():
    one = network()
    owner = member(one)
    made = agreeing.agree(one, "Zaal", owner=owner, due_on=date(2026, 3, 3), by=owner, at=AT)
    agreeing.remind(at=AT + timedelta(days=1))
    made.refresh_from_db()

    agreeing.move(made, date(2026, 3, 20), by=owner, at=AT + timedelta(days=1))

    assert agreeing.remind(at=AT + timedelta(days=18)) == 1


@pytest.mark.parametrize("end", ["settle", "drop"])
def test_settled_agreement_is_not_reminded_of(end):
    one = network()
    owner = member(one)
    made = agreeing.agree(one, "Zaal", owner=owner, due_on=date(2026, 3, 3), by=owner, at=AT)

    getattr(agreeing, end)(made, by=owner, at=AT)

    assert agreeing.remind(at=AT + timedelta(days=5)) == 0


def test_agreement_of_somebody_else_is_not_settled():
    one = network()
    owner = member(one)
    made = agreeing.agree(one, "Zaal", owner=owner, due_on=date(2026, 3, 3), by=owner, at=AT)

    with pytest.raises(PermissionDenied):
        agreeing.settle(made, by=member(one), at=AT)


def test_removed_document_can_be_put_back():
    one = network()
    by = member(one)
    made = documents.add(one, "Plan", by=by, at=AT, url="https://example.org/plan")
    documents.remove(made, by=by, at=AT)
    assert not Document.objects.kept().exists()

    documents.put_back(made, by=by)

    assert Document.objects.kept().get() == made


def test_refused_file_leaves_no_document():
    one = network()

    with pytest.raises(ValidationError):
        documents.add(one, "Plan", by=member(one), at=AT, upload=upload("plan.exe", b"MZ\x90\x00"))

    assert not Document.objects.exists()


def test_entry_stands_once_among_the_documents():
    one, entry = network(), EntryFactory(published=True)
    by = member(one)
    documents.add_entry(one, entry, by=by, at=AT)

    with pytest.raises(ValidationError, match="al bij"):
        documents.add_entry(one, entry, by=by, at=AT)


def test_event_is_a_session_of_one_network_only():
    event, one, other = EventFactory(), network(), network()
    sessions.link(one, event, by=member(one), at=AT)

    with pytest.raises(ValidationError, match="al bij een netwerk"):
        sessions.link(other, event, by=member(other), at=AT)


def test_proposal_of_a_private_network_does_not_say_its_name():
    one = network("private")

    assert one.name not in str(sessions.initial(one))


def test_one_who_wants_no_mail_gets_no_notice():
    one = network()
    started, quiet = thread(one), member(one, mailing=Mailing.NEVER)
    gone = member(one, person=UserFactory(is_active=False))

    posted(started, member(one), f"Dag @{quiet.name}")

    assert not Notice.objects.filter(person__in=[quiet, gone]).exists()
    assert Membership.objects.active().count() == 4
