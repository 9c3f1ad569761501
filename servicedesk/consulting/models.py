"""The Expertgroep Gezonde School: its members, what is put before them, and what they advise."""

from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse

from loket.core.workflow import History
from servicedesk.consulting.enums import STANDING_STATES, ConsultationState
from servicedesk.models import Message, Question
from servicedesk.permissions import can_see_desk

MOST_TEXT = 10_000


class Adviser(models.Model):
    """A member of the expert group; ``until`` is the last day."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="lid")
    since = models.DateField("lid sinds")
    until = models.DateField("lid tot en met", null=True, blank=True)

    class Meta:
        verbose_name = "lid van de Expertgroep Gezonde School"
        verbose_name_plural = "leden van de Expertgroep Gezonde School"
        ordering = ["person__name"]

    def __str__(self) -> str:
        return str(self.person)

    def is_member(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ConsultationQuerySet":
        """All for the desk; for members those that were put before them."""
        if can_see_desk(user):
            return self
        return self.filter(asked_of=user) if user and user.is_authenticated else self.none()

    def standing(self) -> "ConsultationQuerySet":
        return self.filter(state__in=STANDING_STATES)


class Consultation(models.Model):
    """What staff put before the group, in words of their own: members see neither the asker nor the conversation."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="consultations", verbose_name="vraag")
    title = models.CharField("onderwerp", max_length=160)
    text = models.TextField("wat wij willen weten", max_length=MOST_TEXT)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="gevraagd door"
    )
    asked_of = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name="voorgelegd aan")
    asked_at = models.DateTimeField("voorgelegd op")
    due_on = models.DateField("advies uiterlijk")
    state = models.CharField("stand", max_length=10, choices=ConsultationState.choices, default=ConsultationState.ASKED)
    reminded_on = models.DateField("herinnerd op", null=True, blank=True)
    told_late_on = models.DateField("te laat gemeld op", null=True, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = "consultatie"
        verbose_name_plural = "consultaties"
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index("due_on", condition=models.Q(state=ConsultationState.ASKED), name="consultation_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                "question",
                condition=models.Q(state=ConsultationState.ASKED),
                name="consultation_once_at_a_time",
                violation_error_message="Deze vraag ligt al bij de expertgroep.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("consultation", args=[self.pk])


class ConsultationHistory(History):
    subject = models.ForeignKey(Consultation, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een consultatie"
        verbose_name_plural = "stappen van consultaties"


class Advice(models.Model):
    """What one member says; it stands as an internal note with the question too."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="advices")
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="lid"
    )
    text = models.TextField("advies", max_length=MOST_TEXT)
    at = models.DateTimeField("wanneer")
    note = models.OneToOneField(Message, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "advies van de expertgroep"
        verbose_name_plural = "adviezen van de expertgroep"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.at:%d-%m-%Y}"
