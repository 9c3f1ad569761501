"""A good answer that went on to the catalogue, without anything of who asked."""

from django.conf import settings
from django.db import models

from loket.catalogue.enums import EntryState
from loket.catalogue.models import Entry
from servicedesk.models.question import Question


class PublicAnswerQuerySet(models.QuerySet):
    def published(self) -> "PublicAnswerQuerySet":
        return self.filter(entry__state=EntryState.PUBLISHED)


class PublicAnswer(models.Model):
    """From a question to the entry that was made of its answer; the entry itself does not know the question."""

    question = models.OneToOneField(Question, models.CASCADE, related_name="public_answer", verbose_name="vraag")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+", verbose_name="ingang")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("voorgesteld op")
    # What looked like something of a person and was said not to be: (kind, number of places), never the words.
    cleared = models.JSONField("bekeken en goed bevonden", default=list, blank=True)

    objects = PublicAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "openbaar antwoord"
        verbose_name_plural = "openbare antwoorden"

    def __str__(self) -> str:
        return f"{self.question_id}: {self.entry_id}"
