"""What a partner's system signs in with, and what was done with it."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from loket.accounts.models import Organisation
from loket.api.enums import ProposalKind, Scope
from loket.api.permissions import is_coordinator


def a_person(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=label
    )


class OfOrganisation(models.QuerySet):
    def visible_to(self, user) -> "OfOrganisation":
        """Those of one's own organisation for a partner; all for a coordinator; for others none."""
        if is_coordinator(user):
            return self
        if user.is_authenticated and "partner" in user.roles and user.organisation_id:
            return self.filter(organisation=user.organisation_id)
        return self.none()


class TokenQuerySet(OfOrganisation):
    def usable(self, at: datetime) -> "TokenQuerySet":
        return self.filter(withdrawn_at__isnull=True, expires_at__gt=at)


class Token(models.Model):
    """``person`` is the partner in whose name proposals come. Of the token itself only a digest is kept."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="api_tokens", verbose_name="organisatie"
    )
    person = a_person("namens")
    made_by = a_person("gemaakt door")
    name = models.CharField("naam", max_length=80)
    prefix = models.CharField("begin", max_length=12, unique=True)
    digest = models.CharField("vingerafdruk", max_length=64)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope.choices), verbose_name="waarvoor")
    # The form it was made with: sent twice it gives one token.
    form_key = models.UUIDField(unique=True, editable=False)
    made_at = models.DateTimeField("gemaakt")
    expires_at = models.DateTimeField("geldig tot")
    last_used_at = models.DateTimeField("laatst gebruikt", null=True, blank=True)
    withdrawn_at = models.DateTimeField("ingetrokken", null=True, blank=True)
    withdrawn_by = a_person("ingetrokken door")

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = "token"
        verbose_name_plural = "tokens"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="api_token_ends_after_start"
            ),
            models.CheckConstraint(condition=models.Q(scopes__len__gte=1), name="api_token_has_scope"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_usable(self, at: datetime) -> bool:
        return self.withdrawn_at is None and self.expires_at > at


class Call(models.Model):
    """One call with a token that could change something: who, what, when, and what was answered. Never edited.

    ``fingerprint`` is of the body, ``answer`` what came back: the same ``idempotency_key`` gives that again.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="organisatie")
    token = models.ForeignKey(Token, models.SET_NULL, null=True, related_name="calls", verbose_name="token")
    person = a_person("namens")
    at = models.DateTimeField("wanneer")
    method = models.CharField("methode", max_length=8)
    path = models.CharField("adres", max_length=300)
    subject = models.CharField("onderwerp", max_length=160, blank=True)
    status = models.PositiveSmallIntegerField("antwoord", default=0)
    idempotency_key = models.CharField("sleutel", max_length=120, blank=True)
    fingerprint = models.CharField("vingerafdruk", max_length=64, blank=True)
    answer = models.JSONField("inhoud van het antwoord", null=True, blank=True)

    objects = OfOrganisation.as_manager()

    class Meta:
        verbose_name = "aanroep"
        verbose_name_plural = "aanroepen"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["organisation", "-at"], name="api_call_of_organisation"),
            models.Index("at", name="api_call_at"),
        ]
        constraints = [
            models.UniqueConstraint(
                "organisation",
                "idempotency_key",
                condition=~models.Q(idempotency_key=""),
                name="api_call_key_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.path}: {self.status}"


class ExternalReference(models.Model):
    """What a partner calls something that it proposed, where the thing itself has no place for that name."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="organisatie")
    kind = models.CharField("soort", max_length=10, choices=ProposalKind.choices)
    external_id = models.CharField("kenmerk", max_length=120)
    subject_id = models.BigIntegerField("nummer")

    class Meta:
        verbose_name = "kenmerk van een partner"
        verbose_name_plural = "kenmerken van partners"
        constraints = [
            models.UniqueConstraint("organisation", "kind", "external_id", name="external_reference_once"),
            models.UniqueConstraint("kind", "subject_id", name="external_reference_of_one"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.external_id}"
