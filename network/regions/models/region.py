"""A learning region: a network with a profile, a phase, and what it agrees to."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse

from loket.core.workflow import History
from network.learning.models import LearningNetwork
from network.regions.enums import ConsentKind, Phase


class RegionQuerySet(models.QuerySet):
    def with_network(self) -> "RegionQuerySet":
        return self.select_related("network").order_by("network__name", "pk")

    def visible_to(self, user) -> "RegionQuerySet":
        """Those of one's own networks, and those of which everybody may read the story where the network shows."""
        shared = models.Q(agrees_to__contains=[ConsentKind.STORY])
        shown = shared & models.Q(network__in=LearningNetwork.objects.visible_to(user).values("pk"))
        if user and user.is_authenticated:
            return self.filter(shown | models.Q(network__in=LearningNetwork.objects.of(user).values("pk")))
        return self.filter(shown)

    def led_by(self, user) -> "RegionQuerySet":
        return self.filter(
            network__memberships__person=user,
            network__memberships__state="active",
            network__memberships__role="begeleider",
        )

    def agreeing(self, *kinds: ConsentKind) -> "RegionQuerySet":
        """Live regions that agree to all of these."""
        return self.filter(agrees_to__contains=list(kinds), network__in=LearningNetwork.objects.live().values("pk"))

    def of_public_networks(self) -> "RegionQuerySet":
        return self.filter(network__in=LearningNetwork.objects.shown().values("pk"))


class Region(models.Model):
    """``state`` is the phase. Areas, themes and name are those of the network.

    ``agrees_to`` holds what the region agrees to now; who gave or took back what, and when, is in ``ConsentHistory``.
    """

    network = models.OneToOneField(LearningNetwork, models.CASCADE, related_name="region", verbose_name="netwerk")
    state = models.CharField("fase", max_length=15, choices=Phase.choices, default=Phase.INSPIRE)
    inhabitants = models.PositiveIntegerField("aantal inwoners", null=True, blank=True)
    commissioner = models.CharField("opdrachtgever", max_length=200, blank=True)
    first_year = models.PositiveSmallIntegerField("looptijd van", null=True, blank=True)
    last_year = models.PositiveSmallIntegerField("looptijd tot en met", null=True, blank=True)
    management = models.TextField("programmamanagement", blank=True, max_length=1000)
    partners = models.TextField("deelnemende partijen", blank=True, max_length=3000)
    involvement = models.TextField("hoe inwoners meedoen", blank=True, max_length=2000)
    source = models.CharField("bron", max_length=300, blank=True)
    agrees_to = ArrayField(
        models.CharField(max_length=10, choices=ConsentKind.choices), default=list, blank=True, verbose_name="stemt in"
    )
    created_at = models.DateTimeField("gemaakt op")
    changed_at = models.DateTimeField("gewijzigd op")

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = "leerregio"
        verbose_name_plural = "leerregio's"
        ordering = ["pk"]
        indexes = [GinIndex(fields=["agrees_to"], name="region_agrees_to")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year"))
                | models.Q(last_year=None)
                | models.Q(first_year=None),
                name="region_term_in_order",
                violation_error_message="Het laatste jaar ligt voor het eerste.",
            )
        ]

    def __str__(self) -> str:
        return self.network.name

    def get_absolute_url(self) -> str:
        return reverse("region", args=[self.network.slug])

    @property
    def slug(self) -> str:
        return self.network.slug

    def agrees(self, kind: ConsentKind) -> bool:
        return kind in self.agrees_to

    def is_findable(self) -> bool:
        """Whether everybody may find it: it agreed, and its network is public and began."""
        network = self.network
        return self.agrees(ConsentKind.STORY) and network.is_public and (network.is_live or network.is_archived)


class RegionHistory(History):
    """Steps from one phase to another."""

    subject = models.ForeignKey(Region, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een leerregio"
        verbose_name_plural = "stappen van leerregio's"


class ConsentHistory(History):
    """``act`` is *given* or *withdrawn*; ``note`` the kind of consent."""

    subject = models.ForeignKey(Region, models.CASCADE, related_name="consents")

    class Meta(History.Meta):
        verbose_name = "toestemming van een leerregio"
        verbose_name_plural = "toestemmingen van leerregio's"

    def get_note_display(self) -> str:
        return ConsentKind(self.note).label
