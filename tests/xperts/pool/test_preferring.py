"""Whom an asker can name: Xperts who want to be seen, and nobody else (hard case 39)."""

import pytest

from tests.xperts.pool.factory import XpertFactory
from xperts.cases import preferring

pytestmark = pytest.mark.django_db


def test_asker_chooses_among_xperts_who_want_to_be_seen():
    seen = XpertFactory(public=True)
    XpertFactory()
    XpertFactory(public=True, resting=True)

    assert list(preferring.choosable()) == [seen.person]


def test_who_was_chosen_before_stays_in_the_draft():
    seen, hidden = XpertFactory(public=True, person__name="B"), XpertFactory(person__name="A")

    assert list(preferring.choosable(hidden.person_id)) == [hidden.person, seen.person]
