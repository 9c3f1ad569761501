"""Asking an Xpert for a case: what was proposed and why, who chose, until when, and the answer."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from loket.core.workflow import History
from xperts.cases.models import Case
from xperts.pool.enums import HOLDING, NOT_AGAIN, AskState
from xperts.pool.models.rules import Rules
from xperts.pool.models.xpert import Xpert
from xperts.pool.permissions import keeps_pool

_WAITS = Q(state=AskState.ASKED)


class AskQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AskQuerySet":
        """All for desk and coordinator; the own ones for an Xpert."""
        if keeps_pool(user):
            return self
        if not (user and user.is_authenticated):
            return self.none()
        return self.filter(xpert__person=user)

    def waiting(self) -> "AskQuerySet":
        return self.filter(_WAITS)

    def accepted(self) -> "AskQuerySet":
        """Who gives the help: what comes after the pool builds on these."""
        return self.filter(state=AskState.ACCEPTED)

    def holding(self) -> "AskQuerySet":
        return self.filter(state__in=HOLDING)

    def past_their_term(self, at: datetime) -> "AskQuerySet":
        return self.waiting().filter(due_at__lt=at)


class Ask(models.Model):
    """``shown`` keeps what the desk saw when it chose: scores and parts of everybody who could be asked.

    ``why_other``: the sentence of who chose another than the first. ``minutes``: what was granted to each Xpert.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="asks", verbose_name="aanvraag")
    xpert = models.ForeignKey(Xpert, models.CASCADE, related_name="asks", verbose_name="Xpert")
    state = models.CharField("stand", max_length=10, choices=AskState.choices, default=AskState.ASKED)
    asked_at = models.DateTimeField("gevraagd op")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="gevraagd door"
    )
    due_at = models.DateTimeField("antwoord uiterlijk")
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True)
    reason = models.TextField("reden", blank=True, max_length=2000)
    minutes = models.PositiveIntegerField("minuten", default=0)

    rules = models.ForeignKey(Rules, models.PROTECT, related_name="+", verbose_name="werkwijze")
    rank = models.PositiveSmallIntegerField("plaats in het voorstel")
    score = models.FloatField("kwaliteit voor deze vraag")
    first = models.ForeignKey(
        Xpert, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="eerste in het voorstel"
    )
    why_other = models.CharField("waarom een ander dan de eerste", max_length=600, blank=True)
    shown = models.JSONField("voorstel zoals getoond", default=dict)

    objects = AskQuerySet.as_manager()

    class Meta:
        verbose_name = "verzoek aan een Xpert"
        verbose_name_plural = "verzoeken aan Xperts"
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index("due_at", condition=_WAITS, name="ask_waits"),
            models.Index("xpert", "state", condition=Q(state__in=HOLDING), name="ask_holds"),
            models.Index("asked_at", name="ask_when"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "xpert"],
                condition=Q(state__in=NOT_AGAIN),
                name="ask_once_per_case",
                violation_error_message="Deze Xpert is voor deze aanvraag al gevraagd.",
            ),
            models.CheckConstraint(
                condition=~Q(state=AskState.DECLINED) | ~Q(reason=""),
                name="ask_decline_has_reason",
                violation_error_message="Schrijf kort waarom u dit niet aanneemt.",
            ),
            models.CheckConstraint(
                condition=Q(rank__lte=1) | ~Q(why_other=""),
                name="ask_other_has_sentence",
                violation_error_message="Schrijf in één zin waarom u een ander kiest dan de eerste.",
            ),
            models.CheckConstraint(
                condition=Q(state=AskState.ASKED, answered_at__isnull=True)
                | (~Q(state=AskState.ASKED) & Q(answered_at__isnull=False)),
                name="ask_answered_when_not_waiting",
            ),
            models.CheckConstraint(condition=Q(due_at__gt=models.F("asked_at")), name="ask_term_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.case.reference} aan {self.xpert}"

    def get_absolute_url(self) -> str:
        return reverse("xpert_ask", args=[self.pk])

    def is_late(self, at: datetime) -> bool:
        """Whether an answer is still waited for although the term is over."""
        return self.state == AskState.ASKED and self.due_at < at


class AskHistory(History):
    subject = models.ForeignKey(Ask, models.CASCADE, related_name="history", verbose_name="verzoek")

    class Meta(History.Meta):
        verbose_name = "stap van een verzoek"
        verbose_name_plural = "stappen van een verzoek"
