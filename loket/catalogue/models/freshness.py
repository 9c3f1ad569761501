"""What is kept about keeping entries current: reminders, confirmations and offers."""

from django.conf import settings
from django.db import models

from loket.accounts.models import Organisation
from loket.catalogue.enums import ReminderKind
from loket.catalogue.models.entry import Entry


class Reminder(models.Model):
    """A reminder that was sent, written in the transaction that queues its mails: so once each."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="reminders")
    kind = models.CharField("soort", max_length=6, choices=ReminderKind.choices)
    # The day of the check it is about; a later check has reminders of its own.
    check_on = models.DateField("controle op")
    at = models.DateTimeField("verstuurd")

    class Meta:
        verbose_name = "herinnering"
        verbose_name_plural = "herinneringen"
        constraints = [models.UniqueConstraint("entry", "kind", "check_on", name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.check_on}"


class Confirmation(models.Model):
    """Somebody pressed *klopt nog*; keeps what was there before, so that a mistake can be taken back."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="confirmations")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("wanneer")
    checked_on = models.DateField("nagekeken op")
    version = models.PositiveIntegerField("versie")
    last_checked_before = models.DateField("daarvoor nagekeken", null=True)
    next_check_before = models.DateField("daarvoor te controleren", null=True)
    undone_at = models.DateTimeField("teruggedraaid", null=True)

    class Meta:
        verbose_name = "bevestiging"
        verbose_name_plural = "bevestigingen"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["entry", "-at"], name="confirmation_latest")]

    def __str__(self) -> str:
        return f"{self.entry}: {self.checked_on}"


class Offer(models.Model):
    """An entry without an owner, offered to the partners of its organisation."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="offers")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("aangeboden")

    class Meta:
        verbose_name = "aanbod"
        verbose_name_plural = "aanbiedingen"
        constraints = [models.UniqueConstraint("entry", "organisation", name="offer_once")]

    def __str__(self) -> str:
        return f"{self.entry} → {self.organisation}"
