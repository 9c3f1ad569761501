"""Who comes: registrations, the waiting list among them, and what somebody needs."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse

from loket.core.workflow import History
from network.events import codes
from network.events.enums import ACTIVE, HOLDING, EventState, RegistrationState, Venue
from network.events.models.event import Event

MOST_TOGETHER = 5


class RegistrationQuerySet(models.QuerySet):
    def active(self) -> "RegistrationQuerySet":
        return self.filter(state__in=ACTIVE)

    def confirmed(self) -> "RegistrationQuerySet":
        return self.filter(state=RegistrationState.CONFIRMED)

    def with_ticket(self) -> "RegistrationQuerySet":
        """Who shows a code at a door: who has a place, where there is a door and it goes on."""
        has_door = self.confirmed().exclude(event__venue=Venue.ONLINE)
        return has_door.exclude(event__state=EventState.CANCELLED)

    def holding(self) -> "RegistrationQuerySet":
        return self.filter(state__in=HOLDING)

    def waiting(self) -> "RegistrationQuerySet":
        """The waiting list, head first: who waits longest is first, whatever was asked for."""
        return self.filter(state=RegistrationState.WAITING).order_by("waiting_since", "pk")

    def lapsing(self, at: datetime) -> "RegistrationQuerySet":
        """Offers whose term is over at that moment; the last moment itself still counts."""
        return self.filter(state=RegistrationState.OFFERED, offer_until__lt=at)

    def of_address(self, key: str) -> "RegistrationQuerySet":
        return self.filter(address_key=key)


class Registration(models.Model):
    """One person, or one who brings colleagues (``places``), at one event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations", verbose_name="bijeenkomst")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name="persoon",
    )
    name = models.CharField("naam", max_length=120)
    email = models.EmailField("e-mailadres", max_length=254)
    # Aliases of one mailbox have one key: who registers as a+b@… and a@… is one person.
    address_key = models.CharField(max_length=254, editable=False)
    organisation = models.CharField("organisatie", max_length=200, blank=True)
    sector = models.CharField("sector", max_length=80, blank=True)
    level = models.CharField("niveau", max_length=1, blank=True)
    places = models.PositiveSmallIntegerField("aantal plaatsen", default=1)
    answer = models.TextField("antwoord op de extra vraag", blank=True, max_length=2000)
    state = models.CharField("stand", max_length=12, choices=RegistrationState.choices)
    token = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("aangemeld op")
    waiting_since = models.DateTimeField("wacht sinds", null=True, blank=True)
    offer_until = models.DateTimeField("aanbod geldt tot en met", null=True, blank=True)
    attended_at = models.DateTimeField("aanwezig sinds", null=True, blank=True)
    has_evaluated = models.BooleanField("heeft beoordeeld", default=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["event", "waiting_since"], condition=models.Q(state="waiting"), name="waiting_list"),
            models.Index("offer_until", condition=models.Q(state="offered"), name="offers_open"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "address_key"],
                condition=models.Q(state__in=ACTIVE),
                name="one_registration_per_address",
                violation_error_message="Met dit e-mailadres is al iemand aangemeld.",
            ),
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=models.Q(state__in=ACTIVE),
                name="one_registration_per_person",
                violation_error_message="U bent al aangemeld.",
            ),
            models.CheckConstraint(
                condition=models.Q(places__gte=1, places__lte=MOST_TOGETHER),
                name="registration_places",
                violation_error_message=f"Meld een tot {MOST_TOGETHER} mensen tegelijk aan.",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="offered") | models.Q(offer_until__isnull=False), name="offer_has_term"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="waiting") | models.Q(waiting_since__isnull=False), name="waiting_has_since"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        """The page of this registration alone; who has the link has the registration."""
        return reverse("registration", args=[self.token])

    @property
    def door_code(self) -> str:
        """What the participant shows at the door."""
        return codes.code_of(self.pk)

    @property
    def needed(self) -> str:
        """Diet and access in one line; empty when nothing was asked. Fetch with ``needs`` in the same query."""
        return str(self.needs) if hasattr(self, "needs") else ""


class RegistrationHistory(History):
    subject = models.ForeignKey(Registration, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een aanmelding"
        verbose_name_plural = "stappen van aanmeldingen"


class Needs(models.Model):
    """Diet and access: kept apart, seen by the organisers only, thrown away after the event."""

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="needs")
    diet = models.CharField("dieet", max_length=300, blank=True)
    access = models.CharField("toegankelijkheid", max_length=300, blank=True)

    class Meta:
        verbose_name = "wat iemand nodig heeft"
        verbose_name_plural = "wat mensen nodig hebben"

    def __str__(self) -> str:
        return "; ".join(filter(None, (self.diet, self.access)))
