"""The veranderverhaal: seven boxes, every text that was ever saved in them, and versions with a name."""

from django.conf import settings
from django.db import models

from network.regions.enums import Box
from network.regions.models.region import Region

LONGEST_BOX = 6000
"""Characters in one box, also after two texts became one."""


def _person(label: str = "door") -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=label
    )


class BoxText(models.Model):
    """What stands in a box now; ``number`` is that of its newest revision, 0 when nobody wrote yet."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="boxes")
    key = models.CharField("vak", max_length=20, choices=Box.choices)
    text = models.TextField("tekst", blank=True)
    number = models.PositiveIntegerField("versie", default=0)
    changed_at = models.DateTimeField("gewijzigd op", null=True, blank=True)
    by = _person()

    class Meta:
        verbose_name = "vak"
        verbose_name_plural = "vakken"
        constraints = [models.UniqueConstraint("region", "key", name="box_once")]

    def __str__(self) -> str:
        return self.get_key_display()


class BoxRevision(models.Model):
    """One save: ``typed`` is what somebody sent, ``text`` what stood in the box after it.

    The next save of that person begins from ``typed`` when the page still shows that.
    """

    box = models.ForeignKey(BoxText, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField("versie")
    typed = models.TextField("getypt", blank=True)
    text = models.TextField("tekst", blank=True)
    at = models.DateTimeField("wanneer", db_index=True)
    by = _person()

    class Meta:
        verbose_name = "bewaarde tekst"
        verbose_name_plural = "bewaarde teksten"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint("box", "number", name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.box} {self.number}"


class Clash(models.Model):
    """Two people changed the same lines; both texts stand in the box until somebody has read them."""

    box = models.ForeignKey(BoxText, models.CASCADE, related_name="clashes")
    theirs = models.TextField("stond er al")
    mine = models.TextField("kwam erbij")
    at = models.DateTimeField("wanneer")
    by = _person()
    their_by = _person("van wie het er al stond")
    settled_at = models.DateTimeField("opgelost op", null=True, blank=True)
    settled_by = _person("opgelost door")

    class Meta:
        verbose_name = "botsing"
        verbose_name_plural = "botsingen"
        ordering = ["at", "pk"]
        indexes = [models.Index("box", condition=models.Q(settled_at=None), name="clash_open")]

    def __str__(self) -> str:
        return f"{self.box}: {self.at:%Y-%m-%d}"


class StoryVersion(models.Model):
    """The whole canvas at a moment, with a name; never changed."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="versions")
    name = models.CharField("naam", max_length=80)
    texts = models.JSONField("teksten", default=dict)
    at = models.DateTimeField("wanneer")
    by = _person()

    class Meta:
        verbose_name = "versie van een veranderverhaal"
        verbose_name_plural = "versies van veranderverhalen"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "region", "name", name="version_name_once", violation_error_message="Deze naam hebt u al gebruikt."
            )
        ]

    def __str__(self) -> str:
        return self.name
