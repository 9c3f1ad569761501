"""An invitation: one per person and event, with its own link and what was answered."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse

from loket.core.workflow import History
from network.events.models import Event, Registration
from network.invitations.enums import Answer
from network.invitations.models.round import Round


def new_token() -> str:
    return secrets.token_urlsafe(32)


class InvitationQuerySet(models.QuerySet):
    def unanswered(self) -> "InvitationQuerySet":
        return self.filter(answer=Answer.NONE)

    def since(self, at: datetime) -> "InvitationQuerySet":
        return self.filter(invited_at__gt=at)


class Invitation(models.Model):
    """``sector``, ``level`` and ``areas`` are those of the day of inviting: figures keep their meaning."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="invitations", verbose_name="bijeenkomst")
    round = models.ForeignKey(Round, models.CASCADE, null=True, blank=True, related_name="invitations")
    sender = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="sent_on", verbose_name="doorgegeven door"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    name = models.CharField("naam", max_length=120)
    email = models.EmailField("e-mailadres", max_length=254)
    address_key = models.CharField(max_length=254, editable=False)
    sector = models.CharField("sector", max_length=80, blank=True)
    level = models.CharField("niveau", max_length=1, blank=True)
    token = models.CharField(max_length=64, unique=True, editable=False, default=new_token)
    invited_at = models.DateTimeField("uitgenodigd op")
    answer = models.CharField("antwoord", max_length=10, choices=Answer.choices, blank=True, default=Answer.NONE)
    answered_at = models.DateTimeField("geantwoord op", null=True, blank=True)
    reminded_at = models.DateTimeField("herinnerd op", null=True, blank=True)
    reminders = models.PositiveSmallIntegerField("aantal herinneringen", default=0)
    registration = models.ForeignKey(
        Registration, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="aanmelding"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        ordering = ["invited_at", "pk"]
        indexes = [
            models.Index("person", "invited_at", name="invitations_of_person"),
            models.Index("address_key", "invited_at", name="invitations_of_address"),
        ]
        constraints = [
            models.UniqueConstraint(
                "event", "address_key", name="invited_once", violation_error_message="Dit adres is al uitgenodigd."
            ),
            models.UniqueConstraint(
                "event", "person", condition=models.Q(person__isnull=False), name="person_invited_once"
            ),
            models.CheckConstraint(
                condition=models.Q(answer="") | models.Q(answered_at__isnull=False), name="answer_has_moment"
            ),
            models.CheckConstraint(
                condition=models.Q(round__isnull=False) | models.Q(sender__isnull=False) | models.Q(person=None),
                name="invitation_has_cause",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.get_answer_display()}"

    def get_absolute_url(self) -> str:
        """The page on which one answers; who has the link can answer."""
        return reverse("invitation", args=[self.token])

    @property
    def is_open(self) -> bool:
        """Whether who got it from another may use it; a colleague's is always their own."""
        return bool(self.round and self.round.is_open)


class InvitationHistory(History):
    subject = models.ForeignKey(Invitation, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een uitnodiging"
        verbose_name_plural = "stappen van uitnodigingen"


class OptOut(models.Model):
    """An address that wants no invitations any more; it holds for people without an account too."""

    address_key = models.CharField(max_length=254, unique=True)
    since = models.DateTimeField("sinds")

    class Meta:
        verbose_name = "afmelding voor uitnodigingen"
        verbose_name_plural = "afmeldingen voor uitnodigingen"

    def __str__(self) -> str:
        return f"sinds {self.since:%d-%m-%Y}"
