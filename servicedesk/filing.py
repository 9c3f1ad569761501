"""Files with a question: judged as everywhere in the portal, kept apart until their form is sent, handed out inert."""

import hashlib
import uuid
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction

from loket.core.files.checking import inspect
from loket.core.files.refusals import RefusedFile
from servicedesk import scanning
from servicedesk.models import Message, Question, QuestionFile

MOST_FILES = 10
FORM_KEPT = timedelta(days=2)
_CHUNK = 1024 * 1024


def keep(upload: File, submission: uuid.UUID, *, at: datetime) -> QuestionFile:
    """Keep a file for the form it came with. Raises ``ValidationError`` with a sentence for what may not come in.

    The same file chosen again is the one that is there.
    """
    try:
        facts = inspect(upload, upload.name, upload.size)
    except RefusedFile as error:
        raise ValidationError(f"{upload.name}: {error.sentence}") from error
    kept = QuestionFile.objects.filter(submission=submission, question=None)
    digest = _digest(upload)
    same = kept.filter(sha256=digest, name=facts.safe_name).first()
    if same:
        return same
    if kept.count() >= MOST_FILES:
        raise ValidationError(f"{upload.name}: er passen hooguit {MOST_FILES} bestanden bij een vraag.")
    told = {"name": facts.safe_name, "kind": facts.kind, "size": facts.size, "sha256": digest}
    file = QuestionFile(submission=submission, at=at, **told)
    file.stored.save(facts.safe_name, upload, save=False)
    with transaction.atomic():
        file.save()
        scanning.offer([digest], at=at)
    return file


def kept_for(submission: uuid.UUID | None) -> list[QuestionFile]:
    """What was chosen in a form that is not sent yet."""
    return list(QuestionFile.objects.filter(submission=submission, question=None)) if submission else []


def attach(submission: uuid.UUID | None, question: Question, message: Message | None) -> list[QuestionFile]:
    """Give what was kept for a form to its question; within the caller's transaction."""
    files = kept_for(submission)
    QuestionFile.objects.filter(pk__in=[file.pk for file in files]).update(question=question, message=message)
    return files


def throw_away_left(at: datetime) -> int:
    """Files of forms that were never sent."""
    left = list(QuestionFile.objects.filter(question=None, at__lt=at - FORM_KEPT)[:1000])
    for file in left:
        file.stored.delete(save=False)
        file.delete()
    return len(left)


def _digest(upload: File) -> str:
    digest = hashlib.sha256()
    upload.seek(0)
    for chunk in iter(lambda: upload.read(_CHUNK), b""):
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
