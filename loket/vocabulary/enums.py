"""The lists of the vocabulary and the kinds of area."""

from django.db import models


class Scheme(models.TextChoices):
    THEME = "theme", "Thema"
    PROCESS_THEME = "process-theme", "Procesthema"
    COMPETENCE = "competence", "Competentie"
    SETTING = "setting", "Setting"
    TARGET_GROUP = "target-group", "Doelgroep"
    SECTOR = "sector", "Sector"
    LEVEL = "level", "Niveau"


class AreaKind(models.TextChoices):
    NATIONAL = "national", "Landelijk"
    PROVINCE = "province", "Provincie"
    GGD_REGION = "ggd-region", "GGD-regio"
    MUNICIPALITY = "municipality", "Gemeente"
    DISTRICT = "district", "Wijk"


class AreaNameKind(models.TextChoices):
    ALTERNATIVE = "alternative", "Andere naam"
    FORMER = "former", "Vroegere naam"
