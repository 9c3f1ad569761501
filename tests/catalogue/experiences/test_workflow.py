"""Who may move which experience where: every state with every step, generated from the table itself."""

import contextlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from loket.catalogue.experiences import workflow
from loket.catalogue.experiences.enums import ExperienceState
from loket.catalogue.experiences.models import Experience
from loket.catalogue.experiences.workflow import EXPERIENCES
from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from tests.catalogue.experiences.factory import ExperienceFactory, UsedEntryFactory, answers
from tests.factories import EntryFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

PAIRS = [(state, row) for state in ExperienceState for row in EXPERIENCES.transitions.values()]
EXTRA = {
    "submit": {"submitted_at": "at"},
    "publish": {"shown": answers(), "shown_at": "at", "again": "zeker"},
    "take_down": workflow._NOT_SHOWN,
    "withdraw": workflow._NOT_SHOWN,
}


def made(state: str, **fields) -> Experience:
    """An experience in this state; public too where that can be, so that every step has somebody it belongs to."""
    traits = {} if state == "draft" else {state: True}
    return ExperienceFactory(**traits | ({} if state == "withdrawn" else {"public": True}), **fields)


def mails() -> list[str]:
    return sorted(OutgoingMail.objects.values_list("to", flat=True))


@pytest.mark.parametrize(("state", "row"), PAIRS, ids=[f"{state}-{row.name}" for state, row in PAIRS])
def test_step_goes_from_its_sources_only(state, row, at):
    experience, editor = made(state), UserFactory(editor=True)
    actor = editor if row.name in ("publish", "ask_changes", "refuse", "take_down") else experience.author
    changes = {key: at if value == "at" else value for key, value in EXTRA.get(row.name, {}).items()}

    with contextlib.suppress(StaleState, PermissionDenied):
        EXPERIENCES.apply(experience, row.name, by=actor, at=at, **changes)

    experience.refresh_from_db()
    assert experience.state == (row.target if state in row.sources else state)
    assert experience.history.count() == (state in row.sources)


@pytest.mark.parametrize("row", EXPERIENCES.transitions.values(), ids=lambda row: row.name)
def test_step_by_an_outsider_is_refused(row, at):
    experience = made(min(row.sources))

    with pytest.raises(PermissionDenied):
        EXPERIENCES.apply(experience, row.name, by=UserFactory(), at=at)


@pytest.mark.parametrize("act", ["publish", "ask_changes", "refuse", "take_down"])
def test_nobody_judges_an_own_experience(act):
    experience = made("submitted", author=UserFactory(editor=True))

    assert not EXPERIENCES.can(experience, act, experience.author)


def test_start_fills_in_the_organisation_of_the_profile(at):
    person = UserFactory(organisation=OrganisationFactory(name="GGD Nergens"))

    experience = workflow.start(UsedEntryFactory(), by=person, at=at)

    assert (experience.state, experience.answers["organisation"]) == ("draft", "GGD Nergens")


def test_start_twice_gives_the_same_experience(at):
    person, entry = UserFactory(), UsedEntryFactory()

    assert workflow.start(entry, by=person, at=at) == workflow.start(entry, by=person, at=at)


@pytest.mark.parametrize("fields", [{"kind": "publicatie", "published": True}, {"kind": "interventie"}])
def test_start_with_what_nobody_carries_out_or_sees_is_refused(fields, at):
    with pytest.raises(PermissionDenied):
        workflow.start(EntryFactory(**fields), by=UserFactory(), at=at)


def test_submit_names_the_questions_that_are_not_answered(at):
    experience = ExperienceFactory(answers=answers(worked="", again=""))

    with pytest.raises(ValidationError, match="Wat werkte goed.*Zou u het weer gebruiken"):
        workflow.submit(experience, by=experience.author, at=at)


def test_submit_tells_author_and_other_editors(at):
    experience, editor = ExperienceFactory(author=UserFactory(editor=True)), UserFactory(editor=True)

    workflow.submit(experience, by=experience.author, at=at)

    assert (experience.state, str(experience.due_on)) == ("submitted", "2026-03-16")
    assert mails() == sorted([experience.author.email, editor.email])


def test_publish_shows_what_was_submitted(at):
    organisation = OrganisationFactory(name="GGD Nergens")
    told = answers(organisation="ggd nergens", areas=["gemeente-tiel"])
    experience = ExperienceFactory(submitted=True, answers=told)

    workflow.publish(experience, by=UserFactory(editor=True), at=at)

    experience.refresh_from_db()
    assert (experience.shown, experience.shown_at, experience.again) == (told, at, "zeker")
    assert (experience.organisation, experience.areas) == (organisation, ["gemeente-tiel"])
    assert mails() == [experience.author.email]


def test_change_leaves_the_public_text_until_it_is_accepted(at):
    experience = ExperienceFactory(published=True)
    workflow.revise(experience, by=experience.author, at=at)

    workflow.save(experience, {"worked": "Iets anders"}, {}, by=experience.author, at=at)

    experience.refresh_from_db()
    assert (experience.answers["worked"], experience.shown["worked"]) == ("Iets anders", "Samen koffie na afloop")


def test_refused_change_leaves_the_public_text(at):
    experience = ExperienceFactory(public=True, submitted=True)

    workflow.refuse(experience, by=UserFactory(editor=True), at=at, note="Dit is reclame")

    assert (experience.state, experience.is_public) == ("refused", True)
    assert "Wat er al stond, blijft staan." in OutgoingMail.objects.get().text


def test_dropped_change_is_the_public_text_again(at):
    experience = ExperienceFactory(public=True, answers=answers(worked="Half af"))
    Experience.objects.filter(pk=experience.pk).update(shown=answers())
    experience.refresh_from_db()

    workflow.drop_change(experience, by=experience.author, at=at)

    experience.refresh_from_db()
    assert (experience.state, experience.answers) == ("published", answers())


@pytest.mark.parametrize(("act", "who"), [("withdraw", "author"), ("take_down", "editor")])
def test_what_is_taken_off_the_site_is_seen_by_nobody_else(act, who, at):
    experience = ExperienceFactory(published=True)
    actor = experience.author if who == "author" else UserFactory(editor=True)

    getattr(workflow, act)(experience, by=actor, at=at, **({"note": "Herkenbaar"} if who == "editor" else {}))

    assert not Experience.objects.visible_to(UserFactory()).exists()
    assert Experience.objects.get().answers == answers()


@pytest.mark.parametrize("act", ["ask_changes", "refuse", "take_down"])
def test_decision_without_a_word_is_refused(act, at):
    experience = ExperienceFactory(submitted=True, public=True)

    with pytest.raises(ValidationError):
        getattr(workflow, act)(experience, by=UserFactory(editor=True), at=at, note="  ")

    assert mails() == []


def test_step_on_a_state_that_changed_meanwhile_is_stale(at):
    experience = ExperienceFactory(submitted=True)
    other_tab = Experience.objects.get(pk=experience.pk)
    workflow.withdraw(experience, by=experience.author, at=at)

    with pytest.raises(StaleState):
        workflow.publish(other_tab, by=UserFactory(editor=True), at=at)


def test_text_that_was_submitted_can_no_longer_be_typed_in(at):
    experience = ExperienceFactory(submitted=True)

    with pytest.raises(StaleState):
        workflow.save(experience, {"worked": "Te laat"}, {}, by=experience.author, at=at)


def test_vote_counts_each_person_once(at):
    experience, voter = ExperienceFactory(published=True), UserFactory()

    counts = [workflow.vote(experience, by=person, at=at) for person in (voter, voter, UserFactory())]

    assert counts == [1, 1, 2]


@pytest.mark.parametrize("trait", ["published", "submitted"])
def test_vote_for_an_own_or_hidden_experience_is_refused(trait, at):
    experience = ExperienceFactory(**{trait: True})
    voter = experience.author if trait == "published" else UserFactory()

    with pytest.raises(PermissionDenied):
        workflow.vote(experience, by=voter, at=at)

    assert experience.votes.count() == 0
