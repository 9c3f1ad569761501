"""A region that is ahead coupled with one that is not yet, on one element or one kind of need."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from loket.core.workflow import History
from network.learning.models import LearningNetwork
from network.regions.enums import RUNNING, CouplingState, Element, Helped, NeedKind, Side
from network.regions.models.region import Region
from network.regions.permissions import can_match

ELEMENT, NEED = "element", "leervraag"
_LABELS = {f"{ELEMENT}:{code}": label for code, label in Element.choices} | {
    f"{NEED}:{code}": f"Leervraag: {label.lower()}" for code, label in NeedKind.choices
}


def element_subject(element: str) -> str:
    return f"{ELEMENT}:{element}"


def need_subject(kind: str) -> str:
    return f"{NEED}:{kind}"


def subject_label(subject: str) -> str:
    return _LABELS[subject]


def _person(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=label
    )


class Preference(models.Model):
    """With which other region one would like to be coupled; 1 is the first wish."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="preferences")
    other = models.ForeignKey(Region, models.CASCADE, related_name="+", verbose_name="regio")
    place = models.PositiveSmallIntegerField("plaats")

    class Meta:
        verbose_name = "voorkeur"
        verbose_name_plural = "voorkeuren"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint("region", "place", name="preference_place_once"),
            models.UniqueConstraint("region", "other", name="preference_region_once"),
            models.CheckConstraint(condition=Q(place__gte=1, place__lte=5), name="preference_at_most_five"),
            models.CheckConstraint(condition=~Q(region=F("other")), name="preference_not_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id}: {self.place}"


class CouplingQuerySet(models.QuerySet):
    def running(self) -> "CouplingQuerySet":
        return self.filter(state__in=RUNNING)

    def whole(self) -> "CouplingQuerySet":
        """With both regions and their networks."""
        return self.select_related("helper__network", "learner__network").order_by("-proposed_at", "-pk")

    def of(self, region: Region) -> "CouplingQuerySet":
        return self.filter(Q(helper=region) | Q(learner=region))

    def met_before(self, at) -> "CouplingQuerySet":
        """Meetings that are over, about which nobody was asked yet."""
        return self.filter(state=CouplingState.PLANNED, ends_at__lt=at)

    def visible_to(self, user) -> "CouplingQuerySet":
        """What one may come across; ``permissions.can_see_coupling`` says the same of one row."""
        if can_match(user):
            return self
        mine = LearningNetwork.objects.of(user).values("pk") if user and user.is_authenticated else []
        is_mine = Q(helper__network__in=mine) | Q(learner__network__in=mine)
        return self.filter(is_mine).exclude(state__in=(CouplingState.PROPOSED, CouplingState.REFUSED))


class Coupling(models.Model):
    """``subject`` is an element or a kind of need. ``sequence`` counts what calendars must know of the meeting."""

    subject = models.CharField("waarover", max_length=40)
    helper = models.ForeignKey(Region, models.CASCADE, related_name="helps", verbose_name="wie helpt")
    learner = models.ForeignKey(Region, models.CASCADE, related_name="learns", verbose_name="wie leert")
    state = models.CharField("stand", max_length=10, choices=CouplingState.choices, default=CouplingState.PROPOSED)
    score = models.PositiveSmallIntegerField("punten")
    reasons = ArrayField(models.CharField(max_length=200), default=list, verbose_name="waarom")
    proposed_at = models.DateTimeField("voorgesteld op")
    by = _person("voorgesteld door")
    helper_agreed_at = models.DateTimeField("ja van wie helpt", null=True, blank=True)
    helper_agreed_by = _person("ja gezegd voor wie helpt")
    learner_agreed_at = models.DateTimeField("ja van wie leert", null=True, blank=True)
    learner_agreed_by = _person("ja gezegd voor wie leert")
    starts_at = models.DateTimeField("gesprek begint", null=True, blank=True)
    ends_at = models.DateTimeField("gesprek eindigt", null=True, blank=True)
    place = models.CharField("waar of hoe", max_length=300, blank=True)
    sequence = models.PositiveIntegerField("volgnummer voor agenda's", default=0)

    objects = CouplingQuerySet.as_manager()

    class Meta:
        verbose_name = "koppeling"
        verbose_name_plural = "koppelingen"
        ordering = ["-proposed_at", "-pk"]
        indexes = [models.Index("ends_at", condition=Q(state="planned"), name="coupling_meeting")]
        constraints = [
            models.CheckConstraint(condition=~Q(helper=F("learner")), name="coupling_of_two_regions"),
            models.UniqueConstraint(
                "subject", "helper", "learner", condition=Q(state__in=RUNNING), name="coupling_once"
            ),
            models.UniqueConstraint("subject", "learner", condition=Q(state__in=RUNNING), name="one_helper_at_a_time"),
            models.CheckConstraint(
                condition=~Q(state__in=("agreed", "planned", "met", "closed"))
                | Q(helper_agreed_at__isnull=False, learner_agreed_at__isnull=False),
                name="coupling_agreed_by_both",
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message="Het einde moet na het begin liggen.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("planned", "met")) | Q(starts_at__isnull=False),
                name="planned_coupling_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner} leert van {self.helper}"

    def get_absolute_url(self) -> str:
        return reverse("coupling", args=[self.pk])

    @property
    def subject_label(self) -> str:
        return subject_label(self.subject)

    @property
    def is_approved(self) -> bool:
        return self.state not in (CouplingState.PROPOSED, CouplingState.REFUSED)


class CouplingHistory(History):
    subject = models.ForeignKey(Coupling, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een koppeling"
        verbose_name_plural = "stappen van koppelingen"


class Feedback(models.Model):
    """The question afterwards: did it help? Once for each side."""

    coupling = models.ForeignKey(Coupling, models.CASCADE, related_name="feedback")
    side = models.CharField("kant", max_length=10, choices=Side.choices)
    helped = models.CharField("hielp het", max_length=10, choices=Helped.choices)
    note = models.TextField("toelichting", blank=True, max_length=2000)
    by = _person("door")
    at = models.DateTimeField("wanneer")

    class Meta:
        verbose_name = "terugblik op een koppeling"
        verbose_name_plural = "terugblikken op koppelingen"
        constraints = [models.UniqueConstraint("coupling", "side", name="feedback_once")]

    def __str__(self) -> str:
        return self.get_helped_display()
