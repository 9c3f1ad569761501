"""Where an asker was sent, why, and whether it helped; and what people found before they asked."""

from datetime import datetime

from django.conf import settings
from django.db import models

from servicedesk.enums import Helped
from servicedesk.models.message import Message
from servicedesk.models.question import Question


class ReferralQuerySet(models.QuerySet):
    def waiting(self) -> "ReferralQuerySet":
        """Chosen, to go along with the next answer."""
        return self.filter(message__isnull=True)

    def given(self, at: datetime) -> "ReferralQuerySet":
        """With an answer that can no longer be taken back."""
        return self.filter(message__isnull=False, message__leaves_at__lte=at)

    def to_ask_about(self, at: datetime) -> "ReferralQuerySet":
        return self.filter(ask_at__lte=at, asked_at__isnull=True, rated_at__isnull=True, message__isnull=False)


class Referral(models.Model):
    """To something that can be found: what it was called and where it stood is kept as it was then."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="referrals")
    message = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="referrals")
    subject_type = models.CharField("soort onderwerp", max_length=40)
    subject_id = models.PositiveBigIntegerField("onderwerp")
    kind = models.CharField("soort", max_length=60)
    title = models.CharField("titel", max_length=300)
    url = models.CharField("adres", max_length=500)
    reason = models.CharField("waarom", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("gekozen op")
    ask_at = models.DateTimeField("navragen vanaf", null=True, blank=True)
    asked_at = models.DateTimeField("nagevraagd op", null=True, blank=True)
    helped = models.CharField("hielp het", max_length=8, choices=Helped.choices, blank=True)
    said = models.TextField("toelichting", blank=True, max_length=2000)
    rated_at = models.DateTimeField("beantwoord op", null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "verwijzing"
        verbose_name_plural = "verwijzingen"
        ordering = ["at", "pk"]
        indexes = [
            models.Index(
                "ask_at", condition=models.Q(asked_at__isnull=True, ask_at__isnull=False), name="referral_to_ask"
            ),
            models.Index("subject_type", "subject_id", name="referral_to"),
        ]
        constraints = [
            models.UniqueConstraint("question", "subject_type", "subject_id", name="referral_once"),
            models.CheckConstraint(
                condition=models.Q(helped="", rated_at__isnull=True) | ~models.Q(helped="") & ~models.Q(rated_at=None),
                name="rated_referral_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Rating(models.Model):
    """Two questions after closing (five is best)."""

    question = models.OneToOneField(Question, models.CASCADE, related_name="rating")
    helped = models.PositiveSmallIntegerField("hoe goed geholpen")
    service = models.PositiveSmallIntegerField("hoe prettig het contact was")
    said = models.TextField("toelichting", blank=True, max_length=2000)
    at = models.DateTimeField("ingevuld op")

    class Meta:
        verbose_name = "beoordeling"
        verbose_name_plural = "beoordelingen"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(helped__gte=1, helped__lte=5, service__gte=1, service__lte=5),
                name="rating_from_one_to_five",
                violation_error_message="Kies een tot vijf.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.helped}"


class HelpedBefore(models.Model):
    """Somebody found what they needed before they asked. Who it was, and what they typed, is not kept."""

    at = models.DateTimeField("wanneer")
    subject_type = models.CharField("soort onderwerp", max_length=40)
    subject_id = models.PositiveBigIntegerField("onderwerp")
    # Of the form: pressing twice counts once.
    submission = models.UUIDField(unique=True)

    class Meta:
        verbose_name = "geholpen voor het vragen"
        verbose_name_plural = "geholpen voor het vragen"
        indexes = [models.Index("subject_type", "subject_id", name="helped_by")]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"
