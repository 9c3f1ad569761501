"""An event: what, when, where, for whom, and how many places."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse

from loket.accounts.models import Organisation
from loket.core.workflow import History
from network.events.enums import COMING_STATES, LIVE_STATES, PUBLIC_STATES, EventState, Kind, Venue
from network.events.models.series import Series
from network.events.permissions import can_judge


def _codes(label: str) -> ArrayField:
    return ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name=label)


def _person(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=label
    )


class EventQuerySet(models.QuerySet):
    def public(self) -> "EventQuerySet":
        """What everybody may see: what is or was open for registration."""
        return self.filter(state__in=PUBLIC_STATES, opened_at__isnull=False)

    def coming(self, at: datetime) -> "EventQuerySet":
        return self.public().filter(state__in=COMING_STATES, ends_at__gte=at).order_by("starts_at", "pk")

    def past(self, at: datetime) -> "EventQuerySet":
        """What was, the last first."""
        return self.public().filter(ends_at__lt=at).order_by("-starts_at", "-pk")

    def over(self, at: datetime) -> "EventQuerySet":
        """Ended, but still standing as if it were to come."""
        return self.filter(state__in=COMING_STATES, ends_at__lt=at)

    def visible_to(self, user) -> "EventQuerySet":
        """Public ones for all; proposals and what is being prepared for its organisers and the desk."""
        if can_judge(user):
            return self
        public = models.Q(state__in=PUBLIC_STATES, opened_at__isnull=False)
        if user and user.is_authenticated:
            return self.filter(public | models.Q(organiser=user) | models.Q(second_organiser=user))
        return self.filter(public)

    def organised_by(self, user) -> "EventQuerySet":
        return self.filter(models.Q(organiser=user) | models.Q(second_organiser=user))

    def in_the_way(self) -> "EventQuerySet":
        """What a new proposal could join: approved, open or closed, not yet over."""
        return self.filter(state__in=LIVE_STATES)


class Event(models.Model):
    """``capacity`` None: no limit; 0: everybody waits. ``sequence`` counts the changes that calendars must know of."""

    slug = models.SlugField("adres", max_length=140, unique=True)
    kind = models.CharField("soort", max_length=20, choices=Kind.choices)
    title = models.CharField("titel", max_length=160)
    summary = models.CharField("in het kort", max_length=400)
    description = models.TextField("toelichting", blank=True, max_length=20_000)
    state = models.CharField("stand", max_length=10, choices=EventState.choices, default=EventState.PROPOSED)

    starts_at = models.DateTimeField("begint")
    ends_at = models.DateTimeField("eindigt")
    venue = models.CharField("vorm", max_length=12, choices=Venue.choices, default=Venue.ON_SITE)
    location = models.CharField("plaats", max_length=200, blank=True)
    address = models.CharField("adres van de plaats", max_length=300, blank=True)
    online_url = models.URLField("link om mee te doen", max_length=500, blank=True)

    themes = _codes("thema's")
    levels = _codes("niveaus")
    sectors = _codes("sectoren")
    areas = _codes("gebieden")
    competences = _codes("competenties")

    organiser = _person("organisator")
    second_organiser = _person("tweede organisator")
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="events", verbose_name="organisatie"
    )
    series = models.ForeignKey(
        Series, models.SET_NULL, null=True, blank=True, related_name="events", verbose_name="reeks"
    )
    is_in_company = models.BooleanField("alleen voor mensen van de eigen organisatie", default=False)
    partners = models.CharField("samen met", max_length=400, blank=True)
    contact = models.CharField("vragen aan", max_length=200, blank=True)

    capacity = models.PositiveIntegerField("aantal plaatsen", null=True, blank=True)
    overbooking = models.PositiveSmallIntegerField("extra plaatsen voor wie niet komt", default=0)
    needs_approval = models.BooleanField("aanmeldingen eerst goedkeuren", default=False)
    closes_at = models.DateTimeField("aanmelden tot")
    question = models.CharField("extra vraag bij de aanmelding", max_length=200, blank=True)
    price_cents = models.PositiveIntegerField("prijs in centen", default=0)
    takes_points = models.BooleanField("korting met punten", default=False)
    payment = models.CharField("wie betaalt wat", max_length=400, blank=True)
    accreditation = models.CharField("accreditatie", max_length=200, blank=True)

    # Aanhaken first (000 §2.4): what was looked at, and why this is still wanted.
    looked_at = models.JSONField("waar is naar gekeken", default=list, blank=True)
    why_new = models.TextField("waarom iets nieuws", blank=True, max_length=2000)

    sequence = models.PositiveIntegerField("volgnummer voor agenda's", default=0)
    created_at = models.DateTimeField("voorgesteld op")
    changed_at = models.DateTimeField("gewijzigd op")
    opened_at = models.DateTimeField("geopend op", null=True, blank=True)
    cancel_reason = models.TextField("waarom het niet doorgaat", blank=True, max_length=2000)
    yields = models.TextField("wat het opleverde", blank=True, max_length=20_000)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "bijeenkomst"
        verbose_name_plural = "bijeenkomsten"
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index("starts_at", condition=models.Q(state__in=COMING_STATES), name="event_coming"),
            models.Index("ends_at", condition=models.Q(state__in=COMING_STATES), name="event_ending"),
            models.Index("created_at", condition=models.Q(state="proposed"), name="event_proposed"),
            GinIndex(fields=["themes"], name="event_themes"),
            GinIndex(fields=["areas"], name="event_areas"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="event_ends_after_start",
                violation_error_message="Het einde moet na het begin liggen.",
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__lte=models.F("starts_at")),
                name="event_closes_before_start",
                violation_error_message="Aanmelden kan hooguit tot het begin.",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="cancelled") | ~models.Q(cancel_reason=""),
                name="cancelled_event_has_reason",
                violation_error_message="Schrijf waarom het niet doorgaat.",
            ),
            models.CheckConstraint(
                condition=models.Q(is_in_company=False) | models.Q(organisation__isnull=False),
                name="in_company_event_has_organisation",
                violation_error_message="Een bijeenkomst voor de eigen organisatie hoort bij een organisatie.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("event", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC_STATES and self.opened_at is not None

    @property
    def is_online(self) -> bool:
        return self.venue in (Venue.ONLINE, Venue.BOTH)

    @property
    def places(self) -> int | None:
        """All that may be given: the capacity and the margin for who does not come. None: no limit."""
        return None if self.capacity is None else self.capacity + self.overbooking

    def takes_registrations(self, at: datetime) -> bool:
        return self.state == EventState.OPEN and at < self.closes_at


class EventHistory(History):
    subject = models.ForeignKey(Event, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een bijeenkomst"
        verbose_name_plural = "stappen van bijeenkomsten"


class Session(models.Model):
    """A part of the programme. Times are those of the clock on the day, in the Netherlands."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField("begint")
    ends_at = models.DateTimeField("eindigt")
    title = models.CharField("onderdeel", max_length=160)
    speaker = models.CharField("door", max_length=160, blank=True)

    class Meta:
        verbose_name = "onderdeel"
        verbose_name_plural = "onderdelen"
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="session_ends_after_start",
                violation_error_message="Het einde van een onderdeel moet na het begin liggen.",
            )
        ]

    def __str__(self) -> str:
        return self.title
