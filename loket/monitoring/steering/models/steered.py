"""What action points, pilots, risks and agreements have in common."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from loket.monitoring.steering.enums import OVER_STATES, Phase, Subject
from loket.monitoring.steering.permissions import can_steer

REMINDED_BEFORE = timedelta(days=7)


class SteeredQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SteeredQuerySet":
        """Coordinators see all, others what they own."""
        if can_steer(user):
            return self
        return self.filter(owner=user) if user and user.is_authenticated and user.is_active else self.none()

    def waiting(self) -> "SteeredQuerySet":
        return self.exclude(state__in=OVER_STATES)

    def overdue(self, today: date) -> "SteeredQuerySet":
        return self.waiting().filter(due_on__lt=today)

    def to_remind_soon(self, today: date) -> "SteeredQuerySet":
        """Whose last day comes within a week, and whose owner was not yet told of that day."""
        soon = self.waiting().filter(due_on__gte=today, due_on__lte=today + REMINDED_BEFORE, owner__is_active=True)
        return soon.exclude(reminded_soon=F("due_on"))

    def to_remind_late(self, today: date) -> "SteeredQuerySet":
        return self.overdue(today).filter(owner__is_active=True).exclude(reminded_late=F("due_on"))


class Steered(models.Model):
    """Something with an owner and a last day. ``reminded_*``: the last day of which the owner was told."""

    title = models.CharField("titel", max_length=160)
    text = models.TextField("toelichting", max_length=4000, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="eigenaar"
    )
    with_whom = models.CharField("samen met", max_length=300, blank=True)
    phase = models.CharField("fase", max_length=20, choices=Phase.choices)
    subject = models.CharField("onderwerp", max_length=20, choices=Subject.choices)
    areas = ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name="gebied")
    starts_on = models.DateField("begint op", null=True, blank=True)
    due_on = models.DateField("uiterste datum")
    source = models.CharField("bron", max_length=200, blank=True)
    made_at = models.DateTimeField("opgeschreven", editable=False)
    closed_on = models.DateField("afgesloten op", null=True, blank=True, editable=False)
    reminded_soon = models.DateField(null=True, blank=True, editable=False)
    reminded_late = models.DateField(null=True, blank=True, editable=False)

    objects = SteeredQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["due_on", "pk"]
        indexes = [models.Index("due_on", condition=Q(closed_on__isnull=True), name="%(class)s_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="%(class)s_ends_after_start",
                violation_error_message="De uiterste datum ligt voor het begin.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(OVER_STATES), closed_on__isnull=False)
                | (~Q(state__in=sorted(OVER_STATES)) & Q(closed_on__isnull=True)),
                name="%(class)s_closed_when_over",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.state in OVER_STATES

    def is_late(self, today: date) -> bool:
        return not self.is_over and self.due_on < today
