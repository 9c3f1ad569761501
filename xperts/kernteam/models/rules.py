"""What the coordinator keeps: the way of working, version after version, and the budget of layer 3 per year."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from xperts.kernteam.enums import SeatName

FIRST_TIE_SEATS = (SeatName.INDEPENDENT.value, SeatName.PRACTICE.value)
"""What settles an equal standing until a version of the way of working says otherwise."""


class WayOfWorking(models.Model):
    """A version of the *werkwijze kernteam*. ``tie_seats``: whose ballot settles what stands equal, in this order."""

    number = models.PositiveSmallIntegerField("versie", unique=True)
    text = models.TextField("tekst", max_length=20_000)
    tie_seats = ArrayField(models.CharField(max_length=13, choices=SeatName.choices), verbose_name="bij gelijke stand")
    change = models.CharField("wat er veranderde", max_length=400, blank=True)
    at = models.DateTimeField("geldt vanaf")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "werkwijze kernteam"
        verbose_name_plural = "versies van de werkwijze kernteam"
        ordering = ["-number"]
        triggers = [
            pgtrigger.Protect(
                name="way_of_working_is_fixed",
                operation=pgtrigger.UpdateOf("number", "text", "tie_seats", "change", "at"),
            )
        ]

    def __str__(self) -> str:
        return f"versie {self.number}"


class Layer3Budget(models.Model):
    """What layer 3 may cost in a year, and how much of it decisions have reserved; in eurocents."""

    year = models.PositiveSmallIntegerField("jaar", unique=True)
    cents = models.PositiveBigIntegerField("budget in eurocenten")
    reserved_cents = models.PositiveBigIntegerField("gereserveerd in eurocenten", default=0)
    changed_at = models.DateTimeField("laatst gewijzigd")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "budget laag 3"
        verbose_name_plural = "budgetten laag 3"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reserved_cents__lte=F("cents")),
                name="never_more_reserved_than_there_is",
                violation_error_message="Er is al meer toegekend dan dit bedrag.",
            ),
            models.CheckConstraint(condition=Q(year__range=(2020, 2100)), name="budget_of_a_likely_year"),
        ]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def left_cents(self) -> int:
        return self.cents - self.reserved_cents
