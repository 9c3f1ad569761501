"""What followers hear of, when, and once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from loket.catalogue import merging, publishing, signals, workflow
from loket.catalogue.following import fanning, telling
from loket.catalogue.following import workflow as following
from loket.catalogue.following.models import Follow, Happening, Notice
from loket.catalogue.models import Entry
from loket.core.models import OutgoingMail
from tests.catalogue.following.factory import MONDAY, FollowFactory, mailed, run
from tests.factories import EntryFactory, OrganisationFactory, RevisionFactory, UserFactory, content

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(editor=True)


def published(editor, at, **changes):
    """A new entry in the catalogue, by way of a proposal, whose author was told."""
    revision = RevisionFactory(submitted=True, content=content(**changes))
    workflow.accept(revision, by=editor, at=at)
    OutgoingMail.objects.filter(to=revision.author.email).delete()
    return revision.entry


def changed(entry, editor, at, **changes) -> None:
    publishing.publish(entry, entry.content | changes, by=editor, at=at)


def test_follower_hears_which_parts_changed(editor, at):
    follow = FollowFactory()

    changed(follow.entry, editor, at, summary="Anders", settings=["wijk"])

    assert run(at) == 1
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (follow.user.email, f"{follow.entry}: Is gewijzigd: samenvatting, settings.")


def test_follower_hears_of_archiving_with_the_successor(editor, at):
    follow, successor = FollowFactory(), EntryFactory(published=True, title="Het nieuwe wandelen")

    workflow.archive(follow.entry, by=editor, at=at, reason="Verouderd", successor=successor)

    run(at)
    text = OutgoingMail.objects.get().text
    assert "Is gearchiveerd. Reden: Verouderd" in text
    assert "Hiervoor in de plaats: Het nieuwe wandelen" in text


@pytest.mark.parametrize("trait", ["theme", "process_theme"])
def test_follower_of_a_theme_hears_of_new_entries_and_not_of_changes(trait, editor, at):
    FollowFactory(**{trait: True})
    entry = published(editor, at, process_themes=["samenwerken"])

    first = run(at)
    changed(entry, editor, at, summary="Anders")

    assert (first, run(at)) == (1, 0)
    assert "Omdat u het thema" in OutgoingMail.objects.get().text


def test_follower_of_an_organisation_hears_of_its_new_entries(editor, at):
    organisation = OrganisationFactory(name="GGD Voorbeeld")
    FollowFactory(kind="organisatie", entry=None, organisation=organisation)

    published(editor, at, organisation="GGD Voorbeeld")
    published(editor, at, organisation="Een ander")

    run(at)
    assert Notice.objects.count() == 1


def test_weekly_is_one_mail_on_monday_for_all_that_is_followed(editor, at):
    person = UserFactory()
    follow = FollowFactory(user=person, weekly=True)
    FollowFactory(user=person, weekly=True, theme=True)
    changed(follow.entry, editor, at, summary="Anders")
    changed(follow.entry, editor, at, year=2020)
    published(editor, at)

    sent = [run(at), run(MONDAY - timedelta(minutes=1)), run(MONDAY), run(MONDAY + timedelta(days=7))]

    assert sent == [0, 0, 1, 0]
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Deze week bij wat u volgt: 2 keer nieuws"
    assert "Is gewijzigd: samenvatting, jaar." in mail.text


@pytest.mark.parametrize("first", ["meteen", "wekelijks"])
def test_what_is_followed_twice_is_told_once_and_soonest(first, editor, at):
    person, second = UserFactory(), {"meteen": "wekelijks", "wekelijks": "meteen"}[first]
    FollowFactory(user=person, theme=True, rhythm=first)
    FollowFactory(user=person, process_theme=True, rhythm=second)
    published(editor, at, process_themes=["samenwerken"])

    assert [run(at), run(MONDAY)] == [1, 0]


def test_nobody_hears_of_their_own_act(editor, at):
    follow = FollowFactory(user=editor)

    changed(follow.entry, editor, at, summary="Anders")

    assert run(at) == 0


def test_who_follows_since_later_hears_nothing_of_before(editor, at):
    entry = EntryFactory(published=True)
    changed(entry, editor, at, summary="Anders")

    FollowFactory(entry=entry, since=at + timedelta(minutes=1))

    assert run(at + timedelta(minutes=10)) == 0


@pytest.mark.parametrize("was", ["published", "changed"])
def test_what_left_the_catalogue_before_the_mail_is_not_mailed(was, editor, at):
    person, entry = UserFactory(), EntryFactory(published=True)
    FollowFactory(user=person, weekly=True, theme=True)
    if was == "changed":
        FollowFactory(user=person, weekly=True, entry=entry)
        changed(entry, editor, at, summary="Geheim")
    else:
        entry = published(editor, at)
    fanning.fan_out(at=at)
    Follow.objects.filter(entry=entry).delete()

    workflow.archive(entry, by=editor, at=at, reason="Onjuist")

    assert (run(MONDAY), mailed()) == (0, [])


def test_followers_can_be_told_a_sentence_by_other_parts(at):
    follow = FollowFactory()

    following.tell_followers(follow.entry, "Deze subsidie sluit op 1 april 2026.", at)

    run(at)
    assert "Deze subsidie sluit op 1 april 2026." in OutgoingMail.objects.get().text


def test_follower_of_a_double_goes_along_with_a_merge_and_hears_why(editor, at):
    follow, kept = FollowFactory(entry__title="De dubbele"), EntryFactory(published=True)

    merging.merge(follow.entry, kept, by=editor, at=at)

    follow.refresh_from_db()
    assert (follow.entry, run(at)) == (kept, 1)
    assert "“De dubbele” is hierin opgegaan." in OutgoingMail.objects.get().text


@pytest.mark.parametrize(
    ("act", "sentence"),
    [("recognised", "Is erkend: Goed onderbouwd."), ("recognition_lapsed", "De erkenning is verlopen.")],
)
def test_follower_hears_of_recognition(act, sentence, at):
    follow = FollowFactory(entry__recognised=True)

    signals.entry_recognised.send(Entry, entry=follow.entry, by=None, at=at, act=act)

    run(at)
    assert sentence in OutgoingMail.objects.get().text


def test_inactive_person_gets_no_mail(editor, at):
    follow = FollowFactory(user=UserFactory(inactive=True))

    changed(follow.entry, editor, at, summary="Anders")

    assert (run(at), mailed()) == (0, [])


def test_import_tells_nobody(at):
    FollowFactory(theme=True)

    EntryFactory(published=True)

    assert (run(at), Happening.objects.count()) == (0, 0)


def test_change_and_its_happening_are_written_together_or_not_at_all(editor, at):
    follow = FollowFactory()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE following_happening ADD CONSTRAINT refused CHECK (what <> 'changed')")

    with pytest.raises(IntegrityError):
        changed(follow.entry, editor, at, summary="Anders")

    follow.entry.refresh_from_db()
    assert follow.entry.version == 1


def test_marking_and_mail_are_written_together_or_not_at_all(editor, at):
    poisoned, well = FollowFactory(), FollowFactory()
    FollowFactory(entry=poisoned.entry, user=well.user)
    changed(poisoned.entry, editor, at, summary="Anders")
    with connection.cursor() as cursor:  # a mail that the database refuses stands for any crash half-way
        cursor.execute('ALTER TABLE core_outgoingmail ADD CONSTRAINT refused CHECK ("to" <> %s)', [poisoned.user.email])

    first = run(at)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_outgoingmail DROP CONSTRAINT refused")

    assert (first, run(at), run(at)) == (1, 1, 0)
    assert mailed() == sorted([poisoned.user.email, well.user.email])


def test_fanning_out_broken_off_goes_on_where_it_was(editor, at, monkeypatch):
    entry = EntryFactory(published=True)
    follows = FollowFactory.create_batch(7, entry=entry)
    changed(entry, editor, at, summary="Anders")
    monkeypatch.setattr(fanning, "FOLLOWERS_AT_ONCE", 3)
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE following_notice ADD CONSTRAINT refused CHECK (user_id <> %s)", [follows[4].user_id]
        )
    with pytest.raises(IntegrityError):
        fanning.fan_out(at=at)
    held = Notice.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE following_notice DROP CONSTRAINT refused")

    sent = run(at)

    assert (held, sent, Notice.objects.count()) == (3, 7, 7)


def test_cost_of_a_run_follows_what_is_due_and_not_who_follows(editor, at):
    people = UserFactory.create_batch(40)
    followed, quiet = EntryFactory(published=True), EntryFactory(published=True)
    FollowFactory(entry=followed)
    changed(followed, editor, at, summary="Anders")
    with CaptureQueriesContext(connection) as few:
        run(at)
    Follow.objects.bulk_create(Follow(user=row, kind="ingang", entry=quiet, since=at) for row in people)

    changed(followed, editor, at, summary="Nog anders")
    with CaptureQueriesContext(connection) as many:
        run(at)

    assert len(many) == len(few)


def test_fanning_out_takes_the_same_queries_for_one_and_for_forty(editor, at):
    def queries(number: int) -> int:
        entry = EntryFactory(published=True)
        FollowFactory.create_batch(number, entry=entry)
        changed(entry, editor, at, summary="Anders")
        with CaptureQueriesContext(connection) as seen:
            fanning.fan_out(at=at)
        return len(seen)

    assert queries(1) == queries(40)


def test_run_with_nothing_due_takes_three_queries(at):
    FollowFactory.create_batch(3)

    with CaptureQueriesContext(connection) as seen:
        run(at)

    assert len(seen) == 3
    assert telling.tell(at=at) == 0
