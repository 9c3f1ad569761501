"""Mailboxes that are fetched, and the ledger of what was fetched from them."""

from django.db import models

from loket.post.models.raw import RawMessage


class Mailbox(models.Model):
    """A folder on a mail server. What was fetched is known by number (UID), not by whether somebody read it."""

    # user@host/folder, without the password.
    name = models.CharField("naam", max_length=300, unique=True)
    uid_validity = models.PositiveBigIntegerField("geldigheid van de nummers", default=0)
    # Every number up to this one is in the ledger or is not there.
    highest_uid = models.PositiveBigIntegerField("hoogste nummer", default=0)
    first_seen_at = models.DateTimeField("voor het eerst bekeken")
    fetched_at = models.DateTimeField("laatst gelukt", null=True, blank=True)
    failing_since = models.DateTimeField("lukt niet sinds", null=True, blank=True)
    error = models.CharField("fout", max_length=500, blank=True)

    class Meta:
        verbose_name = "mailbox"
        verbose_name_plural = "mailboxen"

    def __str__(self) -> str:
        return self.name


class Fetched(models.Model):
    """One message of a mailbox: written in the transaction that stores its bytes, or with why that failed."""

    mailbox = models.ForeignKey(Mailbox, models.CASCADE, related_name="ledger")
    uid_validity = models.PositiveBigIntegerField()
    uid = models.PositiveBigIntegerField()
    raw = models.ForeignKey(RawMessage, models.SET_NULL, null=True, blank=True, related_name="+")
    attempts = models.PositiveSmallIntegerField("pogingen", default=1)
    error = models.CharField("fout", max_length=500, blank=True)
    # Marked as read or moved in the mailbox, which happens only after its bytes are safe.
    is_tidied = models.BooleanField("opgeruimd", default=False)

    class Meta:
        verbose_name = "opgehaald bericht"
        verbose_name_plural = "opgehaalde berichten"
        constraints = [models.UniqueConstraint("mailbox", "uid_validity", "uid", name="fetched_once")]
        indexes = [
            models.Index("mailbox", condition=models.Q(is_tidied=False), name="fetched_untidied"),
        ]

    def __str__(self) -> str:
        return f"{self.mailbox} {self.uid}"


class SendingLimit(models.Model):
    """The mail provider said that we send too much; told to staff once, until it is over."""

    since = models.DateTimeField("sinds")
    until = models.DateTimeField("tot")
    told = models.CharField("melding", max_length=500)
    is_proven = models.BooleanField("van onze eigen mailserver", default=False)

    class Meta:
        verbose_name = "grens van de mailaanbieder"
        verbose_name_plural = "grenzen van de mailaanbieder"
        indexes = [models.Index(fields=["-until"], name="sending_limit_until")]

    def __str__(self) -> str:
        return f"{self.since:%d-%m-%Y}: {self.told}"
