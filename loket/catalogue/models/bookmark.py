"""An entry that somebody keeps for later."""

from django.conf import settings
from django.db import models

from loket.catalogue.models.entry import Entry


class Bookmark(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="bookmarks")
    at = models.DateTimeField("bewaard")

    class Meta:
        verbose_name = "bewaarde ingang"
        verbose_name_plural = "bewaarde ingangen"
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint("user", "entry", name="bookmark_once")]

    def __str__(self) -> str:
        return f"{self.entry}"
