"""What was put together or apart: questions merged, messages split off or moved; kept so that it can be undone."""

from django.conf import settings
from django.db import models

from servicedesk.enums import Rearranging
from servicedesk.models.message import Message
from servicedesk.models.question import Question


class RearrangementQuerySet(models.QuerySet):
    def standing(self) -> "RearrangementQuerySet":
        return self.filter(undone_at=None)

    def about(self, question: Question) -> "RearrangementQuerySet":
        return self.filter(models.Q(source=question) | models.Q(target=question))


class Rearrangement(models.Model):
    """``before`` holds what undoing needs to know: how the question or the message stood, ready for JSON."""

    kind = models.CharField("wat", max_length=8, choices=Rearranging.choices)
    source = models.ForeignKey(Question, models.CASCADE, related_name="+", verbose_name="van")
    target = models.ForeignKey(Question, models.CASCADE, related_name="+", verbose_name="naar")
    message = models.ForeignKey(Message, models.CASCADE, null=True, blank=True, related_name="+")
    before = models.JSONField("stand ervoor", default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("wanneer")
    undone_at = models.DateTimeField("ongedaan gemaakt op", null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RearrangementQuerySet.as_manager()

    class Meta:
        verbose_name = "samenvoeging of verplaatsing"
        verbose_name_plural = "samenvoegingen en verplaatsingen"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="rearranged_between_two"),
            models.CheckConstraint(
                condition=models.Q(kind=Rearranging.MERGE, message=None)
                | (~models.Q(kind=Rearranging.MERGE) & models.Q(message__isnull=False)),
                name="rearranged_message_is_known",
            ),
            models.UniqueConstraint(
                "source", condition=models.Q(kind=Rearranging.MERGE, undone_at=None), name="merged_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.source_id} → {self.target_id}"
