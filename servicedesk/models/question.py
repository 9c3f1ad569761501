"""A question: who asks what, how it stands, and by when it is to be answered."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.urls import reverse

from loket.accounts.models import Organisation
from loket.core.workflow import History
from servicedesk.enums import FOR_ASKER, OPEN_STATES, RUNNING_STATES, Channel, ClockStep, Outcome, State
from servicedesk.models.queue import Queue
from servicedesk.permissions import can_see_desk

# Numbers of a year and of the next stay apart also beyond a million questions.
PER_YEAR = 10_000_000
GUIDE = (
    ("guide_matter", "Wat speelt er echt?"),
    ("guide_whom", "Voor wie?"),
    ("guide_where", "Waar?"),
    ("guide_since", "Sinds wanneer?"),
    ("guide_tried", "Wat is al geprobeerd, met spullen (laag 1) en met anderen (laag 2)?"),
    ("guide_involved", "Wie zijn erbij betrokken?"),
    ("guide_outcome", "Wat zou een goede uitkomst zijn?"),
)
"""The probing guide: its fields and their questions, in order (domain.md §2.2, *doorvragen*)."""

_OPEN = models.Q(state__in=OPEN_STATES)
_HAS_ACCOUNT = models.Q(asker__isnull=False)


def new_token() -> str:
    return secrets.token_urlsafe(32)


def _codes(label: str, length: int = 80) -> ArrayField:
    return ArrayField(models.CharField(max_length=length), default=list, blank=True, verbose_name=label)


def _person(label: str, related: str = "+") -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name=related, verbose_name=label
    )


def _text(label: str, length: int = 2000) -> models.TextField:
    return models.TextField(label, blank=True, max_length=length)


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "QuestionQuerySet":
        """All for the desk and the coordinator; own ones for who asked."""
        if can_see_desk(user):
            return self
        return self.filter(asker=user) if user and user.is_authenticated else self.none()

    def open(self) -> "QuestionQuerySet":
        return self.filter(_OPEN)

    def late(self, at: datetime) -> "QuestionQuerySet":
        return self.filter(next_due_at__lt=at)

    def due_before(self, at: datetime, soon: datetime) -> "QuestionQuerySet":
        """Not late, but near the end of a term."""
        return self.filter(next_due_at__gte=at, next_due_at__lt=soon)

    def with_words(self, groups: list[list[str]]) -> "QuestionQuerySet":
        """Those with a lexeme of each group: of the question, its messages and the names of its files."""
        found = self
        for lexemes in groups:
            found = found.filter(lexemes__overlap=lexemes)
        return found

    def with_parts(self, question: "Question") -> "QuestionQuerySet":
        """A question and what was merged into it, also by way of another."""
        return self.filter(models.Q(pk=question.pk) | models.Q(handled_in=question.pk))

    def with_draft_of(self, user) -> "QuestionQuerySet":
        """What this person is still writing along with each, as ``own_draft``; without that when nothing."""
        own = models.FilteredRelation("drafts", condition=models.Q(drafts__author=user.pk))
        return self.annotate(own_draft=own).select_related("own_draft")

    def from_person(self, user, email: str) -> "QuestionQuerySet":
        """What the same person asked, by account or by address."""
        same = models.Q(asker_email__iexact=email) if email else models.Q(pk=None)
        return self.filter(same | models.Q(asker=user)) if user else self.filter(same)


class Question(models.Model):
    """``number`` is year × ten million + the number in that year; people read ``reference``.

    ``next_due_at`` is the first term that still runs: empty while the clock stands still. ``clock.py`` fills it.
    """

    number = models.PositiveBigIntegerField("nummer", unique=True)
    token = models.CharField(max_length=64, unique=True, default=new_token)
    link_until = models.DateTimeField("link geldig tot", null=True, blank=True)
    # Of the form that was sent: a second press finds the question of the first.
    submission = models.UUIDField(null=True, blank=True, unique=True)
    state = models.CharField("stand", max_length=12, choices=State.choices, default=State.NEW)
    channel = models.CharField("binnengekomen via", max_length=10, choices=Channel.choices, default=Channel.WEB)
    queue = models.ForeignKey(Queue, models.PROTECT, related_name="questions", verbose_name="wachtrij")
    assignee = _person("behandelaar", "assigned_questions")
    outcome = models.CharField("uitkomst", max_length=12, choices=Outcome.choices, blank=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged", verbose_name="samengevoegd met"
    )
    # Where the desk deals with it: at the end of a chain of merges.
    handled_in = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="parts", verbose_name="behandeld in"
    )
    linked_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="links", verbose_name="hoort bij"
    )

    subject = models.CharField("onderwerp", max_length=160)
    asked = models.TextField("vraag zoals gesteld", blank=True, max_length=20_000)
    found = _text("de vraag achter de vraag", 5000)
    guide_matter = _text("wat speelt er echt")
    guide_whom = _text("voor wie")
    guide_where = _text("waar")
    guide_since = _text("sinds wanneer")
    guide_tried = _text("wat is al geprobeerd")
    guide_involved = _text("wie zijn betrokken")
    guide_outcome = _text("goede uitkomst")

    themes = _codes("thema's")
    areas = _codes("gebieden")
    target_groups = _codes("doelgroepen")
    tags = _codes("labels", 40)

    asker = _person("vrager", "questions")
    asker_name = models.CharField("naam van de vrager", max_length=120, blank=True)
    asker_email = models.EmailField("e-mailadres van de vrager", max_length=254, blank=True)
    asker_phone = models.CharField("telefoonnummer", max_length=40, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="questions", verbose_name="organisatie"
    )
    organisation_name = models.CharField("organisatie zoals opgegeven", max_length=200, blank=True)
    on_behalf_of = models.CharField("namens wie", max_length=200, blank=True)

    asked_at = models.DateTimeField("gesteld op")
    changed_at = models.DateTimeField("laatst gewijzigd")
    answer_due_at = models.DateTimeField("eerste antwoord uiterlijk")
    answered_at = models.DateTimeField("eerste antwoord op", null=True, blank=True)
    solve_due_at = models.DateTimeField("opgelost uiterlijk")
    solved_at = models.DateTimeField("opgelost op", null=True, blank=True)
    paused_at = models.DateTimeField("stil sinds", null=True, blank=True)
    next_due_at = models.DateTimeField("eerstvolgende termijn", null=True, blank=True)
    # The terms for which somebody was warned: the same one never twice.
    warned_for = models.DateTimeField("gewaarschuwd voor", null=True, blank=True)
    told_late_for = models.DateTimeField("te laat gemeld voor", null=True, blank=True)
    closed_at = models.DateTimeField("gesloten op", null=True, blank=True)
    anonymous_at = models.DateTimeField("anoniem gemaakt op", null=True, blank=True)

    # All words by which the desk finds it, and those of the question alone, by which another like it is found.
    lexemes = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    gist = ArrayField(models.CharField(max_length=80), default=list, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag"
        verbose_name_plural = "vragen"
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index("asked_at", condition=_OPEN, name="question_open"),
            models.Index("next_due_at", "asked_at", "id", condition=_OPEN, name="question_open_by_term"),
            models.Index("assignee", "next_due_at", condition=_OPEN, name="question_of_person"),
            models.Index("next_due_at", condition=models.Q(next_due_at__isnull=False), name="question_due"),
            models.Index(fields=["state", "-changed_at", "id"], name="question_state"),
            models.Index(fields=["channel", "state", "-changed_at", "id"], name="question_channel"),
            models.Index(fields=["queue", "state", "-changed_at", "id"], name="question_queue"),
            models.Index(fields=["asker", "-asked_at"], condition=_HAS_ACCOUNT, name="question_of_asker"),
            models.Index(models.functions.Upper("asker_email"), name="question_of_address"),
            models.Index("closed_at", condition=models.Q(anonymous_at__isnull=True), name="question_to_forget"),
            models.Index("handled_in", condition=models.Q(handled_in__isnull=False), name="question_parts"),
            GinIndex(fields=["lexemes"], name="question_lexemes"),
            GinIndex(fields=["gist"], name="question_gist"),
            GinIndex(fields=["themes"], name="question_themes"),
            GinIndex(fields=["tags"], name="question_tags"),
            GinIndex(fields=["areas"], name="question_areas"),
            GinIndex(
                OpClass(models.functions.Upper("organisation_name"), name="gin_trgm_ops"), name="question_organisation"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(next_due_at__isnull=True) | models.Q(state__in=RUNNING_STATES),
                name="question_term_runs_while_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.CLOSED) | (~models.Q(outcome="") & models.Q(closed_at__isnull=False)),
                name="closed_question_has_outcome",
                violation_error_message="Kies hoe de vraag is afgelopen.",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.MERGED, merged_into__isnull=False, handled_in__isnull=False)
                | (~models.Q(state=State.MERGED) & models.Q(merged_into__isnull=True, handled_in__isnull=True)),
                name="merged_question_knows_where",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")) & ~models.Q(handled_in=models.F("id")),
                name="question_not_into_itself",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.WAIT_ASKER, paused_at__isnull=False)
                | (~models.Q(state=State.WAIT_ASKER) & models.Q(paused_at__isnull=True)),
                name="clock_stands_while_asker_is_waited_for",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("question", args=[self.number])

    def get_follow_url(self) -> str:
        """The page of the asker, for whoever has the link."""
        return reverse("question_follow", args=[self.token])

    @property
    def reference(self) -> str:
        """The number as people read it: *2026-00123*."""
        year, sequence = divmod(self.number, PER_YEAR)
        return f"{year}-{sequence:05}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def state_for_asker(self) -> str:
        return FOR_ASKER[State(self.state)]

    @property
    def goes_on_in(self) -> "Question":
        """The question in which this one is dealt with: that into which it was merged in the end, or itself."""
        return self.handled_in or self

    def is_of_same_person(self, other: "Question") -> bool:
        """By account, or by address: who sees the one may see the other."""
        has_account = self.asker_id is not None and self.asker_id == other.asker_id
        return has_account or bool(self.asker_email and self.asker_email.lower() == other.asker_email.lower())

    @property
    def who(self) -> str:
        return self.asker_name or self.asker_email or "onbekend"

    @property
    def guide(self) -> list[tuple[str, str, str]]:
        """(field, question of the guide, what was found) in order."""
        return [(name, label, getattr(self, name)) for name, label in GUIDE]

    def is_late(self, at: datetime) -> bool:
        return self.next_due_at is not None and self.next_due_at < at

    def link_holds(self, at: datetime) -> bool:
        return self.link_until is None or at < self.link_until


class QuestionHistory(History):
    subject = models.ForeignKey(Question, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een vraag"
        verbose_name_plural = "stappen van vragen"


class ClockRecord(models.Model):
    """What happened to the terms, so that the page can say how each was computed. Never edited."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="clock_records")
    at = models.DateTimeField("wanneer")
    step = models.CharField("wat", max_length=10, choices=ClockStep.choices)
    answer_due_at = models.DateTimeField("eerste antwoord uiterlijk")
    solve_due_at = models.DateTimeField("opgelost uiterlijk")
    stood_still = models.DurationField("openingstijd die niet meetelde", default=timedelta)

    class Meta:
        verbose_name = "stap van de termijn"
        verbose_name_plural = "stappen van de termijn"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.get_step_display()}"
