"""The dossier of a file: points that are opened, kept or mended, a new version in its place, and its web version."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction

from loket.catalogue import attachments
from loket.catalogue import workflow as entries
from loket.catalogue.dossiers import permissions, web_text
from loket.catalogue.dossiers.enums import ProblemState, WebState
from loket.catalogue.dossiers.models import (
    BODY_LENGTH,
    Problem,
    ProblemHistory,
    Replacement,
    WebVersion,
    WebVersionHistory,
)
from loket.catalogue.enums import FileState
from loket.catalogue.models import Entry, EntryFile, Revision
from loket.core.files.checking import on_disk
from loket.core.files.outline import KINDS_WITH_OUTLINE, Outlined, outline_safely
from loket.core.workflow import StaleState, Transition, Workflow

_OPEN, _KEPT = frozenset({ProblemState.OPEN}), frozenset({ProblemState.KEPT})
PROBLEMS = Workflow(
    [
        Transition("keep", _OPEN, ProblemState.KEPT, permissions.can_act_on_problem, "Wij laten het zo"),
        Transition("reopen", _KEPT, ProblemState.OPEN, permissions.can_act_on_problem, "Toch herstellen"),
        # By the file that came in the place of this one: nobody presses a button for it.
        Transition("mend", _OPEN | _KEPT, ProblemState.MENDED, lambda user, problem: user is None, ""),
    ],
    history=lambda: ProblemHistory,
)
_ANY = frozenset(WebState)
WEB_VERSIONS = Workflow(
    [
        Transition("publish", _ANY, WebState.PUBLISHED, permissions.can_write_web_version, "Publiceren"),
        Transition(
            "unpublish",
            frozenset({WebState.PUBLISHED}),
            WebState.DRAFT,
            permissions.can_write_web_version,
            "Van de site halen",
        ),
    ],
    history=lambda: WebVersionHistory,
)
NOT_THIS_KIND = "Van dit soort bestand kunnen wij geen webpagina maken."


def file_processed(sender, *, file: EntryFile, at: datetime, **signal) -> None:
    """Receiver: a file was read, so its dossier opens; what it takes the place of is settled when it is public."""
    open_dossier(file, at=at)
    settle(file.entry, at=at)


def entry_moved(sender, *, entry: Entry, at: datetime, **signal) -> None:
    """Receiver of every step that changes what is public of an entry."""
    settle(entry, at=at)
    _mark_public(entry)


def open_dossier(file: EntryFile, *, at: datetime) -> None:
    """A row for each point that is not right. In a new version of a file a point keeps its age, and its reason."""
    before = {row.code: row for row in Problem.objects.filter(file__replacement__new=file)}
    for finding in file.findings:
        if finding["ok"]:
            continue
        old = before.get(finding["code"])
        kept = old is not None and old.state == ProblemState.KEPT
        told = {
            "places": [place[:120] for place in finding.get("places", ())],
            "found_at": old.found_at if old else at,
            "is_public": file.is_public,
            "state": ProblemState.KEPT if kept else ProblemState.OPEN,
            "reason": old.reason if kept else "",
        }
        Problem.objects.get_or_create(file=file, code=finding["code"], defaults=told)


def _mark_public(entry: Entry) -> None:
    numbers = entry.content.get("files", []) if entry.is_published else []
    rows = Problem.objects.filter(file__entry=entry)
    rows.filter(file__in=numbers).update(is_public=True)
    rows.exclude(file__in=numbers).update(is_public=False)


def keep(problem: Problem, *, by, at: datetime, reason: str) -> None:
    """*Wij laten het zo*: the reason stands in the statement that everyone can read. Raises ``ValidationError``."""
    if not reason.strip():
        raise ValidationError("Schrijf waarom u het zo laat. Iedereen kan deze uitleg lezen.")
    PROBLEMS.apply(problem, "keep", by=by, at=at, note=reason.strip(), reason=reason.strip())


def reopen(problem: Problem, *, by, at: datetime) -> None:
    PROBLEMS.apply(problem, "reopen", by=by, at=at, reason="")


def replace(file: EntryFile, upload: File, *, by, at: datetime) -> Revision:
    """Bring a new version of a file: a proposal in which it stands in the place of the old one.

    Raises what proposing and attaching raise, and ``ValidationError`` when a new version was brought already.
    """
    if not permissions.can_look_after(by, file):
        raise PermissionDenied("Dit bestand houdt u niet bij.")
    with transaction.atomic():
        revision = entries.propose_change(file.entry, by=by, at=at)
        if file.pk not in revision.content["files"]:
            raise ValidationError("In uw voorstel staat dit bestand niet meer. Kijk in uw voorstel wat erin staat.")
        new = attachments.attach(revision, upload, by=by, at=at)
        others = [number for number in revision.content["files"] if number != new.pk]
        placed = [new.pk if number == file.pk else number for number in others]
        entries.save(revision, {"files": placed}, by=by, at=at)
        Replacement.objects.filter(old=file, settled_at=None).delete()  # an earlier try that came to nothing
        Replacement.objects.create(old=file, new=new, by=by, at=at)
    return revision


def settle(entry: Entry, *, at: datetime) -> None:
    """What new versions that are public now have mended; a web version moves along and counts as outdated."""
    if not entry.is_published:
        return
    public = set(entry.content.get("files", []))
    waiting = Replacement.objects.filter(old__entry=entry, settled_at=None).select_related("old", "new")
    for row in waiting:
        is_read = row.new.state != FileState.WAITING
        if is_read and row.new_id in public and row.old_id not in public:
            _settle(row, at=at)


def _settle(row: Replacement, *, at: datetime) -> None:
    wrong = {finding["code"] for finding in row.new.findings if not finding["ok"]}
    for problem in row.old.problems.exclude(state=ProblemState.MENDED).exclude(code__in=wrong):
        PROBLEMS.apply(problem, "mend", by=None, at=at)
    if not WebVersion.objects.filter(file=row.new).exists():
        WebVersion.objects.filter(file=row.old).update(file=row.new)
    Replacement.objects.filter(pk=row.pk).update(settled_at=at)


def make_web_version(file: EntryFile, *, by, at: datetime) -> WebVersion:
    """Take the text out of the file, as a draft that its owner can correct; what is public stays as it was.

    Raises ``NoText`` for a scan, ``ExtractionFailed`` when the file cannot be read.
    """
    if not permissions.can_look_after(by, file):
        raise PermissionDenied("Dit bestand houdt u niet bij.")
    if file.kind not in KINDS_WITH_OUTLINE:
        raise ValidationError(NOT_THIS_KIND)
    with file.stored.open("rb") as stored, on_disk(stored) as path:
        found = outline_safely(path, file.kind)
    return write_web_version(file, found, by=by, at=at)


def write_web_version(file: EntryFile, found: Outlined, *, by, at: datetime) -> WebVersion:
    """The draft of a file whose pieces are known."""
    body = web_text.markdown_of(found)
    if len(body) > BODY_LENGTH:
        body, found = body[:BODY_LENGTH].rpartition("\n\n")[0], Outlined(found.blocks, is_truncated=True)
    told = {"body": body, "left_out": web_text.left_out(found, file.kind), "made_from": file}
    told |= {"saved_at": at, "saved_by": by}
    language = file.entry.content.get("language") or "nl"
    with transaction.atomic():
        web, is_new = WebVersion.objects.select_for_update().get_or_create(
            file=file, defaults=told | {"language": language}
        )
        if not is_new:
            WebVersion.objects.filter(pk=web.pk).update(**told, number=web.number + 1)
            web.refresh_from_db()
        WebVersionHistory.objects.create(subject=web, at=at, by=by, act="make", to_state=web.state)
    return web


def save_web_version(web: WebVersion, draft: dict, *, by, at: datetime, seen: int) -> None:
    """Keep what the owner corrected. Raises ``StaleState`` when somebody else saved since (``seen``: the number)."""
    if not permissions.can_write_web_version(by, web):
        raise PermissionDenied("Deze webversie houdt u niet bij.")
    told = draft | {"saved_at": at, "saved_by": by, "number": seen + 1}
    if not WebVersion.objects.filter(pk=web.pk, number=seen).update(**told):
        raise StaleState
    for field, value in told.items():
        setattr(web, field, value)


def publish_web_version(web: WebVersion, *, by, at: datetime, seen: int) -> None:
    """Put the saved text beside the file. It is public where the file is, and nowhere else."""
    with transaction.atomic():
        held = WebVersion.objects.select_for_update(of=("self",)).select_related("file__entry").get(pk=web.pk)
        if held.number != seen:
            raise StaleState
        step = WEB_VERSIONS.apply(held, "publish", by=by, at=at, published_at=at, shown=held.draft)
        WebVersionHistory.objects.filter(pk=step.pk).update(shown=held.shown)


def unpublish_web_version(web: WebVersion, *, by, at: datetime) -> None:
    WEB_VERSIONS.apply(web, "unpublish", by=by, at=at)
