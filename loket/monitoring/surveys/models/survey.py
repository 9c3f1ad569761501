"""A round of a questionnaire, and who was asked. What was answered is in ``answers``, without any link to here."""

import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from loket.core.workflow import History
from loket.monitoring.surveys.enums import SurveyState
from loket.monitoring.surveys.models.questionnaire import Version
from loket.monitoring.surveys.permissions import can_open, can_survey


def new_token() -> str:
    """Of 192 bits, for the link in the mail."""
    return secrets.token_urlsafe(24)


def new_seed() -> int:
    return secrets.randbelow(2**31)


def _codes(name: str) -> ArrayField:
    return ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name=name)


class SurveyQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SurveyQuerySet":
        """Coordinators see all; colleagues and partners what is closed."""
        if can_survey(user):
            return self
        return self.filter(state=SurveyState.CLOSED) if can_open(user) else self.none()


class Survey(models.Model):
    """Empty ``sectors``, ``levels`` and ``areas``: everybody. ``sample_size`` empty: the whole segment.

    ``population``: how many were in the segment at sending, in all and per level and sector; ``left_out``: how many
    were not asked, by reason. ``closes_on``: the last day on which one can answer.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="surveys", verbose_name="vragenlijst")
    title = models.CharField("titel", max_length=160)
    letter = models.TextField("tekst in de mail", max_length=2000, blank=True)
    sectors = _codes("sectoren")
    levels = _codes("niveaus")
    areas = _codes("gebieden")
    sample_size = models.PositiveIntegerField("grootte van de steekproef", null=True, blank=True)
    seed = models.PositiveIntegerField("begingetal van de loting", default=new_seed, editable=False)
    closes_on = models.DateField("laatste dag")
    remind_on = models.DateField("herinnering op", null=True, blank=True)
    state = models.CharField("stand", max_length=10, choices=SurveyState.choices, default=SurveyState.DRAFT)
    population = models.JSONField(default=dict, editable=False)
    left_out = models.JSONField(default=dict, editable=False)
    made_at = models.DateTimeField("gemaakt", editable=False)
    sent_at = models.DateTimeField("verstuurd", null=True, blank=True, editable=False)
    closed_at = models.DateTimeField("gesloten", null=True, blank=True, editable=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = "meting"
        verbose_name_plural = "metingen"
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index("closes_on", condition=Q(state="open"), name="survey_open_until")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SurveyState.DRAFT, sent_at__isnull=True)
                | ~Q(state=SurveyState.DRAFT) & Q(sent_at__isnull=False),
                name="survey_sent_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(state=SurveyState.CLOSED, closed_at__isnull=False)
                | ~Q(state=SurveyState.CLOSED) & Q(closed_at__isnull=True),
                name="survey_closed_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(remind_on__isnull=True) | Q(remind_on__lt=F("closes_on")),
                name="survey_reminds_before_it_closes",
                violation_error_message="Kies voor de herinnering een dag voor de laatste dag.",
            ),
            models.CheckConstraint(
                condition=Q(sample_size__isnull=True) | Q(sample_size__gte=1), name="survey_sample_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("survey", args=[self.pk])


class SurveyHistory(History):
    subject = models.ForeignKey(Survey, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een meting"
        verbose_name_plural = "stappen van een meting"


class InvitationQuerySet(models.QuerySet):
    def to_mail(self) -> "InvitationQuerySet":
        return self.filter(mailed_at=None, person__is_active=True, survey__state=SurveyState.OPEN)

    def to_remind(self) -> "InvitationQuerySet":
        """Who was mailed, did not answer, and was not reminded."""
        return self.filter(
            is_answered=False, mailed_at__isnull=False, reminded_at=None, person__is_active=True, token__isnull=False
        )


class Invitation(models.Model):
    """That somebody was asked, and whether they answered: not when, and not what.

    ``level``, ``sector`` and ``region``: for the response per segment, left empty where too few were asked to stay
    unknown. Answers have no region.
    An erased account leaves a row without person and token, so that the number of those asked stays right.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # NULL once it went: empty texts would not be unique.
    token = models.CharField(max_length=40, unique=True, null=True, default=new_token)  # noqa: DJ001
    level = models.CharField("niveau", max_length=1, blank=True)
    sector = models.CharField("sector", max_length=80, blank=True)
    region = models.CharField("GGD-regio", max_length=80, blank=True)
    is_answered = models.BooleanField("heeft geantwoord", default=False)
    mailed_at = models.DateTimeField("gemaild", null=True, blank=True)
    reminded_at = models.DateTimeField("herinnerd", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        indexes = [models.Index("survey", condition=Q(mailed_at__isnull=True), name="survey_invitation_to_mail")]
        constraints = [
            models.UniqueConstraint("survey", "person", name="survey_invitation_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(token__isnull=True), name="survey_invitation_token_has_person"
            ),
        ]

    def __str__(self) -> str:
        return f"uitnodiging voor {self.survey_id}"


class OptOut(models.Model):
    """Somebody does not want to be asked."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField("sinds")

    class Meta:
        verbose_name = "afmelding van vragenlijsten"
        verbose_name_plural = "afmeldingen van vragenlijsten"

    def __str__(self) -> str:
        return f"{self.person_id} wil geen vragenlijsten"
