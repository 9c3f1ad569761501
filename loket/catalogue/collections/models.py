"""Lists of one's own: entries in an order, each with a note, shared by link."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse

from loket.catalogue.models import Entry
from loket.core.workflow import History

MAX_NAME, MAX_DESCRIPTION, MAX_NOTE = 120, 2_000, 1_000
CAN_BE_PUT_BACK = timedelta(days=30)


class CollectionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CollectionQuerySet":
        """Somebody's own lists; those of others are reached by their link alone."""
        return self.filter(owner=user, removed_at=None) if user.is_authenticated else self.none()

    def reached_by(self, key: str) -> "CollectionQuerySet":
        """The list of this number or token."""
        is_number = key.isdecimal() and len(key) < 16
        wanted = models.Q(pk=int(key)) if is_number else models.Q(view_token=key) | models.Q(edit_token=key)
        return self.filter(wanted, removed_at=None)

    def past_putting_back(self, at: datetime) -> "CollectionQuerySet":
        return self.filter(removed_at__lt=at - CAN_BE_PUT_BACK)


class Collection(models.Model):
    """A list. ``version`` counts changes of name and description: an older one in a form means that somebody was first.

    Whoever has ``view_token`` may look, whoever has ``edit_token`` and is signed in may write along.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="collections")
    name = models.CharField("naam", max_length=MAX_NAME)
    description = models.TextField("beschrijving", max_length=MAX_DESCRIPTION, blank=True)
    version = models.PositiveIntegerField(default=1)
    view_token = models.CharField(max_length=64, null=True, blank=True, unique=True)
    edit_token = models.CharField(max_length=64, null=True, blank=True, unique=True)
    created_at = models.DateTimeField("gemaakt")
    changed_at = models.DateTimeField("gewijzigd")
    removed_at = models.DateTimeField("weggehaald", null=True, blank=True)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        verbose_name = "lijst"
        verbose_name_plural = "lijsten"
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(fields=["owner", "-changed_at"], name="collection_of_owner"),
            models.Index("removed_at", condition=models.Q(removed_at__isnull=False), name="collection_removed"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="collection_has_name"),
            models.CheckConstraint(
                condition=models.Q(view_token__isnull=True)
                | models.Q(edit_token__isnull=True)
                | ~models.Q(view_token=models.F("edit_token")),
                name="collection_tokens_differ",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("collection", args=[self.pk])


class ItemQuerySet(models.QuerySet):
    def with_entries(self) -> "ItemQuerySet":
        """In order, with what a line tells of each entry, and of an archived one the successor."""
        return self.select_related("entry", "entry__successor").defer("entry__content", "entry__successor__content")


class Item(models.Model):
    """An entry on a list. ``version`` counts changes of the note."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="items")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="list_items")
    note = models.TextField("notitie", max_length=MAX_NOTE, blank=True)
    position = models.PositiveIntegerField("plaats")
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField("toegevoegd")

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "ingang op een lijst"
        verbose_name_plural = "ingangen op lijsten"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint("collection", "entry", name="item_once"),
            # Deferred: moving an item passes through the places of others.
            models.UniqueConstraint(
                fields=["collection", "position"], name="item_has_own_place", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry}"


class CollectionHistory(History):
    """A step; ``entry`` is what it was about, ``note`` its note when it was taken off, so that it can be put back."""

    subject = models.ForeignKey(Collection, models.CASCADE, related_name="history")
    entry = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(History.Meta):
        verbose_name = "stap van een lijst"
        verbose_name_plural = "stappen van lijsten"
        indexes = [models.Index(fields=["subject", "-at", "-id"], name="collection_steps")]
