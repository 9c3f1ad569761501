"""A proposal for the content of an entry, and what is said about it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse

from loket.catalogue.enums import OPEN_STATES, RevisionState
from loket.catalogue.models.entry import Entry
from loket.catalogue.permissions import is_editor
from loket.core.workflow import History


class RevisionQuerySet(models.QuerySet):
    def open(self) -> "RevisionQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def in_queue(self) -> "RevisionQuerySet":
        return self.filter(state__in=(RevisionState.SUBMITTED, RevisionState.CHANGES_ASKED, RevisionState.SCHEDULED))

    def never_submitted(self) -> "RevisionQuerySet":
        """Drafts that nobody but their author ever saw."""
        return self.filter(state__in=(RevisionState.DRAFT, RevisionState.WITHDRAWN), submitted_at__isnull=True)

    def visible_to(self, user) -> "RevisionQuerySet":
        """Own proposals, and for editors all that was ever submitted (a draft is its author's alone)."""
        own = models.Q(author=user)
        if is_editor(user):
            never_submitted = models.Q(state=RevisionState.WITHDRAWN, submitted_at__isnull=True)
            return self.filter(own | ~models.Q(state=RevisionState.DRAFT) & ~never_submitted)
        return self.filter(own)

    def overdue(self, today: date) -> "RevisionQuerySet":
        return self.filter(state=RevisionState.SUBMITTED, due_on__lt=today)


class Revision(models.Model):
    """A version of an entry's content on its way to publication, or already there. Accepted ones never change."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="revisions", verbose_name="ingang")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="revisions", verbose_name="indiener"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="behandelaar"
    )
    state = models.CharField("stand", max_length=14, choices=RevisionState.choices, default=RevisionState.DRAFT)
    content = models.JSONField("inhoud")
    # The published version that the author started from: an older one means that something came in between.
    base_version = models.PositiveIntegerField("gemaakt op versie", default=0)
    version = models.PositiveIntegerField("versie", null=True, blank=True)
    remark = models.TextField("toelichting voor de redactie", blank=True, max_length=2000)
    created_at = models.DateTimeField("begonnen")
    saved_at = models.DateTimeField("bewaard")
    submitted_at = models.DateTimeField("ingediend", null=True, blank=True)
    due_on = models.DateField("beoordelen voor", null=True, blank=True)
    publish_at = models.DateTimeField("publiceren op", null=True, blank=True)
    decided_at = models.DateTimeField("besloten", null=True, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = "voorstel"
        verbose_name_plural = "voorstellen"
        indexes = [
            models.Index(
                "due_on",
                condition=models.Q(state__in=["submitted", "changes_asked", "scheduled"]),
                name="revision_queue",
            ),
            models.Index(fields=["author", "-saved_at"], name="revision_of_author"),
            models.Index("publish_at", condition=models.Q(state="scheduled"), name="revision_scheduled"),
        ]
        constraints = [
            models.UniqueConstraint(
                "entry",
                condition=models.Q(state__in=OPEN_STATES),
                name="one_open_revision",
                violation_error_message="Er loopt al een voorstel voor deze ingang.",
            ),
            models.UniqueConstraint("entry", "version", name="revision_version_once"),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | models.Q(version__isnull=False), name="accepted_has_version"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="scheduled") | models.Q(publish_at__isnull=False), name="scheduled_has_moment"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "accepted", "withdrawn"]) | models.Q(submitted_at__isnull=False),
                name="judged_was_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content.get('title') or 'Zonder titel'} ({self.get_state_display()})"

    def get_absolute_url(self) -> str:
        return reverse("revision", args=[self.pk])

    @property
    def kind(self) -> str:
        return self.content["kind"]

    @property
    def title(self) -> str:
        return self.content.get("title") or "Nog zonder titel"

    @property
    def is_outdated(self) -> bool:
        """Whether the published text changed after the author started."""
        return self.base_version != self.entry.version


class RevisionHistory(History):
    subject = models.ForeignKey(Revision, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een voorstel"
        verbose_name_plural = "stappen van voorstellen"


class FieldComment(models.Model):
    """What an editor or author says about one field of a proposal; an empty ``field`` is about the whole."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="comments")
    field = models.CharField("veld", max_length=80, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("wanneer")
    text = models.TextField("opmerking", max_length=4000)
    is_resolved = models.BooleanField("afgehandeld", default=False)

    class Meta:
        verbose_name = "opmerking"
        verbose_name_plural = "opmerkingen"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def by(self) -> str:
        return str(self.author or "onbekend")
