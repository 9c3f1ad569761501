"""From a draft to a published entry: the table, and one function for each act that changes state."""

import uuid
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.catalogue import content as contents
from loket.catalogue import notifications, permissions, publishing
from loket.catalogue.enums import AUTHOR_STATES, OPEN_STATES, EntryState, RevisionState
from loket.catalogue.models import Confirmation, Entry, FieldComment, Revision, RevisionHistory
from loket.core.workflow import StaleState, Transition, Workflow
from loket.core.working_days import add_working_days, local_date

# An editor judges within ten working days; docs/decisions.md says why.
JUDGED_WITHIN_WORKING_DAYS = 10
SCHEDULED_WITHIN = timedelta(days=5 * 366)
SENT_TWICE_WITHIN = timedelta(seconds=30)

_QUEUE = frozenset({RevisionState.SUBMITTED, RevisionState.CHANGES_ASKED, RevisionState.SCHEDULED})
REVISIONS = Workflow(
    [
        Transition("submit", frozenset(AUTHOR_STATES), RevisionState.SUBMITTED, permissions.can_submit, "Indienen"),
        Transition(
            "accept",
            frozenset({RevisionState.SUBMITTED, RevisionState.SCHEDULED}),
            RevisionState.ACCEPTED,
            permissions.nobody_judges_own_work,
            "Publiceren",
        ),
        Transition(
            "schedule",
            frozenset({RevisionState.SUBMITTED}),
            RevisionState.SCHEDULED,
            permissions.nobody_judges_own_work,
            "Inplannen",
        ),
        Transition(
            "ask_changes",
            frozenset({RevisionState.SUBMITTED}),
            RevisionState.CHANGES_ASKED,
            permissions.can_moderate,
            "Aanpassing vragen",
        ),
        Transition(
            "unschedule",
            frozenset({RevisionState.SCHEDULED}),
            RevisionState.SUBMITTED,
            permissions.can_moderate,
            "Planning stoppen",
        ),
        Transition("refuse", _QUEUE, RevisionState.REFUSED, permissions.can_moderate, "Niet plaatsen"),
        Transition("withdraw", frozenset(OPEN_STATES), RevisionState.WITHDRAWN, permissions.is_author, "Intrekken"),
        Transition(
            "reopen",
            frozenset({RevisionState.WITHDRAWN}),
            RevisionState.DRAFT,
            permissions.is_author,
            "Toch verdergaan",
        ),
    ],
    history=lambda: RevisionHistory,
)


class ProposalRunning(Exception):
    """Somebody else has an open proposal for this entry; the text is a sentence for the person."""

    def __init__(self) -> None:
        super().__init__("Er loopt al een voorstel voor deze ingang. Wacht tot de redactie daarover heeft besloten.")


def start(kind: str, *, by, at: datetime, title: str = "", token: uuid.UUID | None = None) -> Revision:
    """Begin a contribution: an entry that nobody else sees, with a first draft.

    ``token`` is that of the form: the same form sent twice gives one draft.
    """
    mark = uuid.uuid5(token or uuid.uuid4(), f"{by.pk} {kind} {title}").hex[:12]
    try:
        with transaction.atomic():
            entry = Entry.objects.create(
                external_id=f"loket-{mark}",
                slug=f"concept-{mark}",
                kind=kind,
                title=title[: contents.TITLE_LENGTH],
                owner=by,
                organisation=by.organisation,
                created_at=at,
            )
            content = contents.empty(kind) | {"title": title}
            if by.organisation:
                content["organisation"] = by.organisation.name
            return Revision.objects.create(entry=entry, author=by, content=content, created_at=at, saved_at=at)
    except IntegrityError:  # the second of two: external_id is unique
        return Revision.objects.filter(author=by, entry__external_id=f"loket-{mark}").earliest("pk")


def propose_change(entry: Entry, *, by, at: datetime) -> Revision:
    """A draft with the published text, or the running one when it is the same person's.

    Raises ``PermissionDenied``, and ``ProposalRunning`` when somebody else's proposal is on its way.
    """
    if not permissions.can_propose(by, entry) or entry.state == EntryState.ARCHIVED:
        raise PermissionDenied("U kunt voor deze ingang geen wijziging voorstellen.")
    running = entry.revisions.open().first()
    if running is None:
        try:
            with transaction.atomic():
                return Revision.objects.create(
                    entry=entry,
                    author=by,
                    content=entry.content,
                    base_version=entry.version,
                    created_at=at,
                    saved_at=at,
                )
        except IntegrityError:  # a second tab was first: the constraint one_open_revision
            running = entry.revisions.open().get()
    if running.author_id != by.pk or running.state not in AUTHOR_STATES:
        raise ProposalRunning
    return running


def save(revision: Revision, changes: dict, *, by, at: datetime) -> None:
    """Keep what the author typed: these keys of the content, beside what another window keeps of the rest.

    Raises ``StaleState`` when the proposal can no longer be edited.
    """
    if not permissions.is_author(by, revision):
        raise PermissionDenied("Dit voorstel is niet van u.")
    with transaction.atomic():
        current = Revision.objects.select_for_update().filter(pk=revision.pk, state__in=AUTHOR_STATES).first()
        if current is None:
            raise StaleState
        revision.content, revision.saved_at = current.content | changes, at
        revision.save(update_fields=["content", "saved_at"])
        title = revision.content["title"][: contents.TITLE_LENGTH]
        Entry.objects.filter(pk=revision.entry_id, state=EntryState.UNPUBLISHED).update(title=title)


def submit(revision: Revision, *, by, at: datetime, remark: str = "") -> None:
    """Hand the proposal to the editors. Raises ``ValidationError`` naming what is still missing."""
    missing = contents.missing_for_submission(revision.content)
    if missing:
        raise ValidationError(f"Vul eerst nog in: {', '.join(missing)}.")
    due_on = add_working_days(local_date(at), JUDGED_WITHIN_WORKING_DAYS)
    with transaction.atomic():
        REVISIONS.apply(revision, "submit", by=by, at=at, note=remark, submitted_at=at, due_on=due_on, remark=remark)
        notifications.submitted(revision, at=at)


def take(revision: Revision, *, by, assignee) -> None:
    """Say who handles the proposal; ``None`` gives it back to the queue."""
    if not permissions.can_moderate(by, revision):
        raise PermissionDenied("Alleen de redactie verdeelt voorstellen.")
    Revision.objects.filter(pk=revision.pk).update(assignee=assignee)
    revision.assignee = assignee


def ask_changes(revision: Revision, *, by, at: datetime, note: str) -> None:
    if not note.strip() and not revision.comments.filter(is_resolved=False).exists():
        raise ValidationError("Schrijf wat er anders moet, of zet een opmerking bij een veld.")
    with transaction.atomic():
        REVISIONS.apply(revision, "ask_changes", by=by, at=at, note=note)
        notifications.changes_asked(revision, note=note, at=at)


def require_seen(revision: Revision, seen: str) -> None:
    """Raises ``StaleState`` unless ``seen``, the judge's screen, has the last ``saved_at`` (ISO 8601); empty is any."""
    if seen and seen != revision.saved_at.isoformat():
        raise StaleState


def accept(revision: Revision, *, by, at: datetime, note: str = "") -> None:
    """Publish the proposal now.

    Raises ``StaleState`` when the published text changed since it was read, ``ValidationError`` when the entry was
    archived: putting it back is a decision of its own.
    """
    with transaction.atomic():
        entry = Entry.objects.select_for_update().get(pk=revision.entry_id)
        if entry.state == EntryState.ARCHIVED:
            raise ValidationError("Deze ingang is gearchiveerd. Zet hem eerst terug.")
        step = REVISIONS.apply(revision, "accept", by=by, at=at, note=note, version=entry.version + 1, decided_at=at)
        publishing.publish(entry, revision.content, by=step.by, at=at)
        revision.comments.update(is_resolved=True)
        notifications.accepted(revision, entry, note=note, at=at)
    revision.entry = entry


def schedule(revision: Revision, *, by, at: datetime, publish_at: datetime) -> None:
    if publish_at <= at:
        raise ValidationError("Kies een moment in de toekomst.")
    if publish_at > at + SCHEDULED_WITHIN:
        raise ValidationError("Kies een moment binnen vijf jaar.")
    REVISIONS.apply(revision, "schedule", by=by, at=at, publish_at=publish_at)


def unschedule(revision: Revision, *, by, at: datetime) -> None:
    REVISIONS.apply(revision, "unschedule", by=by, at=at, publish_at=None)


def publish_scheduled(*, at: datetime) -> int:
    """Publish what is due, each in a transaction of its own, in the name of who planned it. Returns how many."""
    due = Revision.objects.filter(state=RevisionState.SCHEDULED, publish_at__lte=at).order_by("publish_at")
    done = 0
    for revision in due.select_related("entry"):
        planner = revision.history.filter(act="schedule").first().by
        try:
            accept(revision, by=planner, at=at)
        except (StaleState, PermissionDenied, ValidationError):
            continue  # stopped or archived meanwhile, or the planner is no editor now: it stays visible in the queue
        done += 1
    return done


def refuse(revision: Revision, *, by, at: datetime, note: str) -> None:
    if not note.strip():
        raise ValidationError("Schrijf waarom u dit voorstel niet plaatst. De indiener krijgt deze uitleg.")
    with transaction.atomic():
        REVISIONS.apply(revision, "refuse", by=by, at=at, note=note, decided_at=at, publish_at=None)
        notifications.refused(revision, note=note, at=at)


def withdraw(revision: Revision, *, by, at: datetime) -> None:
    REVISIONS.apply(revision, "withdraw", by=by, at=at, publish_at=None)


def reopen(revision: Revision, *, by, at: datetime) -> None:
    """Undo a withdrawal. Raises ``ProposalRunning`` when another proposal has begun meanwhile."""
    try:
        with transaction.atomic():
            REVISIONS.apply(revision, "reopen", by=by, at=at)
    except IntegrityError as error:
        revision.state = RevisionState.WITHDRAWN
        raise ProposalRunning from error


def comment(revision: Revision, *, field: str, text: str, by, at: datetime) -> FieldComment:
    if not permissions.can_comment(by, revision):
        raise PermissionDenied("U kunt bij dit voorstel geen opmerking plaatsen.")
    if not text.strip():
        raise ValidationError("Schrijf eerst uw opmerking.")
    told = {"field": field, "author": by, "text": text.strip()}
    with transaction.atomic():
        Revision.objects.select_for_update().get(pk=revision.pk)  # the second of two waits for the first
        around = (at - SENT_TWICE_WITHIN, at + SENT_TWICE_WITHIN)
        twice = revision.comments.filter(**told, at__range=around).first()
        return twice or FieldComment.objects.create(revision=revision, at=at, **told)


def resolve_comment(row: FieldComment, *, by) -> None:
    if not permissions.can_comment(by, row.revision):
        raise PermissionDenied("Deze opmerking is niet aan u.")
    FieldComment.objects.filter(pk=row.pk).update(is_resolved=True)


def archive(entry: Entry, *, by, at: datetime, reason: str, successor: Entry | None = None) -> None:
    """Take an entry off the shelves; its address answers 410 and points at the successor."""
    if not permissions.is_editor(by):
        raise PermissionDenied("Alleen de redactie archiveert.")
    if not reason.strip():
        raise ValidationError("Schrijf waarom deze ingang wordt gearchiveerd.")
    if successor is not None and successor.pk == entry.pk:
        raise ValidationError("Een ingang kan niet zichzelf opvolgen.")
    publishing.archive(entry, by=by, at=at, reason=reason.strip(), successor=successor)


def restore(entry: Entry, *, by, at: datetime) -> None:
    """Undo archiving. Raises ``ValidationError`` for what was merged into another."""
    if not permissions.is_editor(by):
        raise PermissionDenied("Alleen de redactie zet een ingang terug.")
    if entry.merged_away.standing().exists():
        raise ValidationError("Deze ingang is samengevoegd met een andere. Draai het samenvoegen terug.")
    publishing.restore(entry, by=by, at=at)


def confirm_current(entry: Entry, *, by, today: date, at: datetime) -> None:
    """*Klopt nog*: owner or editor says that the entry is still right; the next check moves on by its kind.

    A second press on the same day changes nothing, so that taking back leads to what was before the first.
    """
    if not permissions.can_propose(by, entry):
        raise PermissionDenied("Alleen de eigenaar en de redactie kunnen dit bevestigen.")
    with transaction.atomic():
        held = Entry.objects.select_for_update().get(pk=entry.pk)
        standing = held.confirmations.filter(undone_at=None, version=held.version).first()
        if standing and standing.checked_on == held.last_checked == today:
            return
        Confirmation.objects.create(
            entry=held,
            by=by,
            at=at,
            checked_on=today,
            version=held.version,
            last_checked_before=held.last_checked,
            next_check_before=held.next_check,
        )
        publishing.mark_checked(entry, by=by, today=today, at=at)
