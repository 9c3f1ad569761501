"""The self-scan: at a moment, members say per element how far the region is, with what shows it."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from loket.core.workflow import History
from network.regions.enums import Element, ScanState
from network.regions.models.region import Region

LOWEST, HIGHEST = 1, 5
LOW = 2
"""A median of this or lower leads to ways to get further."""


class ScanQuerySet(models.QuerySet):
    def closed(self) -> "ScanQuerySet":
        return self.filter(state=ScanState.CLOSED)

    def open(self) -> "ScanQuerySet":
        return self.filter(state=ScanState.OPEN)


class Scan(models.Model):
    region = models.ForeignKey(Region, models.CASCADE, related_name="scans")
    name = models.CharField("naam van het moment", max_length=80)
    state = models.CharField("stand", max_length=10, choices=ScanState.choices, default=ScanState.OPEN)
    opened_at = models.DateTimeField("geopend op")
    closed_at = models.DateTimeField("gesloten op", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ScanQuerySet.as_manager()

    class Meta:
        verbose_name = "zelfscan"
        verbose_name_plural = "zelfscans"
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "region",
                condition=models.Q(state="open"),
                name="one_open_scan",
                violation_error_message="Er staat al een zelfscan open.",
            ),
            models.CheckConstraint(
                condition=models.Q(state="closed") ^ models.Q(closed_at__isnull=True), name="closed_scan_has_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("region_scan", args=[self.region.slug, self.pk])


class ScanHistory(History):
    subject = models.ForeignKey(Scan, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een zelfscan"
        verbose_name_plural = "stappen van zelfscans"


class Score(models.Model):
    """What one member thinks; without the person after erasure. Others read the evidence, not whose it is."""

    scan = models.ForeignKey(Scan, models.CASCADE, related_name="scores")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    element = models.CharField("werkzaam element", max_length=25, choices=Element.choices)
    value = models.PositiveSmallIntegerField(
        "score", validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )
    evidence = models.TextField("waaraan u dat ziet", blank=True, max_length=1000)
    at = models.DateTimeField("wanneer")

    class Meta:
        verbose_name = "score"
        verbose_name_plural = "scores"
        ordering = ["element", "at", "pk"]
        constraints = [
            models.UniqueConstraint("scan", "person", "element", name="score_once"),
            models.CheckConstraint(
                condition=models.Q(value__gte=LOWEST, value__lte=HIGHEST),
                name="score_one_to_five",
                violation_error_message="Kies een score van 1 tot en met 5.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_element_display()}: {self.value}"


class Result(models.Model):
    """What came out of a closed scan for one element. It stays as it was, also when a member leaves."""

    scan = models.ForeignKey(Scan, models.CASCADE, related_name="results")
    element = models.CharField("werkzaam element", max_length=25, choices=Element.choices)
    median = models.DecimalField("mediaan", max_digits=2, decimal_places=1)
    lowest = models.PositiveSmallIntegerField("laagste")
    highest = models.PositiveSmallIntegerField("hoogste")
    count = models.PositiveIntegerField("aantal mensen")

    class Meta:
        verbose_name = "uitkomst"
        verbose_name_plural = "uitkomsten"
        constraints = [models.UniqueConstraint("scan", "element", name="result_once")]

    def __str__(self) -> str:
        return f"{self.get_element_display()}: {self.median}"

    @property
    def is_low(self) -> bool:
        return self.median <= Decimal(LOW)
