"""The dossier of a file: what is not accessible in it, which file came in its place, and its text as a web page."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from loket.catalogue.dossiers.enums import ProblemState, WebState
from loket.catalogue.enums import LANGUAGES
from loket.catalogue.models import EntryFile
from loket.core.workflow import History

REASON_LENGTH = 1000
BODY_LENGTH = 400_000
LEFT_OUT_LENGTH = 4000


class ProblemQuerySet(models.QuerySet):
    def waiting(self) -> "ProblemQuerySet":
        """Open ones in files that everyone can download, the oldest first."""
        return self.filter(state=ProblemState.OPEN, is_public=True).order_by("found_at", "pk")


class Problem(models.Model):
    """A point of the check that is not right in one file."""

    file = models.ForeignKey(EntryFile, models.CASCADE, related_name="problems")
    code = models.CharField("punt", max_length=20)
    places = ArrayField(models.CharField(max_length=120), default=list, blank=True, verbose_name="waar")
    state = models.CharField("stand", max_length=8, choices=ProblemState.choices, default=ProblemState.OPEN)
    reason = models.TextField("reden", max_length=REASON_LENGTH, blank=True)
    # The first time that this was seen, also when that was in an earlier version of the file.
    found_at = models.DateTimeField("gevonden")
    # Whether the file stands in the published text of its entry; kept by the signals of the catalogue.
    is_public = models.BooleanField("openbaar", default=False)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = "punt van toegankelijkheid"
        verbose_name_plural = "punten van toegankelijkheid"
        indexes = [
            models.Index("found_at", "id", condition=models.Q(state="open", is_public=True), name="problem_waiting"),
        ]
        constraints = [
            models.UniqueConstraint("file", "code", name="problem_once"),
            models.CheckConstraint(
                condition=~models.Q(state="kept") | ~models.Q(reason=""),
                name="kept_problem_has_reason",
                violation_error_message="Schrijf waarom u het zo laat.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file}: {self.code}"


class ProblemHistory(History):
    subject = models.ForeignKey(Problem, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een punt"
        verbose_name_plural = "stappen van punten"


class Replacement(models.Model):
    """A file that was brought to take the place of another. ``settled_at``: when it did so in public."""

    old = models.OneToOneField(EntryFile, models.CASCADE, related_name="replacement")
    new = models.OneToOneField(EntryFile, models.CASCADE, related_name="replaces")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("gebracht")
    settled_at = models.DateTimeField("in de plaats gekomen", null=True, blank=True)

    class Meta:
        verbose_name = "nieuwe versie van een bestand"
        verbose_name_plural = "nieuwe versies van bestanden"
        constraints = [models.CheckConstraint(condition=~models.Q(old=models.F("new")), name="file_replaces_another")]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class WebVersion(models.Model):
    """The text of a file as a web page. ``shown`` is what is public, ``body`` what the owner works on.

    ``made_from`` is the file whose text it was: another one than ``file`` when a new version took its place since.
    ``number`` counts what was saved, so that the second of two people is told.
    """

    file = models.OneToOneField(EntryFile, models.CASCADE, related_name="web_version")
    made_from = models.ForeignKey(EntryFile, models.SET_NULL, null=True, related_name="+")
    state = models.CharField("stand", max_length=10, choices=WebState.choices, default=WebState.DRAFT)
    body = models.TextField("tekst", max_length=BODY_LENGTH)
    left_out = models.TextField("wat er niet op staat", max_length=LEFT_OUT_LENGTH, blank=True)
    language = models.CharField("taal", max_length=10, choices=LANGUAGES, default="nl")
    shown = models.JSONField("openbare tekst", null=True, blank=True)
    number = models.PositiveIntegerField("bewaard", default=1)
    saved_at = models.DateTimeField("bewaard op")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField("gepubliceerd", null=True, blank=True)

    class Meta:
        verbose_name = "webversie"
        verbose_name_plural = "webversies"
        indexes = [models.Index("published_at", condition=models.Q(state="published"), name="web_version_newest")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="published")
                | (models.Q(published_at__isnull=False) & models.Q(shown__isnull=False)),
                name="published_web_version_has_text",
            )
        ]

    def __str__(self) -> str:
        return f"{self.file} als webpagina"

    def get_absolute_url(self) -> str:
        return reverse("file_as_page", args=[self.file_id])

    @property
    def is_outdated(self) -> bool:
        """Whether a new version of the file has come since the text was made."""
        return self.made_from_id != self.file_id

    @property
    def is_changed(self) -> bool:
        """Whether what was saved differs from what is public."""
        return self.shown != self.draft

    @property
    def draft(self) -> dict:
        """What would be public after publishing now."""
        return {"body": self.body, "left_out": self.left_out, "language": self.language}


class WebVersionHistory(History):
    """``shown``: what became public by this step, so that nothing is overwritten without a trace."""

    subject = models.ForeignKey(WebVersion, models.CASCADE, related_name="history")
    shown = models.JSONField("openbare tekst", null=True, blank=True)

    class Meta(History.Meta):
        verbose_name = "stap van een webversie"
        verbose_name_plural = "stappen van webversies"
