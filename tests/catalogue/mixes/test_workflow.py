"""What changes a mix, what it leaves behind, and where it stops."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from loket.catalogue.mixes import enums, pages, workflow
from loket.catalogue.mixes.models import Mix
from tests.catalogue.mixes.factory import MemberFactory, MixFactory, PriorityFactory, RowFactory
from tests.factories import EntryFactory, UserFactory, content

pytestmark = pytest.mark.django_db
DETAILS = {"title": "Tiel", "areas": ["gemeente-tiel"], "first_year": 2027, "last_year": 2028, "themes": ["roken"]}


def last(mix) -> tuple[int, str, str]:
    step = mix.history.first()
    return step.number, step.act, step.note


def test_same_form_twice_gives_one_mix(at):
    user, token = UserFactory(), uuid.uuid4()

    first, second = (workflow.create(by=user, at=at, token=token, **DETAILS) for _ in range(2))

    assert (first, Mix.objects.count(), last(first)) == (second, 1, (1, "created", "Tiel"))


def test_entry_comes_in_with_what_the_mix_has_of_its_themes(at):
    mix = MixFactory()
    entry = EntryFactory(published=True, content=content(themes=["bewegen", "slaap"], target_groups=["kinderen"]))

    row = workflow.add_entry(mix, entry, by=mix.owner, at=at, pillar="omgeving", column=("themes", "overgewicht"))

    assert (row.themes, row.target_groups, row.pillar) == (["overgewicht", "bewegen"], ["kinderen"], "omgeving")
    assert last(mix) == (2, "added", entry.title)


def test_entry_twice_stands_once(at):
    mix, entry = MixFactory(), EntryFactory(published=True)

    first, second = (workflow.add_entry(mix, entry, by=mix.owner, at=at) for _ in range(2))

    assert (first.pk, mix.rows.count()) == (second.pk, 1)


def test_full_mix_takes_no_more(at, monkeypatch):
    monkeypatch.setattr(workflow, "MOST_ROWS", 2)
    mix = MixFactory(size=2)

    with pytest.raises(ValidationError, match="hooguit 2 rijen"):
        workflow.add_activity(mix, by=mix.owner, at=at, title="Nog een")


def test_limits_are_those_of_the_pages():
    assert (enums.MOST_ROWS, enums.MOST_THEMES, enums.MOST_GROUPS) == (300, 20, 20)


def test_saving_a_row_counts_and_traces(at):
    row = RowFactory()

    workflow.save_row(row.mix, row.pk, {"goal": "Minder"}, seen=1, by=row.mix.owner, at=at)

    row.refresh_from_db()
    step = row.mix.history.first()
    assert (row.goal, row.version, step.before["rows"][str(row.pk)]["goal"]) == ("Minder", 2, "")


def test_saving_without_a_change_leaves_no_trace(at):
    row = RowFactory()

    workflow.save_row(row.mix, row.pk, {"goal": ""}, seen=1, by=row.mix.owner, at=at)

    assert last(row.mix)[1] == "created"


def test_stale_row_is_refused_with_what_stands_there(at):
    row = RowFactory(version=3, goal="Van een ander")

    with pytest.raises(workflow.Stale) as error:
        workflow.save_row(row.mix, row.pk, {"goal": "Van mij"}, seen=2, by=row.mix.owner, at=at)

    assert error.value.current.goal == "Van een ander"


def test_dragging_moves_from_one_theme_to_another(at):
    row = RowFactory(themes=["overgewicht", "bewegen"])

    column = ("themes", "overgewicht", "roken")
    workflow.place_row(row.mix, row.pk, pillar="omgeving", column=column, by=row.mix.owner, at=at)

    row.refresh_from_db()
    assert (row.pillar, row.themes, row.version) == ("omgeving", ["roken", "bewegen"], 2)


def test_moving_up_swaps_within_the_pillar(at):
    first = RowFactory()
    mix = first.mix
    other = RowFactory(mix=mix, pillar="omgeving")
    second = RowFactory(mix=mix)

    workflow.shift_row(mix, second.pk, up=True, by=mix.owner, at=at)
    workflow.shift_row(mix, second.pk, up=True, by=mix.owner, at=at)

    assert [row.pk for row in mix.rows.all()] == [second.pk, other.pk, first.pk]


def test_order_is_no_text_so_nobody_else_becomes_stale(at):
    first = RowFactory()
    second = RowFactory(mix=first.mix)

    workflow.shift_row(first.mix, second.pk, up=True, by=first.mix.owner, at=at)

    second.refresh_from_db()
    assert second.version == 1


def test_removed_row_comes_back_as_it_was(at):
    row = RowFactory(of_entry=True, goal="Minder")
    before = row.told()

    number = workflow.remove_row(row.mix, row.pk, by=row.mix.owner, at=at)
    for _ in range(2):
        workflow.put_back(row.mix, number, by=row.mix.owner, at=at)

    assert [back.told() for back in row.mix.rows.all()] == [before]


def test_removed_row_of_an_entry_that_came_back_meanwhile_stays_away(at):
    row = RowFactory(of_entry=True)
    number = workflow.remove_row(row.mix, row.pk, by=row.mix.owner, at=at)
    workflow.add_entry(row.mix, row.entry, by=row.mix.owner, at=at)

    workflow.put_back(row.mix, number, by=row.mix.owner, at=at)

    assert row.mix.rows.count() == 1


def test_priorities_stand_by_their_total(at):
    mix = MixFactory()
    scores = [("laag", 1), ("hoog", 5)]

    for title, score in scores:
        told = {"title": title, "urgency": score, "potential": score, "energy": score, "argument": ""}
        workflow.save_priority(mix, told, by=mix.owner, at=at)

    plan = pages.read(mix, at.date())
    assert [(row.title, row.total) for row in plan.priorities] == [("hoog", 15), ("laag", 3)]


def test_twenty_priorities_are_enough(at, monkeypatch):
    monkeypatch.setattr(workflow, "MOST_PRIORITIES", 1)
    row = PriorityFactory()

    with pytest.raises(ValidationError, match="hooguit 1 prioriteiten"):
        workflow.save_priority(row.mix, row.told(), by=row.mix.owner, at=at)


def test_stale_priority_and_details_are_refused(at):
    row = PriorityFactory(version=2)
    mix = row.mix

    with pytest.raises(workflow.Stale):
        workflow.save_priority(mix, {"urgency": 1}, priority_id=row.pk, seen=1, by=mix.owner, at=at)
    with pytest.raises(workflow.Stale):
        workflow.save_details(mix, {"title": "Anders"}, seen=0, by=mix.owner, at=at)


def test_who_only_looks_on_changes_nothing(at):
    member = MemberFactory(right="view")

    with pytest.raises(workflow.AccessEnded, match="nog wel bekijken"):
        workflow.add_activity(member.mix, by=member.user, at=at, title="Toch")


def test_outsider_changes_nothing(at):
    with pytest.raises(workflow.AccessEnded, match="niet meer met u gedeeld"):
        workflow.add_activity(MixFactory(), by=UserFactory(), at=at, title="Toch")


def test_only_the_owner_throws_away():
    member = MemberFactory()

    with pytest.raises(workflow.AccessEnded):
        workflow.delete(member.mix, by=member.user)

    assert Mix.objects.exists()
