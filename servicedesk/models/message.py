"""What was written about a question, the files with it, and what somebody is still writing."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse

from loket.core.models import OutgoingMail
from loket.post.models import Message as PostMessage
from servicedesk.enums import INTERNAL_KINDS, MessageKind
from servicedesk.models.question import Question

MOST_TEXT = 50_000


class MessageQuerySet(models.QuerySet):
    def for_asker(self, at: datetime) -> "MessageQuerySet":
        """What the asker reads: nothing internal, and no answer that can still be taken back."""
        shown = self.exclude(kind__in=INTERNAL_KINDS).filter(is_internal=False)
        return shown.exclude(kind=MessageKind.REPLY, leaves_at__gt=at)

    def in_conversation(self, question: Question) -> "MessageQuerySet":
        """What the desk reads of a question and of those merged into it; copies to other askers count once."""
        return self.filter(question__in=Question.objects.with_parts(question).values("pk"), copy_of=None)

    def after(self, seen: int) -> "MessageQuerySet":
        """What was written since somebody last looked; ``seen`` is the number of the last message they had."""
        return self.filter(pk__gt=seen)


class Message(models.Model):
    """``text`` is Markdown when we wrote it, plain text when it came by mail or from the asker.

    ``undo`` keeps how the question stood before an answer, until that answer leaves.
    """

    question = models.ForeignKey(Question, models.CASCADE, related_name="messages")
    kind = models.CharField("soort", max_length=12, choices=MessageKind.choices)
    is_internal = models.BooleanField("alleen voor de servicedesk", default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="schrijver"
    )
    author_name = models.CharField("naam van de schrijver", max_length=200, blank=True)
    text = models.TextField("tekst", blank=True, max_length=MOST_TEXT)
    at = models.DateTimeField("wanneer")
    cc = models.JSONField("ook aan", default=list, blank=True)
    leaves_at = models.DateTimeField("vertrekt", null=True, blank=True)
    undo = models.JSONField("stand ervoor", null=True, blank=True)
    mails = models.ManyToManyField(OutgoingMail, related_name="+", blank=True)
    post = models.ForeignKey(PostMessage, models.SET_NULL, null=True, blank=True, related_name="+")
    is_automatic = models.BooleanField("automatisch", default=False)
    # An answer to merged questions of several people: each has one of their own.
    copy_of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="copies")
    # The page from which it was sent: pressing twice gives one message.
    submission = models.UUIDField(null=True, blank=True, unique=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ["at", "pk"]
        indexes = [models.Index("question", "at", name="message_in_question")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind__in=INTERNAL_KINDS) | models.Q(is_internal=True), name="note_is_internal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} bij {self.question_id}"

    def can_be_taken_back(self, at: datetime) -> bool:
        return self.kind == MessageKind.REPLY and self.leaves_at is not None and at < self.leaves_at


def _stored_name(instance: "QuestionFile", filename: str) -> str:
    """A name that says nothing and cannot collide; people see ``QuestionFile.name``."""
    token = uuid.uuid4().hex
    return f"questions/{token[:2]}/{token}"


class QuestionFile(models.Model):
    """A file with a question. Without a question it waits for the form of which it is part (``submission``)."""

    question = models.ForeignKey(Question, models.CASCADE, null=True, blank=True, related_name="files")
    message = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="files")
    submission = models.UUIDField(null=True, blank=True)
    name = models.CharField("naam", max_length=200)
    kind = models.CharField("soort", max_length=20)
    size = models.PositiveBigIntegerField("grootte in bytes")
    sha256 = models.CharField(max_length=64)
    stored = models.FileField("bestand", upload_to=_stored_name, max_length=120)
    at = models.DateTimeField("toegevoegd")

    class Meta:
        verbose_name = "bestand bij een vraag"
        verbose_name_plural = "bestanden bij vragen"
        ordering = ["at", "pk"]
        indexes = [models.Index("submission", condition=models.Q(question__isnull=True), name="file_of_form")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(question__isnull=False) | models.Q(submission__isnull=False), name="file_has_place"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("question_file", args=[self.pk])


class Draft(models.Model):
    """What somebody of the desk is writing, kept on each pause of typing."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField("soort", max_length=12, choices=MessageKind.choices, default=MessageKind.REPLY)
    text = models.TextField("tekst", blank=True, max_length=MOST_TEXT)
    saved_at = models.DateTimeField("bewaard")

    class Meta:
        verbose_name = "concept"
        verbose_name_plural = "concepten"
        constraints = [models.UniqueConstraint("question", "author", name="draft_once")]

    def __str__(self) -> str:
        return f"concept bij {self.question_id}"


class StandardAnswer(models.Model):
    """A text that the desk uses often; ``{naam}``, ``{nummer}`` and ``{behandelaar}`` are filled in."""

    title = models.CharField("titel", max_length=120, unique=True)
    text = models.TextField("tekst", max_length=10_000)
    changed_at = models.DateTimeField("gewijzigd op")

    class Meta:
        verbose_name = "standaardantwoord"
        verbose_name_plural = "standaardantwoorden"
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
