"""That an edition was written to somebody, so that it is not written twice and a bounce finds its way home."""

import secrets

from django.conf import settings
from django.db import models

from loket.core.models import OutgoingMail
from loket.newsletter.models.edition import Edition
from loket.newsletter.models.subscription import Subscription


def new_message_id() -> str:
    """Nobody can guess it, so a report that names it comes from a server that had the mail."""
    return f"nieuwsbrief.{secrets.token_hex(12)}@{settings.MAIL_DOMAIN}"


class Delivery(models.Model):
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="deliveries")
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="deliveries")
    mail = models.ForeignKey(OutgoingMail, models.SET_NULL, null=True, related_name="+")
    message_id = models.CharField(max_length=200, unique=True, default=new_message_id)
    at = models.DateTimeField("geschreven")
    bounced_at = models.DateTimeField("niet aangekomen", null=True, blank=True)

    class Meta:
        verbose_name = "bezorging van een nieuwsbrief"
        verbose_name_plural = "bezorgingen van nieuwsbrieven"
        indexes = [models.Index(fields=["subscription", "-at"], name="delivery_of_subscription")]
        constraints = [models.UniqueConstraint("edition", "subscription", name="delivery_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} → {self.subscription_id}"
