"""What was answered, without who, without when, and in no order."""

import uuid

from django.db import models
from django.db.models import Q

from loket.monitoring.surveys.models.survey import Invitation, Survey


class Answers(models.Model):
    """One filled questionnaire: by the code of the question a score, the number of an option, several, or a text.

    The key is drawn by lot and there is no moment. Every night the rows of a survey are written anew in another order
    (``mixing``); until then ``is_mixed`` is False.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="answers")
    level = models.CharField("niveau", max_length=1, blank=True)
    sector = models.CharField("sector", max_length=80, blank=True)
    given = models.JSONField("antwoorden", default=dict)
    is_mixed = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = "ingevulde vragenlijst"
        verbose_name_plural = "ingevulde vragenlijsten"
        indexes = [models.Index("survey", condition=Q(is_mixed=False), name="survey_answers_to_mix")]

    def __str__(self) -> str:
        return f"antwoorden op {self.survey_id}"


class HalfWay(models.Model):
    """What somebody filled in and did not send yet; gone when it is sent, and when the survey closes."""

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="half_way")
    given = models.JSONField("antwoorden", default=dict)

    class Meta:
        verbose_name = "half ingevulde vragenlijst"
        verbose_name_plural = "half ingevulde vragenlijsten"

    def __str__(self) -> str:
        return f"half ingevuld bij {self.invitation_id}"
