"""The shop window of a partner: its address, what it tells about itself, and the warnings that went out."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from loket.accounts.models import Organisation
from loket.catalogue.models import Entry
from loket.catalogue.partners.enums import Notice, TextState
from loket.catalogue.partners.permissions import is_editor
from loket.core.workflow import History

SUMMARY_LENGTH = 240
TEXT_LENGTH = 12_000


def _stored_name(instance: "WindowText", filename: str) -> str:
    token = uuid.uuid4().hex
    return f"partners/{token[:2]}/{token}"


class ShopWindowQuerySet(models.QuerySet):
    def public(self) -> "ShopWindowQuerySet":
        """With a text that an editor placed, of an organisation that did not merge into another."""
        return self.filter(current__isnull=False, organisation__successor__isnull=True)

    def visible_to(self, user) -> "ShopWindowQuerySet":
        """Public ones for all; before that for the partners of the organisation and for editors."""
        if is_editor(user):
            return self
        is_open = models.Q(current__isnull=False)
        if user and user.is_authenticated and "partner" in user.roles and user.organisation_id:
            return self.filter(is_open | models.Q(organisation=user.organisation_id))
        return self.filter(is_open)


class ShopWindow(models.Model):
    """The page of a partner. Its entries follow by themselves; ``current`` is what it tells about itself."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="shop_window")
    slug = models.SlugField("adres", max_length=140, unique=True)
    current = models.OneToOneField(
        "WindowText", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="geplaatste tekst"
    )
    opened_at = models.DateTimeField("begonnen")

    objects = ShopWindowQuerySet.as_manager()

    class Meta:
        verbose_name = "etalage"
        verbose_name_plural = "etalages"
        ordering = ["organisation__sort_key", "pk"]

    def __str__(self) -> str:
        return f"{self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("partner", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return self.current_id is not None


class WindowText(models.Model):
    """What a partner tells about itself, once written: a change is a new row."""

    window = models.ForeignKey(ShopWindow, models.CASCADE, related_name="texts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    state = models.CharField("stand", max_length=10, choices=TextState.choices, default=TextState.SUBMITTED)
    summary = models.CharField("in één zin", max_length=SUMMARY_LENGTH)
    text = models.TextField("wie wij zijn", max_length=TEXT_LENGTH)
    website = models.URLField("website", max_length=500, blank=True)
    contact = models.CharField("contact", max_length=200, blank=True)
    source = models.CharField("bron", max_length=500, blank=True)
    themes = ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name="thema's")
    areas = ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name="gebieden")
    logo = models.FileField("logo", upload_to=_stored_name, max_length=120, blank=True)
    submitted_at = models.DateTimeField("voorgelegd")
    decided_at = models.DateTimeField("besloten", null=True, blank=True)

    class Meta:
        verbose_name = "tekst van een partner"
        verbose_name_plural = "teksten van partners"
        ordering = ["-submitted_at", "-pk"]
        indexes = [models.Index("submitted_at", condition=models.Q(state="submitted"), name="window_text_waiting")]
        constraints = [
            models.UniqueConstraint(
                "window",
                condition=models.Q(state="submitted"),
                name="one_waiting_window_text",
                violation_error_message="Er wacht al een tekst van deze partner op de redactie.",
            ),
            models.CheckConstraint(
                condition=models.Q(state="submitted") | models.Q(decided_at__isnull=False),
                name="decided_window_text_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.window} ({self.get_state_display()})"

    def get_absolute_url(self) -> str:
        return reverse("partner_text", args=[self.pk])


class WindowTextHistory(History):
    subject = models.ForeignKey(WindowText, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een partnertekst"
        verbose_name_plural = "stappen van partnerteksten"


class ClosingNotice(models.Model):
    """A warning that went to followers, written in the transaction that tells them: so once for each day of closing."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    kind = models.CharField("soort", max_length=6, choices=Notice.choices)
    closes_on = models.DateField("sluit op")
    at = models.DateTimeField("verstuurd")

    class Meta:
        verbose_name = "waarschuwing voor sluiting"
        verbose_name_plural = "waarschuwingen voor sluiting"
        constraints = [models.UniqueConstraint("entry", "kind", "closes_on", name="closing_notice_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.closes_on}"
