"""Saved searches, what each distinct search found since, and what changed in the index and is still to be looked at."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.urls import reverse

from loket.core.telling import Rhythm

MAX_NAME = 120
MAX_PARAMS = 2_000
CAN_BE_PUT_BACK = timedelta(days=30)


class StandingQuery(models.Model):
    """A distinct search, whoever saved it; ``params`` is its one query string, as page, feed and API read it.

    A findable can only match when it has one of ``words`` (lexemes) and one of ``facets`` (tokens); a star is anything.
    ``stamp`` is the version of the synonyms that the words were worked out with.
    """

    params = models.CharField(max_length=MAX_PARAMS, unique=True)
    words = ArrayField(models.TextField())
    facets = ArrayField(models.TextField())
    stamp = models.CharField(max_length=32, db_index=True)

    class Meta:
        verbose_name = "zoekvraag"
        verbose_name_plural = "zoekvragen"
        indexes = [GinIndex(fields=["words", "facets"], name="standing_query_needs")]

    def __str__(self) -> str:
        return self.params


class SavedSearchQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SavedSearchQuerySet":
        return self.filter(user=user, removed_at=None)

    def due(self, at: datetime) -> "SavedSearchQuerySet":
        """Those with news that is to be told by now."""
        return self.filter(due_at__lte=at)

    def past_putting_back(self, at: datetime) -> "SavedSearchQuerySet":
        return self.filter(removed_at__lt=at - CAN_BE_PUT_BACK)


class SavedSearch(models.Model):
    """A search that somebody keeps and may be told about.

    ``told_until`` is the last match of its query that was told, or that was there before; ``due_at`` is set while
    there is news, so that telling costs what is due and not what exists.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches")
    query = models.ForeignKey(StandingQuery, models.CASCADE, related_name="searches")
    name = models.CharField("naam", max_length=MAX_NAME)
    rhythm = models.CharField("mailen", max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    created_at = models.DateTimeField("bewaard")
    told_until = models.BigIntegerField(default=0)
    due_at = models.DateTimeField("te vertellen", null=True, blank=True)
    removed_at = models.DateTimeField("weggehaald", null=True, blank=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = "bewaarde zoekvraag"
        verbose_name_plural = "bewaarde zoekvragen"
        ordering = ["name", "pk"]
        indexes = [
            models.Index("due_at", "user", condition=models.Q(due_at__isnull=False), name="saved_search_due"),
            models.Index("removed_at", condition=models.Q(removed_at__isnull=False), name="saved_search_removed"),
        ]
        constraints = [
            models.UniqueConstraint(
                "user",
                "query",
                condition=models.Q(removed_at__isnull=True),
                name="saved_search_once",
                violation_error_message="Deze zoekvraag hebt u al bewaard.",
            ),
            models.CheckConstraint(
                condition=models.Q(due_at__isnull=True)
                | (models.Q(removed_at__isnull=True) & ~models.Q(rhythm=Rhythm.NEVER)),
                name="saved_search_due_is_mailed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page with its results."""
        return f"{reverse('search')}?{self.query.params}"


class Match(models.Model):
    """A subject that began to match a search after somebody saved it: once for each, however often it changes."""

    query = models.ForeignKey(StandingQuery, models.CASCADE, related_name="matches")
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    found_at = models.DateTimeField("gevonden")

    class Meta:
        verbose_name = "nieuw resultaat"
        verbose_name_plural = "nieuwe resultaten"
        constraints = [models.UniqueConstraint("query", "subject_type", "subject_id", name="match_once")]
        indexes = [models.Index("query", "id", name="match_of_query")]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"


class Change(models.Model):
    """A findable that is new or differs, as it was before: written by triggers on the index (migration 0001).

    A queue rather than a moment to look back to: what is committed late is not missed, and what waits is known without
    reading the index. ``is_claimed`` rows are being looked at; one left behind by a crash is looked at again.
    """

    findable_id = models.BigIntegerField()
    is_new = models.BooleanField()
    vector = SearchVectorField(null=True)
    facets = ArrayField(models.TextField(), null=True)
    audience = ArrayField(models.TextField(), null=True)
    check_due = models.DateField(null=True)
    is_claimed = models.BooleanField(default=False)

    class Meta:
        verbose_name = "wijziging in de index"
        verbose_name_plural = "wijzigingen in de index"
        constraints = [
            models.UniqueConstraint("findable_id", condition=models.Q(is_claimed=False), name="change_waits_once")
        ]

    def __str__(self) -> str:
        return f"{self.findable_id}"
