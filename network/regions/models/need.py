"""Learning needs: what a region wants to find out, what became of it, and what answered it."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from loket.core.workflow import History
from network.regions.enums import UNANSWERED, ConsentKind, NeedKind, NeedState
from network.regions.models.region import Region


class NeedQuerySet(models.QuerySet):
    def unanswered(self) -> "NeedQuerySet":
        """Open, or waiting for a session: no session has answered them yet."""
        return self.filter(state__in=UNANSWERED)

    def shared(self) -> "NeedQuerySet":
        """What a region that everybody may read shows to others."""
        public = Region.objects.of_public_networks().filter(agrees_to__contains=[ConsentKind.STORY])
        return self.filter(is_shared=True, region__in=public.values("pk"))


class Need(models.Model):
    """``questions`` has one on each line. ``is_shared``: others see it on the page of the area."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="needs")
    kind = models.CharField("soort", max_length=25, choices=NeedKind.choices)
    title = models.CharField("waar gaat het om", max_length=160)
    questions = models.TextField("vragen", blank=True, max_length=2000)
    background = models.TextField("toelichting", blank=True, max_length=4000)
    state = models.CharField("stand", max_length=10, choices=NeedState.choices, default=NeedState.OPEN)
    session = models.ForeignKey(
        "regions.LearnSession", models.SET_NULL, null=True, blank=True, related_name="needs", verbose_name="leersessie"
    )
    is_shared = models.BooleanField("anderen mogen deze vraag zien", default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField("gesteld op")
    changed_at = models.DateTimeField("gewijzigd op")

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = "leervraag"
        verbose_name_plural = "leervragen"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index("region", "kind", condition=models.Q(state__in=UNANSWERED), name="need_unanswered")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="session") | models.Q(session__isnull=False), name="need_in_session_has_one"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("region_need", args=[self.region.slug, self.pk])

    @property
    def question_lines(self) -> list[str]:
        return [line.strip() for line in self.questions.splitlines() if line.strip()]


class NeedHistory(History):
    subject = models.ForeignKey(Need, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een leervraag"
        verbose_name_plural = "stappen van leervragen"


class Answer(models.Model):
    """What somebody found, with where it comes from; from a session, or in between."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="answers")
    text = models.TextField("antwoord", max_length=6000)
    source = models.CharField("bron", max_length=300, blank=True)
    source_url = models.URLField("link naar de bron", max_length=500, blank=True)
    session = models.ForeignKey(
        "regions.LearnSession",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name="leersessie",
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField("wanneer")

    class Meta:
        verbose_name = "antwoord"
        verbose_name_plural = "antwoorden"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
