"""At once or on Monday morning: each new result once, and nothing when there is nothing new."""

from datetime import timedelta

import pytest
from django.db import connection

from loket.catalogue import workflow as catalogue
from loket.core import telling as rhythm
from loket.core.models import OutgoingMail
from loket.search.models import Findable
from loket.search.saved import matching, telling, workflow
from tests.factories import EntryFactory, UserFactory
from tests.search.saved.factory import MONDAY, mailed, run, saved

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("after", "monday"),
    [
        (timedelta(), 7),
        (timedelta(seconds=-1), 0),
        (timedelta(days=6, hours=23), 7),
        (timedelta(days=20, hours=2), 21),  # over the change to summer time
    ],
)
def test_weekly_is_the_first_monday_at_eight_in_the_netherlands(after, monday):
    due = rhythm.due("wekelijks", MONDAY + after)

    assert due.astimezone(MONDAY.tzinfo).replace(tzinfo=None) == (MONDAY + timedelta(days=monday)).replace(tzinfo=None)


def test_news_at_once_goes_with_the_next_run_and_once(at):
    search = saved("q=valpreventie", UserFactory(), at)
    EntryFactory(published=True, title="Valpreventie thuis")

    assert [run(at + timedelta(minutes=ten)) for ten in (10, 20, 30)] == [1, 0, 0]

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (search.user.email, "1 nieuw resultaat: Mijn zoekvraag")
    assert "Valpreventie thuis" in mail.text


def test_weekly_news_waits_for_monday_morning_and_is_one_mail(at):
    saved("q=valpreventie", UserFactory(), at, rhythm="wekelijks")
    EntryFactory.create_batch(2, published=True, title="Valpreventie")

    sent = [run(at), run(MONDAY - timedelta(minutes=1)), run(MONDAY), run(MONDAY + timedelta(days=7))]

    assert sent == [0, 0, 1, 0]
    assert OutgoingMail.objects.get().subject == "2 nieuwe resultaten: Mijn zoekvraag"


def test_searches_of_one_person_go_in_one_mail(at):
    person = UserFactory()
    saved("q=valpreventie", person, at, name="Vallen")
    saved("theme=bewegen", person, at, name="Bewegen")
    EntryFactory(published=True, title="Valpreventie")

    run(at)

    mail = OutgoingMail.objects.get()
    assert mail.subject == "2 nieuwe resultaten bij uw zoekvragen"
    assert mail.text.index("Bewegen (1 nieuw)") < mail.text.index("Vallen (1 nieuw)")


def test_mail_names_ten_results_and_leads_to_the_rest(at):
    saved("theme=bewegen", UserFactory(), at)
    EntryFactory.create_batch(13, published=True)

    run(at)

    text = OutgoingMail.objects.get().text
    assert (text.count("- Samen wandelen"), "en nog 3 andere" in text) == (10, True)
    assert "/catalogus/?theme=bewegen&sort=nieuwste" in text


@pytest.mark.parametrize("change", ["archived", "narrowed", "left"])
def test_what_is_not_theirs_to_see_any_more_is_not_mailed(change, at):
    search, entry = saved("q=valpreventie", UserFactory(), at), EntryFactory(published=True, title="Valpreventie")
    matching.find(at=at)
    changes = {
        "archived": lambda: catalogue.archive(entry, by=UserFactory(editor=True), at=at, reason="Klaar"),
        "narrowed": lambda: Findable.objects.update(audience=["role:redactie"]),
        "left": lambda: type(search.user).objects.filter(pk=search.user_id).update(is_active=False),
    }

    changes[change]()

    assert (telling.tell(at=at), mailed()) == (0, [])


def test_marking_and_mail_are_written_together_or_not_at_all(at):
    poisoned, well = UserFactory.create_batch(2)
    for person in (poisoned, well):
        saved("q=valpreventie", person, at)
    EntryFactory(published=True, title="Valpreventie")
    with connection.cursor() as cursor:  # a mail that the database refuses stands for any crash half-way
        cursor.execute('ALTER TABLE core_outgoingmail ADD CONSTRAINT refused CHECK ("to" <> %s)', [poisoned.email])

    first = run(at)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_outgoingmail DROP CONSTRAINT refused")
    second = run(at)

    assert (first, second, mailed()) == (1, 1, sorted([poisoned.email, well.email]))


@pytest.mark.parametrize(("rhythm", "expected"), [("wekelijks", [0, 1]), ("niet", [0, 0])])
def test_other_rhythm_takes_waiting_news_along(rhythm, expected, at):
    search = saved("q=valpreventie", UserFactory(), at)
    EntryFactory(published=True, title="Valpreventie")
    matching.find(at=at)
    workflow.change(search, name="Zo", rhythm=rhythm, by=search.user, at=at)

    assert [telling.tell(at=at), telling.tell(at=MONDAY)] == expected


def test_mail_switched_on_again_begins_from_now(at):
    search = saved("q=valpreventie", UserFactory(), at, rhythm="niet")
    EntryFactory(published=True, title="Valpreventie")
    run(at)

    workflow.change(search, name="Zo", rhythm="meteen", by=search.user, at=at)

    assert run(at) == 0


def test_mail_can_be_stopped_with_one_press_by_the_mail_program(at):
    search = saved("q=valpreventie", UserFactory(), at)
    EntryFactory(published=True, title="Valpreventie")

    run(at)

    headers = OutgoingMail.objects.get().headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"/afmelden/zoekvragen/{search.pk}:" in headers["List-Unsubscribe"]


def test_removed_search_and_its_words_are_forgotten_after_a_month(at):
    search = saved("q=valpreventie", UserFactory(), at)
    workflow.remove(search, by=search.user, at=at)

    counts = [workflow.forget_removed(at + timedelta(days=days)) for days in (29, 31)]

    assert counts[0] == 0
    assert type(search.query).objects.count() == 0
