"""Figures about collective questions; read-only. Desk, dashboard and the page of a group count with these."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from network.events.models import Registration
from network.events.registering import address_key
from servicedesk.collective.enums import GroupState, Way
from servicedesk.collective.models import Group, Member


@dataclass(frozen=True)
class Counts:
    """``groups`` were settled in the period, with ``questions`` of askers; ``by_way``: (groups, questions) each.

    ``registered``: askers of those questions who registered for the event that came of it.
    """

    groups: int
    questions: int
    by_way: dict[str, tuple[int, int]]
    registered: int
    waiting: int


def counts(start: datetime, end: datetime) -> Counts:
    """Groups settled from ``start`` until ``end``; ``waiting`` are those confirmed and not settled now."""
    settled = Group.objects.filter(state=GroupState.SETTLED, settled_at__gte=start, settled_at__lt=end)
    rows = settled.order_by().values_list("way").annotate(Count("pk"))
    answered = Member.objects.answered().filter(group__in=settled)
    told = dict(answered.order_by().values_list("group__way").annotate(Count("pk")))
    by_way = {way: (groups, told.get(way, 0)) for way, groups in rows}
    return Counts(
        groups=sum(groups for groups, _ in by_way.values()),
        questions=sum(told.values()),
        by_way={str(way): by_way.get(way, (0, 0)) for way in Way},
        registered=sum(registered(group) for group in settled.filter(way=Way.EVENT)),
        waiting=Group.objects.filter(state=GroupState.CONFIRMED).count(),
    )


def registered(group: Group) -> int:
    """How many of the askers who were invited are registered for its event, by account or by address."""
    if group.way != Way.EVENT or group.led_to_id is None:
        return 0
    askers = list(group.members.answered().values_list("question__asker", "question__asker_email"))
    rows = Registration.objects.active().filter(event=group.led_to_id).values_list("person", "address_key")
    people, addresses = ({row[n] for row in rows} - {None, ""} for n in (0, 1))
    return sum(person in people or bool(email and address_key(email) in addresses) for person, email in askers)
