"""Terms and areas. Other areas of the portal store their codes, never their row numbers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from loket.vocabulary.enums import AreaKind, AreaNameKind, Scheme


class Term(models.Model):
    """One entry of one list: a theme, a setting, a target group."""

    scheme = models.CharField("lijst", max_length=20, choices=Scheme.choices)
    code = models.SlugField("code", max_length=60, db_index=False)
    label = models.CharField("naam", max_length=120)
    alternatives = ArrayField(
        models.CharField(max_length=120),
        verbose_name="andere namen",
        default=list,
        blank=True,
        help_text="Met komma's ertussen. Wie zo'n naam gebruikt, komt bij dit woord uit.",
    )
    description = models.CharField("uitleg", max_length=300, blank=True)
    is_priority = models.BooleanField("heeft voorrang", default=False)
    position = models.PositiveSmallIntegerField("plaats in de lijst", default=0)
    parent = models.ForeignKey(
        "self",
        verbose_name="valt onder",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    # Set when an editor changes the term in the portal: loading the shipped lists leaves it alone.
    is_customised = models.BooleanField("aangepast door redactie", default=False, editable=False)

    class Meta:
        verbose_name = "woord"
        verbose_name_plural = "woorden"
        ordering = ["scheme", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code"],
                name="term_code_unique",
                violation_error_message="Deze code staat al in deze lijst.",
            ),
            models.CheckConstraint(
                condition=Q(scheme__in=Scheme.values),
                name="term_scheme_known",
                violation_error_message="Kies een bestaande lijst.",
            ),
            models.CheckConstraint(
                condition=~Q(label="") & ~Q(code=""),
                name="term_named",
                violation_error_message="Geef een code en een naam.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class AreaQuerySet(models.QuerySet):
    def of_kind(self, kind: str) -> "AreaQuerySet":
        return self.filter(kind=kind)

    def on_tile_map(self) -> "AreaQuerySet":
        return self.filter(tile_x__isnull=False)


class Area(models.Model):
    """A place something is for: the country, a province, a GGD region, a municipality or a district."""

    code = models.SlugField("code", max_length=100, unique=True)
    kind = models.CharField("soort", max_length=20, choices=AreaKind.choices)
    name = models.CharField("naam", max_length=100)
    # Byte order on a folded key: the embedded database has no ICU, another database may have.
    sort_key = models.CharField("sorteernaam", max_length=100, editable=False, db_collation="C")
    province = models.ForeignKey(
        "self", verbose_name="provincie", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ggd_region = models.ForeignKey(
        "self", verbose_name="GGD-regio", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    municipality = models.ForeignKey(
        "self",
        verbose_name="gemeente",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="districts",
    )
    # Column and row on a schematic map in which each GGD region is one tile.
    tile_x = models.PositiveSmallIntegerField("kolom op de kaart", null=True, blank=True)
    tile_y = models.PositiveSmallIntegerField("rij op de kaart", null=True, blank=True)
    is_customised = models.BooleanField("aangepast door redactie", default=False, editable=False)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = "gebied"
        verbose_name_plural = "gebieden"
        ordering = ["sort_key", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=AreaKind.values),
                name="area_kind_known",
                violation_error_message="Kies een bestaand soort gebied.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AreaKind.GGD_REGION) | Q(province__isnull=False),
                name="ggd_region_has_province",
                violation_error_message="Een GGD-regio ligt in een provincie.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AreaKind.MUNICIPALITY) | Q(province__isnull=False, ggd_region__isnull=False),
                name="municipality_has_province_and_region",
                violation_error_message="Een gemeente ligt in een provincie en in een GGD-regio.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AreaKind.DISTRICT) | Q(municipality__isnull=False),
                name="district_has_municipality",
                violation_error_message="Een wijk ligt in een gemeente.",
            ),
            models.CheckConstraint(
                condition=Q(tile_x__isnull=True, tile_y__isnull=True)
                | Q(kind=AreaKind.GGD_REGION, tile_x__isnull=False, tile_y__isnull=False),
                name="tile_is_of_ggd_region",
                violation_error_message="Alleen een GGD-regio staat op de kaart.",
            ),
            models.UniqueConstraint(
                fields=["tile_x", "tile_y"],
                name="tile_unique",
                violation_error_message="Deze plaats op de kaart is al bezet.",
            ),
        ]
        indexes = [models.Index("kind", "sort_key", name="area_by_kind")]

    def __str__(self) -> str:
        return self.name


class AreaName(models.Model):
    """Another or a former name of an area; a name that was split has a row for each successor."""

    area = models.ForeignKey(Area, verbose_name="gebied", on_delete=models.CASCADE, related_name="names")
    name = models.CharField("naam", max_length=100)
    kind = models.CharField("soort", max_length=20, choices=AreaNameKind.choices)
    until = models.DateField("gold tot", null=True, blank=True)

    class Meta:
        verbose_name = "andere naam"
        verbose_name_plural = "andere namen"
        ordering = ["name", "area_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"],
                name="area_name_unique",
                violation_error_message="Dit gebied heeft deze naam al.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=AreaNameKind.values),
                name="area_name_kind_known",
                violation_error_message="Kies een bestaand soort naam.",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(kind=AreaNameKind.FORMER),
                name="only_former_name_ends",
                violation_error_message="Alleen een vroegere naam heeft een einddatum.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class VocabularyVersion(models.Model):
    """One row whose stamp changes with every change, so that other processes notice by one small read."""

    stamp = models.CharField(max_length=32)

    class Meta:
        verbose_name = "versie van de woordenlijsten"
        verbose_name_plural = "versie van de woordenlijsten"
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="one_vocabulary_version",
                violation_error_message="Er is maar één versie van de woordenlijsten.",
            )
        ]

    def __str__(self) -> str:
        return self.stamp
