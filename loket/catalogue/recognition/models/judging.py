"""A seat in the judging of one application, and the votes cast from it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse

from loket.catalogue.recognition.enums import SeatRole, Vote
from loket.catalogue.recognition.models.assessor import Assessor
from loket.catalogue.recognition.models.procedure import Procedure


class SeatQuerySet(models.QuerySet):
    def taken(self) -> "SeatQuerySet":
        """Those that count: not given back, and without a declared interest."""
        return self.filter(released_at__isnull=True)

    def visible_to(self, user) -> "SeatQuerySet":
        """One's own; also when it was given back, to say why there is nothing to see."""
        return self.filter(assessor__person=user)

    def with_dossier(self) -> "SeatQuerySet":
        return self.select_related(
            "assessor__person__organisation",
            "procedure__entry__owner",
            "procedure__entry__deputy",
            "procedure__entry__organisation",
            "procedure__applicant",
        )


class Seat(models.Model):
    """One assessor in one procedure. The question about interest comes before the dossier opens."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="seats")
    assessor = models.ForeignKey(Assessor, models.PROTECT, related_name="seats", verbose_name="beoordelaar")
    role = models.CharField("rol", max_length=8, choices=SeatRole.choices, default=SeatRole.JUDGE)
    assigned_at = models.DateTimeField("toegewezen")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    has_interest = models.BooleanField("heeft een belang", null=True, blank=True)
    declared_at = models.DateTimeField("antwoord gegeven", null=True, blank=True)
    interest_note = models.TextField("toelichting op het belang", blank=True, max_length=2000)
    released_at = models.DateTimeField("plaats vrijgekomen", null=True, blank=True)
    release_reason = models.CharField("waarom vrijgekomen", max_length=200, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "plaats in een beoordeling"
        verbose_name_plural = "plaatsen in beoordelingen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "assessor"],
                condition=models.Q(released_at__isnull=True),
                name="one_seat_for_an_assessor",
                violation_error_message="Deze beoordelaar zit er al bij.",
            ),
            models.CheckConstraint(
                condition=models.Q(has_interest__isnull=True, declared_at__isnull=True)
                | models.Q(has_interest__isnull=False, declared_at__isnull=False),
                name="interest_has_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(has_interest=True) | models.Q(released_at__isnull=False),
                name="who_has_an_interest_has_no_seat",
                violation_error_message="Wie een belang heeft, beoordeelt niet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessor}: {self.procedure_id}"

    def get_absolute_url(self) -> str:
        return reverse("recognition_seat", args=[self.pk])

    @property
    def is_free_of_interest(self) -> bool:
        return self.has_interest is False and self.released_at is None


class Ballot(models.Model):
    """A vote in one round. It is never changed: a trigger in the database refuses."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="ballots")
    round = models.PositiveSmallIntegerField("ronde")
    vote = models.CharField("stem", max_length=14, choices=Vote.choices)
    motivation = models.TextField("motivering", max_length=4000)
    at = models.DateTimeField("wanneer")

    class Meta:
        verbose_name = "stem"
        verbose_name_plural = "stemmen"
        ordering = ["round", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "round"],
                name="one_ballot_a_round",
                violation_error_message="U hebt in deze ronde al gestemd.",
            ),
            models.CheckConstraint(condition=models.Q(vote__in=Vote.values), name="known_vote"),
            models.CheckConstraint(condition=~models.Q(motivation=""), name="ballot_has_motivation"),
        ]
        triggers = [pgtrigger.Protect(name="ballot_is_fixed", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"ronde {self.round}: {self.get_vote_display()}"
