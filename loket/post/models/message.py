"""A message that has been read, the files that came along, and where it went."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from loket.post.enums import Carrier, Kind, Note, Outcome, Standing
from loket.post.models.raw import RawMessage
from loket.post.reading import quoting

ID_LENGTH = 400


def _list(name: str, **options) -> models.JSONField:
    return models.JSONField(name, default=list, blank=True, **options)


class Message(models.Model):
    """What people and areas see of a raw message. Names and addresses are as the mail says; nothing is proven."""

    raw = models.OneToOneField(RawMessage, models.CASCADE, related_name="message")
    message_id = models.CharField(max_length=ID_LENGTH, db_index=True)
    in_reply_to = _list("antwoord op")
    references = _list("eerdere berichten")
    author_name = models.CharField("naam van de afzender", max_length=200, blank=True)
    author_address = models.CharField("adres van de afzender", max_length=254, blank=True)
    answer_to = models.CharField("antwoordadres", max_length=254, blank=True)
    # Each [name, address]; at most as many as limits.MOST_RECIPIENTS together.
    to = _list("aan")
    cc = _list("cc")
    envelope = _list("bezorgd bij")
    recipient_count = models.PositiveIntegerField("aantal ontvangers", default=0)
    subject = models.CharField("onderwerp", max_length=500, blank=True)
    subject_bare = models.CharField("onderwerp zonder voorvoegsels", max_length=500, blank=True)
    date = models.DateTimeField("datum")
    date_header = models.CharField("datum zoals die er staat", max_length=100, blank=True)
    text = models.TextField("tekst", blank=True)
    folds = _list("ingeklapte regels")
    html = models.TextField("opgemaakte tekst", blank=True)
    kind = models.CharField("soort", max_length=10, choices=Kind.choices, default=Kind.PERSON)
    seems_automatic = models.BooleanField("lijkt automatisch", default=False)
    may_be_answered = models.BooleanField("mag een ontvangstbevestiging krijgen", default=False)
    authentication = models.CharField("controle van de afzender", max_length=10, blank=True)
    # What reading.bounces.Bounce tells, for a report of mail that did not arrive.
    report = models.JSONField("melding", default=dict, blank=True)
    forwarded_from = models.CharField("doorgestuurd van", max_length=254, blank=True)
    on_behalf_of = models.CharField("namens", max_length=254, blank=True)
    foreign_tokens = _list("nummers van andere loketten")
    content_hash = models.CharField(max_length=64)
    received_at = models.DateTimeField("binnengekomen")
    notes = _list("opmerkingen")

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        indexes = [
            models.Index("author_address", "received_at", name="message_of_author"),
            GinIndex(OpClass("foreign_tokens", name="jsonb_path_ops"), name="message_foreign_tokens"),
        ]

    def __str__(self) -> str:
        return self.subject or "Bericht zonder onderwerp"

    @property
    def segments(self) -> list[tuple[bool, str]]:
        """The text in pieces, each with whether it is folded away as a repetition."""
        return quoting.segments(self.text, self.folds)

    @property
    def visible_text(self) -> str:
        """What is new in this message."""
        return "\n".join(text for is_folded, text in self.segments if not is_folded).strip()

    @property
    def note_sentences(self) -> list[str]:
        return [Note(code).label for code in self.notes if code in Note.values]

    @property
    def correspondents(self) -> set[str]:
        """The addresses of who wrote it and to whom."""
        return {self.author_address, *(address for _, address in [*self.to, *self.cc])} - {""}


def _stored_name(instance: "MessageAttachment", filename: str) -> str:
    """Says nothing and is the same each time, so that what a crash left behind is written over."""
    number = f"{instance.message.raw_id:08d}"
    return f"post/{number[-2:]}/{number}-{instance.position:04d}-{instance.sha256[:32]}"


class MessageAttachment(models.Model):
    """A file that came with a message. It is never opened here; ``kind`` is what its first bytes say."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    position = models.PositiveSmallIntegerField("plaats")
    name = models.CharField("naam", max_length=200)
    kind = models.CharField("soort", max_length=20)
    declared = models.CharField("type volgens de mail", max_length=120)
    size = models.PositiveBigIntegerField("grootte in bytes")
    sha256 = models.CharField(max_length=64)
    content_id = models.CharField(max_length=ID_LENGTH, blank=True)
    is_inline = models.BooleanField("staat in de tekst", default=False)
    stored = models.FileField("bestand", upload_to=_stored_name, max_length=120)

    class Meta:
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        ordering = ["position"]
        constraints = [models.UniqueConstraint("message", "position", name="attachment_place_once")]

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """Where a message went: to which route, into which of its threads, and how that was found."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="placements")
    route = models.CharField("route", max_length=40)
    key = models.CharField("draad", max_length=100, blank=True)
    number = models.PositiveBigIntegerField("nummer", null=True, blank=True)
    outcome = models.CharField("uitkomst", max_length=10, choices=Outcome.choices)
    carrier = models.CharField("gevonden door", max_length=10, choices=Carrier.choices, blank=True)
    standing = models.CharField("afzender is", max_length=12, choices=Standing.choices, blank=True)
    # The same mail by several roads has the same; so a route gets it once.
    dedupe = models.CharField(max_length=64)
    at = models.DateTimeField("bezorgd")

    class Meta:
        verbose_name = "bezorging"
        verbose_name_plural = "bezorgingen"
        constraints = [models.UniqueConstraint("route", "dedupe", name="placement_once")]
        indexes = [models.Index(fields=["route", "key", "-at"], name="placement_in_thread")]

    def __str__(self) -> str:
        return f"{self.route} {self.key}: {self.get_outcome_display()}"
