"""What belongs to an event and is taken along: documents, a discount, and the address of one's own calendar."""

import secrets

from django.conf import settings
from django.db import models

from network.events.models.event import Event
from network.events.models.registration import Registration


class EventDocument(models.Model):
    """A file with an event, before it or after; who may see the event may fetch it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="documents")
    title = models.CharField("titel", max_length=160)
    stored = models.FileField("bestand", upload_to="bijeenkomsten/%Y/%m", max_length=300)
    name = models.CharField("naam van het bestand", max_length=200)
    kind = models.CharField("soort", max_length=20)
    size = models.PositiveBigIntegerField("grootte in bytes")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField("toegevoegd op")

    class Meta:
        verbose_name = "document van een bijeenkomst"
        verbose_name_plural = "documenten van bijeenkomsten"
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.title


class Discount(models.Model):
    """Points that were given for a lower price of one registration; once, also when two windows ask for it."""

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="discount")
    points = models.PositiveSmallIntegerField("punten")
    cents = models.PositiveIntegerField("korting in centen")
    at = models.DateTimeField("wanneer")
    returned_at = models.DateTimeField("teruggegeven op", null=True, blank=True)

    class Meta:
        verbose_name = "korting op een bijeenkomst"
        verbose_name_plural = "kortingen op bijeenkomsten"
        constraints = [
            models.CheckConstraint(condition=models.Q(points__gt=0, cents__gt=0), name="discount_is_worth_something")
        ]

    def __str__(self) -> str:
        return f"{self.points} punten"


def new_token() -> str:
    return secrets.token_urlsafe(24)


class CalendarAddress(models.Model):
    """The secret in the address of somebody's own calendar; a new one shuts the old address."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_address")
    token = models.CharField(max_length=64, unique=True, editable=False, default=new_token)
    made_at = models.DateTimeField("gemaakt op")

    class Meta:
        verbose_name = "adres van een eigen agenda"
        verbose_name_plural = "adressen van eigen agenda's"

    def __str__(self) -> str:
        return f"agenda van {self.person_id}"
