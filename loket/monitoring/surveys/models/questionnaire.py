"""Questionnaires in versions. A version that was sent is fixed; what changes later is a new version."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from loket.monitoring.surveys.enums import WITH_OPTIONS, Dimension, Measures, QuestionKind
from loket.monitoring.surveys.permissions import can_survey


class QuestionnaireQuerySet(models.QuerySet):
    def visible_to(self, user) -> "QuestionnaireQuerySet":
        return self if can_survey(user) else self.none()


class Questionnaire(models.Model):
    title = models.CharField("titel", max_length=160)
    intro = models.TextField("inleiding", max_length=2000, blank=True)
    source = models.CharField("bron", max_length=200, blank=True)
    made_at = models.DateTimeField("gemaakt", editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = "vragenlijst"
        verbose_name_plural = "vragenlijsten"
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("questionnaire", args=[self.pk])


class Version(models.Model):
    """``fixed_at``: since when it cannot change any more, because it was sent."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("versie")
    made_at = models.DateTimeField("gemaakt")
    fixed_at = models.DateTimeField("vastgelegd", null=True, blank=True)

    class Meta:
        verbose_name = "versie van een vragenlijst"
        verbose_name_plural = "versies van een vragenlijst"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint("questionnaire", "number", name="version_number_once"),
            models.UniqueConstraint(
                "questionnaire", condition=Q(fixed_at__isnull=True), name="version_one_that_can_change"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire}, versie {self.number}"


class Question(models.Model):
    """``code`` is the same in all versions, so that rounds can be compared.

    ``options``: what can be chosen. ``counts``: which answers count for ``measures``, from one: scores, or options.
    """

    version = models.ForeignKey(Version, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField("volgorde")
    code = models.SlugField("kenmerk", max_length=40)
    dimension = models.CharField("kop", max_length=20, choices=Dimension.choices)
    kind = models.CharField("soort", max_length=10, choices=QuestionKind.choices)
    text = models.CharField("vraag of stelling", max_length=400)
    options = ArrayField(models.CharField(max_length=200), default=list, blank=True, verbose_name="antwoorden")
    measures = models.CharField("telt voor", max_length=10, choices=Measures.choices, blank=True)
    counts = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name="welke tellen mee")

    class Meta:
        verbose_name = "vraag"
        verbose_name_plural = "vragen"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint("version", "code", name="question_code_once"),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(WITH_OPTIONS), options__len__gte=2)
                | Q(kind__in=("schaal", "open"), options=[]),
                name="question_has_options",
                violation_error_message="Geef ten minste twee antwoorden om uit te kiezen.",
            ),
            models.CheckConstraint(
                condition=Q(measures="", counts=[]) | Q(kind__in=("schaal", "keuze"), counts__len__gte=1),
                name="question_says_what_counts",
            ),
        ]

    def __str__(self) -> str:
        return self.text
