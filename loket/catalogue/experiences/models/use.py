"""*Wij gebruiken dit*: an organisation that uses an entry in an area."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from loket.accounts.models import Organisation
from loket.catalogue.experiences.permissions import is_editor
from loket.catalogue.models import Entry
from loket.core.workflow import History
from loket.core.working_days import add_months
from loket.vocabulary import lookup

ASKED_AFTER_MONTHS = 12
# Without an answer for half a year after the question, a registration no longer counts.
COUNTS_FOR_MONTHS = 18
MOST_REACH = 1_000_000
# The whole country, with room to spare.
MOST_REACH_NATIONAL = 20_000_000
NATIONAL = "nl"


class UseQuerySet(models.QuerySet):
    def current(self, today: date) -> "UseQuerySet":
        """What counts: not stopped before this year, and confirmed in the last eighteen months."""
        is_running = models.Q(until__isnull=True) | models.Q(until__gte=today.year)
        return self.filter(is_running, confirmed_on__gte=add_months(today, -COUNTS_FOR_MONTHS))

    def to_ask(self, today: date) -> "UseQuerySet":
        """Confirmed a year ago or longer, and not asked about since."""
        is_running = models.Q(until__isnull=True) | models.Q(until__gte=today.year)
        is_unasked = models.Q(asked_on__isnull=True) | models.Q(asked_on__lte=models.F("confirmed_on"))
        return self.filter(is_running, is_unasked, confirmed_on__lte=add_months(today, -ASKED_AFTER_MONTHS))

    def visible_to(self, user) -> "UseQuerySet":
        """Registrations that this person looks after: the own ones, those of the organisation, for editors all."""
        if is_editor(user):
            return self
        mine = models.Q(registered_by=user)
        if user.organisation_id is not None:
            mine |= models.Q(organisation=user.organisation_id)
        return self.filter(mine)


class Use(models.Model):
    """One row per organisation, entry and area. ``reach``: people reached per year, None when nobody counted."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="uses", verbose_name="ingang")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="uses", verbose_name="organisatie")
    area = models.CharField("gebied", max_length=80)
    since = models.PositiveSmallIntegerField("sinds")
    until = models.PositiveSmallIntegerField("tot en met", null=True, blank=True)
    reach = models.PositiveIntegerField("bereik per jaar", null=True, blank=True)
    target_groups = ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name="doelgroepen")
    is_named = models.BooleanField("onze organisatie staat in de lijst", default=False)
    takes_contact = models.BooleanField("collega's mogen ons een bericht sturen", default=False)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="uses", verbose_name="aangemeld door"
    )
    registered_at = models.DateTimeField("aangemeld")
    changed_at = models.DateTimeField("gewijzigd")
    confirmed_on = models.DateField("bevestigd op")
    asked_on = models.DateField("gevraagd op", null=True, blank=True)

    objects = UseQuerySet.as_manager()

    class Meta:
        verbose_name = "gebruik"
        verbose_name_plural = "gebruik"
        ordering = ["organisation__sort_key", "area", "pk"]
        indexes = [
            models.Index("confirmed_on", condition=models.Q(until__isnull=True), name="use_to_ask"),
            models.Index(fields=["entry", "confirmed_on"], name="use_of_entry"),
        ]
        constraints = [
            models.UniqueConstraint("organisation", "entry", "area", name="use_once"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="use_ends_after_start",
                violation_error_message="Het jaar waarin u stopte, kan niet voor het jaar liggen waarin u begon.",
            ),
            models.CheckConstraint(
                condition=models.Q(reach__isnull=True) | models.Q(reach__range=(1, MOST_REACH_NATIONAL)),
                name="use_reach_is_possible",
                violation_error_message="Dit bereik kan niet kloppen.",
            ),
            models.CheckConstraint(condition=models.Q(since__range=(1980, 2100)), name="use_since_is_possible"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.area_label}"

    def get_absolute_url(self) -> str:
        return reverse("use", args=[self.pk])

    @property
    def area_label(self) -> str:
        return "heel Nederland" if self.area == NATIONAL else lookup.area_label(self.area)

    @property
    def contact_person(self):
        return self.registered_by

    def has_stopped(self, today: date) -> bool:
        return self.until is not None and self.until < today.year

    def counts(self, today: date) -> bool:
        return not self.has_stopped(today) and self.confirmed_on >= add_months(today, -COUNTS_FOR_MONTHS)

    def is_to_confirm(self, today: date) -> bool:
        """From two weeks before the year is over."""
        soon = add_months(today + timedelta(days=14), -ASKED_AFTER_MONTHS)
        return not self.has_stopped(today) and self.confirmed_on <= soon


class UseHistory(History):
    """What was done with a registration. It has no states: those columns stay empty."""

    subject = models.ForeignKey(Use, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een aanmelding"
        verbose_name_plural = "stappen van aanmeldingen"
