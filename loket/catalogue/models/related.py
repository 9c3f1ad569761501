"""What editors say about the entries that are shown beside one."""

from django.conf import settings
from django.db import models

from loket.catalogue.enums import RelatedChoiceKind
from loket.catalogue.models.entry import Entry


class RelatedChoiceQuerySet(models.QuerySet):
    def standing(self) -> "RelatedChoiceQuerySet":
        """Those that were not taken back."""
        return self.filter(taken_back_at=None)


class RelatedChoice(models.Model):
    """An editor pinned or barred another entry beside this one. Taking back keeps the row: it is the trail."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="related_choices")
    other = models.ForeignKey(Entry, models.CASCADE, related_name="+", verbose_name="andere ingang")
    kind = models.CharField("keuze", max_length=6, choices=RelatedChoiceKind.choices)
    # Shown with a pinned entry; with a barred one it is for editors only.
    reason = models.CharField("reden", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("wanneer")
    taken_back_at = models.DateTimeField("teruggedraaid", null=True, blank=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = RelatedChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = "keuze bij lijkt hierop"
        verbose_name_plural = "keuzes bij lijkt hierop"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "entry", "other", condition=models.Q(taken_back_at=None), name="related_choice_stands_once"
            ),
            models.CheckConstraint(condition=~models.Q(entry=models.F("other")), name="related_choice_of_another"),
            models.CheckConstraint(condition=~models.Q(kind="pinned") | ~models.Q(reason=""), name="pinned_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.other}"
