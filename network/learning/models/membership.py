"""Who takes part in a network, who asked to, and who was invited."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from loket.core.workflow import History
from network.learning.enums import InvitationState, Mailing, MembershipState, Role
from network.learning.models.network import LearningNetwork

TOKEN_BYTES = 24


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


class MembershipQuerySet(models.QuerySet):
    def active(self) -> "MembershipQuerySet":
        return self.filter(state=MembershipState.ACTIVE)

    def asking(self) -> "MembershipQuerySet":
        return self.filter(state=MembershipState.ASKED).order_by("asked_at", "pk")

    def facilitators(self) -> "MembershipQuerySet":
        return self.active().filter(role=Role.FACILITATOR)

    def by_name(self) -> "MembershipQuerySet":
        """Facilitators first, then by name; with the person and the organisation."""
        first = models.Case(models.When(role=Role.FACILITATOR, then=0), default=1)
        return self.select_related("person__organisation").order_by(first, "person__name", "pk")


class Membership(models.Model):
    """One row per person and network, however often they come and go. A resident has no level or sector to give."""

    network = models.ForeignKey(LearningNetwork, models.CASCADE, related_name="memberships", verbose_name="netwerk")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name="persoon"
    )
    role = models.CharField("rol", max_length=10, choices=Role.choices, default=Role.MEMBER)
    state = models.CharField("stand", max_length=10, choices=MembershipState.choices)
    mailing = models.CharField("mail over het gesprek", max_length=10, choices=Mailing.choices, default=Mailing.DAILY)
    why = models.TextField("waarom ik mee wil doen", blank=True, max_length=1000)
    # Who has it reads the network's calendar; a new one shuts the old address.
    calendar_token = models.CharField(max_length=64, unique=True, editable=False, default=new_token)
    asked_at = models.DateTimeField("gevraagd op")
    joined_at = models.DateTimeField("doet mee sinds", null=True, blank=True)
    ended_at = models.DateTimeField("deed mee tot", null=True, blank=True)
    read_at = models.DateTimeField("gesprek gelezen tot", null=True, blank=True)
    mail_failed_at = models.DateTimeField("mail kwam niet aan", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "lid"
        verbose_name_plural = "leden"
        ordering = ["joined_at", "pk"]
        indexes = [
            models.Index("person", condition=models.Q(state="active"), name="membership_of_person"),
            models.Index("network", "role", condition=models.Q(state="active"), name="membership_in_network"),
        ]
        constraints = [
            models.UniqueConstraint(
                "network",
                "person",
                name="membership_once",
                violation_error_message="U doet al mee of hebt het al gevraagd.",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="active") | models.Q(joined_at__isnull=False), name="active_member_joined"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["left", "removed"]) | models.Q(ended_at__isnull=False),
                name="former_member_has_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()} van {self.network}"


class MembershipHistory(History):
    subject = models.ForeignKey(Membership, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een lid"
        verbose_name_plural = "stappen van leden"


class Invitation(models.Model):
    """Asked by mail to take part; the link opens a page. Kept after a *nee*, so that nobody is asked twice."""

    network = models.ForeignKey(LearningNetwork, models.CASCADE, related_name="invitations")
    email = models.EmailField("e-mailadres", max_length=254)
    role = models.CharField("rol", max_length=10, choices=Role.choices, default=Role.MEMBER)
    state = models.CharField("stand", max_length=10, choices=InvitationState.choices, default=InvitationState.SENT)
    token = models.CharField(max_length=64, unique=True, editable=False, default=new_token)
    note = models.TextField("persoonlijk woord", blank=True, max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="door"
    )
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField("verstuurd op")
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True)

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "network",
                condition=models.Q(state="sent"),
                name="invitation_once",
                violation_error_message="Dit e-mailadres is al uitgenodigd.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.network}"

    def get_absolute_url(self) -> str:
        return reverse("network_invitation", args=[self.token])
