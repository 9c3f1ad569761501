import pytest
from django.utils import timezone

from loket.accounts.demo import create_demo_accounts
from loket.core.working_days import local_date
from xperts.cases.demo import loading
from xperts.cases.enums import State
from xperts.cases.models import Case

pytestmark = pytest.mark.django_db


def test_demo_has_forty_cases_of_which_one_is_late_and_one_nearly():
    create_demo_accounts()
    at = timezone.now()

    loading.load(at=at)
    loading.load(at=at)

    assert Case.objects.count() == len(loading.cases()) == 40
    assert len(loading.to_decide()) == 17
    recent = Case.objects.filter(state=State.WITH_KERNTEAM).exclude(pk__in=[row.pk for row in loading.to_decide()])
    left = sorted((local_date(row.decision_due_at) - local_date(at)).days for row in recent)
    assert left == [-2, 2, 5, 7, 10, 13]
