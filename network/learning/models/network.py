"""A learning network: what for, for how long, and who may come in."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse

from loket.accounts.models import Organisation
from loket.core.workflow import History
from loket.vocabulary import lookup
from loket.vocabulary.enums import AreaKind
from network.learning.enums import (
    LIVE_STATES,
    SHOWN_STATES,
    Access,
    Kind,
    MembershipState,
    NetworkState,
    Scope,
)
from network.learning.permissions import can_judge


def _codes(label: str) -> ArrayField:
    return ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name=label)


class LearningNetworkQuerySet(models.QuerySet):
    def shown(self) -> "LearningNetworkQuerySet":
        """Public ones that began, with those that are over."""
        return self.filter(is_public=True, state__in=SHOWN_STATES)

    def live(self) -> "LearningNetworkQuerySet":
        return self.filter(state__in=LIVE_STATES)

    def of(self, user) -> "LearningNetworkQuerySet":
        """Those in which this person takes part now."""
        return self.filter(memberships__person=user, memberships__state=MembershipState.ACTIVE)

    def visible_to(self, user) -> "LearningNetworkQuerySet":
        """The public ones for all; private ones and proposals for who is in them, who proposed them, and the desk."""
        if can_judge(user):
            return self
        seen = models.Q(is_public=True, state__in=SHOWN_STATES)
        if user and user.is_authenticated:
            mine = LearningNetwork.objects.of(user).values("pk")
            seen |= models.Q(proposer=user) | models.Q(pk__in=mine)
        return self.filter(seen)

    def with_members_counted(self) -> "LearningNetworkQuerySet":
        """Each with ``member_count``: how many take part."""
        active = models.Q(memberships__state=MembershipState.ACTIVE)
        return self.annotate(member_count=models.Count("memberships", filter=active, distinct=True))

    def ending_before(self, day: date) -> "LearningNetworkQuerySet":
        return self.live().filter(ends_on__lt=day)


class LearningNetwork(models.Model):
    """``is_public``: whether others can come across it; what members write is theirs either way.

    ``areas`` holds codes of every kind of area, so its municipalities too. Networks nest by ``parent``.
    """

    slug = models.SlugField("adres", max_length=140, unique=True)
    kind = models.CharField("soort", max_length=20, choices=Kind.choices, default=Kind.LEARNING)
    name = models.CharField("naam", max_length=160)
    purpose = models.CharField("waarvoor", max_length=400)
    start_question = models.TextField("startvraag", blank=True, max_length=2000)
    description = models.TextField("toelichting", blank=True, max_length=20_000)
    state = models.CharField("stand", max_length=10, choices=NetworkState.choices, default=NetworkState.PROPOSED)

    themes = _codes("thema's")
    areas = _codes("gebieden")
    scope = models.CharField("bereik", max_length=10, choices=Scope.choices, default=Scope.REGIONAL)
    access = models.CharField("meedoen", max_length=12, choices=Access.choices, default=Access.APPROVAL)
    is_public = models.BooleanField("iedereen kan dit netwerk vinden", default=True)
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="valt onder",
    )
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="learning_networks", verbose_name="partners"
    )
    partners = models.CharField("verder samen met", max_length=400, blank=True)

    starts_on = models.DateField("begint op")
    ends_on = models.DateField("loopt tot en met")

    # Aanhaken first (000 §2.4): what was looked at, and why this is still wanted.
    looked_at = models.JSONField("waar is naar gekeken", default=list, blank=True)
    why_new = models.TextField("waarom iets nieuws", blank=True, max_length=2000)

    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="voorgesteld door",
    )
    created_at = models.DateTimeField("voorgesteld op")
    changed_at = models.DateTimeField("gewijzigd op")
    opened_at = models.DateTimeField("begonnen op", null=True, blank=True)
    archived_at = models.DateTimeField("gearchiveerd op", null=True, blank=True)

    objects = LearningNetworkQuerySet.as_manager()

    class Meta:
        verbose_name = "lerend netwerk"
        verbose_name_plural = "lerende netwerken"
        ordering = ["name", "pk"]
        indexes = [
            models.Index("ends_on", condition=models.Q(state__in=LIVE_STATES), name="network_ending"),
            models.Index("created_at", condition=models.Q(state="proposed"), name="network_proposed"),
            GinIndex(fields=["themes"], name="network_themes"),
            GinIndex(fields=["areas"], name="network_areas"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")),
                name="network_ends_after_start",
                violation_error_message="De einddatum moet na de begindatum liggen.",
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="network_not_own_parent",
                violation_error_message="Een netwerk kan niet onder zichzelf vallen.",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=SHOWN_STATES) | models.Q(opened_at__isnull=False),
                name="shown_network_was_opened",
            ),
            models.CheckConstraint(
                condition=models.Q(state="archived") ^ models.Q(archived_at__isnull=True),
                name="archived_network_has_moment",
            ),
        ]
        triggers = [
            # A check constraint sees one row only. Two changes at once wait for each other in ``workflow.nest``.
            pgtrigger.Trigger(
                name="no_circle",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id"),
                declare=[("found", "BOOLEAN")],
                condition=pgtrigger.Q(new__parent__isnull=False),
                func="""
                    WITH RECURSIVE above(id, parent_id) AS (
                        SELECT n.id, n.parent_id FROM learning_learningnetwork n WHERE n.id = NEW.parent_id
                        UNION
                        SELECT n.id, n.parent_id FROM learning_learningnetwork n JOIN above a ON n.id = a.parent_id
                    )
                    SELECT EXISTS (SELECT 1 FROM above WHERE id = NEW.id) INTO found;
                    IF found THEN
                        RAISE check_violation USING MESSAGE = 'networks nest in a circle';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("learning_network", args=[self.slug])

    @property
    def municipalities(self) -> list[str]:
        """The codes of the municipalities among its areas."""
        return [code for code in self.areas if lookup.area_kind(code) == AreaKind.MUNICIPALITY]

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_STATES

    @property
    def is_archived(self) -> bool:
        return self.state == NetworkState.ARCHIVED

    def role_of(self, user) -> str:
        """What somebody is in it now; empty for who does not take part. One query, remembered on this object."""
        if not (user and user.is_authenticated):
            return ""
        known = self.__dict__.setdefault("_roles", {})
        if user.pk not in known:
            rows = self.memberships.filter(person=user, state=MembershipState.ACTIVE)
            known[user.pk] = rows.values_list("role", flat=True).first() or ""
        return known[user.pk]

    def forget_roles(self) -> None:
        """After a change of who takes part, the next question reads the database."""
        self.__dict__.pop("_roles", None)


class NetworkHistory(History):
    subject = models.ForeignKey(LearningNetwork, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een netwerk"
        verbose_name_plural = "stappen van netwerken"


class EndReminder(models.Model):
    """A warning that the end date comes near or is over; once for its date and number of days."""

    network = models.ForeignKey(LearningNetwork, models.CASCADE, related_name="end_reminders")
    ends_on = models.DateField("einddatum waarover het ging")
    days = models.SmallIntegerField("dagen ervoor")
    at = models.DateTimeField("wanneer")

    class Meta:
        verbose_name = "herinnering aan een einddatum"
        verbose_name_plural = "herinneringen aan einddatums"
        constraints = [models.UniqueConstraint("network", "ends_on", "days", name="end_reminder_once")]

    def __str__(self) -> str:
        return f"{self.network}: {self.days} dagen"


class Harvest(models.Model):
    """What a network leaves behind; everybody who may see the network reads it once it is archived."""

    network = models.OneToOneField(LearningNetwork, models.CASCADE, related_name="harvest")
    answer = models.TextField("wat kwam er van de startvraag", blank=True, max_length=10_000)
    lessons = models.TextField("wat wij leerden", blank=True, max_length=10_000)
    left_open = models.TextField("wat open bleef", blank=True, max_length=5_000)
    saved_at = models.DateTimeField("bewaard")

    class Meta:
        verbose_name = "oogst"
        verbose_name_plural = "oogsten"

    def __str__(self) -> str:
        return f"Oogst van {self.network}"
