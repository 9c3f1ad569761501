"""What members write to each other, and who is yet to hear of it."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse

from loket.post.models import Message as PostMessage
from network.learning.enums import Mailing
from network.learning.models.network import LearningNetwork

MOST_TEXT = 20_000


def _person(label: str) -> models.ForeignKey:
    """Whoever leaves the portal stays as *oud-lid*."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=label
    )


class Thread(models.Model):
    """One subject of conversation. ``answer``: the post that answered the question with which it began."""

    network = models.ForeignKey(LearningNetwork, models.CASCADE, related_name="threads", verbose_name="netwerk")
    title = models.CharField("onderwerp", max_length=160)
    started_by = _person("begonnen door")
    started_at = models.DateTimeField("begonnen op")
    last_at = models.DateTimeField("laatste bericht")
    is_question = models.BooleanField("dit is een leervraag", default=False)
    answer = models.ForeignKey("Post", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "gesprek"
        verbose_name_plural = "gesprekken"
        ordering = ["-last_at", "-pk"]
        indexes = [models.Index(fields=["network", "-last_at"], name="thread_in_network")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("network_thread", args=[self.network.slug, self.pk])


class PostQuerySet(models.QuerySet):
    def in_order(self) -> "PostQuerySet":
        return self.select_related("author__organisation").prefetch_related("files", "mentioned").order_by("at", "pk")


class Post(models.Model):
    """``text`` is Markdown, or plain text where it came by mail. ``@[12]`` in it names the member of that number.

    What was withdrawn is shown to nobody; the text waits for who wants it back until its term is over.
    """

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts", verbose_name="gesprek")
    author = _person("schrijver")
    text = models.TextField("bericht", max_length=MOST_TEXT)
    at = models.DateTimeField("wanneer")
    edited_at = models.DateTimeField("gewijzigd op", null=True, blank=True)
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)
    withdrawn_by = _person("ingetrokken door")
    mentioned = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    post = models.ForeignKey(PostMessage, models.SET_NULL, null=True, blank=True, related_name="+")
    # The page from which it was sent: pressing twice gives one post.
    submission = models.UUIDField(null=True, blank=True, unique=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht in een netwerk"
        verbose_name_plural = "berichten in netwerken"
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["thread", "at"], name="post_in_thread"),
            models.Index("withdrawn_at", condition=models.Q(withdrawn_at__isnull=False), name="post_withdrawn"),
        ]

    def __str__(self) -> str:
        return f"bericht {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{self.thread.get_absolute_url()}#bericht-{self.pk}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def is_plain(self) -> bool:
        """Came by mail: shown as it was typed."""
        return self.post_id is not None


class PostVersion(models.Model):
    """How a post was before a change; members can read it."""

    of = models.ForeignKey(Post, models.CASCADE, related_name="versions")
    text = models.TextField("tekst", max_length=MOST_TEXT)
    at = models.DateTimeField("geldig tot")

    class Meta:
        verbose_name = "eerdere versie van een bericht"
        verbose_name_plural = "eerdere versies van berichten"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.of} tot {self.at:%d-%m-%Y}"


def _stored_name(instance: "NetworkFile", filename: str) -> str:
    """A name that says nothing and cannot collide; people see ``NetworkFile.name``."""
    token = uuid.uuid4().hex
    return f"networks/{token[:2]}/{token}"


class NetworkFile(models.Model):
    """A file of members. Without a post or a document's version it waits for the form it came with."""

    network = models.ForeignKey(LearningNetwork, models.CASCADE, related_name="files")
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="files")
    submission = models.UUIDField(null=True, blank=True)
    brought_by = _person("gebracht door")
    name = models.CharField("naam", max_length=200)
    kind = models.CharField("soort", max_length=20)
    size = models.PositiveBigIntegerField("grootte in bytes")
    sha256 = models.CharField(max_length=64)
    stored = models.FileField("bestand", upload_to=_stored_name, max_length=120)
    at = models.DateTimeField("toegevoegd")

    class Meta:
        verbose_name = "bestand in een netwerk"
        verbose_name_plural = "bestanden in netwerken"
        ordering = ["at", "pk"]
        indexes = [
            models.Index("submission", condition=models.Q(submission__isnull=False), name="network_file_of_form")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("network_file", args=[self.network.slug, self.pk])

    @property
    def is_in_document(self) -> bool:
        """Fetch with ``version__document`` in the same query."""
        return hasattr(self, "version")

    @property
    def is_in_harvest(self) -> bool:
        """A version of a document that goes with the harvest."""
        return self.is_in_document and self.version.document.is_yield and self.version.document.removed_at is None


class ThreadMailing(models.Model):
    """What somebody chose for one thread, where that is not what they chose for the network."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="mailings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    mailing = models.CharField("mail", max_length=10, choices=Mailing.choices)

    class Meta:
        verbose_name = "mailkeuze bij een gesprek"
        verbose_name_plural = "mailkeuzes bij gesprekken"
        constraints = [models.UniqueConstraint("thread", "person", name="thread_mailing_once")]

    def __str__(self) -> str:
        return f"{self.thread}: {self.get_mailing_display()}"


class NoticeQuerySet(models.QuerySet):
    def due(self, at: datetime) -> "NoticeQuerySet":
        return self.filter(told_at__isnull=True, due_at__lte=at)


class Notice(models.Model):
    """That one member is to hear of one post; told once, at its moment, by itself or in the day's bundle."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="notices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    mailing = models.CharField("mail", max_length=10, choices=Mailing.choices)
    due_at = models.DateTimeField("vanaf")
    told_at = models.DateTimeField("verteld op", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht aan een lid"
        verbose_name_plural = "berichten aan leden"
        indexes = [
            models.Index(
                fields=["mailing", "person", "due_at"],
                condition=models.Q(told_at__isnull=True),
                name="network_notice_due",
            )
        ]
        constraints = [models.UniqueConstraint("post", "person", name="network_notice_once")]

    def __str__(self) -> str:
        return f"{self.post} aan {self.person_id}"


class HeldMail(models.Model):
    """An answer by mail that could not be placed by itself; a facilitator places it or throws it away."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="held_mails")
    message = models.ForeignKey(PostMessage, models.CASCADE, related_name="+")
    sender = models.CharField("afzender", max_length=254)
    text = models.TextField("tekst", max_length=MOST_TEXT)
    reason = models.CharField("waarom niet geplaatst", max_length=300)
    at = models.DateTimeField("binnengekomen")
    settled_at = models.DateTimeField("afgehandeld", null=True, blank=True)
    placed = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "vastgehouden mail"
        verbose_name_plural = "vastgehouden mail"
        ordering = ["at", "pk"]
        indexes = [models.Index("thread", condition=models.Q(settled_at__isnull=True), name="network_mail_held")]

    def __str__(self) -> str:
        return f"mail bij {self.thread}"
