"""What was taken out of questions, and when: numbers only, so that the daily task can say what it did."""

from django.conf import settings
from django.db import models

from servicedesk.enums import Forgot


class Forgetting(models.Model):
    """One run, or one request. Whom it concerned is not kept."""

    kind = models.CharField("waarom", max_length=8, choices=Forgot.choices)
    at = models.DateTimeField("wanneer", db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="door"
    )
    questions = models.PositiveIntegerField("vragen anoniem gemaakt", default=0)
    texts = models.PositiveIntegerField("teksten waaruit namen zijn gehaald", default=0)
    left = models.PositiveIntegerField("nog te doen", default=0)

    class Meta:
        verbose_name = "keer dat gegevens zijn gewist"
        verbose_name_plural = "keren dat gegevens zijn gewist"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.questions}"
