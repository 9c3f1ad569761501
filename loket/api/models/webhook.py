"""Who wants to hear of what, and each telling as a row first."""

import uuid
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models

from loket.accounts.models import Organisation
from loket.api.enums import DeliveryState, Happening, SubscriptionState
from loket.api.models.token import OfOrganisation, a_person


class SubscriptionQuerySet(OfOrganisation):
    def hearing(self, happening: str) -> "SubscriptionQuerySet":
        return self.filter(happenings__contains=[happening])


class Subscription(models.Model):
    """``salt`` and the portal's own key make the secret that deliveries are signed with.

    ``failures`` counts attempts that failed since the last one that did not.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="api_subscriptions", verbose_name="organisatie"
    )
    name = models.CharField("naam", max_length=80)
    url = models.URLField("adres van de ontvanger", max_length=500)
    happenings = ArrayField(models.CharField(max_length=20, choices=Happening.choices), verbose_name="waarover")
    salt = models.CharField(max_length=32, editable=False)
    state = models.CharField("stand", max_length=8, choices=SubscriptionState.choices, default=SubscriptionState.ACTIVE)
    failures = models.PositiveIntegerField("mislukte pogingen achter elkaar", default=0)
    made_by = a_person("gemaakt door")
    made_at = models.DateTimeField("gemaakt")
    paused_at = models.DateTimeField("gepauzeerd", null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = "webhook"
        verbose_name_plural = "webhooks"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "organisation",
                "url",
                name="webhook_url_once",
                violation_error_message="Voor dit adres is er al een webhook.",
            ),
            models.CheckConstraint(
                condition=models.Q(state="paused") ^ models.Q(paused_at__isnull=True), name="webhook_paused_at_moment"
            ),
            models.CheckConstraint(condition=models.Q(happenings__len__gte=1), name="webhook_hears_something"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        return self.state == SubscriptionState.ACTIVE


class DeliveryQuerySet(models.QuerySet):
    def due(self, at: datetime) -> "DeliveryQuerySet":
        """What waits, of subscriptions that are not paused."""
        return self.filter(state=DeliveryState.QUEUED, not_before__lte=at, subscription__state=SubscriptionState.ACTIVE)


class Delivery(models.Model):
    """One thing told to one subscriber, written in the transaction of what happened. ``body`` is sent as it is."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="deliveries", verbose_name="webhook")
    number = models.UUIDField("nummer", default=uuid.uuid4, unique=True, editable=False)
    happening = models.CharField("waarover", max_length=20)
    body = models.TextField("inhoud")
    state = models.CharField("stand", max_length=10, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    created_at = models.DateTimeField("gemaakt")
    not_before = models.DateTimeField("niet eerder dan")
    claimed_at = models.DateTimeField("opgepakt", null=True, blank=True)
    delivered_at = models.DateTimeField("bezorgd", null=True, blank=True)
    status = models.PositiveSmallIntegerField("antwoord van de ontvanger", null=True, blank=True)
    error = models.CharField("fout", max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "bezorging"
        verbose_name_plural = "bezorgingen"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index("not_before", condition=models.Q(state="queued"), name="webhook_delivery_due"),
            models.Index("claimed_at", condition=models.Q(state="sending"), name="webhook_delivery_sending"),
            models.Index(fields=["subscription", "-created_at"], name="webhook_delivery_newest"),
            models.Index("created_at", name="webhook_delivery_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="delivered") | models.Q(delivered_at__isnull=False),
                name="webhook_delivered_at_moment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.happening} ({self.get_state_display()})"
