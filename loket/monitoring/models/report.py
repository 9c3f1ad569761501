"""Reports: one per kind and period, with the figures and the files as they were made."""

import uuid
from datetime import date, datetime, timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from loket.monitoring.enums import DAYS_LATER, LENGTHS, REPORTS, Place, ReportState
from loket.monitoring.periods import Period
from loket.monitoring.permissions import can_see_reports

CLAIM_HOLDS = timedelta(minutes=30)
"""After so long whoever was making a report has died, and another may begin."""

KINDS = [(kind.value, kind.label) for kind in REPORTS]
_MADE = Q(state=ReportState.MADE)
_UNMADE = ~_MADE


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReportQuerySet":
        """All for who reports; for everybody the yearly ones that were made."""
        return self if can_see_reports(user) else self.public()

    def public(self) -> "ReportQuerySet":
        return self.filter(_MADE, kind=Place.YEARLY)

    def made(self) -> "ReportQuerySet":
        return self.filter(_MADE)

    def due(self, on: date) -> "ReportQuerySet":
        return self.filter(_UNMADE, due_on__lte=on)

    def free(self, at: datetime) -> "ReportQuerySet":
        """Those that nobody is making, as far as that can be known."""
        return self.filter(Q(state=ReportState.WAITING) | Q(state=ReportState.MAKING, claimed_at__lt=at - CLAIM_HOLDS))


class Report(models.Model):
    """``first`` is the first day of its period. ``blocks`` are the figures it was made from (``blocks.as_json``)."""

    kind = models.CharField("soort", max_length=12, choices=KINDS)
    first = models.DateField("eerste dag")
    due_on = models.DateField("wordt gemaakt op")
    state = models.CharField("stand", max_length=8, choices=ReportState.choices, default=ReportState.WAITING)
    claim = models.UUIDField(null=True, blank=True)
    claimed_at = models.DateTimeField("begonnen op", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("aantal keer begonnen", default=0)
    told_at = models.DateTimeField("mislukken gemeld op", null=True, blank=True)
    text = models.TextField("tekst van de coördinator", blank=True, max_length=10_000)
    text_at = models.DateTimeField("tekst bewaard op", null=True, blank=True)
    text_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField("gemaakt op", null=True, blank=True)
    blocks = models.JSONField("cijfers", default=list, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "rapport"
        verbose_name_plural = "rapporten"
        ordering = ["-first", "kind"]
        indexes = [models.Index("due_on", condition=_UNMADE, name="report_unmade")]
        constraints = [
            models.UniqueConstraint(
                "kind",
                "first",
                name="report_once_per_period",
                violation_error_message="Dit rapport is er al.",
            ),
            models.CheckConstraint(
                condition=_MADE & Q(made_at__isnull=False) | _UNMADE & Q(made_at__isnull=True),
                name="made_report_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.MAKING, claim__isnull=False, claimed_at__isnull=False)
                | ~Q(state=ReportState.MAKING),
                name="report_in_making_is_claimed",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="made_report_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=ReportState.MADE)
                & (
                    pgtrigger.Q(old__state__df=pgtrigger.F("new__state"))
                    | pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                    | pgtrigger.Q(old__blocks__df=pgtrigger.F("new__blocks"))
                    | pgtrigger.Q(old__made_at__df=pgtrigger.F("new__made_at"))
                ),
            ),
            pgtrigger.Protect(
                name="made_report_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=ReportState.MADE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.period.label}"

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.slug, self.period.code])

    @property
    def slug(self) -> str:
        return SLUGS[Place(self.kind)]

    @property
    def period(self) -> Period:
        return Period(LENGTHS[Place(self.kind)], self.first)

    @property
    def is_made(self) -> bool:
        return self.state == ReportState.MADE

    @property
    def is_public(self) -> bool:
        return self.is_made and self.kind == Place.YEARLY


SLUGS = {Place.MONTHLY: "maand", Place.QUARTERLY: "kwartaal", Place.YEARLY: "jaar"}


def due_on(kind: Place, period: Period) -> date:
    """The day on which a report of this period is made."""
    return period.last + timedelta(days=DAYS_LATER[kind])


def new_claim() -> uuid.UUID:
    return uuid.uuid4()


class ReportFile(models.Model):
    """The bytes as they were sent: opening a report later gives exactly these."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="files", verbose_name="rapport")
    extension = models.CharField("soort bestand", max_length=4)
    content = models.BinaryField("inhoud")
    sha256 = models.CharField("controlegetal", max_length=64)

    class Meta:
        verbose_name = "bestand van een rapport"
        verbose_name_plural = "bestanden van rapporten"
        constraints = [models.UniqueConstraint("report", "extension", name="report_file_once")]
        triggers = [pgtrigger.Protect(name="report_file_is_fixed", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.report} ({self.extension})"


class Recipient(models.Model):
    """Somebody who gets each report of a kind by mail."""

    kind = models.CharField("rapport", max_length=12, choices=KINDS)
    email = models.EmailField("e-mailadres", max_length=254)
    name = models.CharField("naam of organisatie", max_length=120, blank=True)
    at = models.DateTimeField("toegevoegd op")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "ontvanger"
        verbose_name_plural = "ontvangers"
        ordering = ["kind", "email"]
        constraints = [
            models.UniqueConstraint(
                "kind",
                models.functions.Lower("email"),
                name="recipient_once",
                violation_error_message="Dit adres krijgt dit rapport al.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_kind_display()}"
