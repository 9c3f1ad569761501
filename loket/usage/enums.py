from django.db import models


class Act(models.TextChoices):
    VIEW = "view", "bekeken"
    DOWNLOAD = "download", "gedownload"
