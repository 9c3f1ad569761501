import pytest

from loket.accounts import demo as accounts
from loket.core.models import OutgoingMail
from loket.monitoring.surveys import reports
from loket.monitoring.surveys.demo import loading
from loket.monitoring.surveys.models import Answers, FocusGroup, Survey

pytestmark = pytest.mark.django_db


def test_demo_fills_an_empty_part_once(at):
    accounts.create_demo_accounts()

    loading.load(at=at, say=print)
    first = [Survey.objects.count(), Answers.objects.count(), FocusGroup.objects.count()]
    loading.load(at=at, say=print)

    assert [Survey.objects.count(), Answers.objects.count(), FocusGroup.objects.count()] == first
    assert sorted(Survey.objects.values_list("state", flat=True)) == ["closed", "closed", "draft", "open"]
    assert [level.known is not None for level in reports.awareness(at).levels] == [True] * 4


def test_demo_mails_only_demo_accounts(at):
    accounts.create_demo_accounts()

    loading.load(at=at, say=print)

    mailed = set(OutgoingMail.objects.filter(dedupe_key__startswith="surveys/").values_list("to", flat=True))
    assert mailed == {accounts.address(role) for role in ("professional", "partner", "xpert")}
