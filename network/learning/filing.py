"""Files of members: judged as everywhere in the portal, kept apart until their form is sent, handed out inert."""

import hashlib
import uuid
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import File

from loket.core.files.checking import inspect
from loket.core.files.refusals import RefusedFile
from network.learning.models import LearningNetwork, NetworkFile, Post

MOST_FILES = 10
FORM_KEPT = timedelta(days=2)
_CHUNK = 1024 * 1024


def new_submission() -> uuid.UUID:
    """For a file that goes to its place at once."""
    return uuid.uuid4()


def keep(upload: File, network: LearningNetwork, submission: uuid.UUID, *, by, at: datetime) -> NetworkFile:
    """Keep a file for the form it came with. Raises ``ValidationError`` with a sentence for what may not come in.

    The same file chosen again is the one that is there.
    """
    waiting = NetworkFile.objects.filter(network=network, submission=submission, post=None, version=None)
    facts = _judged(upload)
    digest = _digest(upload)
    same = waiting.filter(sha256=digest, name=facts.safe_name).first()
    if same:
        return same
    if waiting.count() >= MOST_FILES:
        raise ValidationError(f"{upload.name}: er passen hooguit {MOST_FILES} bestanden bij een bericht.")
    return _stored(upload, network, facts, digest, submission=submission, brought_by=by, at=at)


def _judged(upload: File):
    try:
        return inspect(upload, upload.name, upload.size)
    except RefusedFile as error:
        raise ValidationError(f"{upload.name}: {error.sentence}") from error


def _stored(upload: File, network: LearningNetwork, facts, digest: str, **told) -> NetworkFile:
    known = {"name": facts.safe_name, "kind": facts.kind, "size": facts.size, "sha256": digest}
    file = NetworkFile(network=network, **known, **told)
    file.stored.save(facts.safe_name, upload, save=False)
    file.save()
    return file


def take_from_mail(upload: File, post: Post, *, by, at: datetime) -> str:
    """Put a file that came by mail with its post; returns why not, empty when it is there."""
    try:
        facts = _judged(upload)
    except ValidationError as error:
        return error.messages[0]
    _stored(upload, post.thread.network, facts, _digest(upload), post=post, brought_by=by, at=at)
    return ""


def attach(submission: uuid.UUID | None, post: Post) -> None:
    """Give what was kept for a form to its post; within the caller's transaction."""
    if submission:
        waiting = NetworkFile.objects.filter(network=post.thread.network, submission=submission, post=None)
        waiting.filter(version=None).update(post=post, submission=None)


def waiting_for(submission: uuid.UUID | None, network: LearningNetwork) -> list[NetworkFile]:
    """What was chosen in a form that is not sent yet."""
    found = NetworkFile.objects.filter(network=network, submission=submission, post=None, version=None)
    return list(found) if submission else []


def throw_away_left(at: datetime) -> int:
    """Files of forms that were never sent."""
    left = NetworkFile.objects.filter(post=None, version=None, at__lt=at - FORM_KEPT)[:1000]
    return throw_away(list(left))


def throw_away(files: list[NetworkFile]) -> int:
    for file in files:
        file.stored.delete(save=False)
        file.delete()
    return len(files)


def _digest(upload: File) -> str:
    digest = hashlib.sha256()
    upload.seek(0)
    for chunk in iter(lambda: upload.read(_CHUNK), b""):
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
