"""What each side found of a trajectory, and what half a year later was left."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from xperts.trajectories.enums import Lasting, Party
from xperts.trajectories.models.trajectory import Engagement, Trajectory

MOST_TEXT = 4000


def _mark(label: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, validators=[MinValueValidator(1), MaxValueValidator(5)])


def _story(label: str, *, blank: bool = False) -> models.TextField:
    return models.TextField(label, max_length=MOST_TEXT, blank=blank)


class Evaluation(models.Model):
    """By one side; for the Xperts one each. The others read it once all are in, or the term is over."""

    trajectory = models.ForeignKey(Trajectory, models.CASCADE, related_name="evaluations", verbose_name="traject")
    party = models.CharField("namens", max_length=6, choices=Party.choices)
    engagement = models.ForeignKey(
        Engagement, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="Xpert"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="wie"
    )
    at = models.DateTimeField("ingevuld op")
    result_mark = _mark("resultaat")
    cooperation_mark = _mark("samenwerking")
    results = _story("resultaten")
    success_factors = _story("succesfactoren", blank=True)
    failure_factors = _story("faalfactoren", blank=True)
    cooperation = _story("samenwerking in woorden", blank=True)

    class Meta:
        verbose_name = "evaluatie"
        verbose_name_plural = "evaluaties"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "party", "engagement"],
                nulls_distinct=False,
                name="evaluates_once",
                violation_error_message="Deze evaluatie is al ingevuld.",
            ),
            models.CheckConstraint(
                condition=models.Q(result_mark__range=(1, 5), cooperation_mark__range=(1, 5)),
                name="evaluation_marks_one_to_five",
            ),
            models.CheckConstraint(
                condition=models.Q(party=Party.XPERT, engagement__isnull=False)
                | ~models.Q(party=Party.XPERT) & models.Q(engagement__isnull=True),
                name="xpert_evaluates_for_own_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_party_display()}: {self.trajectory}"


class LastingAnswer(models.Model):
    """What the asker says half a year after the end."""

    trajectory = models.OneToOneField(Trajectory, models.CASCADE, related_name="lasting", verbose_name="traject")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="wie"
    )
    at = models.DateTimeField("beantwoord op")
    lasted = models.CharField("wat bleef", max_length=8, choices=Lasting.choices)
    text = _story("toelichting", blank=True)

    class Meta:
        verbose_name = "antwoord op wat bleef"
        verbose_name_plural = "antwoorden op wat bleef"

    def __str__(self) -> str:
        return self.get_lasted_display()
