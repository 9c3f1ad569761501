"""What the parts of the catalogue hold of a double goes along with a merge, and comes back."""

from datetime import date

import pytest

from loket.catalogue import merging
from loket.catalogue.models import Entry
from loket.catalogue.recognition.models import Recognition
from tests.catalogue.collections.factory import ItemFactory
from tests.catalogue.experiences.factory import ExperienceFactory, UseFactory
from tests.catalogue.following.factory import FollowFactory
from tests.catalogue.gaps.factory import WantedFactory
from tests.catalogue.mixes.factory import MixFactory, RowFactory
from tests.catalogue.recognition.factory import InterventionFactory, ProcedureFactory, RecognitionFactory
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
# What holds an entry once for each of something → the field that says of what.
ONCE_PER = {
    ExperienceFactory: "author",
    FollowFactory: "user",
    ItemFactory: "collection",
    RowFactory: "mix",
    UseFactory: "organisation",
}


@pytest.fixture
def pair() -> tuple[Entry, Entry]:
    """The double and the one that stays."""
    return InterventionFactory(title="Wandelen"), InterventionFactory(title="Samen wandelen")


@pytest.fixture
def editor():
    return UserFactory(editor=True)


@pytest.mark.parametrize("factory", [*ONCE_PER, WantedFactory, ProcedureFactory])
def test_row_goes_along_and_comes_back(factory, pair, editor, at):
    row = factory(entry=pair[0])

    merge = merging.merge(*pair, by=editor, at=at)
    row.refresh_from_db()
    along = row.entry
    merging.undo(merge, by=editor, at=at)

    row.refresh_from_db()
    assert (along, row.entry) == (pair[1], pair[0])


@pytest.mark.parametrize(("factory", "field"), ONCE_PER.items())
def test_row_that_the_other_has_already_stays_behind(factory, field, pair, editor, at):
    own = factory(entry=pair[1])
    double = factory(entry=pair[0], **{field: getattr(own, field)})

    merging.merge(*pair, by=editor, at=at)

    double.refresh_from_db()
    assert double.entry == pair[0]


def test_umbrella_of_a_mix_goes_along(pair, editor, at):
    row = RowFactory(mix=MixFactory(), umbrella_entry=pair[0])

    merging.merge(*pair, by=editor, at=at)

    row.refresh_from_db()
    assert row.umbrella_entry == pair[1]


def test_recognition_goes_along_to_who_has_none(pair, editor, at):
    gone = RecognitionFactory(valid_until=date(2027, 5, 1)).entry

    merge = merging.merge(gone, pair[1], by=editor, at=at)
    given = Entry.objects.get(pk=pair[1].pk)
    merging.undo(merge, by=editor, at=at)

    back = Entry.objects.in_bulk([gone.pk, pair[1].pk])
    assert (given.recognition_level, given.recognition_valid_until) == ("goed-beschreven", date(2027, 5, 1))
    assert (back[gone.pk].recognition_level, back[pair[1].pk].recognition_level) == ("goed-beschreven", "")
    assert Recognition.objects.standing().get().entry == gone


def test_recognition_of_the_one_that_stays_stands(editor, at):
    gone, kept = RecognitionFactory().entry, RecognitionFactory(level="goed-onderbouwd").entry
    RecognitionFactory(entry=gone, replaced_at=at, level="eerste-aanwijzingen")

    merging.merge(gone, kept, by=editor, at=at)

    assert Recognition.objects.standing().get(entry=kept).level == "goed-onderbouwd"
    assert Recognition.objects.filter(entry=kept).count() == 2
    assert Entry.objects.get(pk=kept.pk).recognition_level == "goed-onderbouwd"


def test_two_running_applications_are_not_put_together(pair, editor, at):
    ProcedureFactory(entry=pair[1])
    double = ProcedureFactory(entry=pair[0])

    merging.merge(*pair, by=editor, at=at)

    double.refresh_from_db()
    assert double.entry == pair[0]
