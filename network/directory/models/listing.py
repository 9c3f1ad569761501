"""What somebody added to the profile for colleagues, and by what they find it."""

import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse

from network.directory.enums import AlsoShown, Language
from network.directory.permissions import can_find

MOST_FOUND = 2_000
"""So many people are counted exactly and can be leafed through; beyond it the search must be made narrower."""


def new_token() -> str:
    return secrets.token_hex(8)


class _Matches(Func):
    """Whether a tsvector has what a tsquery asks; both in PostgreSQL's own writing."""

    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = models.BooleanField()


class ListingQuerySet(models.QuerySet):
    def listed(self) -> "ListingQuerySet":
        """Who wants to be found. A row without a name is nobody's: taking back empties it, whatever wrote it.

        The database sees to that (a trigger on people): in the transaction in which somebody is no longer listed or
        active, or has another name or another choice of fields.
        """
        return self.exclude(name="")

    def visible_to(self, user) -> "ListingQuerySet":
        """Who did not opt in is not there, for nobody; who is not signed in sees nobody."""
        return self.listed() if can_find(user) else self.none()

    def with_words(self, query: str) -> "ListingQuerySet":
        """Those that have what was asked (``words.asked``)."""
        return self.filter(_Matches(F("vector"), Value(query)))

    def with_any(self, group: str, codes: list[str]) -> "ListingQuerySet":
        """Those with one of these codes in a group of facets."""
        return self.filter(facets__overlap=[f"{group}:{code}" for code in codes])

    def with_people(self) -> "ListingQuerySet":
        """With what a card needs; the words by which they are found stay behind."""
        return self.select_related("person__organisation").defer("vector")


class Listing(models.Model):
    """One person's place in the directory. Whether it shows, and most of what it shows, is said by the profile.

    ``name`` is the name without addresses, empty while nobody may find this person; ``vector`` and ``facets`` are
    derived from what is shown. ``is_stale``: emptied by the database, to be derived anew.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="listing")
    token = models.CharField("kenmerk", max_length=16, unique=True, default=new_token, editable=False)
    listed_at = models.DateTimeField("vindbaar sinds", null=True, blank=True)
    also_shown = ArrayField(
        models.CharField(max_length=20, choices=AlsoShown.choices), default=list, blank=True, verbose_name="ook te zien"
    )
    languages = ArrayField(
        models.CharField(max_length=5, choices=Language.choices), default=list, blank=True, verbose_name="talen"
    )
    about = models.TextField("over mij", blank=True, max_length=1200)
    takes_messages = models.BooleanField("collega's mogen mij via het loket een bericht sturen", default=True)
    is_speaker = models.BooleanField("ik ben beschikbaar als gastspreker", default=False)
    speaker_themes = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, verbose_name="thema's als gastspreker"
    )
    speaker_topics = models.TextField("waarover ik kan spreken", blank=True, max_length=800)
    speaker_conditions = models.TextField("voorwaarden", blank=True, max_length=800)
    name = models.CharField(max_length=120, blank=True, editable=False)
    name_key = models.CharField(max_length=120, blank=True, editable=False)
    vector = SearchVectorField(default="", editable=False)
    facets = ArrayField(models.TextField(), default=list, blank=True, editable=False)
    is_stale = models.BooleanField(default=False, editable=False)

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = "vermelding"
        verbose_name_plural = "vermeldingen"
        ordering = ["name_key", "pk"]
        indexes = [
            GinIndex(fields=["vector", "facets"], name="listing_words", fastupdate=False),
            models.Index("name_key", "id", condition=~Q(name=""), name="listing_by_name"),
            models.Index(F("listed_at").desc(), F("id").desc(), condition=~Q(name=""), name="listing_newest"),
            models.Index("id", condition=Q(is_stale=True), name="listing_stale"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(name="", facets=[]) | Q(listed_at__isnull=False, is_stale=False),
                name="listing_findable_by_consent",
            ),
            models.CheckConstraint(condition=~Q(name__contains="@"), name="listing_name_no_address"),
        ]

    def __str__(self) -> str:
        return self.name or "Vermelding die niemand ziet"

    def get_absolute_url(self) -> str:
        return reverse("colleague", args=[self.token])
