"""Recognition as dated data: what was decided of an intervention, until when it holds, and what became of it."""

from datetime import date, datetime, time, timedelta

from django.db import models

from loket.catalogue.enums import RecognitionLevel
from loket.catalogue.models import Entry
from loket.catalogue.recognition.enums import Origin
from loket.catalogue.recognition.models.procedure import Procedure
from loket.core.working_days import AMSTERDAM

STANDING = models.Q(withdrawn_at__isnull=True, replaced_at__isnull=True)
RUNNING = STANDING & models.Q(lapsed_at__isnull=True)


class RecognitionQuerySet(models.QuerySet):
    def standing(self) -> "RecognitionQuerySet":
        """The last word on an entry; it may have lapsed."""
        return self.filter(STANDING)

    def running(self) -> "RecognitionQuerySet":
        return self.filter(RUNNING)

    def past_term(self, today: date) -> "RecognitionQuerySet":
        """Running, and its last day is over: what the night has to look at."""
        return self.running().filter(valid_until__lt=today)

    def to_announce(self, today: date, until: date) -> "RecognitionQuerySet":
        """Running, ends within the time of announcing, and nobody was told."""
        return self.running().filter(announced_at__isnull=True, valid_until__range=(today, until))


class Recognition(models.Model):
    """A recognition that was given. The entry's own ``recognition_*`` follow from the one that stands."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="recognitions", verbose_name="interventie")
    procedure = models.OneToOneField(
        Procedure, models.SET_NULL, null=True, blank=True, related_name="recognition", verbose_name="aanvraag"
    )
    origin = models.CharField("herkomst", max_length=10, choices=Origin.choices)
    level = models.CharField("niveau", max_length=30, choices=RecognitionLevel.choices)
    decided_on = models.DateField("besloten op", null=True, blank=True)
    by = models.CharField("door", max_length=200, blank=True)
    valid_until = models.DateField("geldig tot en met", null=True, blank=True)
    motivation = models.TextField("motivering", blank=True)
    conditions = models.TextField("voorwaarden", blank=True)
    is_example = models.BooleanField("voorbeeld", default=False)
    recorded_at = models.DateTimeField("vastgelegd")
    announced_at = models.DateTimeField("herbeoordeling aangekondigd", null=True, blank=True)
    lapsed_at = models.DateTimeField("verlopen", null=True, blank=True)
    withdrawn_at = models.DateTimeField("ingetrokken", null=True, blank=True)
    withdrawal_reason = models.TextField("reden van intrekken", blank=True, max_length=4000)
    replaced_at = models.DateTimeField("opgevolgd", null=True, blank=True)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = "erkenning"
        verbose_name_plural = "erkenningen"
        ordering = ["-recorded_at", "-pk"]
        indexes = [
            models.Index(fields=["valid_until"], condition=RUNNING, name="recognition_running"),
            models.Index(fields=["entry", "-recorded_at"], name="recognition_of_entry"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=STANDING, name="one_standing_recognition"),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True)
                | models.Q(decided_on__isnull=True)
                | models.Q(valid_until__gte=models.F("decided_on")),
                name="recognition_record_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(lapsed_at__isnull=True) | models.Q(valid_until__isnull=False),
                name="only_a_term_can_lapse",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | ~models.Q(withdrawal_reason=""),
                name="withdrawn_for_a_reason",
            ),
            models.CheckConstraint(condition=~models.Q(level=""), name="recognition_has_level"),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_level_display()}"

    @property
    def ends_at(self) -> datetime | None:
        """The first moment at which it no longer holds: midnight after the last day, in the Netherlands."""
        if self.valid_until is None:
            return None
        return datetime.combine(self.valid_until + timedelta(days=1), time.min, tzinfo=AMSTERDAM)
