"""Hours that an Xpert writes, and the claims that come of them."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Sum
from django.urls import reverse

from loket.core.workflow import History
from xperts.trajectories.enums import FREE_KINDS, ClaimState, HourKind
from xperts.trajectories.models.trajectory import Engagement
from xperts.trajectories.permissions import can_judge_claims

MINUTES_A_DAY = 24 * 60
_FREE = ", ".join(f"'{kind.value}'" for kind in FREE_KINDS)
_COUNT = f"""
    delta := 0;
    IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL AND OLD.kind NOT IN ({_FREE}) THEN
        delta := -OLD.minutes;
    END IF;
    IF NEW.withdrawn_at IS NULL AND NEW.kind NOT IN ({_FREE}) THEN
        delta := delta + NEW.minutes;
    END IF;
    IF delta <> 0 THEN
        UPDATE trajectories_engagement SET used_minutes = used_minutes + delta WHERE id = NEW.engagement_id;
    END IF;
    RETURN NULL;
"""  # noqa: S608 - the names of our own kinds
_APPROVED = models.Q(state=ClaimState.APPROVED)


def _person(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=label
    )


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ClaimQuerySet":
        """All for coordinators; for others their own."""
        if can_judge_claims(user):
            return self
        return self.filter(engagement__person=user) if user and user.is_authenticated else self.none()

    def approved(self) -> "ClaimQuerySet":
        return self.filter(_APPROVED)

    def waiting(self) -> "ClaimQuerySet":
        return self.filter(state=ClaimState.SUBMITTED)

    def totals(self) -> dict[str, int]:
        """``sixtieths`` (of a cent, exact) and ``cents`` of these claims together."""
        found = self.aggregate(sixtieths=Sum(F("minutes") * F("rate_cents")), cents=Sum("cents"))
        return {name: value or 0 for name, value in found.items()}


class Claim(models.Model):
    """The hours of one Xpert in one trajectory in one month. ``month`` is its first day.

    The amount (``cents``) is set when it is approved, so that what was rounded is carried exactly (``money.py``).
    """

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="claims", verbose_name="Xpert")
    month = models.DateField("maand")
    state = models.CharField("stand", max_length=10, choices=ClaimState.choices, default=ClaimState.SUBMITTED)
    minutes = models.PositiveIntegerField("minuten")
    rate_cents = models.PositiveIntegerField("tarief per uur in eurocenten")
    cents = models.PositiveIntegerField("bedrag in eurocenten", null=True, blank=True)
    submitted_at = models.DateTimeField("ingediend op")
    is_automatic = models.BooleanField("ingediend bij het sluiten van de maand", default=False)
    decided_at = models.DateTimeField("beoordeeld op", null=True, blank=True)
    decided_by = _person("beoordeeld door")
    reason = models.TextField("waarom teruggestuurd", blank=True, max_length=1000)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "declaratie"
        verbose_name_plural = "declaraties"
        ordering = ["month", "pk"]
        indexes = [
            models.Index("submitted_at", condition=models.Q(state=ClaimState.SUBMITTED), name="claim_waiting"),
            models.Index("month", name="claim_of_month"),
        ]
        constraints = [
            models.UniqueConstraint(
                "engagement",
                "month",
                name="claim_once_a_month",
                violation_error_message="Deze maand is al gedeclareerd.",
            ),
            models.CheckConstraint(condition=models.Q(month__day=1), name="claim_month_begins_on_first"),
            models.CheckConstraint(condition=models.Q(minutes__gt=0), name="claim_has_hours"),
            models.CheckConstraint(
                condition=_APPROVED & models.Q(cents__isnull=False, decided_at__isnull=False)
                | ~_APPROVED & models.Q(cents__isnull=True),
                name="approved_claim_has_amount",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ClaimState.RETURNED) | ~models.Q(reason=""),
                name="returned_claim_has_reason",
                violation_error_message="Schrijf waarom u deze declaratie terugstuurt.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="approved_claim_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=ClaimState.APPROVED)
                & (
                    pgtrigger.Q(old__state__df=pgtrigger.F("new__state"))
                    | pgtrigger.Q(old__minutes__df=pgtrigger.F("new__minutes"))
                    | pgtrigger.Q(old__rate_cents__df=pgtrigger.F("new__rate_cents"))
                    | pgtrigger.Q(old__cents__df=pgtrigger.F("new__cents"))
                    | pgtrigger.Q(old__month__df=pgtrigger.F("new__month"))
                ),
            ),
            pgtrigger.Protect(name="claim_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.engagement} {self.month:%Y-%m}"

    def get_absolute_url(self) -> str:
        return reverse("claim", args=[self.pk])

    @property
    def sixtieths(self) -> int:
        return self.minutes * self.rate_cents


class ClaimHistory(History):
    subject = models.ForeignKey(Claim, models.CASCADE, related_name="history", verbose_name="declaratie")

    class Meta(History.Meta):
        verbose_name = "stap van een declaratie"
        verbose_name_plural = "stappen van declaraties"


class HourEntryQuerySet(models.QuerySet):
    def visible_to(self, user) -> "HourEntryQuerySet":
        """Only own ones are changed; who else reads them does so on the page of the trajectory."""
        return self.filter(engagement__person=user) if user and user.is_authenticated else self.none()

    def live(self) -> "HourEntryQuerySet":
        return self.filter(withdrawn_at__isnull=True)

    def on_budget(self) -> "HourEntryQuerySet":
        return self.live().exclude(kind__in=FREE_KINDS)


class HourEntry(models.Model):
    """Time on one day, in minutes. A row never changes: who edits withdraws it and writes the next (``replaces``)."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="hours", verbose_name="Xpert")
    day = models.DateField("dag")
    minutes = models.IntegerField("minuten")
    kind = models.CharField("soort", max_length=12, choices=HourKind.choices)
    what = models.CharField("wat", max_length=300)
    at = models.DateTimeField("geschreven op")
    by = _person("geschreven door")
    replaces = models.OneToOneField(
        "self", models.CASCADE, null=True, blank=True, related_name="replaced_by", verbose_name="in plaats van"
    )
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)
    withdrawn_by = _person("ingetrokken door")
    withdrawn_why = models.CharField("waarom", max_length=300, blank=True)
    claim = models.ForeignKey(
        Claim, models.SET_NULL, null=True, blank=True, related_name="hours", verbose_name="declaratie"
    )

    objects = HourEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "urenregel"
        verbose_name_plural = "urenregels"
        ordering = ["-day", "-pk"]
        indexes = [models.Index("engagement", "day", name="hours_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=HourKind.CORRECTION) & ~models.Q(minutes=0)
                | ~models.Q(kind=HourKind.CORRECTION) & models.Q(minutes__gt=0, minutes__lte=MINUTES_A_DAY),
                name="hours_fit_in_a_day",
                violation_error_message="Vul meer dan nul en hooguit 24 uur in.",
            ),
            models.CheckConstraint(condition=~models.Q(what=""), name="hours_say_what"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(claim__isnull=True),
                name="claimed_hours_are_not_withdrawn",
                violation_error_message="Deze uren staan in een declaratie.",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="hours_are_fixed", fields=["engagement", "day", "minutes", "kind", "at", "replaces"]
            ),
            pgtrigger.Protect(name="hours_stay", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="hours_are_counted",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("withdrawn_at"),
                declare=[("delta", "integer")],
                func=_COUNT,
            ),
            pgtrigger.Trigger(
                name="approved_hours_stay_claimed",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("claim_id", "withdrawn_at"),
                condition=pgtrigger.Q(old__claim__isnull=False),
                func="""
                    IF EXISTS (
                        SELECT 1 FROM trajectories_claim WHERE id = OLD.claim_id AND state = 'approved'
                    ) THEN
                        RAISE EXCEPTION 'hours of an approved claim do not change';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.minutes} minuten"

    @property
    def is_free(self) -> bool:
        return self.kind in FREE_KINDS
