"""An application for recognition, its steps, and what is said about its sheet."""

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.urls import reverse

from loket.catalogue.enums import RecognitionLevel
from loket.catalogue.models import Entry
from loket.catalogue.recognition.enums import (
    ASKED_CHOICES,
    CLOSED_STATES,
    DECIDED_STATES,
    OPEN_STATES,
    PHASE_OF,
    WAITS_FOR,
    Outcome,
    Party,
    Phase,
    ProcedureState,
)
from loket.catalogue.recognition.permissions import is_staff
from loket.core.workflow import History


class ProcedureQuerySet(models.QuerySet):
    def open(self) -> "ProcedureQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def of(self, user) -> "ProcedureQuerySet":
        """Those of entries that this person speaks for."""
        own = models.Q(entry__owner=user) | models.Q(entry__deputy=user)
        if "partner" in user.roles and user.organisation_id:
            own |= models.Q(entry__organisation=user.organisation_id)
        return self.filter(own)

    def visible_to(self, user) -> "ProcedureQuerySet":
        """The applicant's side and staff. Assessors come in by their seat, after the question about interest."""
        return self if is_staff(user) else self.of(user)

    def with_people(self) -> "ProcedureQuerySet":
        return self.select_related("entry__owner", "entry__deputy", "entry__organisation", "applicant", "decided_by")

    def waiting_for(self, party: str) -> "ProcedureQuerySet":
        return self.filter(state__in=[state for state, who in WAITS_FOR.items() if who == party])

    def past_objection(self, today: date) -> "ProcedureQuerySet":
        return self.filter(state=ProcedureState.DECIDED, objection_until__lt=today)


class Procedure(models.Model):
    """An application for recognition of one intervention. ``sheet`` has the keys of the entry's own sheet."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="procedures", verbose_name="interventie")
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="aanvrager"
    )
    level = models.CharField("gevraagd niveau", max_length=30, choices=ASKED_CHOICES)
    reason = models.TextField("toelichting", blank=True, max_length=2000)
    state = models.CharField("stand", max_length=12, choices=ProcedureState.choices, default=ProcedureState.APPLIED)
    state_since = models.DateTimeField("in deze stand sinds")
    due_on = models.DateField("uiterlijk", null=True, blank=True)
    applied_at = models.DateTimeField("aangevraagd")
    closed_at = models.DateTimeField("afgesloten", null=True, blank=True)
    is_example = models.BooleanField("voorbeeld", default=False)

    sheet = models.JSONField("werkblad", default=dict)
    saved_at = models.DateTimeField("bewaard", null=True, blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    # Rounds of voting count on; after an objection a new panel begins at ``first_round``.
    round = models.PositiveSmallIntegerField("stemronde", default=0)
    first_round = models.PositiveSmallIntegerField("eerste ronde van deze beoordelaars", default=1)
    verdict = models.CharField("meerderheid", max_length=10, choices=Outcome.choices, blank=True)

    outcome = models.CharField("besluit", max_length=10, choices=Outcome.choices, blank=True)
    granted_level = models.CharField("toegekend niveau", max_length=30, choices=ASKED_CHOICES, blank=True)
    motivation = models.TextField("motivering", blank=True, max_length=10_000)
    conditions = models.TextField("voorwaarden", blank=True, max_length=4000)
    decided_at = models.DateTimeField("besloten", null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    objection_until = models.DateField("bezwaar tot en met", null=True, blank=True)
    objected_at = models.DateTimeField("bezwaar gemaakt", null=True, blank=True)
    objection = models.TextField("bezwaar", blank=True, max_length=4000)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = "aanvraag van erkenning"
        verbose_name_plural = "aanvragen van erkenning"
        indexes = [
            models.Index(fields=["due_on"], condition=models.Q(state__in=OPEN_STATES), name="procedure_open"),
            models.Index(
                fields=["objection_until"], condition=models.Q(state="decided"), name="procedure_past_objection"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=models.Q(state__in=OPEN_STATES),
                name="one_open_procedure",
                violation_error_message="Voor deze interventie loopt al een aanvraag.",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=DECIDED_STATES)
                | models.Q(decided_at__isnull=False) & ~models.Q(outcome="") & ~models.Q(motivation=""),
                name="decision_has_motivation",
                violation_error_message="Een besluit heeft een motivering.",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=Outcome.RECOGNISED) & ~models.Q(granted_level="")
                | ~models.Q(outcome=Outcome.RECOGNISED) & models.Q(granted_level=""),
                name="only_who_is_recognised_has_a_level",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=CLOSED_STATES) & models.Q(closed_at__isnull=False)
                | ~models.Q(state__in=CLOSED_STATES) & models.Q(closed_at__isnull=True),
                name="closed_procedure_has_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ProcedureState.RECOGNISED) | models.Q(outcome=Outcome.RECOGNISED),
                name="recognised_by_decision",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ProcedureState.REFUSED) | models.Q(outcome=Outcome.REFUSED),
                name="refused_by_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_level_display()}"

    def get_absolute_url(self) -> str:
        return reverse("recognition_procedure", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_decided(self) -> bool:
        return self.state in DECIDED_STATES

    @property
    def phase(self) -> Phase:
        return PHASE_OF[ProcedureState(self.state)]

    @property
    def waits_for(self) -> Party:
        return WAITS_FOR.get(ProcedureState(self.state), Party.NOBODY)

    @property
    def needs_panel(self) -> bool:
        """Whether people from practice judge; above *goed beschreven* the committee does."""
        return self.level == RecognitionLevel.WELL_DESCRIBED

    def is_late(self, today: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today

    def days_so_far(self, at: datetime) -> int:
        """Whole days from the application until it was closed, or until ``at``."""
        return ((self.closed_at or at) - self.applied_at).days


class ProcedureHistory(History):
    subject = models.ForeignKey(Procedure, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een aanvraag"
        verbose_name_plural = "stappen van aanvragen"


class SheetComment(models.Model):
    """What is said about one field of the sheet in a feedback round; an empty ``field`` is about the whole."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="comments")
    field = models.CharField("veld", max_length=80, blank=True)
    round = models.PositiveSmallIntegerField("feedbackronde")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    is_answer = models.BooleanField("van de aanvrager", default=False)
    at = models.DateTimeField("wanneer")
    text = models.TextField("opmerking", max_length=4000)
    is_resolved = models.BooleanField("verwerkt", default=False)

    class Meta:
        verbose_name = "opmerking bij het werkblad"
        verbose_name_plural = "opmerkingen bij het werkblad"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(round__in=(1, 2)), name="comment_in_one_of_two_rounds"),
            models.CheckConstraint(condition=~models.Q(text=""), name="comment_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def by(self) -> str:
        """Who says it, without a name: the assessors stay unknown to the applicant."""
        return "De aanvrager" if self.is_answer else f"Redactie, ronde {self.round}"
