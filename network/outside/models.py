"""Networks that exist outside the portal: where somebody can join before making something new (000 §2.2, §2.4)."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse

from loket.core.workflow import History
from network.outside.enums import Kind, ListingState
from network.outside.permissions import can_keep


def _codes(label: str) -> ArrayField:
    return ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name=label)


class OutsideNetworkQuerySet(models.QuerySet):
    def listed(self) -> "OutsideNetworkQuerySet":
        return self.filter(state=ListingState.LISTED)

    def visible_to(self, user) -> "OutsideNetworkQuerySet":
        """The register for all, with what stood in it; a proposal for who made it and for the keepers."""
        if can_keep(user):
            return self
        seen = models.Q(state__in=[ListingState.LISTED, ListingState.GONE])
        if user and user.is_authenticated:
            seen |= models.Q(proposer=user)
        return self.filter(seen)

    def to_check(self, today: date) -> "OutsideNetworkQuerySet":
        """Those whose year is over, the longest ago first."""
        return self.listed().filter(next_check__lte=today).order_by("next_check", "pk")

    def about(self, themes: list[str], areas: list[str]) -> "OutsideNetworkQuerySet":
        """Those with one of the themes or areas; without either all of them. Areas come with what lies around them."""
        if not (themes or areas):
            return self
        return self.filter(models.Q(themes__overlap=themes) | models.Q(areas__overlap=areas))


class OutsideNetwork(models.Model):
    """``contact_role`` is a role or a department, never a person or an address of one."""

    slug = models.SlugField("adres", max_length=140, unique=True)
    name = models.CharField("naam", max_length=160)
    organisation = models.CharField("van welke organisatie", max_length=200, blank=True)
    kind = models.CharField("soort", max_length=20, choices=Kind.choices)
    summary = models.CharField("wat het netwerk doet", max_length=400)
    themes = _codes("thema's")
    areas = _codes("gebieden")
    contact_role = models.CharField("bij wie u terechtkunt", max_length=160, blank=True)
    website = models.URLField("website", max_length=500, blank=True)
    meets = models.CharField("wanneer het bijeenkomt", max_length=200, blank=True)
    source = models.CharField("bron", max_length=300, blank=True)
    state = models.CharField("stand", max_length=10, choices=ListingState.choices, default=ListingState.PROPOSED)
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="voorgesteld door",
    )
    created_at = models.DateTimeField("voorgesteld op")
    changed_at = models.DateTimeField("gewijzigd op")
    checked_on = models.DateField("voor het laatst nagekeken", null=True, blank=True)
    next_check = models.DateField("opnieuw nakijken op", null=True, blank=True)
    reminded_for = models.DateField("herinnerd aan", null=True, blank=True)

    objects = OutsideNetworkQuerySet.as_manager()

    class Meta:
        verbose_name = "netwerk buiten het loket"
        verbose_name_plural = "netwerken buiten het loket"
        ordering = ["name", "pk"]
        indexes = [
            models.Index("next_check", condition=models.Q(state="listed"), name="outside_to_check"),
            GinIndex(fields=["themes"], name="outside_themes"),
            GinIndex(fields=["areas"], name="outside_areas"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="listed")
                | models.Q(checked_on__isnull=False, next_check__gt=models.F("checked_on")),
                name="listed_network_is_checked",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("outside_network", args=[self.slug])

    @property
    def is_proposal(self) -> bool:
        return self.state == ListingState.PROPOSED

    @property
    def is_listed(self) -> bool:
        return self.state == ListingState.LISTED


class OutsideHistory(History):
    subject = models.ForeignKey(OutsideNetwork, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een netwerk buiten het loket"
        verbose_name_plural = "stappen van netwerken buiten het loket"
