"""A round: one choice of people for one event, sent in batches; and the reminders that went out."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from network.events.models import Event
from network.invitations.enums import RoundState


class RoundQuerySet(models.QuerySet):
    def sending(self) -> "RoundQuerySet":
        return self.filter(state=RoundState.SENDING).order_by("created_at", "pk")

    def visible_to(self, user) -> "RoundQuerySet":
        if not (user and user.is_authenticated):
            return self.none()
        return self.filter(event__in=Event.objects.visible_to(user))


class Round(models.Model):
    """``chosen`` is what was asked for (see ``audience.Choice``); who joins the portal later is not in it.

    ``is_open``: whoever holds a link may use it to register. Else it answers for the invited address only.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="invitation_rounds", verbose_name="bijeenkomst")
    chosen = models.JSONField("gekozen", default=dict, encoder=DjangoJSONEncoder)
    words = models.TextField("persoonlijk woord", blank=True, max_length=2000)
    is_open = models.BooleanField("link mag worden doorgestuurd", default=False)
    state = models.CharField("stand", max_length=10, choices=RoundState.choices, default=RoundState.SENDING)
    expected = models.PositiveIntegerField("aantal bij het versturen")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="wie")
    created_at = models.DateTimeField("gemaakt op")
    finished_at = models.DateTimeField("klaar op", null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "ronde uitnodigingen"
        verbose_name_plural = "rondes uitnodigingen"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index("created_at", condition=models.Q(state="sending"), name="rounds_to_send")]

    def __str__(self) -> str:
        return f"{self.event}: {self.get_state_display()}"


class ReminderRound(models.Model):
    """Who had whom reminded, and how many it were (hard case 24)."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="invitation_reminders")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="wie")
    at = models.DateTimeField("wanneer")
    number = models.PositiveIntegerField("hoeveel mensen")

    class Meta:
        verbose_name = "ronde herinneringen"
        verbose_name_plural = "rondes herinneringen"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.event}: {self.number}"
