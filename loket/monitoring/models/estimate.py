"""How many professionals there are: dated estimates with their source, that are added to and never changed."""

from collections.abc import Iterable
from datetime import date, datetime

import pgtrigger
from django.conf import settings
from django.db import models

from loket.monitoring.enums import Levels


class EstimateQuerySet(models.QuerySet):
    def known(self, on: date, at: datetime) -> "EstimateQuerySet":
        """What held on a day, as far as it was known at a moment: the newest of each group comes first."""
        return self.filter(counted_on__lte=on, at__lte=at).order_by("-counted_on", "-at", "-pk")

    def of(self, levels: str, *, sector: str = "", area: str = "") -> "EstimateQuerySet":
        return self.filter(level=levels, sector=sector, area=area)


class Estimate(models.Model):
    """``sector`` and ``area`` are codes; empty is all. A group without a row is *onbekend*."""

    sector = models.CharField("sector", max_length=80, blank=True)
    level = models.CharField("niveau", max_length=2, choices=Levels.choices, blank=True)
    area = models.CharField("gebied", max_length=80, blank=True)
    people = models.PositiveIntegerField("aantal mensen")
    counted_on = models.DateField("geldt vanaf")
    source = models.CharField("bron", max_length=300)
    note = models.CharField("toelichting", max_length=400, blank=True)
    at = models.DateTimeField("ingevuld op")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ingevuld door"
    )

    objects = EstimateQuerySet.as_manager()

    class Meta:
        verbose_name = "schatting"
        verbose_name_plural = "schattingen"
        ordering = ["-counted_on", "-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(people__gt=0),
                name="estimate_of_some_people",
                violation_error_message="Een doelgroep van 0 mensen kan niet. Weet u het niet? Laat de schatting weg.",
            ),
            models.CheckConstraint(
                condition=~models.Q(source=""),
                name="estimate_has_source",
                violation_error_message="Schrijf op waar dit getal vandaan komt.",
            ),
            models.CheckConstraint(condition=models.Q(level__in=Levels.values), name="estimate_level_known"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="estimate_is_fixed",
                operation=pgtrigger.UpdateOf("sector", "level", "area", "people", "counted_on", "source", "note", "at"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.people} ({self.counted_on})"


def newest(levels: Iterable[str], *, on: date, at: datetime, sector: str = "", area: str = "") -> list[Estimate]:
    """The estimate in force for each of these levels that has one."""
    rows = Estimate.objects.known(on, at).filter(level__in=list(levels), sector=sector, area=area)
    found: dict[str, Estimate] = {}
    for row in rows:
        found.setdefault(row.level, row)
    return list(found.values())
