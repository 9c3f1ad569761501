"""The outbox: every mail that leaves is a row first."""

from datetime import datetime

from django.db import models

from loket.core.enums import MailState


class OutgoingMailQuerySet(models.QuerySet):
    def due(self, at: datetime) -> "OutgoingMailQuerySet":
        return self.filter(state=MailState.QUEUED, not_before__lte=at)


class OutgoingMail(models.Model):
    """A mail to one person, written in the same transaction as the change that causes it (never BCC)."""

    to = models.EmailField("aan", max_length=254)
    subject = models.CharField("onderwerp", max_length=250)
    text = models.TextField("tekst")
    html = models.TextField("opgemaakte tekst", blank=True)
    headers = models.JSONField("kopregels", default=dict, blank=True)
    # An iCalendar object that goes along, so that the reader's own calendar takes in, moves or drops an appointment.
    calendar = models.TextField("agenda-item", blank=True, default="")
    # One key per reason to write: the same reason never gives a second mail.
    dedupe_key = models.CharField("sleutel", max_length=200, null=True, blank=True, unique=True)
    state = models.CharField("stand", max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    created_at = models.DateTimeField("gemaakt")
    not_before = models.DateTimeField("niet eerder dan")
    claimed_at = models.DateTimeField("opgepakt", null=True, blank=True)
    sent_at = models.DateTimeField("verstuurd", null=True, blank=True)
    error = models.CharField("fout", max_length=500, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = "uitgaande mail"
        verbose_name_plural = "uitgaande mail"
        indexes = [
            models.Index("not_before", condition=models.Q(state="queued"), name="mail_due"),
            models.Index("claimed_at", condition=models.Q(state="sending"), name="mail_sending"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="sent_mail_has_moment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.get_state_display()})"
