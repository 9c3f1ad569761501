"""A message as it came in: kept before anybody looks at it."""

from datetime import datetime

from django.db import models
from django.urls import reverse

from loket.core.workflow import History
from loket.post.enums import UNFINISHED_STATES, Outcome, RawState
from loket.post.permissions import can_see_held


class RawMessageQuerySet(models.QuerySet):
    def visible_to(self, user) -> "RawMessageQuerySet":
        return self if can_see_held(user) else self.none()

    def light(self) -> "RawMessageQuerySet":
        """Without the bytes: for lists and counts."""
        return self.defer("content")

    def unfinished(self, before: datetime) -> "RawMessageQuerySet":
        """On their way since before this moment: whoever worked at them stopped halfway."""
        return self.filter(state__in=UNFINISHED_STATES, tried_at__lt=before)


class RawMessage(models.Model):
    """One delivery of one mail. The same bytes for the same queue are one row, however often they are handed in."""

    content = models.BinaryField("inhoud", null=True)
    sha256 = models.CharField(max_length=64)
    # In bytes, as it was handed in; of what was too large only the start is kept.
    size = models.PositiveBigIntegerField("grootte")
    is_cut = models.BooleanField("alleen het begin bewaard", default=False)
    source = models.CharField("bron", max_length=300)
    queue = models.CharField("wachtrij", max_length=100, blank=True)
    is_old = models.BooleanField("lag al in de mailbox", default=False)
    received_at = models.DateTimeField("binnengekomen")
    # When work on it last began, and how often: a message that ends the process each time is held after some tries.
    tried_at = models.DateTimeField("opgepakt")
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    is_released = models.BooleanField("door een medewerker vrijgegeven", default=False)
    state = models.CharField("stand", max_length=10, choices=RawState.choices, default=RawState.RECEIVED)
    outcome = models.CharField("uitkomst", max_length=10, choices=Outcome.choices, blank=True)
    number = models.PositiveBigIntegerField("nummer van de vraag", null=True, blank=True)
    reason = models.CharField("reden", max_length=500, blank=True)
    error = models.TextField("fout", blank=True)
    finished_at = models.DateTimeField("afgerond", null=True, blank=True)

    objects = RawMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "ontvangen mail"
        verbose_name_plural = "ontvangen mail"
        indexes = [
            models.Index("tried_at", condition=models.Q(state__in=("received", "parsed")), name="raw_unfinished"),
            models.Index(fields=["-received_at"], condition=models.Q(state="held"), name="raw_held"),
            models.Index(fields=["-received_at"], condition=models.Q(state="refused"), name="raw_refused"),
            models.Index(
                fields=["-received_at"],
                condition=models.Q(state="routed", outcome__in=("bounce", "auto-reply")),
                name="raw_automatic",
            ),
            models.Index("finished_at", condition=models.Q(content__isnull=False), name="raw_with_content"),
        ]
        constraints = [
            models.UniqueConstraint("sha256", "queue", name="raw_message_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=("received", "parsed"), finished_at__isnull=True)
                | models.Q(state__in=("routed", "held", "refused"), finished_at__isnull=False),
                name="raw_finished_has_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("routed", "held", "refused")) | ~models.Q(outcome=""),
                name="raw_finished_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"mail {self.pk} ({self.get_state_display()})"

    def get_absolute_url(self) -> str:
        return reverse("held_message", args=[self.pk])

    @property
    def shown_subject(self) -> str:
        """What to call it in a list; a message that could not be read has only its number."""
        message = getattr(self, "message", None)
        return f"Bericht {self.pk}" if message is None else str(message)

    @property
    def shown_sender(self) -> str:
        message = getattr(self, "message", None)
        return (message and (message.author_address or message.author_name)) or "onbekend"

    @property
    def is_finished(self) -> bool:
        return self.state not in UNFINISHED_STATES


class RawHistory(History):
    subject = models.ForeignKey(RawMessage, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van ontvangen mail"
        verbose_name_plural = "stappen van ontvangen mail"
