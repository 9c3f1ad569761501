"""Focus groups: what is asked of whom, what was said and what follows from it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from loket.core.workflow import History
from loket.monitoring.surveys.enums import FocusState
from loket.monitoring.surveys.models.survey import Survey
from loket.monitoring.surveys.permissions import can_survey


class FocusGroupQuerySet(models.QuerySet):
    def visible_to(self, user) -> "FocusGroupQuerySet":
        return self if can_survey(user) else self.none()


class FocusGroup(models.Model):
    title = models.CharField("titel", max_length=160)
    purpose = models.TextField("wat wij willen weten", max_length=2000)
    plan = models.TextField("vragen en opzet", max_length=8000, blank=True)
    starts_at = models.DateTimeField("wanneer")
    place = models.CharField("plaats", max_length=120, blank=True)
    survey = models.ForeignKey(
        Survey, models.SET_NULL, null=True, blank=True, related_name="focus_groups", verbose_name="naar aanleiding van"
    )
    leader = models.CharField("gespreksleider", max_length=120, blank=True)
    notes = models.TextField("verslag", max_length=40_000, blank=True)
    conclusions = models.TextField("conclusies", max_length=20_000, blank=True)
    state = models.CharField("stand", max_length=10, choices=FocusState.choices, default=FocusState.PLANNED)

    objects = FocusGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "focusgroep"
        verbose_name_plural = "focusgroepen"
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=FocusState.CONCLUDED) | ~Q(conclusions=""), name="focus_group_concludes_something"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("focus_group", args=[self.pk])


class FocusGroupHistory(History):
    subject = models.ForeignKey(FocusGroup, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een focusgroep"
        verbose_name_plural = "stappen van een focusgroep"


class Participant(models.Model):
    """Who takes part; the name goes a year after the group was held."""

    group = models.ForeignKey(FocusGroup, models.CASCADE, related_name="participants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField("naam", max_length=120, blank=True)
    sector = models.CharField("sector", max_length=80, blank=True)
    level = models.CharField("niveau", max_length=1, blank=True)
    came = models.BooleanField("was erbij", null=True)

    class Meta:
        verbose_name = "deelnemer"
        verbose_name_plural = "deelnemers"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("group", "person", name="focus_participant_once")]

    def __str__(self) -> str:
        return self.name or "Deelnemer zonder naam"
