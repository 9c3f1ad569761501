"""Calls for questions (*oproepen*): a page with a theme, a term and a form, and what came in by it."""

from datetime import date, datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from loket.core.workflow import History
from loket.core.working_days import local_date
from servicedesk.appeals.enums import AppealState, FieldKind
from servicedesk.models import Question, Queue
from servicedesk.permissions import can_see_desk

MOST_FIELDS = 8
MOST_OPTIONS = 12


class AppealQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AppealQuerySet":
        """Drafts are for the desk; what was placed is for everybody, also after its term."""
        return self if can_see_desk(user) else self.exclude(state=AppealState.DRAFT)

    def taking(self, at: datetime) -> "AppealQuerySet":
        """Those that take questions on the day of this moment."""
        day = local_date(at)
        return self.filter(state=AppealState.OPEN, opens_on__lte=day, closes_on__gte=day)

    def past_term(self, at: datetime) -> "AppealQuerySet":
        return self.filter(state=AppealState.OPEN, closes_on__lt=local_date(at))


class Appeal(models.Model):
    """It takes questions from ``opens_on`` up to and including ``closes_on``."""

    slug = models.SlugField("adres", max_length=80, unique=True)
    title = models.CharField("titel", max_length=120)
    lead = models.TextField("waar het om gaat", max_length=600)
    body = models.TextField("toelichting", blank=True, max_length=10_000)
    promise = models.TextField("wat wij met de vragen doen", blank=True, max_length=600)
    theme = models.CharField("thema", max_length=80)
    opens_on = models.DateField("vanaf")
    closes_on = models.DateField("tot en met")
    queue = models.ForeignKey(Queue, models.PROTECT, related_name="+", verbose_name="wachtrij")
    state = models.CharField("stand", max_length=8, choices=AppealState.choices, default=AppealState.DRAFT)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField("gemaakt op")
    changed_at = models.DateTimeField("gewijzigd op")

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = "oproep"
        verbose_name_plural = "oproepen"
        ordering = ["-opens_on", "-pk"]
        indexes = [models.Index("closes_on", condition=models.Q(state=AppealState.OPEN), name="appeal_open")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="appeal_days_in_order",
                violation_error_message="De laatste dag komt niet voor de eerste.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("appeal", args=[self.slug])

    def takes_questions(self, day: date) -> bool:
        return self.state == AppealState.OPEN and self.opens_on <= day <= self.closes_on


class AppealHistory(History):
    subject = models.ForeignKey(Appeal, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een oproep"
        verbose_name_plural = "stappen van oproepen"


class AppealField(models.Model):
    """One question of the form, beside what everybody is asked."""

    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="fields")
    position = models.PositiveSmallIntegerField("plaats")
    label = models.CharField("vraag", max_length=160)
    help = models.CharField("uitleg", max_length=200, blank=True)
    kind = models.CharField("soort", max_length=8, choices=FieldKind.choices, default=FieldKind.LINE)
    options = ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name="keuzes")
    is_required = models.BooleanField("verplicht", default=False)

    class Meta:
        verbose_name = "veld van een oproep"
        verbose_name_plural = "velden van oproepen"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind=FieldKind.CHOICE) | models.Q(options__len__gte=2),
                name="choice_field_has_options",
                violation_error_message="Geef minstens twee keuzes.",
            )
        ]

    def __str__(self) -> str:
        return self.label


class Response(models.Model):
    """A question that came in by a call, with what was filled in: pairs of (question of the form, answer)."""

    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="responses")
    question = models.OneToOneField(Question, models.CASCADE, related_name="appeal_response")
    answers = models.JSONField("antwoorden", default=list)
    at = models.DateTimeField("wanneer")

    class Meta:
        verbose_name = "reactie op een oproep"
        verbose_name_plural = "reacties op oproepen"
        indexes = [models.Index(fields=["appeal", "-at"], name="response_of_appeal")]

    def __str__(self) -> str:
        return f"{self.appeal_id}: {self.question_id}"
