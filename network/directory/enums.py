"""What somebody can show in the directory beside the profile, and what happens to a report."""

from django.db import models


class AlsoShown(models.TextChoices):
    """Fields of the profile that somebody can show, beside those of ``accounts.enums.ShownField``."""

    SECTOR = "sector", "mijn sector"
    LEVEL = "level", "mijn niveau"


class Language(models.TextChoices):
    """What somebody can speak with a colleague or an audience; the values are codes of ISO 639."""

    DUTCH = "nl", "Nederlands"
    FRISIAN = "fy", "Fries"
    SIGN = "dse", "Nederlandse Gebarentaal"
    ENGLISH = "en", "Engels"
    GERMAN = "de", "Duits"
    FRENCH = "fr", "Frans"
    SPANISH = "es", "Spaans"
    TURKISH = "tr", "Turks"
    ARABIC = "ar", "Arabisch"
    TAMAZIGHT = "zgh", "Tamazight (Berbers)"
    PAPIAMENTU = "pap", "Papiaments"
    SRANAN = "srn", "Sranan"
    POLISH = "pl", "Pools"
    UKRAINIAN = "uk", "Oekraïens"
    TIGRINYA = "ti", "Tigrinya"
    SOMALI = "so", "Somalisch"
    PERSIAN = "fa", "Farsi en Dari"
    CHINESE = "zh", "Chinees"


class Sort(models.TextChoices):
    """The orders of the list; the values stand in addresses."""

    NAME = "naam", "Naam"
    NEWEST = "nieuw", "Nieuwste eerst"


class ReportedKind(models.TextChoices):
    """What can be reported to the editors."""

    MESSAGE = "message", "Bericht aan een collega"
    LISTING = "listing", "Vermelding in Vind een collega"
    POSTING = "posting", "Bericht in Ik zoek, ik bied"


class ReportState(models.TextChoices):
    OPEN = "open", "Te beoordelen"
    HANDLED = "handled", "Afgehandeld"
