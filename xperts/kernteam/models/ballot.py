"""The ballot of a seat with all its versions, and the calls in which a case was discussed."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from xperts.cases.models import Case
from xperts.kernteam.enums import Choice, SeatName
from xperts.kernteam.models.member import Member


class Ballot(models.Model):
    """One per seat per case, whoever acts for the seat. What it says stands in its versions; the last one counts."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="ballots", verbose_name="aanvraag")
    seat = models.CharField("zetel", max_length=13, choices=SeatName.choices)
    cast_at = models.DateTimeField("eerste oordeel")

    class Meta:
        verbose_name = "oordeel"
        verbose_name_plural = "oordelen"
        ordering = ["cast_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "seat"],
                name="one_ballot_for_a_seat",
                violation_error_message="Voor deze zetel is al een oordeel gegeven.",
            ),
            models.CheckConstraint(condition=Q(seat__in=SeatName.values), name="ballot_of_known_seat"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_seat_display()}"


class BallotVersion(models.Model):
    """What a seat found at a moment; never changed: a trigger refuses. ``submission`` makes sending twice harmless.

    ``judgements`` keeps each criterion as it read then, so that a change of the toetsingskader changes no answer:
    a list of ``{"code", "title", "verdict", "why"}``. ``call_note`` is what was said on the phone when somebody else
    wrote the ballot down (``by`` is not the member). ``seen`` marks the version of the case that was judged.
    """

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="versions", verbose_name="oordeel")
    number = models.PositiveSmallIntegerField("versie")
    member = models.ForeignKey(Member, models.PROTECT, related_name="ballot_versions", verbose_name="lid")
    choice = models.CharField("oordeel", max_length=10, choices=Choice.choices)
    motivation = models.TextField("motivering", max_length=4000)
    judgements = models.JSONField("per criterium", default=list)
    prefers = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="voorkeur voor een Xpert",
    )
    seen = models.CharField("beoordeelde versie", max_length=40)
    submission = models.UUIDField("verzending", unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="door")
    call_note = models.TextField("belnotitie", blank=True, max_length=2000)
    at = models.DateTimeField("wanneer")

    class Meta:
        verbose_name = "versie van een oordeel"
        verbose_name_plural = "versies van oordelen"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "number"], name="ballot_version_numbered"),
            models.CheckConstraint(condition=Q(choice__in=Choice.values), name="known_choice"),
            models.CheckConstraint(condition=~Q(motivation=""), name="judged_with_motivation"),
        ]
        # An erased account empties two columns (SET NULL); nothing else of a ballot ever changes.
        triggers = [
            pgtrigger.Protect(
                name="ballot_version_is_fixed",
                operation=pgtrigger.UpdateOf(
                    "ballot_id", "number", "member_id", "choice", "motivation", "judgements", "seen", "call_note", "at"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_choice_display()} (versie {self.number})"

    @property
    def is_on_behalf(self) -> bool:
        return bool(self.call_note)


class Call(models.Model):
    """The kernteam spoke about a case: what was said. Afterwards ballots may change."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="calls", verbose_name="aanvraag")
    minutes = models.TextField("verslag", max_length=8000)
    at = models.DateTimeField("wanneer")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="door")

    class Meta:
        verbose_name = "bespreking"
        verbose_name_plural = "besprekingen"
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(minutes=""), name="call_has_minutes")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at:%Y-%m-%d}"
