"""What somebody found of a nominee, held against the profile."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xperts.pool.models.rules import Rules
from xperts.pool.models.xpert import Xpert


class Assessment(models.Model):
    """One person's judgement in one round. ``answers`` has per criterion of the rules whether it is met, and why.

    The keys repeat who nominated and who is nominated, so that the database can refuse either as assessor.
    """

    xpert = models.ForeignKey(Xpert, models.CASCADE, related_name="assessments", verbose_name="Xpert")
    round = models.PositiveSmallIntegerField("ronde")
    rules = models.ForeignKey(Rules, models.PROTECT, related_name="+", verbose_name="werkwijze")
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="beoordelaar"
    )
    nominator_key = models.BigIntegerField(null=True, editable=False)
    nominee_key = models.BigIntegerField(null=True, editable=False)
    at = models.DateTimeField("beoordeeld op")
    is_positive = models.BooleanField("past in de pool")
    answers = models.JSONField("oordeel per punt", default=list)
    note = models.TextField("motivering", max_length=2000)

    class Meta:
        verbose_name = "beoordeling"
        verbose_name_plural = "beoordelingen"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["xpert", "round", "assessor"],
                name="assessment_once",
                violation_error_message="U hebt deze voordracht al beoordeeld.",
            ),
            models.CheckConstraint(
                condition=~Q(assessor=F("nominator_key")) & ~Q(assessor=F("nominee_key")),
                name="assessment_by_another",
                violation_error_message="Wie voordraagt of wordt voorgedragen, beoordeelt niet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.xpert} door {self.assessor}"
