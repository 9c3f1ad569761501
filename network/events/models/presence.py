"""What happened at the door, as it happened: also what a phone without a connection told later."""

from django.conf import settings
from django.db import models

from network.events.enums import Answer
from network.events.models.event import Event
from network.events.models.registration import Registration


class CheckIn(models.Model):
    """A code that was scanned or typed. ``key`` comes from the phone: the same one sent twice is one (case 38)."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="check_ins")
    registration = models.ForeignKey(Registration, models.CASCADE, null=True, related_name="check_ins")
    key = models.UUIDField("sleutel", unique=True)
    answer = models.CharField("antwoord", max_length=12, choices=Answer.choices)
    scanned_at = models.DateTimeField("gescand")
    received_at = models.DateTimeField("ontvangen")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="wie")

    class Meta:
        verbose_name = "keer aan de deur"
        verbose_name_plural = "keren aan de deur"
        ordering = ["-scanned_at", "-pk"]

    def __str__(self) -> str:
        return self.get_answer_display()
