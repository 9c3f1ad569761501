"""Reminding owners: once a week before the last day, once when it is over. Can be repeated."""

from datetime import datetime

from django.db import transaction

from loket.core.working_days import local_date
from loket.monitoring.steering import notifications
from loket.monitoring.steering.models import Steered
from loket.monitoring.steering.workflow import WORKFLOWS

AT_ONCE = 500


def remind(*, at: datetime) -> int:
    """Returns how many mails were written; a second run writes none. After another last day it begins anew."""
    return sum(_remind_of(model, at=at) for model in WORKFLOWS)


def _remind_of(model: type[Steered], *, at: datetime) -> int:
    today, sent = local_date(at), 0
    due = (
        ("reminded_soon", model.objects.to_remind_soon(today)),
        ("reminded_late", model.objects.to_remind_late(today)),
    )
    for field, rows in due:
        for item in rows.select_related("owner").order_by("due_on", "pk")[:AT_ONCE]:
            sent += _remind_once(item, field, at=at)
    return sent


@transaction.atomic
def _remind_once(item: Steered, field: str, *, at: datetime) -> bool:
    """The mark and the mail together; who finds the mark there does nothing."""
    mine = type(item).objects.waiting().filter(pk=item.pk, due_on=item.due_on).exclude(**{field: item.due_on})
    if not mine.update(**{field: item.due_on}):
        return False
    notifications.reminded(item, is_late=field == "reminded_late", at=at)
    return True
