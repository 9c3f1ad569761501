"""What follows here from what happens elsewhere; called inside the transaction of the change."""

from django.core.exceptions import PermissionDenied

from xperts.cases.enums import State
from xperts.kernteam import handing, rules
from xperts.kernteam.enums import SeatName
from xperts.kernteam.models import Decision, Replacement, SeatHolder
from xperts.kernteam.permissions import is_xpert

HOLDS_SEAT = (
    "Deze persoon heeft de onafhankelijke zetel van het kernteam. Wie die zetel heeft, kan geen Xpert zijn. "
    "Leg eerst de laatste dag op de zetel vast."
)


def on_step(sender, *, case, name: str, at, **_more) -> None:
    """Ask the seats when a case arrives, stop asking when it leaves, and free the budget when it is withdrawn."""
    if name == "hand_over":
        handing.follow(case, at=at)
    elif name == "withdraw":
        handing.stop(case, at=at)
        decision = Decision.objects.filter(case=case).first()
        if decision:
            rules.give_back(decision, decision.cents, at=at)


def on_change(sender, *, case, at, **_more) -> None:
    """Another area or organisation can make an interest, or take one away."""
    if case.state == State.WITH_KERNTEAM:
        handing.follow(case, at=at)


def on_person_saved(sender, *, instance, update_fields=None, **_more) -> None:
    """A clear sentence before the trigger in the database refuses. Raises ``PermissionDenied``."""
    writes_roles = update_fields is None or "roles" in update_fields
    if instance.pk is None or not writes_roles or not is_xpert(instance):
        return
    held = {"member__person": instance.pk, "seat": SeatName.INDEPENDENT, "closed_at__isnull": True}
    if SeatHolder.objects.filter(**held).exists() or Replacement.objects.filter(**held).exists():
        raise PermissionDenied(HOLDS_SEAT)
