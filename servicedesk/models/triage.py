"""How the desk sorts its work: views that are kept, and who stands in for whom."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models

MOST_VIEWS = 9
"""As many as there are keys."""


class DateRange(models.Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class SavedViewQuerySet(models.QuerySet):
    def shown_to(self, user) -> "SavedViewQuerySet":
        """The own ones and those that somebody shares, in order."""
        return self.filter(models.Q(owner=user) | models.Q(is_shared=True)).order_by("position", "pk")


class SavedView(models.Model):
    """A list of the desk with its filters, under a name. ``query`` is what stands behind the question mark."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="van")
    name = models.CharField("naam", max_length=60)
    query = models.CharField("filters", max_length=600)
    is_shared = models.BooleanField("ook voor collega's", default=False)
    position = models.PositiveSmallIntegerField("plaats", default=0)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = "bewaarde lijst"
        verbose_name_plural = "bewaarde lijsten"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                "owner", "name", name="view_name_once", violation_error_message="U hebt al een lijst met deze naam."
            )
        ]

    def __str__(self) -> str:
        return self.name


class AbsenceQuerySet(models.QuerySet):
    def on(self, day: date) -> "AbsenceQuerySet":
        return self.filter(first_day__lte=day, last_day__gte=day)

    def not_over(self, day: date) -> "AbsenceQuerySet":
        return self.filter(last_day__gte=day)


class Absence(models.Model):
    """From the first day up to and including the last, ``stand_in`` deals with what is ``person``'s.

    Questions keep their handler: after the last day all is as it was, without anything that has to be moved back.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="wie")
    stand_in = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="vervanger")
    first_day = models.DateField("eerste dag")
    last_day = models.DateField("laatste dag")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = "afwezigheid"
        verbose_name_plural = "afwezigheid"
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="absence_days_in_order",
                violation_error_message="De laatste dag komt niet voor de eerste.",
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("stand_in")),
                name="absence_has_somebody_else",
                violation_error_message="Kies een collega als vervanger.",
            ),
            ExclusionConstraint(
                name="absence_once_at_a_time",
                expressions=[
                    (DateRange("first_day", "last_day", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                    ("person", RangeOperators.EQUAL),
                ],
                violation_error_message="In deze dagen staat u al als afwezig.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.first_day} – {self.last_day}"
