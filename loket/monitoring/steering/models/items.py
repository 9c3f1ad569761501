"""Action points, pilots, risks, and agreements with partners, each with its history."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from loket.accounts.models import Organisation
from loket.core.workflow import History
from loket.monitoring.steering.enums import ActionState, DealState, Outcome, PilotState, RiskState, Score
from loket.monitoring.steering.models.steered import Steered


class ActionPoint(Steered):
    """Something that the programme does by a day (000, chapters 3 and 4)."""

    SLUG = "actiepunten"

    state = models.CharField("stand", max_length=10, choices=ActionState.choices, default=ActionState.PLANNED)

    class Meta(Steered.Meta):
        verbose_name = "actiepunt"
        verbose_name_plural = "actiepunten"

    def get_absolute_url(self) -> str:
        return reverse("steered", args=[self.SLUG, self.pk])


class Pilot(Steered):
    """A trial in a region. It ends in an outcome with a reason, on reach, appreciation (1 to 10) and result."""

    SLUG = "pilots"

    state = models.CharField("stand", max_length=10, choices=PilotState.choices, default=PilotState.PLANNED)
    reach_planned = models.PositiveIntegerField("beoogd bereik (professionals)", null=True, blank=True)
    reach = models.PositiveIntegerField("bereik (professionals)", null=True, blank=True)
    appreciation = models.DecimalField(
        "waardering (rapportcijfer)",
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    result = models.TextField("resultaat", max_length=4000, blank=True)
    outcome = models.CharField("besluit", max_length=10, choices=Outcome.choices, blank=True)
    reason = models.TextField("waarom", max_length=2000, blank=True)

    class Meta(Steered.Meta):
        verbose_name = "pilot"
        verbose_name_plural = "pilots"
        constraints = [
            *Steered.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state=PilotState.ENDED, outcome__in=Outcome.values, reach__isnull=False)
                & ~Q(reason="")
                & ~Q(result="")
                | ~Q(state=PilotState.ENDED) & Q(outcome=""),
                name="pilot_ends_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(appreciation__isnull=True) | Q(appreciation__gte=1, appreciation__lte=10),
                name="pilot_appreciation_is_a_mark",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("steered", args=[self.SLUG, self.pk])


class Risk(Steered):
    """What may go wrong: chance × impact. ``due_on`` is the day on which it is looked at again."""

    SLUG = "risicos"

    state = models.CharField("stand", max_length=10, choices=RiskState.choices, default=RiskState.OPEN)
    chance = models.PositiveSmallIntegerField("kans", choices=Score.choices)
    impact = models.PositiveSmallIntegerField("gevolg", choices=Score.choices)

    class Meta(Steered.Meta):
        verbose_name = "risico"
        verbose_name_plural = "risico's"
        constraints = [
            *Steered.Meta.constraints,
            models.CheckConstraint(
                condition=Q(chance__gte=1, chance__lte=5, impact__gte=1, impact__lte=5), name="risk_scores_one_to_five"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("steered", args=[self.SLUG, self.pk])

    @property
    def score(self) -> int:
        """One to twenty-five."""
        return self.chance * self.impact


class Measure(models.Model):
    """What makes a risk smaller."""

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="measures")
    text = models.CharField("maatregel", max_length=300)
    due_on = models.DateField("klaar op", null=True, blank=True)
    done_on = models.DateField("gedaan op", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "maatregel"
        verbose_name_plural = "maatregelen"
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="measure_has_text")]

    def __str__(self) -> str:
        return self.text


class Deal(Steered):
    """An agreement with a partner: who fills what, by when (000, paragraphs 3.1 and 3.2)."""

    SLUG = "afspraken"

    state = models.CharField("stand", max_length=10, choices=DealState.choices, default=DealState.OPEN)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="partner")

    class Meta(Steered.Meta):
        verbose_name = "afspraak met een partner"
        verbose_name_plural = "afspraken met partners"

    def get_absolute_url(self) -> str:
        return reverse("steered", args=[self.SLUG, self.pk])


class ActionPointHistory(History):
    subject = models.ForeignKey(ActionPoint, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een actiepunt"
        verbose_name_plural = "stappen van een actiepunt"


class PilotHistory(History):
    subject = models.ForeignKey(Pilot, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een pilot"
        verbose_name_plural = "stappen van een pilot"


class RiskHistory(History):
    subject = models.ForeignKey(Risk, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een risico"
        verbose_name_plural = "stappen van een risico"


class DealHistory(History):
    subject = models.ForeignKey(Deal, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een afspraak"
        verbose_name_plural = "stappen van een afspraak"
