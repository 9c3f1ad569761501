"""Followers of a theme are told when planning begins: once, and in time (hard cases 29 and 30)."""

from datetime import date, timedelta

import pytest

from loket.catalogue.following.enums import Target
from loket.catalogue.following.models import Follow
from loket.core.models import OutgoingMail
from loket.core.telling import Rhythm
from network.campaigns import telling
from network.campaigns.models import Campaign
from tests.factories import AT, UserFactory

pytestmark = pytest.mark.django_db


def _campaign(**changes) -> Campaign:
    fields = {
        "title": "Week van het water",
        "slug": "week-van-het-water",
        "summary": "Water drinken.",
        "lead": "Instituut (voorbeeld)",
        "starts_on": date(2026, 5, 1),
        "ends_on": date(2026, 5, 7),
        "plan_from": date(2026, 3, 2),
        "themes": ["roken", "voeding"],
        "changed_at": AT,
    }
    return Campaign.objects.create(**fields | changes)


def _follower(code: str, rhythm: str = Rhythm.WEEKLY, **who):
    person = UserFactory(**who)
    Follow.objects.create(user=person, kind=Target.THEME, code=code, rhythm=rhythm, since=AT)
    return person


def test_followers_are_told_once(at) -> None:
    _campaign()
    person = _follower("roken")
    Follow.objects.create(user=person, kind=Target.THEME, code="voeding", since=AT)

    sent = [telling.tell(at=at), telling.tell(at=at + timedelta(days=1))]

    assert sent == [1, 0]
    assert OutgoingMail.objects.get(to=person.email).subject == "Begin nu met plannen: Week van het water"


def test_day_that_was_missed_is_made_up_for(at) -> None:
    _campaign()
    _follower("roken")

    assert telling.tell(at=at + timedelta(days=3)) == 1


def test_later_date_is_told_again(at) -> None:
    campaign = _campaign()
    _follower("roken")
    telling.tell(at=at)

    Campaign.objects.filter(pk=campaign.pk).update(plan_from=date(2026, 4, 1))

    assert [telling.tell(at=at), telling.tell(at=at + timedelta(days=30))] == [0, 1]


@pytest.mark.parametrize(
    ("changes", "who"),
    [
        ({"plan_from": date(2026, 3, 3)}, {}),
        ({"plan_from": date(2026, 1, 1)}, {}),
        ({}, {"is_active": False}),
        ({"themes": ["slaap"]}, {}),
    ],
)
def test_nobody_is_told_too_early_too_late_or_who_left(at, changes, who) -> None:
    _campaign(**changes)
    _follower("roken", **who)

    assert telling.tell(at=at) == 0


def test_who_follows_without_mail_is_not_mailed(at) -> None:
    _campaign()
    _follower("roken", Rhythm.NEVER)

    assert telling.tell(at=at) == 0


def test_campaign_page_leads_to_following_its_themes(visitor) -> None:
    page = visitor.get(_campaign().get_absolute_url()).content.decode()

    assert "/volgen/thema/roken/" in page
