"""A practice example that is drafted from a trajectory, with the consent of those whose story it is."""

from django.conf import settings
from django.db import models

from loket.catalogue.models import Entry
from xperts.trajectories.enums import Party
from xperts.trajectories.models.trajectory import Engagement, Trajectory


class Example(models.Model):
    """``content`` has the keys of ``exemplifying.FIELDS``. ``confirmed`` holds found names that may stay.

    ``entry`` is the entry of the catalogue that came of it, once it was handed in to the editors.
    """

    trajectory = models.OneToOneField(Trajectory, models.CASCADE, related_name="example", verbose_name="traject")
    content = models.JSONField("inhoud")
    confirmed = models.JSONField("namen die mogen blijven staan", default=list, blank=True)
    version = models.PositiveIntegerField("versie", default=1)
    created_at = models.DateTimeField("begonnen op")
    changed_at = models.DateTimeField("gewijzigd op")
    submitted_at = models.DateTimeField("naar de redactie op", null=True, blank=True)
    published_at = models.DateTimeField("geplaatst op", null=True, blank=True)
    entry = models.OneToOneField(
        Entry, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ingang in de catalogus"
    )

    class Meta:
        verbose_name = "praktijkvoorbeeld uit een traject"
        verbose_name_plural = "praktijkvoorbeelden uit trajecten"

    def __str__(self) -> str:
        return self.content.get("title") or f"Praktijkvoorbeeld bij {self.trajectory}"

    @property
    def standing(self) -> list["Consent"]:
        """The consents with the present version."""
        return [row for row in self.consents.all() if row.lapsed_at is None]


class Consent(models.Model):
    """Asker or Xpert agrees that this version is made public. An edit makes it lapse."""

    example = models.ForeignKey(Example, models.CASCADE, related_name="consents", verbose_name="praktijkvoorbeeld")
    party = models.CharField("namens", max_length=6, choices=Party.choices)
    engagement = models.ForeignKey(
        Engagement, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="Xpert"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="wie"
    )
    version = models.PositiveIntegerField("versie")
    at = models.DateTimeField("wanneer")
    lapsed_at = models.DateTimeField("vervallen op", null=True, blank=True)

    class Meta:
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["example", "party", "engagement"],
                condition=models.Q(lapsed_at__isnull=True),
                nulls_distinct=False,
                name="consents_once",
                violation_error_message="Voor deze tekst is al toestemming gegeven.",
            ),
            models.CheckConstraint(
                condition=models.Q(party=Party.XPERT, engagement__isnull=False)
                | models.Q(party=Party.ASKER, engagement__isnull=True),
                name="consent_of_asker_or_xpert",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_party_display()}: {self.example}"
