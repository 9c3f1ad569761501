"""An edition with its blocks in order."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from loket.core.workflow import History
from loket.newsletter.enums import BlockKind, EditionState
from loket.newsletter.permissions import can_make


class EditionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "EditionQuerySet":
        """What was sent is public; the rest is the makers'."""
        return self if can_make(user) else self.archive()

    def archive(self) -> "EditionQuerySet":
        return self.filter(state__in=(EditionState.SENT, EditionState.SENDING))

    def due(self, at) -> "EditionQuerySet":
        return self.filter(state=EditionState.PLANNED, planned_for__lte=at)


class Edition(models.Model):
    """One newsletter. ``sent_to`` is the last subscription of the batches that were written to the outbox."""

    title = models.CharField("onderwerp", max_length=120)
    slug = models.SlugField("adres", max_length=140, unique=True)
    preview = models.CharField("regel naast het onderwerp", max_length=140, blank=True)
    theme = models.CharField("thema", max_length=80, blank=True)
    intro = models.TextField("inleiding", max_length=3000, blank=True)
    state = models.CharField("stand", max_length=10, choices=EditionState.choices, default=EditionState.DRAFT)
    created_at = models.DateTimeField("gemaakt")
    planned_for = models.DateTimeField("te versturen op", null=True, blank=True)
    begun_at = models.DateTimeField("begonnen", null=True, blank=True)
    sent_at = models.DateTimeField("klaar", null=True, blank=True)
    sent_to = models.BigIntegerField(default=0, editable=False)
    sent_count = models.PositiveIntegerField("verstuurd", default=0, editable=False)
    audience_count = models.PositiveIntegerField("ontvangers", default=0, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "nieuwsbrief"
        verbose_name_plural = "nieuwsbrieven"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index("planned_for", condition=models.Q(state="planned"), name="edition_planned"),
            models.Index(fields=["-sent_at"], condition=models.Q(state="sent"), name="edition_sent"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(planned_for__isnull=False),
                name="edition_planned_has_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="edition_sent_has_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("newsletter_edition", args=[self.slug])

    @property
    def compose_url(self) -> str:
        return reverse("newsletter_compose", args=[self.pk])


class EditionHistory(History):
    subject = models.ForeignKey(Edition, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een nieuwsbrief"
        verbose_name_plural = "stappen van een nieuwsbrief"


class Block(models.Model):
    """A piece of an edition: free text, or something that can be found, with words that may be changed."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="blocks")
    position = models.PositiveSmallIntegerField("plaats")
    kind = models.CharField("soort", max_length=4, choices=BlockKind.choices)
    label = models.CharField("rubriek", max_length=60, blank=True)
    title = models.CharField("kop", max_length=300)
    text = models.TextField("tekst", max_length=4000, blank=True)
    url = models.CharField("link", max_length=400, blank=True)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "blok"
        verbose_name_plural = "blokken"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "position"], name="block_place_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(
                fields=["edition", "subject_type", "subject_id"],
                condition=models.Q(kind="item"),
                name="block_subject_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title
