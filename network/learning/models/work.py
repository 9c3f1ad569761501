"""What a network works with: documents with their versions, agreements, and the sessions it holds."""

from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse

from loket.catalogue.models import Entry
from loket.core.workflow import History
from network.events.models import Event
from network.learning.enums import AgreementState
from network.learning.models.conversation import NetworkFile
from network.learning.models.network import LearningNetwork


def _person(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=label
    )


class DocumentQuerySet(models.QuerySet):
    def kept(self) -> "DocumentQuerySet":
        return self.filter(removed_at__isnull=True)

    def harvested(self) -> "DocumentQuerySet":
        """What everybody may take along once the network is archived."""
        return self.kept().filter(is_yield=True)


class Document(models.Model):
    """A title with versions of its own, or an entry of the catalogue."""

    network = models.ForeignKey(LearningNetwork, models.CASCADE, related_name="documents", verbose_name="netwerk")
    title = models.CharField("titel", max_length=160)
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="ingang")
    is_yield = models.BooleanField("hoort bij de oogst", default=False)
    added_by = _person("toegevoegd door")
    added_at = models.DateTimeField("toegevoegd op")
    changed_at = models.DateTimeField("gewijzigd op")
    removed_at = models.DateTimeField("weggehaald op", null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document van een netwerk"
        verbose_name_plural = "documenten van netwerken"
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "network",
                "entry",
                condition=models.Q(entry__isnull=False, removed_at__isnull=True),
                name="network_entry_once",
                violation_error_message="Deze ingang staat er al bij.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("network_document", args=[self.network.slug, self.pk])


class DocumentVersion(models.Model):
    """One version: a file, or a link to where the document is kept."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("versie")
    file = models.OneToOneField(NetworkFile, models.PROTECT, null=True, blank=True, related_name="version")
    url = models.URLField("link", max_length=500, blank=True)
    note = models.CharField("wat is er anders", max_length=300, blank=True)
    by = _person("door")
    at = models.DateTimeField("wanneer")

    class Meta:
        verbose_name = "versie van een document"
        verbose_name_plural = "versies van documenten"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint("document", "number", name="document_version_once"),
            models.CheckConstraint(
                condition=models.Q(file__isnull=True) ^ models.Q(url=""), name="version_is_file_or_link"
            ),
        ]

    def __str__(self) -> str:
        return f"versie {self.number}"


class AgreementQuerySet(models.QuerySet):
    def open(self) -> "AgreementQuerySet":
        return self.filter(state=AgreementState.OPEN)

    def to_remind(self, today: date) -> "AgreementQuerySet":
        """Open ones whose day has come, of which nobody was reminded yet."""
        return self.open().filter(due_on__lte=today, reminded_on__isnull=True, owner__is_active=True)


class Agreement(models.Model):
    """What somebody promised to do, by when."""

    network = models.ForeignKey(LearningNetwork, models.CASCADE, related_name="agreements", verbose_name="netwerk")
    text = models.CharField("afspraak", max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="agreements", verbose_name="wie"
    )
    due_on = models.DateField("klaar op")
    state = models.CharField("stand", max_length=10, choices=AgreementState.choices, default=AgreementState.OPEN)
    made_by = _person("gemaakt door")
    made_at = models.DateTimeField("gemaakt op")
    done_at = models.DateTimeField("gedaan op", null=True, blank=True)
    reminded_on = models.DateField("herinnerd op", null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                "due_on", condition=models.Q(state="open", reminded_on__isnull=True), name="agreement_to_remind"
            ),
            models.Index("owner", "due_on", condition=models.Q(state="open"), name="agreement_of_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(done_at__isnull=False), name="done_agreement_has_moment"
            )
        ]

    def __str__(self) -> str:
        return self.text

    def is_late(self, today: date) -> bool:
        return self.state == AgreementState.OPEN and self.due_on < today


class AgreementHistory(History):
    subject = models.ForeignKey(Agreement, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een afspraak"
        verbose_name_plural = "stappen van afspraken"


class Session(models.Model):
    """An event that a network holds; an event is of one network at most."""

    network = models.ForeignKey(LearningNetwork, models.CASCADE, related_name="sessions", verbose_name="netwerk")
    event = models.OneToOneField(Event, models.CASCADE, related_name="learning_session", verbose_name="bijeenkomst")
    linked_by = _person("gekoppeld door")
    linked_at = models.DateTimeField("gekoppeld op")

    class Meta:
        verbose_name = "bijeenkomst van een netwerk"
        verbose_name_plural = "bijeenkomsten van netwerken"
        ordering = ["event__starts_at", "pk"]

    def __str__(self) -> str:
        return f"{self.event}"
