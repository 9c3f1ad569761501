"""Merging doubles keeps experiences and the figures of use."""

import pytest

from loket.catalogue import merging
from loket.catalogue.experiences import reports
from tests.catalogue.experiences.factory import ExperienceFactory, UsedEntryFactory, UseFactory
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_merge_takes_experiences_and_use_along_and_brings_them_back(at):
    gone, kept, editor = UsedEntryFactory(), UsedEntryFactory(), UserFactory(editor=True)
    organisation, today = OrganisationFactory(), at.date()
    ExperienceFactory(entry=gone, published=True)
    UseFactory(entry=gone, reach=30)
    for entry in (gone, kept):
        UseFactory(entry=entry, organisation=organisation, reach=100)

    row = merging.merge(gone, kept, by=editor, at=at)

    assert reports.verdicts([kept.pk])[kept.pk].count == 1
    assert (reports.of_entry(kept, today).organisations, reports.of_entry(kept, today).reach) == (2, 130)
    merging.undo(row, by=editor, at=at)
    assert (reports.of_entry(gone, today).reach, reports.of_entry(kept, today).reach) == (130, 100)
