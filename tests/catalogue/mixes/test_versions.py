"""Any save can be looked at again, compared and put back."""

import pytest

from loket.catalogue.mixes import plan, versions, workflow
from tests.catalogue.mixes.factory import MixFactory, RowFactory
from tests.factories import EntryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mix(at):
    """Four saves after the first: an activity, its goal, a second one, and the first one gone."""
    made = MixFactory()
    row = workflow.add_activity(made, by=made.owner, at=at, title="Wandelen")
    workflow.save_row(made, row.pk, {"goal": "Vaker lopen"}, seen=1, by=made.owner, at=at)
    workflow.add_activity(made, by=made.owner, at=at, title="Fietsen")
    workflow.remove_row(made, row.pk, by=made.owner, at=at)
    made.refresh_from_db()
    return made


def titles(state: dict) -> list[tuple[str, str]]:
    return [(row["title"], row["goal"]) for row in state["rows"].values()]


@pytest.mark.parametrize(
    ("number", "rows"),
    [
        (1, []),
        (2, [("Wandelen", "")]),
        (3, [("Wandelen", "Vaker lopen")]),
        (4, [("Fietsen", ""), ("Wandelen", "Vaker lopen")]),
        (5, [("Fietsen", "")]),
    ],
)
def test_every_save_can_be_seen_again(mix, number, rows):
    assert titles(versions.state_at(mix, number)) == rows


def test_title_of_before_is_seen_again(mix, at):
    before = mix.title
    workflow.save_details(mix, {"title": "Nieuw"}, seen=1, by=mix.owner, at=at)
    mix.refresh_from_db()

    assert (versions.state(mix)["mix"]["title"], versions.state_at(mix, 5)["mix"]["title"]) == ("Nieuw", before)


def test_restoring_makes_it_as_it_was_and_can_be_undone(mix, at):
    now = versions.state(mix)
    then = versions.state_at(mix, 3)

    versions.restore(mix, 3, by=mix.owner, at=at)
    restored = versions.state(mix)
    versions.restore(mix, 5, by=mix.owner, at=at)

    assert (restored, versions.state(mix)) == (then, now)


def test_restored_row_makes_an_open_window_stale(mix, at):
    row = mix.rows.get()
    workflow.save_row(mix, row.pk, {"goal": "Nu"}, seen=1, by=mix.owner, at=at)

    versions.restore(mix, 5, by=mix.owner, at=at)

    with pytest.raises(workflow.Stale):
        workflow.save_row(mix, row.pk, {"goal": "Straks"}, seen=2, by=mix.owner, at=at)


def test_restoring_what_stands_there_changes_nothing(mix, at):
    versions.restore(mix, 5, by=mix.owner, at=at)

    mix.refresh_from_db()
    assert mix.version == 5


def test_entry_that_is_gone_comes_back_as_text(at):
    row = RowFactory(of_entry=True, title="FitGaaf!")
    number = workflow.name_version(row.mix, "vastgesteld", by=row.mix.owner, at=at)
    workflow.remove_row(row.mix, row.pk, by=row.mix.owner, at=at)
    row.entry.delete()

    versions.restore(row.mix, number, by=row.mix.owner, at=at)

    assert [(back.title, back.entry) for back in row.mix.rows.all()] == [("FitGaaf!", None)]


def test_comparison_tells_what_came_went_and_changed(mix, at):
    before, after = versions.state_at(mix, 2), versions.state(mix)
    after["mix"]["title"] = "Nieuw"

    told = [(row.title, row.what) for row in versions.compare(before, after)]

    assert told == [("Gegevens", "changed"), ("Wandelen", "removed"), ("Fietsen", "added")]


def test_comparison_marks_words(mix):
    [row] = versions.compare(versions.state_at(mix, 2), versions.state_at(mix, 3))

    assert row.fields == (("Doel", [("ins", "Vaker lopen")]),)


def test_order_alone_is_no_difference(mix, at):
    before = versions.state(mix)
    after = plan.applied(before, {"rows": {key: row | {"position": 99} for key, row in before["rows"].items()}})

    assert versions.compare(before, after) == []


def test_named_version_needs_a_name(mix, at):
    with pytest.raises(workflow.ValidationError, match="Geef de versie een naam"):
        workflow.name_version(mix, " ", by=mix.owner, at=at)


def test_difference_laid_over_gives_the_other():
    one = {"mix": {"title": "a"}, "rows": {"1": {"x": 1}, "2": {"x": 2}}, "priorities": {}}
    other = {"mix": {"title": "b"}, "rows": {"2": {"x": 3}, "4": {"x": 4}}, "priorities": {"7": {"y": 1}}}

    there, back = plan.difference(one, other), plan.difference(other, one)

    assert (plan.applied(one, there), plan.applied(other, back)) == (other, one)


def test_catalogue_entry_keeps_its_place_in_a_version(at):
    mix, entry = MixFactory(), EntryFactory(published=True)
    workflow.add_entry(mix, entry, by=mix.owner, at=at)

    assert plan.entry_ids(versions.state(mix)) == {entry.pk}
