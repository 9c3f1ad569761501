"""Who may judge: a list kept by editors and coordinators, beside the roles of accounts."""

from datetime import date

from django.conf import settings
from django.db import models

from loket.catalogue.recognition.enums import Body, PanelSector


class AssessorQuerySet(models.QuerySet):
    def active_on(self, day: date) -> "AssessorQuerySet":
        still = models.Q(until__isnull=True) | models.Q(until__gte=day)
        return self.filter(still, active_from__lte=day, person__is_active=True)

    def in_order(self) -> "AssessorQuerySet":
        return self.select_related("person__organisation").order_by("body", "sub_committee", "person__name", "pk")


class Assessor(models.Model):
    """Somebody's place in a body that judges. Who leaves keeps the row, with its last day."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="assessorships", verbose_name="persoon"
    )
    body = models.CharField("groep", max_length=20, choices=Body.choices)
    sub_committee = models.CharField("naam van de deelcommissie", max_length=120, blank=True)
    sector = models.CharField("sector", max_length=20, choices=PanelSector.choices)
    active_from = models.DateField("vanaf")
    until = models.DateField("tot en met", null=True, blank=True)

    objects = AssessorQuerySet.as_manager()

    class Meta:
        verbose_name = "beoordelaar"
        verbose_name_plural = "beoordelaars"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "body"],
                condition=models.Q(until__isnull=True),
                name="assessor_once_in_a_body",
                violation_error_message="Deze persoon zit al in deze groep.",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("active_from")),
                name="assessor_ends_after_start",
                violation_error_message="De laatste dag kan niet voor de eerste dag liggen.",
            ),
            models.CheckConstraint(
                condition=models.Q(body=Body.SUB_COMMITTEE) | models.Q(sub_committee=""),
                name="only_sub_committees_have_a_name",
                violation_error_message="Alleen een deelcommissie heeft een naam.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or "iemand die weg is")

    @property
    def body_label(self) -> str:
        return f"{self.get_body_display()} {self.sub_committee}".strip()

    def is_active_on(self, day: date) -> bool:
        is_there = self.person is not None and self.person.is_active
        return is_there and self.active_from <= day and (self.until is None or self.until >= day)
