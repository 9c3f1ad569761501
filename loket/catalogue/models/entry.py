"""An entry: what is published, and who looks after it."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.fields.json import KeyTransform
from django.urls import reverse

from loket.accounts.models import Organisation
from loket.catalogue.enums import RECOGNITION_RANK, EntryState, Kind, RecognitionLevel
from loket.catalogue.permissions import is_editor
from loket.core.workflow import History


class EntryQuerySet(models.QuerySet):
    def published(self) -> "EntryQuerySet":
        return self.filter(state=EntryState.PUBLISHED)

    def named(self, text: str) -> "EntryQuerySet":
        """The entry of an address, a slug or a *kenmerk* as somebody pastes it."""
        name = text.strip().partition("?")[0].rstrip("/").rsplit("/", 1)[-1]
        return self.filter(models.Q(slug=name) | models.Q(external_id=name))

    def visible_to(self, user) -> "EntryQuerySet":
        """What this person may open: published and archived for all, the rest for owner and editors."""
        if is_editor(user):
            return self
        is_open = ~models.Q(state=EntryState.UNPUBLISHED)
        if user and user.is_authenticated:
            return self.filter(is_open | models.Q(owner=user))
        return self.filter(is_open)


class Entry(models.Model):
    """Something professionals can use. ``content`` is the published text; proposals are ``Revision``s."""

    external_id = models.CharField("kenmerk", max_length=120, unique=True)
    slug = models.SlugField("adres", max_length=140, unique=True)
    kind = models.CharField("soort", max_length=30, choices=Kind.choices)
    title = models.CharField("titel", max_length=200)
    summary = models.CharField("samenvatting", max_length=400, blank=True)
    content = models.JSONField("inhoud", default=dict)
    version = models.PositiveIntegerField("versie", default=0)
    state = models.CharField("stand", max_length=12, choices=EntryState.choices, default=EntryState.UNPUBLISHED)

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name="eigenaar",
    )
    # Looks after the entry beside the owner, and in the place of one who left.
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputised_entries",
        verbose_name="vervanger",
    )
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="entries", verbose_name="organisatie"
    )
    created_at = models.DateTimeField("gemaakt")
    published_at = models.DateTimeField("gepubliceerd", null=True, blank=True)
    changed_at = models.DateTimeField("gewijzigd", null=True, blank=True)
    last_checked = models.DateField("laatst nagekeken", null=True, blank=True)
    next_check = models.DateField("volgende controle", null=True, blank=True)

    recognition_level = models.CharField("erkenning", max_length=30, choices=RecognitionLevel.choices, blank=True)
    recognition_decided_on = models.DateField("erkend op", null=True, blank=True)
    recognition_valid_until = models.DateField("geldig tot en met", null=True, blank=True)
    recognition_by = models.CharField("erkend door", max_length=200, blank=True)
    recognition_note = models.TextField("toelichting bij de erkenning", blank=True)

    archived_at = models.DateTimeField("gearchiveerd", null=True, blank=True)
    archive_reason = models.TextField("reden van archiveren", blank=True)
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="predecessors", verbose_name="opvolger"
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "ingang"
        verbose_name_plural = "ingangen"
        indexes = [
            models.Index(fields=["next_check"], condition=models.Q(state="published"), name="entry_check_due"),
            models.Index(fields=["owner", "-changed_at"], name="entry_of_owner"),
            models.Index(fields=["-published_at", "-id"], condition=models.Q(state="published"), name="entry_newest"),
            models.Index(
                fields=["-changed_at", "-id"],
                condition=models.Q(state="published") & ~models.Q(recognition_level=""),
                name="entry_recognised",
            ),
            GinIndex(
                OpClass(KeyTransform("links", "content"), name="jsonb_path_ops"),
                condition=models.Q(state="published"),
                name="entry_links",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="unpublished") | models.Q(published_at__isnull=False),
                name="public_entry_has_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="archived") | models.Q(archived_at__isnull=False),
                name="archived_entry_has_moment",
            ),
            models.CheckConstraint(condition=~models.Q(successor=models.F("id")), name="entry_not_own_successor"),
            models.CheckConstraint(
                condition=models.Q(deputy__isnull=True)
                | models.Q(owner__isnull=True)
                | ~models.Q(deputy=models.F("owner")),
                name="deputy_is_not_owner",
                violation_error_message="Kies voor de vervanger iemand anders dan de eigenaar.",
            ),
            models.CheckConstraint(
                condition=models.Q(recognition_valid_until__isnull=True)
                | models.Q(recognition_decided_on__isnull=True)
                | models.Q(recognition_valid_until__gte=models.F("recognition_decided_on")),
                name="recognition_ends_after_start",
                violation_error_message="De erkenning kan niet eindigen voordat zij begint.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("entry", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return self.state == EntryState.PUBLISHED

    def is_possibly_outdated(self, today: date) -> bool:
        return self.next_check is not None and self.next_check < today

    def recognition_has_lapsed(self, today: date) -> bool:
        return self.recognition_valid_until is not None and self.recognition_valid_until < today

    @property
    def living_successor(self) -> "Entry | None":
        """What is in the catalogue now in the place of an archived entry: the end of the chain of successors."""
        seen, row = {self.pk}, self.successor
        while row is not None and row.state == EntryState.ARCHIVED and row.pk not in seen:
            seen.add(row.pk)
            row = row.successor
        return row if row is not None and row.is_published else None

    @property
    def recognition_rank(self) -> int:
        return RECOGNITION_RANK[RecognitionLevel(self.recognition_level)]


class EntryHistory(History):
    """Public steps of an entry: published, changed, archived, restored."""

    subject = models.ForeignKey(Entry, models.CASCADE, related_name="history")
    version = models.PositiveIntegerField("versie", default=0)
    changed_keys = ArrayField(models.CharField(max_length=80), default=list, blank=True)

    class Meta(History.Meta):
        verbose_name = "wijziging"
        verbose_name_plural = "wijzigingen"
