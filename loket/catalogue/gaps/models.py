"""White spots: what people look for and is not there, and what is asked of professionals in its place."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse

from loket.catalogue.enums import Kind
from loket.catalogue.gaps.enums import SETTLED_STATES, SHOWN_STATES, ClaimEnd, GapState, WantedState
from loket.catalogue.gaps.permissions import is_editor
from loket.catalogue.models import Entry
from loket.core.workflow import History
from loket.search.models import EmptySearch, SynonymGroup


class GapQuerySet(models.QuerySet):
    def open(self) -> "GapQuerySet":
        return self.filter(state=GapState.OPEN)

    def settled(self) -> "GapQuerySet":
        return self.filter(state__in=SETTLED_STATES)


class Gap(models.Model):
    """One question that nothing was found for, in whatever words it was asked.

    ``words`` has for each word of it the lexemes that are that word; ``facets`` the themes, settings and so on that
    it names, as tokens of the search (``theme:roken``).
    """

    key = models.CharField(max_length=400, unique=True)
    text = models.CharField("vraag", max_length=200)
    words = models.JSONField(default=list)
    lexemes = ArrayField(models.TextField(), default=list)
    facets = ArrayField(models.TextField(), default=list)
    count = models.PositiveIntegerField("aantal keer", default=0)
    first_at = models.DateTimeField("eerst")
    last_at = models.DateTimeField("laatst")
    state = models.CharField("stand", max_length=8, choices=GapState.choices, default=GapState.OPEN)
    synonym = models.ForeignKey(SynonymGroup, models.SET_NULL, null=True, blank=True, related_name="+")
    # When it was last looked whether there is something now.
    looked_at = models.DateTimeField("opnieuw gezocht", null=True, blank=True)

    objects = GapQuerySet.as_manager()

    class Meta:
        verbose_name = "witte vlek"
        verbose_name_plural = "witte vlekken"
        ordering = ["-count", "-last_at", "pk"]
        indexes = [
            GinIndex(fields=["lexemes"], name="gap_lexemes"),
            models.Index(fields=["-count", "-last_at"], condition=models.Q(state="open"), name="gap_most_asked"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(last_at__gte=models.F("first_at")), name="gap_first_before_last")
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("white_spot", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == GapState.OPEN


class GapHistory(History):
    subject = models.ForeignKey(Gap, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een witte vlek"
        verbose_name_plural = "stappen van witte vlekken"


class Wording(models.Model):
    """One way in which a question was asked; gone when the search forgets it."""

    search = models.OneToOneField(EmptySearch, models.CASCADE, primary_key=True, related_name="wording")
    gap = models.ForeignKey(Gap, models.CASCADE, related_name="wordings")

    class Meta:
        verbose_name = "bewoording"
        verbose_name_plural = "bewoordingen"

    def __str__(self) -> str:
        return str(self.search)


class MonthCount(models.Model):
    """How often a question was asked in a month; ``month`` is its first day."""

    gap = models.ForeignKey(Gap, models.CASCADE, related_name="months")
    month = models.DateField("maand")
    count = models.PositiveIntegerField("aantal keer", default=0)

    class Meta:
        verbose_name = "aantal per maand"
        verbose_name_plural = "aantallen per maand"
        ordering = ["month"]
        constraints = [models.UniqueConstraint("gap", "month", name="gap_month_once")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.count}"


class WantedQuerySet(models.QuerySet):
    def shown(self) -> "WantedQuerySet":
        return self.filter(state__in=SHOWN_STATES)

    def visible_to(self, user) -> "WantedQuerySet":
        """Everybody sees what is wanted or found; what was taken off the list is for editors."""
        return self if is_editor(user) else self.shown()


class Wanted(models.Model):
    """An entry that is not there and should be."""

    gap = models.ForeignKey(Gap, models.SET_NULL, null=True, blank=True, related_name="wanted")
    title = models.CharField("titel", max_length=200)
    why = models.TextField("waarom gezocht", max_length=2000)
    kind = models.CharField("soort", max_length=30, choices=Kind.choices)
    # Codes by the keys of an entry's content: themes, settings, target_groups.
    lists = models.JSONField("thema's, settings en doelgroepen", default=dict)
    state = models.CharField("stand", max_length=9, choices=WantedState.choices, default=WantedState.FREE)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField("geplaatst")
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    # What filled the gap.
    entry = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = WantedQuerySet.as_manager()

    class Meta:
        verbose_name = "gezochte bijdrage"
        verbose_name_plural = "gezochte bijdragen"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint("gap", condition=models.Q(state__in=["free", "claimed"]), name="gap_wanted_once")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("wanted_entry", args=[self.pk])

    @property
    def is_free(self) -> bool:
        return self.state == WantedState.FREE


class WantedHistory(History):
    subject = models.ForeignKey(Wanted, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een gezochte bijdrage"
        verbose_name_plural = "stappen van gezochte bijdragen"


class ClaimQuerySet(models.QuerySet):
    def running(self) -> "ClaimQuerySet":
        return self.filter(ended_at=None)

    def past(self, today: date) -> "ClaimQuerySet":
        """Those whose last day is over."""
        return self.running().filter(due_on__lt=today)


class Claim(models.Model):
    """*Ik maak dit*: somebody has until ``due_on`` to hand in what is wanted."""

    wanted = models.ForeignKey(Wanted, models.CASCADE, related_name="claims")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="claims")
    at = models.DateTimeField("wanneer")
    due_on = models.DateField("uiterlijk")
    entry = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="+")
    reminded_at = models.DateTimeField("herinnerd", null=True, blank=True)
    ended_at = models.DateTimeField("geëindigd", null=True, blank=True)
    ended = models.CharField("hoe", max_length=10, choices=ClaimEnd.choices, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "toezegging"
        verbose_name_plural = "toezeggingen"
        ordering = ["-at", "-pk"]
        indexes = [models.Index("due_on", condition=models.Q(ended_at=None), name="claim_due")]
        constraints = [
            models.UniqueConstraint("wanted", condition=models.Q(ended_at=None), name="wanted_claimed_once"),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended="") | models.Q(ended_at__isnull=False) & ~models.Q(ended=""),
                name="ended_claim_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wanted}: {self.due_on}"


class WantedFollower(models.Model):
    """Somebody wants to hear when it is there."""

    wanted = models.ForeignKey(Wanted, models.CASCADE, related_name="followers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField("wanneer")

    class Meta:
        verbose_name = "volger van een gezochte bijdrage"
        verbose_name_plural = "volgers van gezochte bijdragen"
        constraints = [models.UniqueConstraint("wanted", "user", name="wanted_followed_once")]

    def __str__(self) -> str:
        return f"{self.wanted}"
