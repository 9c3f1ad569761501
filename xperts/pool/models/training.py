"""Hours of training and intervision, of Xperts and of the desk, which follows the same (000 §3.4)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from xperts.pool.enums import TrainingKind


class Training(models.Model):
    """Time that somebody spent on learning, in minutes."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="xpert_trainings", verbose_name="wie"
    )
    kind = models.CharField("soort", max_length=12, choices=TrainingKind.choices)
    on = models.DateField("op")
    minutes = models.PositiveIntegerField("minuten")
    title = models.CharField("wat", max_length=160)
    written_at = models.DateTimeField("opgeschreven op")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="door"
    )

    class Meta:
        verbose_name = "scholing of intervisie"
        verbose_name_plural = "scholing en intervisie"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["person", "-on"], name="training_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=6000),
                name="training_takes_time",
                violation_error_message="Vul uren in: meer dan niets, hooguit honderd.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.on})"


class StandingQuerySet(models.QuerySet):
    def to_announce(self, day: date) -> "StandingQuerySet":
        """Those that lapse on or before this day and were not told so for that date."""
        return self.filter(until__lte=day).exclude(announced_for=models.F("until"))

    def to_tell_lapsed(self, today: date) -> "StandingQuerySet":
        return self.filter(until__lt=today).exclude(told_lapsed_for=models.F("until"))


class Standing(models.Model):
    """Until when somebody's hours are enough; after that day an Xpert gets no new work. Follows from the hours.

    ``begins_on``: since when hours are asked; the first year counts as enough.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="training_standing", verbose_name="wie"
    )
    begins_on = models.DateField("geldt vanaf")
    until = models.DateField("bijgeschoold tot en met")
    announced_for = models.DateField(null=True, blank=True)
    told_lapsed_for = models.DateField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = "stand van scholing"
        verbose_name_plural = "stand van scholing"
        ordering = ["until", "pk"]
        indexes = [models.Index("until", name="training_lapses")]

    def __str__(self) -> str:
        return f"{self.person} tot en met {self.until}"

    def holds_on(self, day: date) -> bool:
        return day <= self.until
