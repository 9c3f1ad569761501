"""One case and one member: the question about interest, a one-off replacement, and who was asked when."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from xperts.cases.models import Case
from xperts.kernteam.enums import SeatName, Via, Why
from xperts.kernteam.models.member import Member, no_xpert


class Declaration(models.Model):
    """The answer to the question about interest, given before the dossier opens.

    ``signs`` is what the profile said then. One by mistake is taken back by the coordinator and stays readable.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="declarations", verbose_name="aanvraag")
    member = models.ForeignKey(Member, models.CASCADE, related_name="declarations", verbose_name="lid")
    has_conflict = models.BooleanField("heeft een belang")
    note = models.TextField("toelichting", blank=True, max_length=2000)
    signs = ArrayField(models.CharField(max_length=200), default=list, blank=True, verbose_name="uit het profiel")
    at = models.DateTimeField("wanneer")
    undone_at = models.DateTimeField("teruggenomen op", null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "antwoord over een belang"
        verbose_name_plural = "antwoorden over belangen"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "member"],
                condition=Q(undone_at__isnull=True),
                name="declared_once",
                violation_error_message="Deze vraag is al beantwoord.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}: {'belang' if self.has_conflict else 'geen belang'}"


class Replacement(models.Model):
    """Somebody of the kernadviesteam who is appointed for one seat in one case. Closed with the decision."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="replacements", verbose_name="aanvraag")
    seat = models.CharField("zetel", max_length=13, choices=SeatName.choices)
    member = models.ForeignKey(Member, models.PROTECT, related_name="replacements", verbose_name="lid")
    reason = models.CharField("waarom", max_length=200)
    at = models.DateTimeField("wanneer")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField("voorbij op", null=True, blank=True)

    class Meta:
        verbose_name = "eenmalige vervanger"
        verbose_name_plural = "eenmalige vervangers"
        ordering = ["at", "pk"]
        triggers = [no_xpert()]
        constraints = [
            models.CheckConstraint(condition=Q(seat__in=SeatName.values), name="replaces_known_seat"),
            models.UniqueConstraint(
                fields=["case", "seat"],
                condition=Q(closed_at__isnull=True),
                name="one_replacement_for_a_seat",
                violation_error_message="Voor deze zetel is al een vervanger aangewezen.",
            ),
            models.UniqueConstraint(
                fields=["case", "member"],
                condition=Q(closed_at__isnull=True),
                name="one_seat_for_a_replacement",
                violation_error_message="Dit lid vervangt in deze aanvraag al een andere zetel.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_seat_display()}: {self.member}"


class Asked(models.Model):
    """The log of hand-overs: who was asked for a seat from when, as what, and why not the holder."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="asked", verbose_name="aanvraag")
    seat = models.CharField("zetel", max_length=13, choices=SeatName.choices)
    member = models.ForeignKey(Member, models.CASCADE, related_name="asked", verbose_name="lid")
    via = models.CharField("als", max_length=12, choices=Via.choices)
    why = models.CharField("waarom", max_length=10, choices=Why.choices, blank=True)
    is_beside = models.BooleanField("naast de zetelhouder", default=False)
    at = models.DateTimeField("gevraagd op")
    ended_at = models.DateTimeField("gestopt op", null=True, blank=True)

    class Meta:
        verbose_name = "verzoek om een oordeel"
        verbose_name_plural = "verzoeken om een oordeel"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "seat", "member"], condition=Q(ended_at__isnull=True), name="asked_once_for_a_seat"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("at")), name="asked_before_it_ended"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_seat_display()}: {self.member}"
