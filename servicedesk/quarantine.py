"""A file in which the scanner found something: never handed out, and told to the desk and to the asker who sent it."""

from datetime import datetime

from django.db import transaction

from loket.post.models import MessageAttachment
from servicedesk import notifications, scanning
from servicedesk.enums import MessageKind, Verdict
from servicedesk.models import Message, Question, QuestionFile

_SCANNER = "Virusscanner"


def judge(sha256: str, *, at: datetime) -> None:
    """Have a file judged, and tell what was found with each question that has it; once."""
    with transaction.atomic():
        if scanning.judge(sha256, at=at) == Verdict.INFECTED:
            for question in _questions_with(sha256):
                check(question, {sha256: _name_of(question, sha256)}, at=at)


def _questions_with(sha256: str) -> list[Question]:
    by_form = QuestionFile.objects.filter(sha256=sha256, question__isnull=False).values("question")
    posts = MessageAttachment.objects.filter(sha256=sha256).values("message")
    by_mail = Message.objects.filter(post__in=posts).values("question")
    rows = Question.objects.filter(pk__in=by_form) | Question.objects.filter(pk__in=by_mail)
    return list(rows.select_related("queue").order_by("pk").distinct())


def _name_of(question: Question, sha256: str) -> str:
    file = QuestionFile.objects.filter(sha256=sha256, question=question).first()
    if file is None:
        posts = question.messages.filter(post__isnull=False).values("post")
        file = MessageAttachment.objects.filter(sha256=sha256, message__in=posts).first()
    return file.name if file else "een bestand"


def check(question: Question, names: dict[str, str], *, at: datetime) -> None:
    """Tell of the files, by their digests with their names, that are known to be infected."""
    found = scanning.infected(names)
    if not found:
        return
    shown = [names[sha256] for sha256 in sorted(found)]
    lines = [f"- {names[sha256]}: {what}" for sha256, what in sorted(found.items())]
    text = "De virusscanner vond iets. Deze bestanden worden niet doorgegeven:\n\n" + "\n".join(lines)
    Message.objects.create(
        question=question,
        kind=MessageKind.NOTE,
        is_internal=True,
        is_automatic=True,
        author_name=_SCANNER,
        text=text,
        at=at,
    )
    notifications.blocked(question, shown, at=at)
