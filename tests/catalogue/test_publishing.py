"""What becomes public and what goes away: trace, schedule, archive, checks, and the row in the search index."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from loket.catalogue import publishing, tasks, workflow
from loket.catalogue.enums import Kind
from loket.catalogue.models import Entry, Revision
from loket.catalogue.sheets import SHEETS
from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from loket.core.working_days import AMSTERDAM, add_months
from loket.search.models import Findable
from tests.factories import (
    EntryFactory,
    FieldCommentFactory,
    FormerNameFactory,
    OrganisationFactory,
    RevisionFactory,
    UserFactory,
    content,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(editor=True)


def findable_titles() -> list[str]:
    return sorted(Findable.objects.values_list("title", flat=True))


def test_accept_publishes_and_tells_the_author_once(editor, at):
    revision = RevisionFactory(submitted=True)

    workflow.accept(revision, by=editor, at=at, note="Mooi")

    entry = Entry.objects.get()
    assert (entry.state, entry.version, entry.title, entry.slug, entry.published_at) == (
        "published",
        1,
        "Samen wandelen in Tiel",
        "samen-wandelen-in-tiel",
        at,
    )
    assert (entry.content, entry.last_checked, entry.next_check) == (content(), date(2026, 3, 2), date(2028, 3, 2))
    assert [mail.to for mail in OutgoingMail.objects.all()] == [revision.author.email]
    assert findable_titles() == ["Samen wandelen in Tiel"]


def test_accept_a_change_keeps_the_address_and_every_version(editor, at):
    first = RevisionFactory(submitted=True)
    workflow.accept(first, by=editor, at=at)
    change = workflow.propose_change(first.entry, by=first.author, at=at)
    workflow.save(change, content(title="Anders"), by=first.author, at=at)
    workflow.submit(change, by=first.author, at=at)
    workflow.accept(change, by=editor, at=at + timedelta(days=1))

    entry = Entry.objects.get()
    kept = list(entry.revisions.order_by("version").values_list("version", "content__title"))
    steps = list(entry.history.values_list("act", "version", "changed_keys", "by"))
    assert (entry.slug, entry.published_at, entry.changed_at) == ("samen-wandelen-in-tiel", at, at + timedelta(days=1))
    assert kept == [(1, "Samen wandelen in Tiel"), (2, "Anders")]
    assert steps == [("changed", 2, ["title"], editor.pk), ("published", 1, [], editor.pk)]
    assert findable_titles() == ["Anders"]


def test_accept_resolves_open_comments(editor, at):
    row = FieldCommentFactory(revision__submitted=True)

    workflow.accept(row.revision, by=editor, at=at)

    row.refresh_from_db()
    assert row.is_resolved


def test_accept_twice_publishes_once(editor, at):
    revision = RevisionFactory(submitted=True)
    other_tab = Revision.objects.get(pk=revision.pk)
    workflow.accept(revision, by=editor, at=at)

    with pytest.raises(StaleState):
        workflow.accept(other_tab, by=UserFactory(editor=True), at=at)

    assert (Entry.objects.get().version, OutgoingMail.objects.count()) == (1, 1)


def test_proposal_is_outdated_when_the_published_text_changed(at):
    revision = RevisionFactory(entry=EntryFactory(published=True))

    publishing.publish(revision.entry, content(title="Intussen"), by=None, at=at)

    assert Revision.objects.get(pk=revision.pk).is_outdated is True


def test_publish_on_an_old_reading_is_stale(at):
    entry = EntryFactory(published=True)
    old_reading = Entry.objects.get(pk=entry.pk)
    publishing.publish(entry, content(title="Eerst"), by=None, at=at)

    with pytest.raises(StaleState):
        publishing.publish(old_reading, content(title="Later"), by=None, at=at)

    assert Entry.objects.get().title == "Eerst"


def test_accept_for_an_archived_entry_is_refused(editor, at):
    revision = RevisionFactory(submitted=True, entry=EntryFactory(archived=True))

    with pytest.raises(ValidationError, match="gearchiveerd"):
        workflow.accept(revision, by=editor, at=at)

    assert (Entry.objects.get().state, Revision.objects.get().state, findable_titles()) == ("archived", "submitted", [])


def test_publish_finds_the_organisation_by_a_former_name(editor, at):
    former = FormerNameFactory(name="GGD Rivierenland", organisation__name="GGD Gelderland-Zuid")
    revision = RevisionFactory(submitted=True, content=content(organisation="ggd rivierenland"))

    workflow.accept(revision, by=editor, at=at)

    assert Entry.objects.get().organisation == former.organisation


def test_publish_leads_to_the_successor_of_an_organisation(editor, at):
    new = OrganisationFactory(name="GGD Nieuw")
    OrganisationFactory(name="GGD Oud", successor=new)
    revision = RevisionFactory(submitted=True, content=content(organisation="GGD Oud"))

    workflow.accept(revision, by=editor, at=at)

    assert Entry.objects.get().organisation == new


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Zó gezond!", "zo-gezond"),
        ("Wijzigingen", "wijzigingen-8577e684c0"),
        ("健康", "ingang-8577e684c0"),
        ("a" * 150, "a" * 100),
    ],
)
def test_slug_is_readable_and_never_a_page_of_the_catalogue(title, slug):
    assert publishing.slug_for(title, "proef", lambda taken: False) == slug


def test_slug_that_is_taken_gets_a_mark():
    slug = publishing.slug_for("Dezelfde naam", "proef", lambda slug: slug == "dezelfde-naam")

    assert slug == "dezelfde-naam-8577e684c0"


@pytest.mark.parametrize("kind", Kind.values)
def test_next_check_follows_the_kind(kind, editor, at):
    revision = RevisionFactory(submitted=True, entry__kind=kind)

    workflow.accept(revision, by=editor, at=at)

    assert Entry.objects.get().next_check == add_months(date(2026, 3, 2), SHEETS[kind].check_months)


@pytest.mark.parametrize(("today", "is_outdated"), [(date(2028, 1, 12), False), (date(2028, 1, 13), True)])
def test_entry_is_possibly_outdated_after_the_day_of_its_check(today, is_outdated):
    assert EntryFactory.build(published=True).is_possibly_outdated(today) is is_outdated


@pytest.mark.parametrize(("today", "has_lapsed"), [(date(2028, 5, 31), False), (date(2028, 6, 1), True)])
def test_recognition_lapses_after_its_last_day(today, has_lapsed):
    entry = EntryFactory.build(recognised=True, recognition_valid_until=date(2028, 5, 31))

    assert entry.recognition_has_lapsed(today) is has_lapsed


def test_schedule_in_the_past_is_refused(editor, at):
    revision = RevisionFactory(submitted=True)

    with pytest.raises(ValidationError, match="Kies een moment in de toekomst"):
        workflow.schedule(revision, by=editor, at=at, publish_at=at)

    assert Revision.objects.get().state == "submitted"


@pytest.mark.parametrize(
    ("moment", "published"),
    [
        ("2026-03-29 03:29:59", 0),
        ("2026-03-29 03:30:00", 1),
        ("2026-03-30 00:00:00", 1),
    ],
)
def test_publish_scheduled_at_its_moment_across_the_clock_change(moment, published, editor, at, time_machine):
    revision = RevisionFactory(submitted=True)
    workflow.schedule(revision, by=editor, at=at, publish_at=datetime(2026, 3, 29, 3, 30, tzinfo=AMSTERDAM))

    time_machine.move_to(datetime.fromisoformat(moment).replace(tzinfo=AMSTERDAM), tick=False)
    tasks.publish_scheduled_proposals()

    assert Entry.objects.published().count() == published


def test_publish_scheduled_again_does_nothing_more(editor, at):
    revision = RevisionFactory(submitted=True)
    workflow.schedule(revision, by=editor, at=at, publish_at=at + timedelta(hours=1))

    done = [workflow.publish_scheduled(at=at + timedelta(hours=2)) for _ in range(2)]

    assert (done, Entry.objects.get().version, Entry.objects.get().history.get().by) == ([1, 0], 1, editor)


def test_unscheduled_proposal_goes_back_to_the_queue(editor, at):
    revision = RevisionFactory(submitted=True)
    workflow.schedule(revision, by=editor, at=at, publish_at=at + timedelta(hours=1))

    workflow.unschedule(revision, by=editor, at=at)

    assert workflow.publish_scheduled(at=at + timedelta(hours=2)) == 0
    assert Revision.objects.values_list("state", "publish_at").get() == ("submitted", None)


@pytest.mark.parametrize("case", ["no longer an editor", "archived meanwhile"])
def test_publish_scheduled_passes_over_what_may_no_longer_go_out(case, editor, at):
    stuck = RevisionFactory(submitted=True, entry=EntryFactory(published=True))
    workflow.schedule(stuck, by=editor, at=at, publish_at=at + timedelta(minutes=1))
    if case == "archived meanwhile":
        workflow.archive(stuck.entry, by=editor, at=at, reason="Klaar")
    else:
        type(editor).objects.filter(pk=editor.pk).update(roles=[])
    other = RevisionFactory(submitted=True)
    workflow.schedule(other, by=UserFactory(editor=True), at=at, publish_at=at + timedelta(minutes=2))

    done = workflow.publish_scheduled(at=at + timedelta(hours=1))

    states = dict(Revision.objects.values_list("pk", "state"))
    assert (done, states) == (1, {stuck.pk: "scheduled", other.pk: "accepted"})


def test_archive_takes_the_entry_out_of_the_index(editor, at):
    entry, successor = EntryFactory(published=True), EntryFactory(published=True)

    workflow.archive(entry, by=editor, at=at, reason=" Opgevolgd ", successor=successor)

    entry.refresh_from_db()
    assert (entry.state, entry.archived_at, entry.archive_reason, entry.successor) == (
        "archived",
        at,
        "Opgevolgd",
        successor,
    )
    assert findable_titles() == [successor.title]
    assert entry.history.values_list("act", "note").get() == ("archived", "Opgevolgd")


def test_restore_undoes_archiving(editor, at):
    entry = EntryFactory(archived=True)

    workflow.restore(entry, by=editor, at=at)

    entry.refresh_from_db()
    assert (entry.state, entry.archived_at, entry.archive_reason, entry.successor) == ("published", None, "", None)
    assert findable_titles() == [entry.title]


@pytest.mark.parametrize("act", ["archive", "restore"])
def test_shelves_are_for_editors_only(act, at):
    entry = EntryFactory(published=True)
    options = {"reason": "Ik wil het"} if act == "archive" else {}

    with pytest.raises(PermissionDenied):
        getattr(workflow, act)(entry, by=entry.owner, at=at, **options)

    assert Entry.objects.get().state == "published"


def test_archive_twice_is_stale(editor, at):
    entry = EntryFactory(published=True)
    workflow.archive(entry, by=editor, at=at, reason="Klaar")

    with pytest.raises(StaleState):
        workflow.archive(entry, by=editor, at=at, reason="Nog eens")

    assert entry.history.count() == 1


def test_archive_as_own_successor_is_refused(editor, at):
    entry = EntryFactory(published=True)

    with pytest.raises(ValidationError, match="niet zichzelf opvolgen"):
        workflow.archive(entry, by=editor, at=at, reason="Kring", successor=entry)


def test_confirm_current_moves_the_next_check(at):
    entry = EntryFactory(published=True)

    workflow.confirm_current(entry, by=entry.owner, today=date(2028, 2, 29), at=at)

    entry.refresh_from_db()
    assert (entry.last_checked, entry.next_check, entry.version) == (date(2028, 2, 29), date(2030, 2, 28), 1)
    assert Findable.objects.get().check_due == date(2030, 2, 28)


def test_confirm_current_by_somebody_else_is_refused(at):
    with pytest.raises(PermissionDenied):
        workflow.confirm_current(EntryFactory(published=True), by=UserFactory(), today=at.date(), at=at)
