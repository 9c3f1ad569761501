"""What the virus scanner says of a file. The same bytes have one verdict, wherever they came in."""

from django.db import models

from servicedesk.enums import Verdict


class Scan(models.Model):
    """By the digest of the content, so that files of the form and of mail share it."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    verdict = models.CharField("oordeel", max_length=10, choices=Verdict.choices, default=Verdict.WAITING)
    finding = models.CharField("gevonden", max_length=200, blank=True)
    asked_at = models.DateTimeField("aangeboden op")
    tried_at = models.DateTimeField("laatst geprobeerd op", null=True, blank=True)
    at = models.DateTimeField("gescand op", null=True, blank=True)

    class Meta:
        verbose_name = "virusscan"
        verbose_name_plural = "virusscans"
        indexes = [models.Index("asked_at", condition=models.Q(verdict=Verdict.WAITING), name="scan_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict=Verdict.WAITING, at=None)
                | ~models.Q(verdict=Verdict.WAITING) & ~models.Q(at=None),
                name="scan_has_moment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:12]}: {self.get_verdict_display()}"
