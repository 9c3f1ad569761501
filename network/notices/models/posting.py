"""A short notice that lapses by itself."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse

from loket.core.workflow import History
from loket.search import dutch
from network.notices.enums import OTHER, Kind, PostingState
from network.notices.permissions import can_judge, can_read


def _codes(name: str) -> ArrayField:
    return ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name=name)


class PostingQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PostingQuerySet":
        """What was taken down is there for its author and for editors only."""
        if not can_read(user):
            return self.none()
        if can_judge(user):
            return self
        return self.exclude(~Q(author=user), state=PostingState.REMOVED)

    def current(self, today: date) -> "PostingQuerySet":
        """Those that stand open on this day, whether or not what is over was marked already."""
        return self.filter(state=PostingState.OPEN, until__gte=today)

    def over(self, today: date) -> "PostingQuerySet":
        """The archive: done, or past the last day."""
        return self.exclude(state=PostingState.REMOVED).exclude(state=PostingState.OPEN, until__gte=today)

    def with_words(self, groups: list[list[str]]) -> "PostingQuerySet":
        """Those with, of each group, at least one word."""
        found = self
        for group in groups:
            found = found.filter(lexemes__overlap=group)
        return found

    def opposite(self, posting: "Posting") -> "PostingQuerySet":
        """What others seek where this one offers, and the other way round, on a shared theme or word."""
        shared = Q(themes__overlap=posting.themes) | Q(lexemes__overlap=posting.lexemes)
        return self.filter(shared, kind=OTHER[posting.kind]).exclude(author=posting.author_id)


class Posting(models.Model):
    """What somebody seeks or offers. ``until`` is the last day on which it stands."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="postings", verbose_name="geplaatst door"
    )
    kind = models.CharField("soort", max_length=4, choices=Kind.choices)
    title = models.CharField("titel", max_length=120)
    text = models.TextField("tekst", max_length=1200)
    themes = _codes("thema's")
    areas = _codes("regio's")
    lexemes = ArrayField(models.TextField(), default=list, blank=True, editable=False)
    state = models.CharField("stand", max_length=10, choices=PostingState.choices, default=PostingState.OPEN)
    weeks = models.PositiveSmallIntegerField("hoe lang het blijft staan", default=4)
    posted_at = models.DateTimeField("geplaatst")
    until = models.DateField("laatste dag")
    # The last day for which the author was asked whether it should stay longer.
    asked_for = models.DateField(null=True, blank=True, editable=False)
    matched_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "zoek- of biedbericht"
        verbose_name_plural = "zoek- en biedberichten"
        ordering = ["-posted_at", "-pk"]
        indexes = [
            models.Index("until", condition=Q(state="open"), name="posting_open_until"),
            models.Index("id", condition=Q(state="open", matched_at__isnull=True), name="posting_to_match"),
            GinIndex(fields=["themes", "lexemes"], name="posting_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(themes__len__gte=1),
                name="posting_has_theme",
                violation_error_message="Kies ten minste één thema.",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="posting_kind_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("posting", args=[self.pk])

    def is_current(self, today: date) -> bool:
        return self.state == PostingState.OPEN and self.until >= today

    def fill_words(self) -> None:
        """By what it is found and matched; the caller saves."""
        self.lexemes = sorted(set(dutch.index_lexemes(f"{self.title}\n{self.text}")))


class PostingHistory(History):
    subject = models.ForeignKey(Posting, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een bericht"
        verbose_name_plural = "stappen van een bericht"
