"""A series: events that belong together, with one page, and one press to register for all that come."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from network.events.permissions import can_judge


class SeriesQuerySet(models.QuerySet):
    def public(self) -> "SeriesQuerySet":
        """Those of which at least one event was opened."""
        return self.filter(events__opened_at__isnull=False).distinct()

    def visible_to(self, user) -> "SeriesQuerySet":
        """The public ones for all; what is being prepared for who made it, and for the desk."""
        if can_judge(user):
            return self
        seen = models.Q(events__opened_at__isnull=False)
        if user and user.is_authenticated:
            seen |= models.Q(organiser=user)
        return self.filter(seen).distinct()

    def running(self, at: datetime) -> "SeriesQuerySet":
        """Those with something to come."""
        return self.filter(events__ends_at__gte=at, events__opened_at__isnull=False).distinct()


class Series(models.Model):
    """Its events stand in the order in which they begin."""

    slug = models.SlugField("adres", max_length=140, unique=True)
    title = models.CharField("titel", max_length=160)
    summary = models.CharField("in het kort", max_length=400)
    description = models.TextField("toelichting", blank=True, max_length=20_000)
    themes = ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name="thema's")
    areas = ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name="gebieden")
    organiser = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="organisator"
    )
    created_at = models.DateTimeField("gemaakt op")

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = "reeks"
        verbose_name_plural = "reeksen"
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("series", args=[self.slug])
