"""Whom an invitation concerns, who of them is left out and why: worked out by the database in one go.

Between the groups of a choice *and* holds, within a group *or*. Reasons for leaving out are looked at in the order of
``LeftOut``; who is not active or wants no invitations is never invited, whoever chooses (hard case 26).
"""

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from django.db.models import Case, CharField, Count, F, Func, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from loket.accounts.models import User
from loket.vocabulary import lookup
from network.events.models import Event, Registration
from network.invitations.enums import LeftOut
from network.invitations.models import Invitation, OptOut
from network.learning.enums import MembershipState
from network.learning.models import Membership

MOST_PER_MONTH = 4
MONTH = timedelta(days=30)
ATTENDED_WITHIN = timedelta(days=3 * 365)
SERIES, SAME_THEMES = "reeks", "themas"


@dataclass(frozen=True)
class Choice:
    """What an organiser chose. ``attended``: who was at this series, or at something over the same themes."""

    levels: list[str] = field(default_factory=list)
    sectors: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    networks: list[int] = field(default_factory=list)
    attended: str = ""

    def as_json(self) -> dict:
        return asdict(self)

    @property
    def is_empty(self) -> bool:
        return not any(asdict(self).values())


def chosen(event: Event, choice: Choice, *, at: datetime) -> QuerySet[User]:
    """Everybody whom the choice fits, each with ``left_out`` (a value of ``LeftOut``, empty for who is invited)."""
    people = User.objects.all()
    if choice.levels:
        people = people.filter(level__in=choice.levels)
    if choice.sectors:
        people = people.filter(sector__in=choice.sectors)
    if choice.themes:
        people = people.filter(themes__overlap=choice.themes)
    if choice.areas:
        people = people.filter(areas__overlap=sorted(within(choice.areas)))
    if choice.networks:
        active = Membership.objects.filter(network__in=choice.networks, state=MembershipState.ACTIVE)
        people = people.filter(pk__in=active.values("person"))
    if choice.attended:
        people = people.filter(pk__in=attended(event, choice, at=at).values("person"))
    return people.annotate(key=_key()).annotate(left_out=_left_out(event, at))


def invitable(event: Event, choice: Choice, *, at: datetime) -> QuerySet[User]:
    return chosen(event, choice, at=at).filter(left_out="")


def counts(event: Event, choice: Choice, *, at: datetime) -> dict[str, int]:
    """How many are invited (the empty key) and left out for each reason; one query."""
    rows = chosen(event, choice, at=at).order_by().values("left_out").annotate(number=Count("pk"))
    return {row["left_out"]: row["number"] for row in rows}


def attended(event: Event, choice: Choice, *, at: datetime) -> QuerySet[Registration]:
    """Registrations of people who were somewhere: in this series, or at something over the same themes."""
    been = Registration.objects.filter(attended_at__gte=at - ATTENDED_WITHIN, person__isnull=False)
    if choice.attended == SERIES:
        return been.filter(event__series=event.series_id, event__series__isnull=False)
    return been.filter(event__themes__overlap=event.themes)


def within(areas: list[str]) -> set[str]:
    """The areas with all that lie in them."""
    wanted = set(areas)
    return wanted | {code for code, _ in lookup.area_choices() if wanted & set(lookup.area_with_ancestors(code))}


def _key() -> Func:
    """The key of the mailbox, as ``registering.address_key`` makes it."""
    return Func(Lower("email"), Value(r"\+[^@]*@"), Value("@"), function="regexp_replace", output_field=CharField())


def _left_out(event: Event, at: datetime) -> Case:
    registered = Registration.objects.active().filter(event=event)
    invited = Invitation.objects.filter(event=event)
    recent = Invitation.objects.since(at - MONTH).filter(person__isnull=False).order_by()
    often = recent.values("person").annotate(number=Count("pk")).filter(number__gte=MOST_PER_MONTH)
    allowed = Q(organisation=event.organisation_id) if event.is_in_company else Q(pk__isnull=False)
    rules = (
        (LeftOut.INACTIVE, Q(is_active=False)),
        (LeftOut.REGISTERED, _among(registered)),
        (LeftOut.INVITED, _among(invited)),
        (LeftOut.NOT_ALLOWED, ~allowed),
        (LeftOut.OPTED_OUT, Q(key__in=OptOut.objects.values("address_key"))),
        (LeftOut.TOO_OFTEN, Q(pk__in=often.values("person"))),
    )
    whens = [When(rule, then=Value(name.value)) for name, rule in rules]
    return Case(*whens, default=Value(""), output_field=CharField())


def _among(rows: QuerySet) -> Q:
    """By account or by mailbox: an alias is the same person."""
    return Q(pk__in=rows.filter(person__isnull=False).values("person")) | Q(key__in=rows.values("address_key"))


def in_order(people: QuerySet[User]) -> QuerySet[User]:
    return people.order_by(F("sector"), F("level"), "pk")
