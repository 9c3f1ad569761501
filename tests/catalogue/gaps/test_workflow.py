"""What editors do with a white spot, and taking it back."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from loket.catalogue.gaps import workflow
from loket.catalogue.gaps.enums import GapState, WantedState
from loket.catalogue.gaps.models import Gap
from loket.catalogue.gaps.workflow import GAPS, WANTED
from loket.core.workflow import StaleState
from loket.search import index
from loket.search.models import SynonymGroup
from tests.catalogue.gaps.factory import WantedFactory, asked
from tests.factories import UserFactory
from tests.search.documents import DAY, document, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(editor=True)


@pytest.fixture
def snus() -> Gap:
    index.put(document("Tabak op school"))
    return asked("snus", "snus", "snus school", "lachgas")[0]


def make(gap: Gap, *terms: str, by, at) -> list[Gap]:
    return workflow.make_synonym(gap, list(terms), "forward", by=by, at=at, today=DAY)


def test_preview_shows_what_is_found_and_what_else_is_mended(snus):
    shown = workflow.preview(snus, ["snus", "tabak"], "forward", today=DAY)

    assert [title for title, *_ in shown.found.hits] == ["Tabak op school"]
    assert [(gap.text, found.count) for gap, found in shown.others] == [("snus school", 1)]


def test_preview_changes_nothing_for_anybody(snus):
    workflow.preview(snus, ["snus", "tabak"], "forward", today=DAY)

    assert (titles("snus"), SynonymGroup.objects.count()) == ([], 0)


def test_synonym_is_in_force_at_once_and_settles_what_it_mends(snus, editor, at):
    settled = make(snus, "snus", "tabak", by=editor, at=at)

    assert titles("snus") == ["Tabak op school"]
    assert [gap.text for gap in settled] == ["snus", "snus school"]
    assert dict(Gap.objects.values_list("text", "state"))["lachgas"] == "open"


def test_synonym_taken_back_opens_all_that_it_settled(snus, editor, at):
    make(snus, "snus", "tabak", by=editor, at=at)

    opened = workflow.reopen(snus, by=editor, at=at)

    assert (len(opened), titles("snus")) == (2, [])
    assert set(Gap.objects.values_list("state", flat=True)) == {GapState.OPEN}


def test_synonym_changed_since_is_not_taken_back(snus, editor, at):
    make(snus, "snus", "tabak", by=editor, at=at)
    SynonymGroup.objects.update(changed_at=at.replace(hour=12))

    with pytest.raises(StaleState):
        workflow.reopen(snus, by=editor, at=at)


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ("Snus", "Dit is voor het zoeken al hetzelfde woord"),
        ("!?", "zoekt het loket niet"),
        ("valpreventie", "vindt deze zoekvraag niets"),
    ],
)
def test_synonym_that_is_none_says_why(known, sentence, snus, editor, at):
    with pytest.raises(ValidationError, match=sentence):
        make(snus, "snus", known, by=editor, at=at)

    assert SynonymGroup.objects.count() == 0


def test_wanted_and_taken_off_again(snus, editor, at):
    wanted = workflow.want(snus, title="Snus", why="Gevraagd", kind="materiaal", lists={}, by=editor, at=at)

    workflow.reopen(snus, by=editor, at=at)

    wanted.refresh_from_db()
    assert (snus.state, wanted.state) == (GapState.OPEN, WantedState.WITHDRAWN)


def test_wanted_that_somebody_makes_stays_on_the_list(snus, editor, at):
    wanted = workflow.want(snus, title="Snus", why="Gevraagd", kind="materiaal", lists={}, by=editor, at=at)
    WANTED.apply(wanted, "claim", by=UserFactory(), at=at)

    with pytest.raises(ValidationError, match="Iemand maakt dit al"):
        workflow.reopen(snus, by=editor, at=at)


def test_nothing_needs_a_reason(snus, editor, at):
    with pytest.raises(ValidationError, match="Schrijf waarom"):
        workflow.dismiss(snus, reason="  ", by=editor, at=at)


@pytest.mark.parametrize("role", ["coordinator", "professional"])
def test_only_editors_settle(role, snus, at):
    with pytest.raises(PermissionDenied):
        workflow.dismiss(snus, reason="Niets nodig", by=UserFactory(roles=[role]), at=at)


@pytest.mark.parametrize("act", GAPS.transitions)
@pytest.mark.parametrize("state", GapState.values)
def test_every_step_of_a_gap_from_every_state(act, state, editor, at):
    (gap,) = asked("snus")
    Gap.objects.update(state=state)
    gap.refresh_from_db()
    row = GAPS.transitions[act]

    if state in row.sources:
        GAPS.apply(gap, act, by=editor, at=at)
        assert gap.state == row.target
    else:
        with pytest.raises(StaleState):
            GAPS.apply(gap, act, by=editor, at=at)


@pytest.mark.parametrize("act", WANTED.transitions)
@pytest.mark.parametrize("state", WantedState.values)
def test_every_step_of_a_wanted_entry_from_every_state(act, state, editor, at):
    wanted = WantedFactory(state=state)
    row = WANTED.transitions[act]

    if state in row.sources:
        WANTED.apply(wanted, act, by=editor, at=at)
        assert wanted.state == row.target
    else:
        with pytest.raises(StaleState):
            WANTED.apply(wanted, act, by=editor, at=at)


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_settle_once(at):
    (gap,), editors, outcomes = asked("snus"), [UserFactory(editor=True) for _ in range(2)], []
    start = threading.Barrier(2)

    def press(editor) -> None:
        mine = Gap.objects.get(pk=gap.pk)
        start.wait()
        try:
            workflow.dismiss(mine, reason="Niets nodig", by=editor, at=at)
            outcomes.append("done")
        except StaleState:
            outcomes.append("stale")
        connection.close()

    presses = [threading.Thread(target=press, args=[editor]) for editor in editors]
    for each in presses:
        each.start()
    for each in presses:
        each.join()

    assert (sorted(outcomes), gap.history.count()) == (["done", "stale"], 1)
