"""What the programme may cost in a year, and what was entered as cost; amounts in eurocents."""

from datetime import datetime
from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from loket.monitoring.enums import FIRST_SHARES, Layer, Spending

WHOLE = 100
_FIELDS = {
    Layer.THINGS: "things",
    Layer.MEETING: "meeting",
    Layer.TAILORED: "tailored",
    Layer.COORDINATION: "coordination",
}


def _percents(layer: Layer) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(f"{layer.label} (%)", default=FIRST_SHARES[layer])


def _person(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=label
    )


class YearBudget(models.Model):
    """A version of the budget of a year; the newest holds, the others are its history. Rows never change."""

    year = models.PositiveSmallIntegerField("jaar")
    cents = models.PositiveBigIntegerField("budget in eurocenten")
    things = _percents(Layer.THINGS)
    meeting = _percents(Layer.MEETING)
    tailored = _percents(Layer.TAILORED)
    coordination = _percents(Layer.COORDINATION)
    why = models.CharField("waarom", max_length=300, blank=True)
    at = models.DateTimeField("ingevuld op")
    by = _person("ingevuld door")

    class Meta:
        verbose_name = "jaarbudget"
        verbose_name_plural = "jaarbudgetten"
        ordering = ["-year", "-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(things=WHOLE - F("meeting") - F("tailored") - F("coordination")),
                name="shares_make_a_whole",
                violation_error_message="De vier delen zijn samen precies 100 procent.",
            ),
            models.CheckConstraint(
                condition=Q(cents__gt=0),
                name="year_budget_is_money",
                violation_error_message="Vul een bedrag boven nul in.",
            ),
            models.CheckConstraint(condition=Q(year__range=(2020, 2100)), name="year_budget_of_a_likely_year"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="year_budget_is_fixed",
                operation=pgtrigger.UpdateOf(
                    "year", "cents", "things", "meeting", "tailored", "coordination", "why", "at"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.cents}"

    def percents(self, layer: Layer) -> int:
        return getattr(self, _FIELDS[layer])

    def planned(self, layer: Layer) -> int:
        """The eurocents of a layer; what rounding leaves goes to the coordination, so that the parts make the whole."""
        if layer != Layer.COORDINATION:
            return self.cents * self.percents(layer) // WHOLE
        return self.cents - sum(self.planned(other) for other in Layer if other != layer)


class CostQuerySet(models.QuerySet):
    def live(self) -> "CostQuerySet":
        return self.filter(withdrawn_at__isnull=True)

    def of_year(self, year: int) -> "CostQuerySet":
        return self.filter(day__year=year)

    def known(self, at: datetime) -> "CostQuerySet":
        """As they were at a moment."""
        return self.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=at), at__lte=at)


class Cost(models.Model):
    """Money reserved or spent outside what the portal knows by itself; who is mistaken withdraws it."""

    layer = models.CharField("laag", max_length=12, choices=Layer.choices)
    spending = models.CharField("stand", max_length=8, choices=Spending.choices, default=Spending.SPENT)
    day = models.DateField("dag")
    cents = models.PositiveBigIntegerField("bedrag in eurocenten")
    what = models.CharField("waarvoor", max_length=200)
    event = models.CharField("bijeenkomst", max_length=160, blank=True)
    at = models.DateTimeField("ingevuld op")
    by = _person("ingevuld door")
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)
    withdrawn_by = _person("ingetrokken door")

    objects = CostQuerySet.as_manager()

    class Meta:
        verbose_name = "kostenpost"
        verbose_name_plural = "kostenposten"
        ordering = ["-day", "-pk"]
        indexes = [models.Index("day", condition=Q(withdrawn_at__isnull=True), name="cost_live")]
        constraints = [
            models.CheckConstraint(
                condition=Q(cents__gt=0), name="cost_is_money", violation_error_message="Vul een bedrag boven nul in."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.what}"

    @property
    def euros(self) -> Decimal:
        return Decimal(self.cents) / 100
