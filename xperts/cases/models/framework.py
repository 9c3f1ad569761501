"""What the coordinator keeps in versions: the criteria, the rules of the game, the terms. Old versions never change."""

from django.conf import settings
from django.db import models


def _by() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="wie"
    )


class Framework(models.Model):
    """A version of the *toetsingskader*; a case keeps the one it began with."""

    version = models.PositiveSmallIntegerField("versie", unique=True)
    at = models.DateTimeField("geldig vanaf")
    by = _by()
    note = models.CharField("wat er anders is", max_length=400, blank=True)

    class Meta:
        verbose_name = "toetsingskader"
        verbose_name_plural = "toetsingskaders"
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"Toetsingskader, versie {self.version}"


class Criterion(models.Model):
    """One line of a version; ``code`` is the same thing in the next version."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="criteria", verbose_name="toetsingskader")
    code = models.SlugField("code", max_length=40)
    position = models.PositiveSmallIntegerField("plaats")
    title = models.CharField("criterium", max_length=120)
    explanation = models.CharField("uitleg", max_length=600)

    class Meta:
        verbose_name = "criterium"
        verbose_name_plural = "criteria"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="criterion_once"),
            models.UniqueConstraint(fields=["framework", "position"], name="criterion_position_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Rules(models.Model):
    """A version of the *spelregels*: Markdown."""

    version = models.PositiveSmallIntegerField("versie", unique=True)
    at = models.DateTimeField("geldig vanaf")
    by = _by()
    note = models.CharField("wat er anders is", max_length=400, blank=True)
    text = models.TextField("spelregels", max_length=20_000)

    class Meta:
        verbose_name = "spelregels"
        verbose_name_plural = "spelregels"
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"Spelregels, versie {self.version}"


class Terms(models.Model):
    """Terms and rates; a change is a new row, and what was computed by an older one stays as it was."""

    at = models.DateTimeField("geldig vanaf")
    by = _by()
    intake_days = models.PositiveSmallIntegerField("pre-intake binnen (werkdagen)", default=5)
    diagnosis_days = models.PositiveSmallIntegerField("diagnose binnen (werkdagen)", default=10)
    hour_cents = models.PositiveIntegerField("kosten van een uur advies in eurocenten", default=11_000)
    case_hours = models.PositiveSmallIntegerField("uren van een gemiddeld traject", default=20)
    event_cents = models.PositiveIntegerField("kosten van één bijeenkomst in eurocenten", default=250_000)

    class Meta:
        verbose_name = "termijnen en tarieven"
        verbose_name_plural = "termijnen en tarieven"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(intake_days__gte=1, diagnosis_days__gte=1), name="terms_of_a_day_at_least"
            )
        ]

    def __str__(self) -> str:
        return f"Termijnen vanaf {self.at:%d-%m-%Y}"
