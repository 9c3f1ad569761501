"""A file that somebody brought with an entry."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from loket.catalogue.enums import FileState
from loket.catalogue.models.entry import Entry


def _stored_name(instance: "EntryFile", filename: str) -> str:
    """A name that says nothing and cannot collide; people see ``EntryFile.name``."""
    token = uuid.uuid4().hex
    return f"entries/{token[:2]}/{token}"


class EntryFile(models.Model):
    """Public only while its number stands in the published content of its entry (``content['files']``)."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="files")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    uploaded_at = models.DateTimeField("geplaatst")
    name = models.CharField("naam", max_length=200)
    kind = models.CharField("soort", max_length=20)
    mime = models.CharField("type", max_length=120)
    size = models.PositiveBigIntegerField("grootte in bytes")
    sha256 = models.CharField(max_length=64)
    stored = models.FileField("bestand", upload_to=_stored_name, max_length=120)
    preview = models.FileField("eerste bladzijde", upload_to=_stored_name, max_length=120, blank=True)
    state = models.CharField("stand", max_length=10, choices=FileState.choices, default=FileState.WAITING)
    progress = models.PositiveSmallIntegerField("voortgang in procenten", default=0)
    sentence = models.CharField("melding", max_length=300, blank=True)
    # [[where, text], …]: where is «pagina 3», «dia 4» or the nearest heading.
    passages = models.JSONField("tekst", default=list, blank=True)
    # [{code, ok, sentence, advice}, …] of the accessibility check.
    findings = models.JSONField("toegankelijkheid", default=list, blank=True)

    class Meta:
        verbose_name = "bestand"
        verbose_name_plural = "bestanden"
        ordering = ["uploaded_at", "pk"]
        indexes = [
            models.Index("uploaded_at", condition=models.Q(state="waiting"), name="file_waiting"),
            models.Index("sha256", name="file_same"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("download", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.entry.is_published and self.pk in self.entry.content.get("files", [])
