"""What one colleague wrote to another through the portal, and from whom somebody wants no more."""

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse


def new_token() -> str:
    return secrets.token_urlsafe(18)


class DirectMessageQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DirectMessageQuerySet":
        """Who got it. The sender has no page of it: that would tell what became of it."""
        return self.filter(recipient=user) if user.is_authenticated else self.none()

    def sent_since(self, sender, since) -> "DirectMessageQuerySet":
        return self.filter(sender=sender, at__gt=since)

    def got_since(self, recipient, since) -> "DirectMessageQuerySet":
        return self.filter(recipient=recipient, at__gt=since)


class DirectMessage(models.Model):
    """A message that went by the outbox. ``answer_to`` is the address that the sender chose to give; empty: none."""

    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="van"
    )
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="aan")
    replies_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replies")
    token = models.CharField("kenmerk", max_length=30, unique=True, default=new_token, editable=False)
    sender_name = models.CharField("naam van de afzender", max_length=120)
    subject = models.CharField("onderwerp", max_length=120)
    text = models.TextField("bericht", max_length=4000)
    answer_to = models.EmailField("antwoordadres", blank=True, max_length=254)
    at = models.DateTimeField("verstuurd")

    objects = DirectMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht aan een collega"
        verbose_name_plural = "berichten aan collega's"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index("sender", "at", name="direct_message_sent"),
            models.Index("recipient", "at", name="direct_message_got"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sender__isnull=True) | ~models.Q(sender=models.F("recipient")),
                name="direct_message_not_to_self",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("direct_message", args=[self.token])


class Block(models.Model):
    """``person`` wants no messages from ``blocked``, who is not told so."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField("sinds")

    class Meta:
        verbose_name = "geblokkeerde afzender"
        verbose_name_plural = "geblokkeerde afzenders"
        constraints = [models.UniqueConstraint("person", "blocked", name="block_once")]

    def __str__(self) -> str:
        return f"{self.person_id} blokkeert {self.blocked_id}"
