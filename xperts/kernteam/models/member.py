"""The kernadviesteam, who of it holds a seat or stands in for one, and who is away when."""

from datetime import date, datetime

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Exists, F, FilteredRelation, Func, OuterRef, Q

from loket.accounts.models import Organisation
from xperts.kernteam.enums import WITH_STAND_IN, SeatName

# First the person is locked until the end of the transaction, then looked at: nobody makes them an Xpert meanwhile. The
# other direction, a role that is given while the seat is held, is a trigger on the accounts (migration 0001).
NO_XPERT = """
    PERFORM 1 FROM accounts_user JOIN kernteam_member ON kernteam_member.person_id = accounts_user.id
        WHERE kernteam_member.id = NEW.member_id FOR SHARE OF accounts_user;
    IF NEW.seat = 'onafhankelijk' AND NEW.closed_at IS NULL AND EXISTS (
        SELECT 1 FROM accounts_user JOIN kernteam_member ON kernteam_member.person_id = accounts_user.id
        WHERE kernteam_member.id = NEW.member_id AND 'xpert' = ANY(accounts_user.roles))
    THEN
        RAISE EXCEPTION 'independent_seat_is_no_xpert' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


def no_xpert() -> pgtrigger.Trigger:
    """The trigger that keeps Xperts from the independent seat."""
    return pgtrigger.Trigger(
        name="independent_seat_is_no_xpert",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.Before,
        func=NO_XPERT,
    )


class Days(Func):
    """From the first day to the last, both in it; no last day is until further notice."""

    function = "DATERANGE"
    output_field = DateRangeField()


def days() -> Days:
    return Days(F("starts_on"), F("ends_on"), RangeBoundary(inclusive_lower=True, inclusive_upper=True))


def ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
        name=name,
        violation_error_message="De laatste dag kan niet voor de eerste dag liggen.",
    )


class PeriodQuerySet(models.QuerySet):
    def on(self, day: date) -> "PeriodQuerySet":
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def touching(self, first: date, last: date) -> "PeriodQuerySet":
        """Those that have at least one day from ``first`` to ``last``."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first), starts_on__lte=last)


class MemberQuerySet(models.QuerySet):
    def with_seat(self, day: date) -> "MemberQuerySet":
        """Along with the person, the ``seat`` of each on this day (at most one; None without), ``stands_in`` and
        ``is_away``.
        """
        lasts = Q(seats__ends_on__isnull=True) | Q(seats__ends_on__gte=day)
        of_now = lasts & Q(seats__closed_at__isnull=True, seats__starts_on__lte=day)
        return self.select_related("person").annotate(
            held=FilteredRelation("seats", condition=of_now),
            seat=F("held__seat"),
            stands_in=F("held__is_stand_in"),
            is_away=Exists(Absence.objects.on(day).filter(member=OuterRef("pk"))),
        )


class Member(models.Model):
    """Somebody of the wider kernadviesteam. ``interests`` are other organisations that this person has ties with."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="kernteam_member", verbose_name="persoon"
    )
    interests = models.ManyToManyField(
        Organisation, related_name="+", blank=True, verbose_name="andere organisaties waarmee een band is"
    )
    interests_checked_on = models.DateField("belangen nagekeken op", null=True, blank=True)
    added_at = models.DateTimeField("toegevoegd")

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "lid van het kernadviesteam"
        verbose_name_plural = "leden van het kernadviesteam"
        ordering = ["person__name", "pk"]

    def __str__(self) -> str:
        return str(self.person or "iemand die weg is")


class SeatHolder(models.Model):
    """Who holds a seat, or stands in for it, from the first day to the last. ``closed_at``: it is over for good."""

    seat = models.CharField("zetel", max_length=13, choices=SeatName.choices)
    member = models.ForeignKey(Member, models.PROTECT, related_name="seats", verbose_name="lid")
    is_stand_in = models.BooleanField("achterwacht", default=False)
    starts_on = models.DateField("vanaf")
    ends_on = models.DateField("tot en met", null=True, blank=True)
    closed_at = models.DateTimeField("afgesloten op", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "bezetting van een zetel"
        verbose_name_plural = "bezetting van zetels"
        ordering = ["seat", "is_stand_in", "-starts_on"]
        triggers = [no_xpert()]
        constraints = [
            models.CheckConstraint(condition=Q(seat__in=SeatName.values), name="known_seat"),
            models.CheckConstraint(
                condition=Q(is_stand_in=False) | Q(seat__in=WITH_STAND_IN),
                name="only_two_seats_have_a_stand_in",
                violation_error_message="Alleen de zetels Partner en Praktijk hebben een achterwacht.",
            ),
            ends_after_start("seat_ends_after_start"),
            ExclusionConstraint(
                name="one_holder_at_a_time",
                expressions=[(days(), RangeOperators.OVERLAPS), ("seat", RangeOperators.EQUAL)],
                condition=Q(is_stand_in=False),
                violation_error_message="Deze zetel heeft in die tijd al een houder. Geef die eerst een laatste dag.",
            ),
            ExclusionConstraint(
                name="one_stand_in_at_a_time",
                expressions=[(days(), RangeOperators.OVERLAPS), ("seat", RangeOperators.EQUAL)],
                condition=Q(is_stand_in=True),
                violation_error_message="Deze zetel heeft in die tijd al een achterwacht.",
            ),
            ExclusionConstraint(
                name="one_seat_for_a_member",
                expressions=[(days(), RangeOperators.OVERLAPS), ("member", RangeOperators.EQUAL)],
                violation_error_message="Dit lid heeft in die tijd al een zetel. Eén persoon heeft één zetel.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.label}"

    @property
    def label(self) -> str:
        return f"{self.get_seat_display()}{', achterwacht' if self.is_stand_in else ''}"

    def is_over(self, at: datetime) -> bool:
        return self.closed_at is not None and self.closed_at <= at


class Absence(models.Model):
    """Days on which a member does not act. Without a last day it lasts until further notice."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="absences", verbose_name="lid")
    starts_on = models.DateField("vanaf")
    ends_on = models.DateField("tot en met", null=True, blank=True)
    told_at = models.DateTimeField("gemeld op")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "afwezigheid"
        verbose_name_plural = "afwezigheden"
        ordering = ["starts_on", "pk"]
        constraints = [
            ends_after_start("absence_ends_after_start"),
            ExclusionConstraint(
                name="one_absence_at_a_time",
                expressions=[(days(), RangeOperators.OVERLAPS), ("member", RangeOperators.EQUAL)],
                violation_error_message="In die dagen staat al een afwezigheid. Pas die aan, of haal die eerst weg.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} vanaf {self.starts_on}"
