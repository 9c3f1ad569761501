"""Who wants to hear of notices, of which they heard, and who reacted to what."""

from datetime import datetime

from django.conf import settings
from django.db import models

from loket.core.telling import Rhythm
from network.directory.models import DirectMessage
from network.notices.models.posting import Posting


class Watch(models.Model):
    """Somebody wants to hear of notices that fit the own notices or the profile."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    rhythm = models.CharField("mailen", max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    since = models.DateTimeField("sinds")

    class Meta:
        verbose_name = "wie van berichten wil horen"
        verbose_name_plural = "wie van berichten willen horen"

    def __str__(self) -> str:
        return f"{self.person_id}: {self.get_rhythm_display()}"


class MatchQuerySet(models.QuerySet):
    def due(self, at: datetime) -> "MatchQuerySet":
        return self.filter(due_at__lte=at, told_at=None)


class Match(models.Model):
    """A notice that fits somebody, once per person, with why; ``because`` is the own notice that it fits, if any."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    posting = models.ForeignKey(Posting, models.CASCADE, related_name="matches")
    because = models.ForeignKey(Posting, models.SET_NULL, null=True, blank=True, related_name="+")
    why = models.CharField("waarom", max_length=300)
    due_at = models.DateTimeField("te vertellen", null=True, blank=True)
    told_at = models.DateTimeField("verteld", null=True, blank=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name = "passend bericht"
        verbose_name_plural = "passende berichten"
        indexes = [
            models.Index(
                "due_at",
                "person",
                condition=models.Q(told_at__isnull=True, due_at__isnull=False),
                name="posting_match_due",
            )
        ]
        constraints = [models.UniqueConstraint("person", "posting", name="posting_match_once")]

    def __str__(self) -> str:
        return f"{self.posting} ({self.why})"


class Reaction(models.Model):
    """That somebody reacted; what was written is the message."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="reactions")
    message = models.OneToOneField(DirectMessage, models.CASCADE, related_name="+")
    at = models.DateTimeField("gereageerd")

    class Meta:
        verbose_name = "reactie"
        verbose_name_plural = "reacties"

    def __str__(self) -> str:
        return f"reactie op {self.posting_id}"
