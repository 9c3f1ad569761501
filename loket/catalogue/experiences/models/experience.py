"""What somebody tells about using an entry."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from loket.accounts.models import Organisation
from loket.catalogue.experiences.enums import QUEUE_STATES, Again, ExperienceState
from loket.catalogue.experiences.permissions import is_editor
from loket.catalogue.models import Entry
from loket.core.workflow import History


class ExperienceQuerySet(models.QuerySet):
    def public(self) -> "ExperienceQuerySet":
        return self.filter(shown_at__isnull=False)

    def in_queue(self) -> "ExperienceQuerySet":
        return self.filter(state__in=QUEUE_STATES)

    def visible_to(self, user) -> "ExperienceQuerySet":
        """What is public, one's own, and for editors what was ever submitted."""
        seen = models.Q(shown_at__isnull=False)
        if user and user.is_authenticated:
            seen |= models.Q(author=user)
        if is_editor(user):
            seen |= models.Q(submitted_at__isnull=False)
        return self.filter(seen)

    def with_votes(self) -> "ExperienceQuerySet":
        """Each with ``useful``: how many people found it useful."""
        return self.annotate(useful=models.Count("votes"))


class Experience(models.Model):
    """``answers`` is what the author writes, ``shown`` what an editor accepted and everybody sees (or empty).

    ``organisation``, ``areas`` and ``again`` follow from ``shown``; the two consents are in force at once.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="experiences", verbose_name="ingang")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="experiences", verbose_name="wie"
    )
    state = models.CharField("stand", max_length=14, choices=ExperienceState.choices, default=ExperienceState.DRAFT)
    answers = models.JSONField("antwoorden", default=dict)
    shown = models.JSONField("gepubliceerde antwoorden", default=dict, blank=True)
    is_named = models.BooleanField("mijn naam staat erbij", default=False)
    takes_contact = models.BooleanField("collega's mogen mij een bericht sturen", default=False)

    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    areas = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    again = models.CharField("weer gebruiken", max_length=10, choices=Again.choices, blank=True)

    created_at = models.DateTimeField("begonnen")
    saved_at = models.DateTimeField("bewaard")
    submitted_at = models.DateTimeField("ingediend", null=True, blank=True)
    due_on = models.DateField("beoordelen voor", null=True, blank=True)
    shown_at = models.DateTimeField("gepubliceerd", null=True, blank=True)

    objects = ExperienceQuerySet.as_manager()

    class Meta:
        verbose_name = "ervaring"
        verbose_name_plural = "ervaringen"
        indexes = [
            models.Index(
                "due_on", condition=models.Q(state__in=["submitted", "changes_asked"]), name="experience_queue"
            ),
            models.Index(
                fields=["entry", "-shown_at"],
                condition=models.Q(shown_at__isnull=False),
                name="experience_of_entry",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                "entry", "author", name="experience_once", violation_error_message="U vertelde hier al over."
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(shown_at__isnull=False),
                name="published_experience_is_shown",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="withdrawn") | models.Q(shown_at__isnull=True),
                name="withdrawn_experience_is_not_shown",
            ),
            models.CheckConstraint(
                condition=models.Q(shown_at__isnull=True, again="")
                | models.Q(shown_at__isnull=False, again__in=Again.values),
                name="shown_experience_says_again",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "withdrawn"]) | models.Q(submitted_at__isnull=False),
                name="judged_experience_was_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"Ervaring met {self.entry}"

    def get_absolute_url(self) -> str:
        return reverse("experience", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.shown_at is not None

    @property
    def contact_person(self):
        return self.author if self.is_public else None

    @property
    def shown_name(self) -> str:
        """The author's name, if the author wants it there."""
        return self.author.name if self.is_named and self.author else ""

    def is_late(self, today: date) -> bool:
        return self.state == ExperienceState.SUBMITTED and self.due_on is not None and self.due_on < today


class ExperienceHistory(History):
    subject = models.ForeignKey(Experience, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een ervaring"
        verbose_name_plural = "stappen van ervaringen"


class UsefulVote(models.Model):
    """Somebody found an experience useful; one each."""

    experience = models.ForeignKey(Experience, models.CASCADE, related_name="votes")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="useful_votes")
    at = models.DateTimeField("wanneer")

    class Meta:
        verbose_name = "stem"
        verbose_name_plural = "stemmen"
        constraints = [models.UniqueConstraint("experience", "voter", name="useful_vote_once")]

    def __str__(self) -> str:
        return f"{self.experience}: nuttig"
