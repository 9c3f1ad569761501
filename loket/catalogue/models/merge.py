"""Two entries about the same thing that became one."""

from django.conf import settings
from django.db import models

from loket.catalogue.models.entry import Entry


class MergeQuerySet(models.QuerySet):
    def standing(self) -> "MergeQuerySet":
        """Those that were not taken back."""
        return self.filter(undone_at=None)


class Merge(models.Model):
    """``gone`` was a double of ``kept``.

    ``moved`` has the content of before and what went along, so that all of it can go back.
    """

    gone = models.ForeignKey(Entry, models.CASCADE, related_name="merged_away", verbose_name="dubbele")
    kept = models.ForeignKey(Entry, models.CASCADE, related_name="merged_in", verbose_name="blijft over")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("wanneer")
    # Of the entry that was kept, before and after: undoing is for as long as nothing was changed since.
    version_before = models.PositiveIntegerField("versie ervoor")
    version_after = models.PositiveIntegerField("versie erna")
    moved = models.JSONField("meegenomen", default=dict)
    undone_at = models.DateTimeField("teruggedraaid", null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = "samenvoeging"
        verbose_name_plural = "samenvoegingen"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kept", "-at"], name="merge_of_kept")]
        constraints = [
            models.UniqueConstraint("gone", condition=models.Q(undone_at=None), name="merged_away_once"),
            models.CheckConstraint(condition=~models.Q(gone=models.F("kept")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"
