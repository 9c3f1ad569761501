"""The contract of a trajectory and the numbered additions to it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse

from loket.core.workflow import History
from xperts.trajectories.enums import ContractState, Party
from xperts.trajectories.models.trajectory import Engagement, Trajectory

_SEALED = models.Q(state=ContractState.SEALED)


class ContractQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ContractQuerySet":
        return self.filter(trajectory__in=Trajectory.objects.visible_to(user))

    def with_people(self) -> "ContractQuerySet":
        related = self.select_related("trajectory__case__contact", "trajectory__case__organisation")
        return related.prefetch_related(
            "trajectory__case__applicants__person", "trajectory__engagements", "agreements__engagement"
        )


class Contract(models.Model):
    """Number 0 is the contract, 1 and up are additions. ``content`` is what ``wording.py`` writes and reads.

    Once sealed a row never changes again: the database refuses it. ``sealed_text`` is the canonical JSON of which
    ``sha256`` is the digest; it names ``previous_sha256``, so that the parts form a chain.
    """

    trajectory = models.ForeignKey(Trajectory, models.CASCADE, related_name="contracts", verbose_name="traject")
    number = models.PositiveSmallIntegerField("nummer")
    state = models.CharField(
        "stand", max_length=8, choices=ContractState.choices, default=ContractState.DRAFT, db_index=True
    )
    version = models.PositiveIntegerField("versie", default=1)
    content = models.JSONField("inhoud")
    created_at = models.DateTimeField("begonnen op")
    changed_at = models.DateTimeField("gewijzigd op")
    sealed_at = models.DateTimeField("getekend op", null=True, blank=True)
    sealed_text = models.TextField("getekende tekst", blank=True)
    sha256 = models.CharField("controlegetal", max_length=64, blank=True)
    previous_sha256 = models.CharField("controlegetal van het vorige deel", max_length=64, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "contract"
        verbose_name_plural = "contracten"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint("trajectory", "number", name="contract_number_once"),
            models.UniqueConstraint(
                "trajectory",
                condition=models.Q(state=ContractState.DRAFT),
                name="one_open_contract",
                violation_error_message="Er ligt al een aanvulling die nog niet getekend is.",
            ),
            models.CheckConstraint(
                condition=_SEALED & models.Q(sealed_at__isnull=False) & ~models.Q(sealed_text="") & ~models.Q(sha256="")
                | ~_SEALED & models.Q(sealed_at__isnull=True, sha256="", sealed_text=""),
                name="sealed_contract_has_digest",
            ),
            models.CheckConstraint(
                condition=~_SEALED
                | models.Q(number=0, previous_sha256="")
                | models.Q(number__gt=0) & ~models.Q(previous_sha256=""),
                name="addition_continues_the_chain",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="sealed_contract_is_fixed",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=ContractState.SEALED),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} bij {self.trajectory}"

    def get_absolute_url(self) -> str:
        return reverse("contract", args=[self.trajectory.case.number, self.number])

    @property
    def name(self) -> str:
        return f"Aanvulling {self.number}" if self.number else "Contract"

    @property
    def is_sealed(self) -> bool:
        return self.state == ContractState.SEALED

    @property
    def standing(self) -> list["Agreement"]:
        """The agreements with the present version."""
        return [row for row in self.agreements.all() if row.lapsed_at is None]


class Agreement(models.Model):
    """One side agrees with one version. An edit makes it lapse; the row stays, as a trail."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="agreements", verbose_name="contract")
    party = models.CharField("namens", max_length=6, choices=Party.choices)
    engagement = models.ForeignKey(
        Engagement, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="Xpert"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="wie"
    )
    name = models.CharField("naam", max_length=120)
    version = models.PositiveIntegerField("versie")
    at = models.DateTimeField("wanneer")
    lapsed_at = models.DateTimeField("vervallen op", null=True, blank=True)

    class Meta:
        verbose_name = "akkoord"
        verbose_name_plural = "akkoorden"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "party", "engagement"],
                condition=models.Q(lapsed_at__isnull=True),
                nulls_distinct=False,
                name="agrees_once",
                violation_error_message="Hiervoor is al getekend.",
            ),
            models.CheckConstraint(
                condition=models.Q(party=Party.XPERT, engagement__isnull=False)
                | ~models.Q(party=Party.XPERT) & models.Q(engagement__isnull=True),
                name="xpert_agrees_for_own_part",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="agreement_is_fixed", fields=["contract", "party", "engagement", "name", "version", "at"]
            ),
            pgtrigger.Protect(name="agreement_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_party_display()})"


class ContractHistory(History):
    subject = models.ForeignKey(Contract, models.CASCADE, related_name="history", verbose_name="contract")

    class Meta(History.Meta):
        verbose_name = "stap van een contract"
        verbose_name_plural = "stappen van contracten"
