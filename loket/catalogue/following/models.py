"""Who follows what, what happened to it, and who hears of that when."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from loket.accounts.models import Organisation
from loket.catalogue.enums import EntryState
from loket.catalogue.following.enums import ABOUT_ENTRY, SCHEMES, Target, What
from loket.catalogue.models import Entry
from loket.core.telling import Rhythm
from loket.vocabulary import lookup


class FollowQuerySet(models.QuerySet):
    def visible_to(self, user) -> "FollowQuerySet":
        return self.filter(user=user) if user.is_authenticated else self.none()

    def of(self, kind: str, **target) -> "FollowQuerySet":
        """Those of one target: ``entry``, ``organisation`` or ``code``."""
        return self.filter(kind=kind, **target)


class Follow(models.Model):
    """Somebody follows an entry, a theme (by its code) or an organisation."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    kind = models.CharField("soort", max_length=12, choices=Target.choices)
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, blank=True, related_name="followers")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="followers")
    code = models.CharField("thema", max_length=80, blank=True)
    rhythm = models.CharField("mailen", max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    since = models.DateTimeField("sinds")

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = "wat iemand volgt"
        verbose_name_plural = "wat mensen volgen"
        ordering = ["-since", "-pk"]
        indexes = [
            models.Index("kind", "code", "id", condition=~models.Q(code=""), name="followers_of_theme"),
            models.Index("entry", "id", name="followers_of_entry"),
            models.Index("organisation", "id", name="followers_of_organisation"),
        ]
        constraints = [
            models.UniqueConstraint("user", "entry", condition=models.Q(kind="ingang"), name="follow_entry_once"),
            models.UniqueConstraint(
                "user", "organisation", condition=models.Q(kind="organisatie"), name="follow_organisation_once"
            ),
            models.UniqueConstraint(
                "user", "kind", "code", condition=models.Q(kind__in=list(SCHEMES)), name="follow_theme_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="ingang", entry__isnull=False, organisation__isnull=True, code="")
                | models.Q(kind="organisatie", entry__isnull=True, organisation__isnull=False, code="")
                | (
                    models.Q(kind__in=list(SCHEMES), entry__isnull=True, organisation__isnull=True) & ~models.Q(code="")
                ),
                name="follow_has_one_target",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        if self.kind in SCHEMES:
            return lookup.label(SCHEMES[self.kind], self.code)
        return str(self.entry or self.organisation)

    @property
    def key(self) -> str:
        """What stands in the address of what is followed."""
        return self.entry.slug if self.entry else self.code or str(self.organisation_id)


class Happening(models.Model):
    """Something that followers hear of, written in the transaction in which it happened.

    ``fanned_to`` is the last follow of ``fanned_step`` that got a notice of it; ``fanned_at`` is set when all have.
    """

    what = models.CharField("wat", max_length=10, choices=What.choices)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="happenings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField("wanneer")
    changed_keys = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    text = models.TextField("bericht", blank=True, max_length=1000)
    fanned_step = models.PositiveSmallIntegerField(default=0)
    fanned_to = models.BigIntegerField(default=0)
    fanned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        indexes = [
            models.Index("id", condition=models.Q(fanned_at__isnull=True), name="happening_to_fan_out"),
            models.Index("at", name="happening_at"),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_what_display()}"

    @property
    def is_about_entry(self) -> bool:
        return self.what in ABOUT_ENTRY


class NoticeQuerySet(models.QuerySet):
    def due(self, at: datetime) -> "NoticeQuerySet":
        return self.filter(due_at__lte=at, told_at=None)

    def showable(self) -> "NoticeQuerySet":
        """Those about what is public still; of what was taken off the shelves only that it was."""
        is_gone = models.Q(happening__entry__state=EntryState.ARCHIVED, happening__what=What.ARCHIVED)
        is_there = models.Q(happening__entry__state=EntryState.PUBLISHED) & ~models.Q(happening__what=What.ARCHIVED)
        return self.filter(is_gone | is_there)


class Notice(models.Model):
    """A happening for one person, once, however many things of it they follow; ``due_at`` None is: not by mail."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    happening = models.ForeignKey(Happening, models.CASCADE, related_name="notices")
    follow = models.ForeignKey(Follow, models.SET_NULL, null=True, related_name="+")
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices)
    due_at = models.DateTimeField("te vertellen", null=True, blank=True)
    told_at = models.DateTimeField("verteld", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht aan een volger"
        verbose_name_plural = "berichten aan volgers"
        ordering = ["-happening_id"]
        indexes = [
            models.Index(
                "due_at",
                "user",
                condition=models.Q(told_at__isnull=True, due_at__isnull=False),
                name="notice_due",
            )
        ]
        constraints = [models.UniqueConstraint("user", "happening", name="notice_once")]

    def __str__(self) -> str:
        return f"{self.happening}"
