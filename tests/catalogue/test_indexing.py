"""Renewing the index: what was lost comes back, what is not public stays out."""

import pytest

from loket.catalogue import findable, indexing
from loket.search import index
from loket.search.models import Findable
from tests.factories import EntryFactory

pytestmark = pytest.mark.django_db


def test_renew_all_brings_back_what_the_index_lost():
    entry = EntryFactory(published=True)
    index.remove(findable.SUBJECT_TYPE, entry.pk)

    renewed = indexing.renew_all()

    assert renewed == 1
    assert list(Findable.objects.values_list("subject_id", flat=True)) == [entry.pk]


def test_renew_all_leaves_out_what_is_not_published():
    EntryFactory()

    assert indexing.renew_all() == 0
