"""A request for tailored advice: one case from the pre-intake until what it yielded is published."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from loket.accounts.models import Organisation
from loket.core.workflow import History
from servicedesk.models import Question
from xperts.cases.enums import OPEN_STATES, Form, State
from xperts.cases.permissions import sees_all

_OPEN = models.Q(state__in=OPEN_STATES)


def _codes(label: str) -> ArrayField:
    return ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name=label)


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CaseQuerySet":
        """All for the desk and the coordinator; the own ones for askers."""
        if sees_all(user):
            return self
        if not (user and user.is_authenticated):
            return self.none()
        return self.filter(models.Q(contact=user) | models.Q(applicants__person=user)).distinct()

    def open(self) -> "CaseQuerySet":
        return self.filter(_OPEN)


class Case(models.Model):
    """``number`` is year × 10,000 + the number in that year; people read ``reference``.

    What was granted (``form``, ``minutes``, ``cents``) is written with the decision.
    """

    number = models.PositiveIntegerField("nummer", unique=True)
    state = models.CharField("stand", max_length=12, choices=State.choices, default=State.PRE_INTAKE)
    question = models.ForeignKey(
        Question, models.SET_NULL, null=True, blank=True, related_name="cases", verbose_name="vraag"
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="cases", verbose_name="contactpersoon"
    )
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="organisatie"
    )
    title = models.CharField("titel", max_length=160)
    themes = _codes("thema's")
    areas = _codes("gebieden")
    sectors = _codes("sectoren")
    level = models.CharField("niveau", max_length=1, blank=True)

    asked_at = models.DateTimeField("vraag gesteld op")
    opened_at = models.DateTimeField("pre-intake begonnen op")
    diagnosed_at = models.DateTimeField("diagnose gesteld op", null=True, blank=True)
    applied_at = models.DateTimeField("aanvraag ingediend op", null=True, blank=True)
    decision_due_at = models.DateTimeField("besluit uiterlijk", null=True, blank=True)
    decided_at = models.DateTimeField("besloten op", null=True, blank=True)
    changed_at = models.DateTimeField("laatst gewijzigd")

    form = models.CharField("vorm van hulp", max_length=12, choices=Form.choices, blank=True)
    minutes = models.PositiveIntegerField("toegekende tijd in minuten", default=0)
    cents = models.PositiveBigIntegerField("toegekende kosten in eurocenten", default=0)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "aanvraag advies op maat"
        verbose_name_plural = "aanvragen advies op maat"
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index("state", "opened_at", condition=_OPEN, name="case_open"),
            models.Index("decision_due_at", condition=models.Q(state=State.WITH_KERNTEAM), name="case_due"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        """As people read it: ``AOM-2026-0012``."""
        return f"AOM-{self.number // 10_000}-{self.number % 10_000:04}"


class Applicant(models.Model):
    """One of those who ask, each with own hours and organisation; one of them is the contact, one signs."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="applicants", verbose_name="aanvraag")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="wie"
    )
    name = models.CharField("naam", max_length=120)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="organisatie"
    )
    minutes = models.PositiveIntegerField("eigen inzet in minuten", default=0)
    signs = models.BooleanField("tekent", default=False)

    class Meta:
        verbose_name = "aanvrager"
        verbose_name_plural = "aanvragers"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="applicant_once"),
            models.UniqueConstraint(fields=["case"], condition=models.Q(signs=True), name="applicant_one_signs"),
        ]

    def __str__(self) -> str:
        return self.name


class CaseHistory(History):
    subject = models.ForeignKey(Case, models.CASCADE, related_name="history", verbose_name="aanvraag")

    class Meta(History.Meta):
        verbose_name = "stap van een aanvraag"
        verbose_name_plural = "stappen van een aanvraag"
