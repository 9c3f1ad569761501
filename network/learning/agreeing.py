"""Agreements: who does what by when, reminded of once on the day."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.core.workflow import StaleState, Transition, Workflow
from loket.core.working_days import local_date
from network.learning import notifications, permissions
from network.learning.enums import AgreementState
from network.learning.models import Agreement, AgreementHistory, LearningNetwork, Membership

A = AgreementState
ONLY_MEMBERS = "Alleen leden van dit netwerk doen dit, zolang het loopt."

AGREEMENTS = Workflow(
    [
        Transition("settle", frozenset({A.OPEN}), A.DONE, permissions.can_settle, "Gedaan"),
        Transition("drop", frozenset({A.OPEN}), A.DROPPED, permissions.can_settle, "Vervalt"),
        Transition("reopen", frozenset({A.DONE, A.DROPPED}), A.OPEN, permissions.can_settle, "Toch nog open"),
    ],
    history=lambda: AgreementHistory,
)


def _require_writer(network: LearningNetwork, by) -> None:
    if not permissions.can_write(by, network):
        raise PermissionDenied(ONLY_MEMBERS)


def agree(network: LearningNetwork, text: str, *, owner, due_on: date, by, at: datetime) -> Agreement:
    """Write down who does what by when. Raises ``ValidationError`` for somebody who is no member, or a day gone by."""
    _require_writer(network, by)
    if not text.strip():
        raise ValidationError({"text": "Schrijf op wat u afspreekt."})
    if due_on < local_date(at):
        raise ValidationError({"due_on": "Kies een dag die nog komt."})
    if not Membership.objects.active().filter(network=network, person=owner).exists():
        raise ValidationError({"owner": "Kies iemand die meedoet in dit netwerk."})
    with transaction.atomic():
        told = {"text": text.strip()[:300], "owner": owner, "due_on": due_on, "made_by": by, "made_at": at}
        agreement = Agreement.objects.create(network=network, **told)
        AgreementHistory.objects.create(subject=agreement, at=at, by=by, act="agree", to_state=A.OPEN)
    return agreement


def settle(agreement: Agreement, *, by, at: datetime) -> None:
    AGREEMENTS.apply(agreement, "settle", by=by, at=at, done_at=at)


def drop(agreement: Agreement, *, by, at: datetime) -> None:
    AGREEMENTS.apply(agreement, "drop", by=by, at=at)


def reopen(agreement: Agreement, *, by, at: datetime) -> None:
    AGREEMENTS.apply(agreement, "reopen", by=by, at=at, done_at=None)


def move(agreement: Agreement, due_on: date, *, by, at: datetime) -> None:
    """Another day; the owner is reminded anew on it."""
    if not permissions.can_settle(by, agreement):
        raise PermissionDenied("Wie de afspraak heeft, verzet haar. Of de begeleider.")
    if due_on < local_date(at):
        raise ValidationError({"due_on": "Kies een dag die nog komt."})
    with transaction.atomic():
        rows = Agreement.objects.open().filter(pk=agreement.pk, due_on=agreement.due_on)
        if not rows.update(due_on=due_on, reminded_on=None):
            raise StaleState
        note = f"{agreement.due_on:%d-%m-%Y} → {due_on:%d-%m-%Y}"
        told = {"act": "move", "from_state": A.OPEN, "to_state": A.OPEN, "note": note}
        AgreementHistory.objects.create(subject=agreement, at=at, by=by, **told)
    agreement.due_on, agreement.reminded_on = due_on, None


def remind(*, at: datetime) -> int:
    """Each owner once, on the day itself or, when nothing ran that day, on the first after it. Returns how many."""
    today, sent = local_date(at), 0
    due = Agreement.objects.to_remind(today).filter(network__in=LearningNetwork.objects.live())
    for agreement in due.select_related("network", "owner")[:1000]:
        with transaction.atomic():
            if Agreement.objects.open().filter(pk=agreement.pk, reminded_on=None).update(reminded_on=today):
                notifications.reminded(agreement, at=at)
                sent += 1
    return sent
