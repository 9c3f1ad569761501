"""What earns points and what does not, through the acts that people take."""

import io
import json
from datetime import date, timedelta

import pytest
from django.db.models import Sum

from loket.accounts import privacy
from loket.catalogue import freshness, importing
from loket.catalogue import workflow as catalogue
from loket.catalogue.experiences import workflow as experiences
from loket.catalogue.points import ledger, rules
from loket.catalogue.points.enums import Reason
from loket.catalogue.points.models import PointAccount, PointRow
from tests.catalogue.experiences.factory import ExperienceFactory
from tests.catalogue.points.factory import rich
from tests.factories import EntryFactory, RevisionFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def reasons(person) -> list[tuple[str, int]]:
    return list(PointRow.objects.filter(person=person).order_by("pk").values_list("reason", "amount"))


def due_entry(**fields):
    """An entry whose check is on the day of the fixture ``at``."""
    return EntryFactory(published=True, next_check=TODAY, last_checked=date(2024, 3, 2), **fields)


def press(entry, by, at) -> None:
    entry.refresh_from_db()
    catalogue.confirm_current(entry, by=by, today=at.date(), at=at)


def test_published_entry_earns_for_its_author(at):
    revision, editor = RevisionFactory(submitted=True), UserFactory(editor=True)

    catalogue.accept(revision, by=editor, at=at)

    assert reasons(revision.author) == [(Reason.ENTRY_PUBLISHED, 50)]
    assert reasons(editor) == []


def test_change_of_a_published_entry_earns_nothing(at):
    entry = EntryFactory(published=True)
    editor = UserFactory(editor=True)
    revision = RevisionFactory(submitted=True, entry=entry, author=editor)

    catalogue.accept(revision, by=UserFactory(editor=True), at=at)

    assert PointRow.objects.count() == 0


def test_archived_and_restored_entry_earns_no_second_time(at):
    revision, editor = RevisionFactory(submitted=True), UserFactory(editor=True)
    catalogue.accept(revision, by=editor, at=at)

    catalogue.archive(revision.entry, by=editor, at=at, reason="Dubbel")
    catalogue.restore(revision.entry, by=editor, at=at)

    assert ledger.balance_of(revision.author) == 50


def test_import_earns_nothing(at):
    line = {"external_id": "een", "kind": "materiaal", "title": "Folder", "summary": "Kort", "themes": ["bewegen"]}

    importing.run(io.BytesIO(json.dumps(line).encode()), at=at, by=UserFactory(editor=True))

    assert PointRow.objects.count() == 0


def test_experience_earns_once_also_after_a_change(at):
    experience, editor = ExperienceFactory(submitted=True), UserFactory(editor=True)
    author = experience.author
    experiences.publish(experience, by=editor, at=at)
    experiences.revise(experience, by=author, at=at)
    experiences.submit(experience, by=author, at=at)

    experiences.publish(experience, by=editor, at=at)

    assert reasons(author) == [(Reason.EXPERIENCE_PUBLISHED, 20)]


def test_withdrawn_and_published_again_earns_once(at):
    experience, editor = ExperienceFactory(submitted=True), UserFactory(editor=True)
    author = experience.author
    experiences.publish(experience, by=editor, at=at)
    experiences.withdraw(experience, by=author, at=at)
    experiences.revise(experience, by=author, at=at)
    experiences.submit(experience, by=author, at=at)

    experiences.publish(experience, by=editor, at=at)

    assert ledger.balance_of(author) == 20


def test_fifth_colleague_who_finds_it_useful_earns_once(at):
    experience = ExperienceFactory(published=True)
    found = []

    for voter in UserFactory.create_batch(rules.USEFUL_AT + 1):
        experiences.vote(experience, by=voter, at=at)
        found.append(ledger.balance_of(experience.author))

    assert found == [0, 0, 0, 0, 10, 10]


def test_vote_taken_back_and_given_again_earns_once(at):
    experience, voters = ExperienceFactory(published=True), UserFactory.create_batch(rules.USEFUL_AT)
    for voter in voters:
        experiences.vote(experience, by=voter, at=at)

    experiences.unvote(experience, by=voters[0])
    experiences.vote(experience, by=voters[0], at=at)

    assert ledger.balance_of(experience.author) == 10


@pytest.mark.parametrize(("role", "points"), [("owner", 10), ("deputy", 10), ("editor", 0)])
def test_check_in_time_earns_for_who_looks_after_it(role, points, at):
    people = {"owner": UserFactory(), "deputy": UserFactory(), "editor": UserFactory(editor=True)}
    entry = due_entry(owner=people["owner"], deputy=people["deputy"])

    press(entry, people[role], at)

    assert ledger.balance_of(people[role]) == points


@pytest.mark.parametrize(("days", "points"), [(60, 10), (61, 0)])
def test_check_long_before_the_day_earns_nothing(days, points, at):
    entry = due_entry()
    entry.next_check = TODAY + timedelta(days=days)
    entry.save()

    press(entry, entry.owner, at)

    assert ledger.balance_of(entry.owner) == points


def test_second_press_earns_nothing(at):
    entry = due_entry()

    for days in (0, 1, 30):
        press(entry, entry.owner, at + timedelta(days=days))

    assert ledger.balance_of(entry.owner) == 10


def test_taking_back_takes_the_points_and_again_gives_them_again(at):
    entry = due_entry()
    owner, found = entry.owner, []

    for turn in range(2):
        press(entry, owner, at + timedelta(minutes=2 * turn))
        found.append(ledger.balance_of(owner))
        freshness.undo_confirmation(entry, by=owner, at=at + timedelta(minutes=2 * turn + 1))
        found.append(ledger.balance_of(owner))

    assert found == [10, 0, 10, 0]
    assert [amount for _, amount in reasons(owner)] == [10, -10, 10, -10]


def test_taking_back_never_takes_more_than_there_is(at):
    entry = due_entry()
    press(entry, entry.owner, at)
    ledger.spend(entry.owner, 4, deed="proef", about="Proef", url="", at=at)

    freshness.undo_confirmation(entry, by=entry.owner, at=at)

    assert ledger.balance_of(entry.owner) == 0


def test_balance_is_the_sum_of_the_rows(at):
    person = rich(at=at, times=3)
    ledger.spend(person, 70, deed="proef", about="Proef", url="", at=at)

    total = PointRow.objects.filter(person=person).aggregate(sum=Sum("amount"))["sum"]

    assert (total, ledger.balance_of(person)) == (80, 80)


def test_spending_more_than_there_is_is_refused(at):
    person = rich(at=at, times=1)

    with pytest.raises(ledger.NotEnough, match="U hebt 50 punten. Deze korting kost 51 punten."):
        ledger.spend(person, 51, deed="proef", about="Proef", url="", at=at)

    assert ledger.balance_of(person) == 50


def test_export_has_balance_and_rows(at):
    person = rich(at=at)

    found = privacy.export_of(person)["punten"]

    assert (found["saldo"], len(found["regels"])) == (100, 2)


def test_erasure_keeps_the_rows_without_the_name(at):
    experience = ExperienceFactory(submitted=True)
    experiences.publish(experience, by=UserFactory(editor=True), at=at)

    privacy.erase(experience.author, at=at)

    assert list(PointRow.objects.values_list("person", "amount")) == [(None, 20)]
    assert not PointAccount.objects.exists()
