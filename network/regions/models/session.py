"""Leersessies: cases that are talked through step by step, and what the session yielded."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinLengthValidator
from django.db import models
from django.urls import reverse

from loket.core.workflow import History
from network.events.models import Event
from network.regions.enums import CaseStep, Element, SaidKind, SessionState, YieldRole
from network.regions.models.region import Region

MOST_CHANGES = 3


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="door"
    )


class LearnSessionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "LearnSessionQuerySet":
        """Members of the region, and of the regions that were asked along."""
        mine = Region.objects.filter(network__memberships__person=user, network__memberships__state="active")
        numbers = list(mine.values_list("pk", flat=True)) if user and user.is_authenticated else []
        return self.filter(models.Q(region__in=numbers) | models.Q(guests__in=numbers)).distinct()

    def of(self, region: Region) -> "LearnSessionQuerySet":
        """Its own, and those to which it was asked along."""
        return self.filter(models.Q(region=region) | models.Q(guests=region)).distinct()


class LearnSession(models.Model):
    """``is_shared``: whether others see on the region's page what the session yielded."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="sessions", verbose_name="leerregio")
    guests = models.ManyToManyField(Region, blank=True, related_name="guest_sessions", verbose_name="samen met")
    event = models.ForeignKey(
        Event, models.SET_NULL, null=True, blank=True, related_name="learn_sessions", verbose_name="bijeenkomst"
    )
    title = models.CharField("titel", max_length=160)
    starts_at = models.DateTimeField("begint")
    ends_at = models.DateTimeField("eindigt")
    place = models.CharField("waar", max_length=200, blank=True)
    elements = ArrayField(
        models.CharField(max_length=25, choices=Element.choices), default=list, blank=True, verbose_name="elementen"
    )
    note = models.TextField("programma", blank=True, max_length=4000)
    state = models.CharField("stand", max_length=10, choices=SessionState.choices, default=SessionState.PLANNED)
    summary = models.TextField("wat de sessie opleverde", blank=True, max_length=6000)
    is_shared = models.BooleanField("anderen mogen de opbrengst lezen", default=False)
    sequence = models.PositiveIntegerField("volgnummer voor agenda's", default=0)
    by = _person()
    created_at = models.DateTimeField("gepland op")

    objects = LearnSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "leersessie"
        verbose_name_plural = "leersessies"
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="learn_session_ends_after_start",
                violation_error_message="Het einde moet na het begin liggen.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("region_session", args=[self.region.slug, self.pk])

    @property
    def invited(self) -> list[Region]:
        """The regions that were asked along; remembered on this object."""
        if "_invited" not in self.__dict__:
            self._invited = list(self.guests.select_related("network").order_by("pk"))
        return self._invited


class SessionHistory(History):
    subject = models.ForeignKey(LearnSession, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een leersessie"
        verbose_name_plural = "stappen van leersessies"


class Case(models.Model):
    """What one participant brings in; ``state`` is the step at which it is."""

    session = models.ForeignKey(LearnSession, models.CASCADE, related_name="cases")
    title = models.CharField("casus", max_length=160)
    situation = models.TextField("wat speelt er", max_length=4000)
    going_well = models.TextField("wat gaat al goed", blank=True, max_length=2000)
    question = models.CharField("mijn vraag aan u", max_length=300)
    state = models.CharField("stap", max_length=10, choices=CaseStep.choices, default=CaseStep.CASE)
    by = _person()
    at = models.DateTimeField("ingebracht op")

    class Meta:
        verbose_name = "casus"
        verbose_name_plural = "casussen"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("region_case", args=[self.session.region.slug, self.session_id, self.pk])


class CaseHistory(History):
    subject = models.ForeignKey(Case, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een casus"
        verbose_name_plural = "stappen van casussen"


class Said(models.Model):
    """A question with its answer, a tip, or what the bringer takes along."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="said")
    kind = models.CharField("soort", max_length=10, choices=SaidKind.choices)
    text = models.TextField("tekst", max_length=1000)
    answer = models.TextField("antwoord", blank=True, max_length=1000)
    by = _person()
    at = models.DateTimeField("wanneer")

    class Meta:
        verbose_name = "bijdrage aan een casus"
        verbose_name_plural = "bijdragen aan casussen"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Noticed(models.Model):
    """*Merkbaar*: up to three changes that a participant noticed, in one role (004 §3.2.2)."""

    session = models.ForeignKey(LearnSession, models.CASCADE, related_name="noticed")
    person = _person()
    role = models.CharField("vanuit welke rol", max_length=12, choices=YieldRole.choices)
    changes = ArrayField(
        models.CharField(max_length=300, validators=[MinLengthValidator(1)]), size=MOST_CHANGES, verbose_name="merkbaar"
    )
    at = models.DateTimeField("wanneer")

    class Meta:
        verbose_name = "merkbare opbrengst"
        verbose_name_plural = "merkbare opbrengsten"
        ordering = ["role", "at", "pk"]
        constraints = [
            models.UniqueConstraint("session", "person", "role", name="noticed_once"),
            models.CheckConstraint(condition=models.Q(changes__len__range=(1, 3)), name="noticed_one_to_three"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {len(self.changes)}"


class Measured(models.Model):
    """*Meetbaar*: who measures what, how and when."""

    session = models.ForeignKey(LearnSession, models.CASCADE, related_name="measured")
    who = models.CharField("wie meet", max_length=160)
    what = models.CharField("wat", max_length=300)
    how = models.CharField("hoe en wanneer", max_length=300, blank=True)
    by = _person()
    at = models.DateTimeField("genoteerd op")

    class Meta:
        verbose_name = "meetbare opbrengst"
        verbose_name_plural = "meetbare opbrengsten"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.who}: {self.what}"
