"""Where a question came from when the asker did not ask it here: an older helpdesk, or somebody who asked for them."""

from django.conf import settings
from django.db import models

from servicedesk.enums import Capacity
from servicedesk.models.message import Message
from servicedesk.models.question import Question
from servicedesk.models.queue import Queue


class Imported(models.Model):
    """A question of an older helpdesk, with the number that it had there."""

    question = models.OneToOneField(Question, models.CASCADE, related_name="imported", verbose_name="vraag")
    queue = models.ForeignKey(Queue, models.PROTECT, related_name="+", verbose_name="wachtrij")
    original = models.CharField("oud nummer", max_length=200)
    at = models.DateTimeField("overgenomen op")

    class Meta:
        verbose_name = "overgenomen vraag"
        verbose_name_plural = "overgenomen vragen"
        constraints = [models.UniqueConstraint("queue", "original", name="imported_once")]

    def __str__(self) -> str:
        return self.original


class ImportedMessage(models.Model):
    """By which a message that is offered again is known: of its Message-ID, or of what it says."""

    message = models.OneToOneField(Message, models.CASCADE, related_name="+", verbose_name="bericht")
    imported = models.ForeignKey(Imported, models.CASCADE, related_name="messages", verbose_name="overgenomen vraag")
    key = models.CharField("kenmerk", max_length=64)

    class Meta:
        verbose_name = "overgenomen bericht"
        verbose_name_plural = "overgenomen berichten"
        constraints = [models.UniqueConstraint("imported", "key", name="imported_message_once")]

    def __str__(self) -> str:
        return f"{self.imported_id}: {self.key}"


class Bringer(models.Model):
    """Who asked for somebody else (000 §3.4). They see no conversation: it is the asker's question."""

    question = models.OneToOneField(Question, models.CASCADE, related_name="bringer", verbose_name="vraag")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="wie"
    )
    name = models.CharField("naam", max_length=120, blank=True)
    organisation_name = models.CharField("organisatie", max_length=200, blank=True)
    capacity = models.CharField("als", max_length=10, choices=Capacity.choices)

    class Meta:
        verbose_name = "wie de vraag bracht"
        verbose_name_plural = "wie vragen brachten"

    def __str__(self) -> str:
        return f"{self.question_id}: {self.get_capacity_display()}"
