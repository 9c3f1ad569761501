from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from loket.accounts import unused
from loket.accounts.models import User
from loket.core.models import OutgoingMail
from tests.accounts.factory import UserFactory

pytestmark = pytest.mark.django_db

SEEN = datetime(2024, 3, 4, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
WARNED = SEEN + unused.KEPT - timedelta(days=29)


@pytest.fixture
def absent() -> User:
    return UserFactory(last_login=SEEN, date_joined=SEEN)


def test_warn_tells_who_is_away_for_nearly_two_years(absent):
    UserFactory(last_login=WARNED, date_joined=SEEN)

    told = unused.warn(WARNED)

    assert told == 1
    assert OutgoingMail.objects.get().to == absent.email
    assert "op of na 5 maart 2026" in OutgoingMail.objects.get().text


def test_warn_tells_once(absent):
    unused.warn(WARNED)

    assert unused.warn(WARNED + timedelta(days=1)) == 0


def test_forget_erases_a_month_after_the_warning(absent):
    unused.warn(WARNED)

    assert unused.forget(WARNED + timedelta(days=29)) == 0
    assert unused.forget(WARNED + timedelta(days=31)) == 1
    assert not User.objects.filter(pk=absent.pk).exists()


def test_forget_keeps_who_was_not_told(absent):
    assert unused.forget(SEEN + timedelta(days=3000)) == 0


def test_forget_keeps_who_came_back(absent):
    unused.warn(WARNED)
    User.objects.filter(pk=absent.pk).update(last_login=WARNED)

    assert unused.forget(WARNED + timedelta(days=31)) == 0


def test_forget_keeps_the_last_coordinator():
    UserFactory(coordinator=True, last_login=SEEN)
    unused.warn(WARNED)

    assert unused.forget(WARNED + timedelta(days=31)) == 0


def test_who_never_signed_in_counts_from_the_day_of_joining():
    UserFactory(last_login=None, date_joined=SEEN)

    assert unused.warn(WARNED) == 1
