"""Who wants the newsletter, and about what."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from loket.newsletter.enums import SubscriptionState


class SubscriptionQuerySet(models.QuerySet):
    def active(self) -> "SubscriptionQuerySet":
        return self.filter(state=SubscriptionState.ACTIVE)

    def wanting(self, theme: str) -> "SubscriptionQuerySet":
        """Those who want editions about this theme; the empty theme is the general newsletter."""
        return self.filter(themes__contains=[theme]) if theme else self.filter(wants_general=True)

    def of(self, address: str) -> "SubscriptionQuerySet":
        return self.filter(email__iexact=address.strip())


class Subscription(models.Model):
    """One address. It need not be of an account; nothing is kept of it but the address and the choice."""

    email = models.EmailField("e-mailadres", max_length=254)
    state = models.CharField(
        "stand", max_length=10, choices=SubscriptionState.choices, default=SubscriptionState.PENDING
    )
    wants_general = models.BooleanField("algemene nieuwsbrief", default=True)
    themes = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, verbose_name="nieuwsbrieven per thema"
    )
    asked_at = models.DateTimeField("aangevraagd")
    confirmed_at = models.DateTimeField("bevestigd", null=True, blank=True)
    ended_at = models.DateTimeField("afgemeld of gaan rusten", null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = "abonnement"
        verbose_name_plural = "abonnementen"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="subscription_once"),
            models.CheckConstraint(
                condition=~models.Q(state="active") | models.Q(confirmed_at__isnull=False),
                name="subscription_active_is_confirmed",
            ),
        ]
        indexes = [
            models.Index("id", condition=models.Q(state="active"), name="subscription_active"),
            models.Index("state", "asked_at", name="subscription_state"),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_active(self) -> bool:
        return self.state == SubscriptionState.ACTIVE
