"""Groups of questions that ask the same, who is in them and why, and what came of each."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from loket.core.workflow import History
from servicedesk.collective.enums import LIVE_STATES, GroupState, Standing, Way
from servicedesk.models import Message, Question
from servicedesk.permissions import can_see_desk


class GroupQuerySet(models.QuerySet):
    def visible_to(self, user) -> "GroupQuerySet":
        """For the desk and the coordinator."""
        return self if can_see_desk(user) else self.none()

    def live(self) -> "GroupQuerySet":
        return self.filter(state__in=LIVE_STATES)


class Group(models.Model):
    """``lexemes`` and ``facets`` are what its questions share. ``led_to_*`` is the event or network it became."""

    name = models.CharField("naam", max_length=160)
    state = models.CharField("stand", max_length=10, choices=GroupState.choices, default=GroupState.PROPOSED)
    lexemes = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    facets = models.JSONField("wat zij delen", default=list, blank=True)
    created_at = models.DateTimeField("gevonden op")
    changed_at = models.DateTimeField("gewijzigd op")
    confirmed_at = models.DateTimeField("bevestigd op", null=True, blank=True)
    way = models.CharField("wat ermee is gedaan", max_length=10, choices=Way.choices, blank=True)
    led_to_id = models.PositiveBigIntegerField("nummer van wat het werd", null=True, blank=True)
    led_to_title = models.CharField("wat het werd", max_length=200, blank=True)
    led_to_url = models.CharField("adres", max_length=300, blank=True)
    settled_at = models.DateTimeField("afgerond op", null=True, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = "collectieve vraag"
        verbose_name_plural = "collectieve vragen"
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "-changed_at"], name="group_state"),
            models.Index("settled_at", condition=models.Q(settled_at__isnull=False), name="group_settled"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=GroupState.SETTLED) | ~models.Q(way="") & models.Q(settled_at__isnull=False),
                name="settled_group_has_way",
            ),
            models.CheckConstraint(
                condition=models.Q(led_to_id__isnull=True) | ~models.Q(led_to_url=""), name="what_it_became_has_address"
            ),
            models.UniqueConstraint(
                "way", "led_to_id", condition=models.Q(led_to_id__isnull=False), name="one_group_leads_to_it"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("collective_group", args=[self.pk])


class GroupHistory(History):
    subject = models.ForeignKey(Group, models.CASCADE, related_name="history")

    class Meta(History.Meta):
        verbose_name = "stap van een collectieve vraag"
        verbose_name_plural = "stappen van collectieve vragen"


class MemberQuerySet(models.QuerySet):
    def inside(self) -> "MemberQuerySet":
        return self.filter(standing=Standing.IN)

    def unanswered(self) -> "MemberQuerySet":
        """Inside, and not told anything yet. An answer that is taken back makes it so again."""
        return self.inside().filter(message=None)

    def answered(self) -> "MemberQuerySet":
        return self.inside().filter(message__isnull=False)


class Member(models.Model):
    """A question in a group. ``reason`` says why, as it was found; ``message``: with what the asker was told."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    question = models.ForeignKey(Question, models.CASCADE, related_name="groups")
    standing = models.CharField("hoort erbij", max_length=10, choices=Standing.choices, default=Standing.SUGGESTED)
    reason = models.CharField("waarom", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("sinds")
    message = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag in een groep"
        verbose_name_plural = "vragen in groepen"
        ordering = ["question__asked_at", "pk"]
        constraints = [
            models.UniqueConstraint("group", "question", name="member_once"),
            models.UniqueConstraint(
                "question",
                condition=models.Q(standing=Standing.IN, message=None),
                name="question_in_one_group",
                violation_error_message="Deze vraag hoort al bij een andere groep.",
            ),
            models.CheckConstraint(
                condition=models.Q(message__isnull=True) | models.Q(standing=Standing.IN),
                name="answered_member_is_inside",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} in {self.group_id}"


class Look(models.Model):
    """This question was compared with the others, so that each night costs as much as there is new."""

    question = models.OneToOneField(Question, models.CASCADE, primary_key=True, related_name="+")
    at = models.DateTimeField("wanneer")

    class Meta:
        verbose_name = "vergeleken vraag"
        verbose_name_plural = "vergeleken vragen"

    def __str__(self) -> str:
        return str(self.question_id)
