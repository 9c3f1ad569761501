"""What belongs to a profile in rows of its own: when somebody can, and standing interests (hard case 46)."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from loket.accounts.models import Organisation
from xperts.pool.enums import InterestKind
from xperts.pool.models.xpert import Xpert


class Availability(models.Model):
    """A time in which an Xpert can take on work. None at all: always. ``ends_on`` empty: until further notice."""

    xpert = models.ForeignKey(Xpert, models.CASCADE, related_name="availability", verbose_name="Xpert")
    begins_on = models.DateField("van")
    ends_on = models.DateField("tot en met", null=True, blank=True)

    class Meta:
        verbose_name = "beschikbaarheid"
        verbose_name_plural = "beschikbaarheid"
        ordering = ["begins_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")),
                name="availability_in_order",
                violation_error_message="De laatste dag ligt voor de eerste.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.begins_on} – {self.ends_on or '…'}"

    def holds_on(self, day: date) -> bool:
        return self.begins_on <= day and (self.ends_on is None or day <= self.ends_on)


class Interest(models.Model):
    """A tie that stands: an employer, a client, a municipality. ``until_year`` empty: it still holds.

    ``organisation`` when the portal knows it; else ``name`` as it was written.
    """

    xpert = models.ForeignKey(Xpert, models.CASCADE, related_name="interests", verbose_name="Xpert")
    kind = models.CharField("soort", max_length=12, choices=InterestKind.choices)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="organisatie"
    )
    name = models.CharField("naam", max_length=200)
    area = models.CharField("gemeente", max_length=80, blank=True)
    from_year = models.PositiveSmallIntegerField("vanaf jaar")
    until_year = models.PositiveSmallIntegerField("tot en met jaar", null=True, blank=True)

    class Meta:
        verbose_name = "belang"
        verbose_name_plural = "belangen"
        ordering = ["-from_year", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_year__isnull=True) | Q(until_year__gte=F("from_year")),
                name="interest_in_order",
                violation_error_message="Het laatste jaar ligt voor het eerste.",
            ),
            models.CheckConstraint(
                condition=Q(from_year__gte=1950, from_year__lte=2100),
                name="interest_in_these_times",
                violation_error_message="Vul een jaar in zoals 2024.",
            ),
            models.CheckConstraint(
                condition=Q(kind=InterestKind.MUNICIPALITY) ^ Q(area=""),
                name="interest_municipality_has_area",
                violation_error_message="Kies een gemeente die wij kennen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"

    def holds_since(self, year: int) -> bool:
        """Whether it still holds, or did in this year or later."""
        return self.until_year is None or self.until_year >= year
