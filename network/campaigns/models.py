"""National lifestyle campaigns with their timing, so that local professionals can plan along (000 §2.3.1)."""

from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from loket.catalogue.models import Entry

TELL_AT_MOST_LATE = timedelta(days=31)


class CampaignQuerySet(models.QuerySet):
    def in_year(self, year: int) -> "CampaignQuerySet":
        """Those of which at least one day falls in the year."""
        return self.filter(starts_on__lte=date(year, 12, 31), ends_on__gte=date(year, 1, 1))

    def to_plan(self, today: date) -> "CampaignQuerySet":
        """Those for which planning has begun and that do not run yet."""
        return self.filter(plan_from__lte=today, starts_on__gt=today)

    def to_tell(self, today: date) -> "CampaignQuerySet":
        """Those whose followers were not told yet that planning begins; not when that was more than a month ago."""
        due = self.filter(plan_from__range=(today - TELL_AT_MOST_LATE, today), starts_on__gt=today)
        return due.exclude(told_for=models.F("plan_from"))

    def about(self, theme: str) -> "CampaignQuerySet":
        return self.filter(themes__contains=[theme]) if theme else self


class Campaign(models.Model):
    """One edition. Both days belong to it; ``plan_from`` is when local professionals should begin."""

    title = models.CharField("naam", max_length=160)
    slug = models.SlugField("adres", max_length=140, unique=True)
    summary = models.CharField("in het kort", max_length=400)
    lead = models.CharField("trekker", max_length=200, help_text="De organisatie die de campagne leidt.")
    starts_on = models.DateField("eerste dag")
    ends_on = models.DateField("laatste dag")
    plan_from = models.DateField("begin met plannen op")
    themes = ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name="thema's")
    toolkit = models.ForeignKey(
        Entry, models.SET_NULL, null=True, blank=True, related_name="campaigns", verbose_name="toolkit"
    )
    website = models.URLField("website", blank=True)
    sequence = models.PositiveIntegerField("volgnummer voor agenda's", default=0)
    told_for = models.DateField("verteld dat plannen begint op", null=True, blank=True, editable=False)
    changed_at = models.DateTimeField("gewijzigd op")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "campagne"
        verbose_name_plural = "campagnes"
        ordering = ["starts_on", "title"]
        indexes = [models.Index(fields=["starts_on", "ends_on"], name="campaign_period")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="campaign_ends_after_start",
                violation_error_message="De laatste dag kan niet voor de eerste liggen.",
            ),
            models.CheckConstraint(
                condition=models.Q(plan_from__lte=models.F("starts_on")),
                name="campaign_planned_before_start",
                violation_error_message="Plannen begint uiterlijk op de eerste dag.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("campaign", args=[self.slug])
