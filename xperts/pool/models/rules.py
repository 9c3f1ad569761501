"""The rules of the pool: what counts how much, terms and limits. A new version for each change, never edited."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from xperts.pool.enums import Part

# Our own choice, to be changed by a coordinator; text weighs more than what people tick (Saveski et al., 2023).
_WEIGHTS = {Part.THEME: 25, Part.TEXT: 30, Part.SECTOR: 10, Part.REGION: 10, Part.METHOD: 10, Part.QUALITY: 15}
_CRITERIA = (
    "Heeft in eigen werk laten zien dat een aanpak lukte (een parel uit het veld)",
    "Kan helpen zonder het werk van de vrager over te nemen",
    "Kent meer dan één sector of niveau",
    "Is te vertrouwen met wat vertrouwelijk is",
    "Wil intervisie en scholing volgen",
)


def first_criteria() -> list[str]:
    """The profile of the selection to begin with; our own words (000 §3.4 names *parels* of the field)."""
    return list(_CRITERIA)


def _number(label: str, default: int, most: int = 3650) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, default=default, validators=[MaxValueValidator(most)])


def _weight(part: str) -> models.PositiveSmallIntegerField:
    return _number(str(Part(part).label), _WEIGHTS[part], 100)


class RulesQuerySet(models.QuerySet):
    def current(self) -> "Rules":
        """The last version; before the first was written the values to begin with, not saved."""
        return self.order_by("-version").first() or Rules(version=1)

    def kept(self) -> "Rules":
        """The last version as a row that something can point at."""
        found = self.current()
        return found if found.pk else self.get_or_create(version=1)[0]


class Rules(models.Model):
    """``floor`` and ``near_tie`` are percents of the whole score; terms in the unit that their name says.

    ``prior`` is how many evaluations the mean of the pool counts for beside somebody's own.
    """

    version = models.PositiveIntegerField("versie", unique=True)
    made_at = models.DateTimeField("gemaakt op", null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="door"
    )
    note = models.CharField("waarom deze wijziging", max_length=400, blank=True)

    theme = _weight(Part.THEME)
    text = _weight(Part.TEXT)
    sector = _weight(Part.SECTOR)
    region = _weight(Part.REGION)
    method = _weight(Part.METHOD)
    quality = _weight(Part.QUALITY)
    floor = _number("ondergrens in procenten", 35, 100)
    near_tie = _number("bijna gelijk: verschil in procenten", 2, 20)
    prior = _number("evaluaties waarvoor het gemiddelde van de pool meetelt", 5, 100)

    ask_days = _number("werkdagen om een verzoek te beantwoorden", 5, 60)
    rest_days = _number("dagen rust na een traject", 30)
    interest_years = _number("jaren dat een belang blijft tellen", 3, 30)
    most_at_once = _number("meeste trajecten tegelijk", 2, 50)
    months_ahead = _number("maanden waarover een traject loopt", 3, 36)
    training_minutes = _number("minuten scholing per jaar", 480, 30_000)
    intervision_minutes = _number("minuten intervisie per jaar", 480, 30_000)
    announce_days = _number("dagen vooraf aankondigen", 60)
    trial_months = _number("maanden proeftijd", 18, 60)
    criteria = ArrayField(models.CharField(max_length=200), default=first_criteria, verbose_name="selectieprofiel")

    objects = RulesQuerySet.as_manager()

    class Meta:
        verbose_name = "werkwijze van de pool"
        verbose_name_plural = "werkwijzen van de pool"
        ordering = ["-version"]
        constraints = [
            models.CheckConstraint(
                condition=Q(theme__gt=0)
                | Q(text__gt=0)
                | Q(sector__gt=0)
                | Q(region__gt=0)
                | Q(method__gt=0)
                | Q(quality__gt=0),
                name="rules_weigh_something",
                violation_error_message="Minstens een onderdeel telt mee.",
            ),
            models.CheckConstraint(
                condition=Q(floor__lte=100, near_tie__lte=20),
                name="rules_in_percents",
                violation_error_message="Kies een percentage.",
            ),
            models.CheckConstraint(
                condition=Q(ask_days__gte=1, most_at_once__gte=1, months_ahead__gte=1, trial_months__gte=1),
                name="rules_terms_above_nought",
                violation_error_message="Een termijn is minstens 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"werkwijze {self.version}"

    @property
    def weights(self) -> dict[str, int]:
        return {part.value: getattr(self, part.value) for part in Part}
