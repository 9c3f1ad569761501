"""What participants thought of it: kept apart from who said it."""

from django.db import models

from network.events.models.event import Event


class Evaluation(models.Model):
    """Answers of one participant, without who; the registration only knows that it was done."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="evaluations")
    at = models.DateField("ingevuld op")
    usefulness = models.PositiveSmallIntegerField("hoe bruikbaar")
    takes_along = models.TextField("wat iemand meeneemt", blank=True, max_length=2000)
    better = models.TextField("wat beter kan", blank=True, max_length=2000)

    class Meta:
        verbose_name = "evaluatie"
        verbose_name_plural = "evaluaties"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(usefulness__gte=1, usefulness__lte=5),
                name="evaluation_from_one_to_five",
                violation_error_message="Kies een tot vijf.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.usefulness}"
