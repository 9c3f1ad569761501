"""What leads an answer back to where it belongs."""

import secrets

from django.db import models

from loket.core.models import OutgoingMail
from loket.post.enums import Cause
from loket.post.models.message import ID_LENGTH

LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
TOKEN_LENGTH = 20
TOKEN_PATTERN = rf"[a-z2-7]{{{TOKEN_LENGTH}}}"


def new_token() -> str:
    """A hundred random bits in letters that survive a telephone, a subject and the local part of an address."""
    return "".join(secrets.choice(LETTERS) for _ in range(TOKEN_LENGTH))


class Thread(models.Model):
    """A conversation of an area, by the key that the area gives it, with a reference that nobody can guess."""

    route = models.CharField("route", max_length=40)
    key = models.CharField("sleutel", max_length=100)
    token = models.CharField("kenmerk", max_length=TOKEN_LENGTH, unique=True, default=new_token)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged", verbose_name="samengevoegd met"
    )
    opened_at = models.DateTimeField("begonnen")

    class Meta:
        verbose_name = "draad"
        verbose_name_plural = "draden"
        constraints = [
            models.UniqueConstraint("route", "key", name="thread_once"),
            models.CheckConstraint(condition=~models.Q(merged_into=models.F("id")), name="thread_not_into_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.route} {self.key}"


class SentMessage(models.Model):
    """A mail of ours within a thread. Its Message-ID holds random letters, so who names it has received it."""

    message_id = models.CharField(max_length=ID_LENGTH, unique=True)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="sent")
    recipient = models.CharField("aan", max_length=254)
    # A notification to a colleague: an answer counts only when that colleague wrote it, and stays internal.
    is_internal = models.BooleanField("alleen voor collega's", default=False)
    sent_at = models.DateTimeField("geschreven")
    mail = models.ForeignKey(OutgoingMail, models.SET_NULL, null=True, blank=True, related_name="+")
    bounced_at = models.DateTimeField("niet bezorgd", null=True, blank=True)
    bounce_cause = models.CharField("oorzaak", max_length=20, choices=Cause.choices, blank=True)
    bounce_told = models.CharField("melding", max_length=500, blank=True)

    class Meta:
        verbose_name = "verzonden bericht"
        verbose_name_plural = "verzonden berichten"
        indexes = [models.Index(fields=["recipient", "-sent_at"], name="sent_to")]

    def __str__(self) -> str:
        return f"{self.thread} → {self.message_id}"


class MentionedId(models.Model):
    """A Message-ID that a received message has or names, also of mail that we never saw ourselves."""

    message_id = models.CharField(max_length=ID_LENGTH)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="mentioned")

    class Meta:
        verbose_name = "genoemd bericht"
        verbose_name_plural = "genoemde berichten"
        constraints = [models.UniqueConstraint("message_id", "thread", name="mentioned_once")]

    def __str__(self) -> str:
        return self.message_id
