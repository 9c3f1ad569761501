"""Queues: who deals with what, by which address, within which terms."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from servicedesk.hours import CLOSES, OPENS, WEEK, Opening

GENERAL, SCHOOL = "servicedesk", "gezonde-school"


def _address(name: str) -> str:
    return f"{name}@{settings.MAIL_DOMAIN}"


# The queues that every installation has; a row is made when the first question comes in.
_FIRST = {GENERAL: "Servicedesk GB", SCHOOL: "Helpdesk Gezonde School"}


class QueueQuerySet(models.QuerySet):
    def named(self, slug: str) -> "Queue":
        """The queue; one of the two that are always there is made when needed. Raises ``Queue.DoesNotExist``."""
        found = self.filter(slug=slug).first()
        if found or slug not in _FIRST:
            return found or self.get(slug=slug)
        return self.get_or_create(slug=slug, defaults={"name": _FIRST[slug], "address": _address(slug)})[0]

    def takes_mail_for(self, address: str) -> str:
        """The slug of the queue with this address, or nothing."""
        found = self.filter(address=address).values_list("slug", flat=True).first()
        return found or next((slug for slug in _FIRST if _address(slug) == address), "")

    def is_named(self, slug: str) -> bool:
        return slug in _FIRST or self.filter(slug=slug).exists()


def usual_week() -> list[int]:
    return list(WEEK)


class Queue(models.Model):
    """Terms in working days: the hours in which this queue is open on one day."""

    slug = models.SlugField("code", unique=True)
    name = models.CharField("naam", max_length=80)
    address = models.EmailField("e-mailadres", unique=True)
    answer_days = models.PositiveSmallIntegerField("eerste antwoord binnen (werkdagen)", default=1)
    solve_days = models.PositiveSmallIntegerField("opgelost binnen (werkdagen)", default=5)
    opens = models.TimeField("open vanaf", default=OPENS)
    closes = models.TimeField("open tot", default=CLOSES)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=usual_week, verbose_name="dagen")
    # Beside the public holidays, which every queue has.
    closed_days = ArrayField(models.DateField(), default=list, blank=True, verbose_name="extra gesloten dagen")

    objects = QueueQuerySet.as_manager()

    class Meta:
        verbose_name = "wachtrij"
        verbose_name_plural = "wachtrijen"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer_days__gte=1, solve_days__gte=models.F("answer_days")),
                name="queue_terms_in_order",
                violation_error_message="Een vraag kan niet eerder zijn opgelost dan beantwoord.",
            ),
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens"), weekdays__len__gte=1),
                name="queue_is_open_sometime",
                violation_error_message="Een wachtrij is minstens een dag in de week open, en sluit na het openen.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def answer_term(self) -> timedelta:
        return self.answer_days * self.opening.day

    @property
    def solve_term(self) -> timedelta:
        return self.solve_days * self.opening.day

    @property
    def opening(self) -> Opening:
        return Opening(self.opens, self.closes, tuple(self.weekdays), frozenset(self.closed_days))


class NumberSeries(models.Model):
    """The last number of a year. Taken in the transaction of its question, so none is skipped or given twice."""

    year = models.PositiveSmallIntegerField("jaar", primary_key=True)
    last = models.PositiveIntegerField("laatste nummer", default=0)

    class Meta:
        verbose_name = "nummerreeks"
        verbose_name_plural = "nummerreeksen"

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
