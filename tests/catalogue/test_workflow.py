"""Who may move which proposal where: every state with every transition, generated from the table itself."""

import contextlib
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from loket.accounts.models import User
from loket.catalogue import content as contents
from loket.catalogue import workflow
from loket.catalogue.enums import RevisionState
from loket.catalogue.models import Entry, Revision
from loket.catalogue.workflow import REVISIONS
from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from tests.factories import EntryFactory, FieldCommentFactory, RevisionFactory, UserFactory, content

pytestmark = pytest.mark.django_db

PAIRS = [(state, row) for state in RevisionState for row in REVISIONS.transitions.values()]
EXTRA = {"accept": {"version": 1}, "submit": {"submitted_at": "at"}, "schedule": {"publish_at": "at"}}


def made(state: str, **fields) -> Revision:
    return RevisionFactory(**({} if state == "draft" else {state: True}), **fields)


def actor(row, revision: Revision) -> User:
    """Somebody to whom the step belongs."""
    editor = UserFactory(editor=True)
    return editor if row.allowed(editor, revision) else revision.author


def mails() -> list[tuple[str, str]]:
    return sorted(OutgoingMail.objects.values_list("to", "subject"))


@pytest.mark.parametrize(("state", "row"), PAIRS, ids=[f"{state}-{row.name}" for state, row in PAIRS])
def test_step_goes_from_its_sources_only(state, row, at):
    revision = made(state)
    changes = {key: at if value == "at" else value for key, value in EXTRA.get(row.name, {}).items()}

    with contextlib.suppress(StaleState):
        REVISIONS.apply(revision, row.name, by=actor(row, revision), at=at, **changes)

    expected = row.target if state in row.sources else state
    revision.refresh_from_db()
    assert revision.state == expected
    assert revision.history.count() == (state in row.sources)


@pytest.mark.parametrize("row", REVISIONS.transitions.values(), ids=lambda row: row.name)
def test_step_by_an_outsider_is_refused(row, at):
    revision = made(min(row.sources))

    with pytest.raises(PermissionDenied):
        REVISIONS.apply(revision, row.name, by=UserFactory(), at=at)

    assert revision.history.count() == 0


@pytest.mark.parametrize(
    ("state", "for_author", "for_editor"),
    [
        ("draft", ["submit", "withdraw"], []),
        ("submitted", ["withdraw"], ["accept", "schedule", "ask_changes", "refuse"]),
        ("changes_asked", ["submit", "withdraw"], ["refuse"]),
        ("scheduled", ["withdraw"], ["accept", "unschedule", "refuse"]),
        ("accepted", [], []),
        ("refused", [], []),
        ("withdrawn", ["reopen"], []),
    ],
)
def test_available_steps_are_the_buttons_of_each(state, for_author, for_editor):
    revision = made(state)

    names = [
        [row.name for row in REVISIONS.available(revision, user)]
        for user in (revision.author, UserFactory(editor=True), UserFactory())
    ]

    assert names == [for_author, for_editor, []]


def test_editor_does_not_publish_own_work():
    editor = UserFactory(editor=True)
    revision = made("submitted", author=editor)

    names = [row.name for row in REVISIONS.available(revision, editor)]

    assert names == ["ask_changes", "refuse", "withdraw"]


def test_step_on_a_state_that_changed_meanwhile_is_stale(at):
    revision = made("submitted")
    other_tab = Revision.objects.get(pk=revision.pk)
    workflow.withdraw(revision, by=revision.author, at=at)

    with pytest.raises(StaleState, match="^Iemand anders heeft dit intussen veranderd"):
        workflow.accept(other_tab, by=UserFactory(editor=True), at=at)

    other_tab.entry.refresh_from_db()
    assert (other_tab.entry.version, mails()) == (0, [])


def test_start_makes_an_entry_that_is_not_public(at):
    person = UserFactory(partner=True)

    revision = workflow.start("interventie", by=person, at=at, title="Vitaal")

    entry = Entry.objects.get()
    assert (entry.state, entry.owner, entry.organisation) == ("unpublished", person, person.organisation)
    assert revision.content == contents.empty("interventie") | {
        "title": "Vitaal",
        "organisation": person.organisation.name,
    }


def test_submit_sets_the_term_and_tells_author_and_editors_once(at):
    revision, editors = made("draft"), UserFactory.create_batch(2, editor=True)
    UserFactory(editor=True, inactive=True)

    workflow.submit(revision, by=revision.author, at=at, remark="Graag voor mei")

    assert (revision.state, revision.submitted_at, revision.due_on) == ("submitted", at, date(2026, 3, 16))
    assert revision.history.get().note == revision.remark == "Graag voor mei"
    assert [to for to, _ in mails()] == sorted([revision.author.email, *(row.email for row in editors)])


def test_submit_again_tells_only_the_handler(at):
    handler, _ = UserFactory.create_batch(2, editor=True)
    revision = made("changes_asked", assignee=handler)

    workflow.submit(revision, by=revision.author, at=at)

    assert [to for to, _ in mails()] == sorted([revision.author.email, handler.email])


def test_submit_twice_counts_once(at):
    revision = made("draft")
    other_tab = Revision.objects.get(pk=revision.pk)
    workflow.submit(revision, by=revision.author, at=at)

    with pytest.raises(StaleState):
        workflow.submit(other_tab, by=revision.author, at=at)

    assert (revision.history.count(), len(mails())) == (1, 1)


def test_submit_names_what_is_missing(at):
    revision = made("draft", content=contents.empty("praktijkvoorbeeld"))

    with pytest.raises(ValidationError) as error:
        workflow.submit(revision, by=revision.author, at=at)

    assert error.value.message == "Vul eerst nog in: Titel, Samenvatting, Minstens één thema, Wat is de aanpak?."
    assert (revision.state, mails()) == ("draft", [])


def test_take_by_an_editor_names_the_handler():
    revision, editor = made("submitted"), UserFactory(editor=True)

    workflow.take(revision, by=editor, assignee=editor)

    assert Revision.objects.get().assignee == editor


def test_take_by_the_author_is_refused():
    revision = made("submitted")

    with pytest.raises(PermissionDenied):
        workflow.take(revision, by=revision.author, assignee=None)


def test_ask_changes_sends_the_note_and_open_comments(at):
    revision = made("submitted")
    FieldCommentFactory(revision=revision, text="Waar was dit?")
    FieldCommentFactory(revision=revision, text="Al opgelost", is_resolved=True)

    workflow.ask_changes(revision, by=UserFactory(editor=True), at=at, note="Nog twee dingen")

    mail = OutgoingMail.objects.get()
    told = [text in mail.text for text in ("Nog twee dingen", "Waar was dit?", "Al opgelost")]
    assert (revision.state, mail.to, told) == ("changes_asked", revision.author.email, [True, True, False])


def test_ask_changes_without_a_word_is_refused(at):
    revision = made("submitted")

    with pytest.raises(ValidationError):
        workflow.ask_changes(revision, by=UserFactory(editor=True), at=at, note="  ")

    assert Revision.objects.get().state == "submitted"


def test_ask_changes_with_a_comment_needs_no_note(at):
    revision = FieldCommentFactory(revision__submitted=True).revision

    workflow.ask_changes(revision, by=UserFactory(editor=True), at=at, note="")

    assert revision.state == "changes_asked"


def test_refuse_needs_a_reason_and_tells_the_author(at):
    revision, editor = made("submitted"), UserFactory(editor=True)

    with pytest.raises(ValidationError):
        workflow.refuse(revision, by=editor, at=at, note=" ")
    workflow.refuse(revision, by=editor, at=at, note="Dit is reclame")

    assert (revision.state, revision.decided_at) == ("refused", at)
    assert [mail.to for mail in OutgoingMail.objects.all()] == [revision.author.email]


def test_refuse_a_planned_proposal_clears_the_moment(at):
    revision = made("scheduled")

    workflow.refuse(revision, by=UserFactory(editor=True), at=at, note="Toch niet")

    assert Revision.objects.get().publish_at is None


def test_withdraw_and_reopen_lead_back_to_a_draft(at):
    revision = made("submitted")

    workflow.withdraw(revision, by=revision.author, at=at)
    workflow.reopen(revision, by=revision.author, at=at + timedelta(minutes=1))

    assert revision.state == "draft"
    assert list(revision.history.values_list("act", flat=True)) == ["reopen", "withdraw"]


def test_reopen_while_another_proposal_runs_is_refused(at):
    old = made("withdrawn", entry=EntryFactory(published=True))
    RevisionFactory(entry=old.entry)

    with pytest.raises(workflow.ProposalRunning):
        workflow.reopen(old, by=old.author, at=at)

    assert (old.state, Revision.objects.get(pk=old.pk).state, old.history.count()) == ("withdrawn", "withdrawn", 0)


def test_propose_change_starts_from_the_published_text(at):
    entry = EntryFactory(published=True)

    revision = workflow.propose_change(entry, by=entry.owner, at=at)

    assert (revision.state, revision.content, revision.base_version) == ("draft", entry.content, 1)


def test_propose_change_again_gives_the_running_draft(at):
    entry = EntryFactory(published=True)
    first = workflow.propose_change(entry, by=entry.owner, at=at)

    second = workflow.propose_change(entry, by=entry.owner, at=at)

    assert second == first


@pytest.mark.parametrize("state", ["submitted", "scheduled"])
def test_propose_change_while_own_proposal_is_with_the_editors_is_refused(state, at):
    entry = EntryFactory(published=True)
    made(state, entry=entry, author=entry.owner)

    with pytest.raises(workflow.ProposalRunning):
        workflow.propose_change(entry, by=entry.owner, at=at)


def test_propose_change_while_somebody_elses_runs_is_refused(at):
    entry = EntryFactory(published=True)
    workflow.propose_change(entry, by=entry.owner, at=at)

    with pytest.raises(workflow.ProposalRunning, match="^Er loopt al een voorstel voor deze ingang"):
        workflow.propose_change(entry, by=UserFactory(editor=True), at=at)

    assert Revision.objects.count() == 1


def test_propose_change_is_for_owner_partner_of_the_organisation_and_editor():
    partner = UserFactory(partner=True)
    entry = EntryFactory(published=True, organisation=partner.organisation)
    colleague = UserFactory(organisation=partner.organisation)
    others = [UserFactory(partner=True), colleague, UserFactory(editor=True, inactive=True)]

    allowed = [
        workflow.permissions.can_propose(user, entry)
        for user in (entry.owner, partner, UserFactory(editor=True), *others)
    ]

    assert allowed == [True, True, True, False, False, False]


def test_propose_change_of_an_archived_entry_is_refused(at):
    entry = EntryFactory(archived=True)

    with pytest.raises(PermissionDenied):
        workflow.propose_change(entry, by=entry.owner, at=at)


def test_save_keeps_what_was_typed_and_names_the_hidden_entry(at):
    revision = made("draft")

    workflow.save(revision, content(title="Nieuwe naam"), by=revision.author, at=at)

    assert (Revision.objects.get().content["title"], Entry.objects.get().title) == ("Nieuwe naam", "Nieuwe naam")


def test_save_of_a_change_leaves_the_published_title(at):
    revision = made("draft", entry=EntryFactory(published=True, title="Oud"))

    workflow.save(revision, content(title="Nieuw"), by=revision.author, at=at)

    assert Entry.objects.get().title == "Oud"


@pytest.mark.parametrize("state", ["submitted", "scheduled", "accepted", "refused", "withdrawn"])
def test_save_of_what_is_no_longer_with_the_author_is_stale(state, at):
    revision = made(state)

    with pytest.raises(StaleState):
        workflow.save(revision, content(title="Te laat"), by=revision.author, at=at)

    assert Revision.objects.get().content == content()


def test_save_by_an_editor_is_refused(at):
    with pytest.raises(PermissionDenied):
        workflow.save(made("draft"), content(), by=UserFactory(editor=True), at=at)


def test_comment_by_author_and_editor_is_kept_and_can_be_resolved(at):
    revision, editor = made("submitted"), UserFactory(editor=True)

    row = workflow.comment(revision, field="title", text=" Korter? ", by=editor, at=at)
    workflow.resolve_comment(row, by=revision.author)

    row.refresh_from_db()
    assert (row.text, row.field, row.author, row.is_resolved) == ("Korter?", "title", editor, True)


def test_comment_by_an_outsider_is_refused(at):
    row = FieldCommentFactory()

    with pytest.raises(PermissionDenied):
        workflow.comment(row.revision, field="", text="Hoi", by=UserFactory(), at=at)
    with pytest.raises(PermissionDenied):
        workflow.resolve_comment(row, by=UserFactory())

    assert row.revision.comments.get().is_resolved is False
