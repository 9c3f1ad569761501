"""The decision on a case and the letter about it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from xperts.cases.enums import Form
from xperts.cases.models import Case
from xperts.kernteam import amounts
from xperts.kernteam.enums import OUTCOME_CHOICES, OUTCOMES, Basis, Choice, SeatName
from xperts.kernteam.models.rules import Layer3Budget, WayOfWorking

_GRANTED = Q(outcome=Choice.GRANT)
_NOTHING = Q(form="", minutes=0, xperts=0, cents=0)


class Decision(models.Model):
    """One per case. ``proposed`` is what the portal proposed and on what ground; ``deviation`` why it became otherwise.

    What is granted: the form of help, ``minutes``, how many ``xperts`` and ``cents``; zero for the other outcomes.
    ``budget`` is the year in which ``cents`` are reserved.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="decision", verbose_name="aanvraag")
    outcome = models.CharField("besluit", max_length=10, choices=OUTCOME_CHOICES)
    proposed = models.CharField("voorstel", max_length=10, choices=OUTCOME_CHOICES)
    basis = models.CharField("grond", max_length=8, choices=Basis.choices)
    tie_seat = models.CharField("zetel die de doorslag gaf", max_length=13, choices=SeatName.choices, blank=True)
    deviation = models.TextField("waarom anders dan het voorstel", blank=True, max_length=2000)
    waiver = models.TextField("waarom wie de diagnose stelde toch mag helpen", blank=True, max_length=1000)
    votes = models.JSONField("stand van de oordelen", default=dict)
    way_of_working = models.ForeignKey(WayOfWorking, models.PROTECT, null=True, related_name="+")

    form = models.CharField("vorm van hulp", max_length=12, choices=Form.choices, blank=True)
    minutes = models.PositiveIntegerField("minuten", default=0)
    xperts = models.PositiveSmallIntegerField("aantal Xperts", default=0)
    cents = models.PositiveBigIntegerField("kosten in eurocenten", default=0)
    budget = models.ForeignKey(Layer3Budget, models.PROTECT, null=True, blank=True, related_name="decisions")
    released_cents = models.PositiveBigIntegerField("vrijgevallen in eurocenten", default=0)

    submission = models.UUIDField("verzending", unique=True)
    at = models.DateTimeField("wanneer")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="door")

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["outcome", "-at"], name="decision_outcome")]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=OUTCOMES), name="known_outcome"),
            models.CheckConstraint(
                condition=(_GRANTED & Q(xperts__gte=1, minutes__gt=0) & ~Q(form="")) | (~_GRANTED & _NOTHING),
                name="only_a_grant_gives_something",
                violation_error_message="Alleen een toekenning heeft een vorm, uren en kosten.",
            ),
            models.CheckConstraint(condition=Q(cents=0) | Q(budget__isnull=False), name="costs_have_a_budget"),
            models.CheckConstraint(
                condition=Q(outcome=models.F("proposed")) | ~Q(deviation=""),
                name="deviates_for_a_reason",
                violation_error_message="Leg uit waarom het besluit anders is dan het voorstel.",
            ),
            models.CheckConstraint(
                condition=Q(released_cents__lte=models.F("cents")), name="released_at_most_what_was_granted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_outcome_display()}"

    @property
    def granted_hours(self) -> str:
        return amounts.hours(self.minutes)

    @property
    def granted_euros(self) -> str:
        return amounts.euros(self.cents)


class Letter(models.Model):
    """The decision in words for the asker. Sent once; what was sent is fixed: a trigger refuses."""

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="letter", verbose_name="besluit")
    text = models.TextField("tekst", max_length=20_000)
    edited_at = models.DateTimeField("laatst gewijzigd")
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField("verstuurd op", null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "besluitbrief"
        verbose_name_plural = "besluitbrieven"
        ordering = ["-edited_at"]
        triggers = [
            pgtrigger.Protect(
                name="sent_letter_is_fixed",
                operation=pgtrigger.UpdateOf("text", "edited_at", "sent_at"),
                condition=pgtrigger.Q(old__sent_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"brief over {self.decision_id}"

    def get_absolute_url(self) -> str:
        return reverse("decision_letter", args=[self.decision.case.number])
