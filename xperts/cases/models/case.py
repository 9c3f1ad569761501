"""A request for tailored advice: one case from the pre-intake until what it yielded is published."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse

from loket.accounts.models import Organisation
from loket.core.workflow import History
from servicedesk.models import Question
from xperts import deadlines
from xperts.cases.enums import (
    BEFORE_KERNTEAM,
    CLOCK_STATES,
    DECIDED_STATES,
    FOR_ASKER,
    OPEN_STATES,
    OVER_STATES,
    Form,
    State,
    Term,
)
from xperts.cases.models.framework import Framework
from xperts.cases.permissions import sees_all

PER_YEAR = 10_000
_OPEN = models.Q(state__in=OPEN_STATES)
_BEFORE = models.Q(state__in=BEFORE_KERNTEAM)
_HAS_BOTH = models.Q(diagnosed_at__isnull=False, applied_at__isnull=False)
_NEEDS_NOTHING_APPLIED = models.Q(state__in=(State.PRE_INTAKE, State.COLLECTIVE, State.CLOSED, State.WITHDRAWN))


def _codes(label: str) -> ArrayField:
    return ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name=label)


def _moment(label: str) -> models.DateTimeField:
    return models.DateTimeField(label, null=True, blank=True)


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CaseQuerySet":
        """All for the desk and the coordinator; the own ones for askers."""
        if sees_all(user):
            return self
        if not (user and user.is_authenticated):
            return self.none()
        return self.of_asker(user)

    def of_asker(self, user) -> "CaseQuerySet":
        """Those that somebody asks for, alone or with others."""
        own = Applicant.objects.filter(person=user).values("case")
        return self.filter(models.Q(contact=user) | models.Q(pk__in=own))

    def open(self) -> "CaseQuerySet":
        return self.filter(_OPEN)

    def late(self, at: datetime) -> "CaseQuerySet":
        """Those of which the term that runs is over."""
        return self.filter(next_due_at__lt=at)

    def waiting_for_kernteam(self) -> "CaseQuerySet":
        return self.filter(state=State.WITH_KERNTEAM)


class Case(models.Model):
    """``number`` is year × 10,000 + the number in that year; people read ``reference``.

    ``next_due_at`` is the end of the term that runs now, ``next_reminder_at`` when somebody is next to be reminded of
    it; both are empty when nothing runs (``clock.py`` fills them). What was granted (``form``, ``minutes``, ``cents``)
    is written with the decision.
    """

    number = models.PositiveIntegerField("nummer", unique=True)
    state = models.CharField("stand", max_length=12, choices=State.choices, default=State.PRE_INTAKE)
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="+", verbose_name="toetsingskader")
    question = models.ForeignKey(
        Question, models.SET_NULL, null=True, blank=True, related_name="cases", verbose_name="vraag"
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="cases", verbose_name="contactpersoon"
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="behandelaar"
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
    intake_due_at = models.DateTimeField("pre-intake klaar uiterlijk")
    prepared_at = _moment("pre-intake klaar op")
    diagnosis_due_at = _moment("diagnose uiterlijk")
    diagnosed_at = _moment("diagnose gesteld op")
    applied_at = _moment("aanvraag ingediend op")
    decision_due_at = _moment("besluit uiterlijk")
    decided_at = _moment("besloten op")
    next_due_at = _moment("termijn die nu loopt")
    next_reminder_at = _moment("volgende herinnering")
    changed_at = models.DateTimeField("laatst gewijzigd")
    anonymous_at = _moment("anoniem gemaakt op")

    # How many things were applied in each layer when the pre-intake ended: without both no tailored advice.
    applied_things = models.PositiveSmallIntegerField("toegepast uit laag 1", default=0)
    applied_meetings = models.PositiveSmallIntegerField("toegepast uit laag 2", default=0)

    form = models.CharField("vorm van hulp", max_length=12, choices=Form.choices, blank=True)
    minutes = models.PositiveIntegerField("toegekende tijd in minuten", default=0)
    cents = models.PositiveBigIntegerField("toegekende kosten in eurocenten", default=0)

    lexemes = ArrayField(models.CharField(max_length=80), default=list, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "aanvraag advies op maat"
        verbose_name_plural = "aanvragen advies op maat"
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index("state", "opened_at", condition=_OPEN, name="case_open"),
            models.Index("decision_due_at", condition=models.Q(state=State.WITH_KERNTEAM), name="case_due"),
            models.Index("next_due_at", condition=models.Q(next_due_at__isnull=False), name="case_next_due"),
            models.Index("next_reminder_at", condition=models.Q(next_reminder_at__isnull=False), name="case_remind"),
            models.Index(fields=["contact", "-opened_at"], name="case_of_contact"),
            models.Index(fields=["state", "-changed_at"], name="case_state"),
            models.Index(
                "changed_at",
                condition=models.Q(state__in=OVER_STATES, anonymous_at__isnull=True),
                name="case_to_forget",
            ),
            GinIndex(fields=["lexemes"], name="case_lexemes"),
            GinIndex(fields=["themes"], name="case_themes"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["question"],
                condition=_OPEN,
                name="case_once_for_question",
                violation_error_message="Van deze vraag loopt al een pre-intake.",
            ),
            models.CheckConstraint(
                condition=(_HAS_BOTH & models.Q(decision_due_at__isnull=False))
                | (~_HAS_BOTH & models.Q(decision_due_at__isnull=True)),
                name="case_due_when_both_are_there",
            ),
            models.CheckConstraint(
                condition=(_BEFORE & models.Q(decision_due_at__isnull=True))
                | models.Q(state__in=(State.WITH_KERNTEAM, *DECIDED_STATES), decision_due_at__isnull=False)
                | models.Q(state__in=(State.COLLECTIVE, State.CLOSED, State.WITHDRAWN)),
                name="case_with_kernteam_has_due",
                violation_error_message="Zonder diagnose en aanvraag kan het kernteam niet beslissen.",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True) | models.Q(decision_due_at__isnull=False),
                name="case_decided_after_application",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=DECIDED_STATES) | models.Q(decided_at__isnull=False),
                name="decided_case_has_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(diagnosed_at__isnull=True) | models.Q(diagnosed_at__gte=models.F("opened_at")),
                name="case_diagnosed_after_opening",
                violation_error_message="De diagnose kan niet eerder zijn gesteld dan de pre-intake begon.",
            ),
            models.CheckConstraint(
                condition=models.Q(applied_at__isnull=True) | models.Q(applied_at__gte=models.F("opened_at")),
                name="case_applied_after_opening",
            ),
            models.CheckConstraint(
                condition=models.Q(opened_at__gte=models.F("asked_at")),
                name="case_opened_after_question",
                violation_error_message="De pre-intake kan niet beginnen voordat de vraag is gesteld.",
            ),
            models.CheckConstraint(
                condition=_NEEDS_NOTHING_APPLIED | models.Q(applied_things__gte=1, applied_meetings__gte=1),
                name="case_applied_both_layers",
                violation_error_message="Zonder iets uit laag 1 en iets uit laag 2 is advies op maat niet mogelijk.",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=CLOCK_STATES)
                | models.Q(next_due_at__isnull=True, next_reminder_at__isnull=True),
                name="case_term_runs_while_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.WITH_KERNTEAM)
                | models.Q(next_due_at__isnull=False, next_due_at=models.F("decision_due_at")),
                name="case_clock_never_stands_still",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """The page of the desk; askers have ``get_own_url``."""
        return reverse("case", args=[self.number])

    def get_own_url(self) -> str:
        """The page of who asks."""
        return reverse("my_case", args=[self.number])

    @property
    def reference(self) -> str:
        """As people read it: ``AOM-2026-0012``."""
        return f"AOM-{self.number // PER_YEAR}-{self.number % PER_YEAR:04}"

    @property
    def state_for_asker(self) -> str:
        return FOR_ASKER[State(self.state)]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def term(self) -> Term | None:
        """The term that runs now."""
        if self.next_due_at is None:
            return None
        return {State.PRE_INTAKE: Term.INTAKE, State.PREPARING: Term.DIAGNOSIS}.get(self.state, Term.DECISION)

    @property
    def due_explained(self) -> str:
        """How the last day for the decision came about; empty while there is none."""
        return deadlines.explained(self.diagnosed_at, self.applied_at) if self.decision_due_at else ""

    def is_late(self, at: datetime) -> bool:
        """Whether the term that runs is over."""
        return self.next_due_at is not None and self.next_due_at < at

    @property
    def was_decided_late(self) -> bool:
        return bool(self.decided_at and self.decided_at > self.decision_due_at)


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
    organisation_name = models.CharField("organisatie zoals opgegeven", max_length=200, blank=True)
    minutes = models.PositiveIntegerField("eigen inzet in minuten", default=0)
    signs = models.BooleanField("tekent", default=False)

    class Meta:
        verbose_name = "aanvrager"
        verbose_name_plural = "aanvragers"
        ordering = ["pk"]
        indexes = [models.Index("person", name="applicant_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"],
                name="applicant_once",
                violation_error_message="Deze persoon staat er al bij.",
            ),
            models.UniqueConstraint(fields=["case"], condition=models.Q(signs=True), name="applicant_one_signs"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def organisation_shown(self) -> str:
        return self.organisation.name if self.organisation else self.organisation_name


class CaseHistory(History):
    subject = models.ForeignKey(Case, models.CASCADE, related_name="history", verbose_name="aanvraag")

    class Meta(History.Meta):
        verbose_name = "stap van een aanvraag"
        verbose_name_plural = "stappen van een aanvraag"
