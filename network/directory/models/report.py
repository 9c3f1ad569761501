"""What people reported to the editors, and who may write to nobody for now."""

from django.conf import settings
from django.db import models

from loket.core.workflow import History
from network.directory.enums import ReportedKind, ReportState
from network.directory.permissions import can_judge_reports


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReportQuerySet":
        return self if can_judge_reports(user) else self.none()

    def open(self) -> "ReportQuerySet":
        return self.filter(state=ReportState.OPEN)


class Report(models.Model):
    """Somebody reported something that somebody else wrote. What was written then is kept with it (``excerpt``)."""

    kind = models.CharField("wat", max_length=10, choices=ReportedKind.choices)
    about = models.CharField("over", max_length=200)
    link = models.CharField("bladzijde", max_length=200, blank=True)
    excerpt = models.TextField("wat er stond", max_length=4000, blank=True)
    note = models.TextField("toelichting", max_length=1000, blank=True)
    accused = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="geschreven door"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="gemeld door"
    )
    at = models.DateTimeField("gemeld")
    state = models.CharField("stand", max_length=10, choices=ReportState.choices, default=ReportState.OPEN)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "melding"
        verbose_name_plural = "meldingen"
        ordering = ["-at", "-pk"]
        indexes = [models.Index("at", condition=models.Q(state="open"), name="report_open")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about}"


class ReportHistory(History):
    subject = models.ForeignKey(Report, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een melding"
        verbose_name_plural = "stappen van een melding"


class Barring(models.Model):
    """Somebody may write to no colleague and post no notice, until an editor takes it back."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("sinds")

    class Meta:
        verbose_name = "uitgesloten van berichten"
        verbose_name_plural = "uitgesloten van berichten"

    def __str__(self) -> str:
        return f"{self.person_id} mag geen berichten sturen"
