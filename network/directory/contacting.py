"""Writing to a colleague without seeing an address, within limits; and saying that it was unwanted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.accounts.models import User
from loket.core.workflow import Transition, Workflow
from network.directory import masking, notifications, permissions, showing
from network.directory.enums import ReportedKind, ReportState
from network.directory.models import Barring, Block, DirectMessage, Report, ReportHistory

DAY = timedelta(days=1)
MOST_SENT_A_DAY = 10
MOST_RECEIVED_A_DAY = 10
MOST_TO_ONE_A_DAY = 2

REPORTS = Workflow(
    (
        Transition(
            "handle",
            frozenset({ReportState.OPEN}),
            ReportState.HANDLED,
            permissions.can_judge_reports,
            "Afgehandeld",
        ),
        Transition(
            "reopen",
            frozenset({ReportState.HANDLED}),
            ReportState.OPEN,
            permissions.can_judge_reports,
            "Opnieuw openen",
        ),
    ),
    history=lambda: ReportHistory,
)


@dataclass(frozen=True)
class Letter:
    """What somebody wrote. ``answer_to`` is the address that the recipient may see; empty gives none away."""

    subject: str
    text: str
    answer_to: str = ""


def send(letter: Letter, *, to: User, by: User, at: datetime, replies_to: DirectMessage | None = None) -> DirectMessage:
    """Write the message and its mail in one transaction.

    Raises ``ValidationError`` with a sentence when a limit is reached or the recipient takes no messages from ``by``.
    """
    if not (by.is_authenticated and by.is_active and to.is_active and by.pk != to.pk):
        raise PermissionDenied("U kunt deze collega geen bericht sturen.")
    with transaction.atomic():
        # Whoever writes at the same time waits here, always in the same order, so that a limit is not passed together.
        list(User.objects.select_for_update(no_key=True).filter(pk__in=[by.pk, to.pk]).order_by("pk").values("pk"))
        require_within_limits(to=to, by=by, at=at)
        message = DirectMessage.objects.create(
            sender=by,
            recipient=to,
            replies_to=replies_to,
            sender_name=showing.name_of(by) or "Een collega",
            subject=letter.subject,
            text=letter.text,
            answer_to=letter.answer_to,
            at=at,
        )
        notifications.message(message, at=at)
    return message


def require_within_limits(*, to: User, by: User, at: datetime) -> None:
    """Raises ``ValidationError`` with the reason why ``by`` cannot write to ``to`` now."""
    if Barring.objects.filter(person=by).exists():
        raise ValidationError("U kunt nu geen berichten sturen. De redactie heeft dit stopgezet. Vraag haar waarom.")
    if Block.objects.filter(person=to, blocked=by).exists():
        raise ValidationError("Deze collega ontvangt nu geen berichten via het loket.")
    sent = DirectMessage.objects.sent_since(by, at - DAY)
    if sent.count() >= MOST_SENT_A_DAY:
        raise ValidationError(f"U hebt vandaag al {MOST_SENT_A_DAY} berichten gestuurd. Probeer het morgen opnieuw.")
    if sent.filter(recipient=to).count() >= MOST_TO_ONE_A_DAY:
        raise ValidationError("U hebt deze collega vandaag al geschreven. Wacht op antwoord.")
    if DirectMessage.objects.got_since(to, at - DAY).count() >= MOST_RECEIVED_A_DAY:
        raise ValidationError("Deze collega heeft vandaag al veel berichten gekregen. Probeer het morgen opnieuw.")


def block(message: DirectMessage, *, by: User, at: datetime) -> None:
    """No more messages from who sent this one; twice is the same as once."""
    _require_recipient(message, by)
    if message.sender:
        Block.objects.get_or_create(person=by, blocked=message.sender, defaults={"at": at})


def unblock(message: DirectMessage, *, by: User) -> None:
    _require_recipient(message, by)
    Block.objects.filter(person=by, blocked=message.sender).delete()


def report_message(message: DirectMessage, note: str, *, by: User, at: datetime) -> Report:
    """Tell the editors of an unwanted message; they read what was written, which they could not before."""
    _require_recipient(message, by)
    about = Reported(ReportedKind.MESSAGE, message.subject, message.text, message.sender)
    return report(about, note, by=by, at=at)


def _require_recipient(message: DirectMessage, by: User) -> None:
    if not permissions.is_recipient(by, message):
        raise PermissionDenied("Dit bericht is niet aan u.")


@dataclass(frozen=True)
class Reported:
    """What is reported: its kind, what it is called, what stood there, who wrote it, and the path of its page."""

    kind: ReportedKind
    about: str
    excerpt: str
    accused: User | None
    link: str = ""


def report(reported: Reported, note: str, *, by: User, at: datetime) -> Report:
    """Write a report and tell the editors; the same person on the same thing counts once while it is open."""
    fields = {"kind": reported.kind, "about": reported.about[:200], "accused": reported.accused, "by": by}
    with transaction.atomic():
        list(User.objects.select_for_update(no_key=True).filter(pk=by.pk).values("pk"))
        known = Report.objects.open().filter(**fields).first()
        if known:
            return known
        made = Report.objects.create(
            **fields,
            link=reported.link,
            excerpt=masking.masked_lines(reported.excerpt)[:4000],
            note=note[:1000],
            at=at,
        )
        notifications.reported(made, at=at)
    return made


def bar(report_: Report, *, by: User, at: datetime) -> None:
    """Who wrote this may write to nobody until an editor takes it back; in force at the next message."""
    if not permissions.can_judge_reports(by, report_):
        raise PermissionDenied("Alleen de redactie en de coördinator kunnen dit.")
    if report_.accused:
        Barring.objects.get_or_create(person=report_.accused, defaults={"by": by, "at": at})


def unbar(report_: Report, *, by: User) -> None:
    if not permissions.can_judge_reports(by, report_):
        raise PermissionDenied("Alleen de redactie en de coördinator kunnen dit.")
    Barring.objects.filter(person=report_.accused).delete()


def is_barred(person: User) -> bool:
    return Barring.objects.filter(person=person).exists()
