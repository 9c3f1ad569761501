"""The life of a network: proposal, start question, sessions, harvest, archive."""

import secrets
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils.text import slugify

from loket.core.workflow import StaleState, Transition, Workflow
from loket.core.working_days import add_months, local_date
from network.learning import findable, notifications, permissions
from network.learning.enums import LIVE_STATES, SHOWN_STATES, MembershipState, NetworkState, Role
from network.learning.models import Harvest, LearningNetwork, Membership, NetworkHistory

S = NetworkState

NETWORKS = Workflow(
    [
        Transition("approve", frozenset({S.PROPOSED}), S.QUESTION, permissions.can_judge, "Goedkeuren"),
        Transition("refuse", frozenset({S.PROPOSED}), S.REFUSED, permissions.can_judge, "Niet starten"),
        Transition("withdraw", frozenset({S.PROPOSED}), S.WITHDRAWN, permissions.can_withdraw, "Voorstel intrekken"),
        Transition(
            "begin", frozenset({S.QUESTION}), S.SESSIONS, permissions.can_manage, "De startvraag staat: aan de slag"
        ),
        Transition("harvest", frozenset({S.QUESTION, S.SESSIONS}), S.HARVEST, permissions.can_manage, "Oogsten"),
        Transition("resume", frozenset({S.HARVEST}), S.SESSIONS, permissions.can_manage, "Toch verder"),
        Transition("archive", frozenset({S.HARVEST}), S.ARCHIVED, permissions.can_manage, "Archiveren"),
        Transition("reopen", frozenset({S.ARCHIVED}), S.SESSIONS, permissions.can_manage, "Heropenen"),
    ],
    history=lambda: NetworkHistory,
)
LONGEST_LOOKED_AT = 20
LONGEST_MONTHS = 60
"""A network runs for five years at most; then somebody says that it goes on."""
DEEPEST = 3
RESERVED_SLUGS = frozenset({"mijn", "voorstellen", "agenda", "mail-stoppen"})
_NESTING = 7431
"""The lock under which networks are hung below each other, one change at a time."""
_OWN_STEP = frozenset({"state", "slug", "parent", "ends_on", "opened_at", "archived_at", "proposer"})


def propose(content: dict, *, looked_at: list[dict], why_new: str, by, at: datetime) -> LearningNetwork:
    """Write a proposal. ``content``: columns, with ``organisations`` and ``parent`` where there are any.

    ``looked_at``: what it could have joined, each ``title``, ``url`` and ``why_not``. Raises ``ValidationError`` when
    no reason is given (000 §2.4: *aanhaken* first).
    """
    if not permissions.can_propose(by):
        raise PermissionDenied("Log in om een netwerk voor te stellen.")
    if not why_new.strip():
        raise ValidationError({"why_new": "Schrijf waarom aanhaken bij iets bestaands niet past."})
    organisations, parent = content.get("organisations", ()), content.get("parent")
    columns = {name: value for name, value in content.items() if name not in ("organisations", "parent")}
    told = {"looked_at": looked_at[:LONGEST_LOOKED_AT], "why_new": why_new.strip(), "created_at": at, "changed_at": at}
    network = LearningNetwork(**columns, **told, proposer=by, slug=_slug(columns["name"]))
    _check_term(network.starts_on, network.ends_on)
    network.full_clean()
    with transaction.atomic():
        network.save()
        network.organisations.set(organisations)
        if parent:
            nest(network, parent, by=by, at=at)
        NetworkHistory.objects.create(subject=network, at=at, by=by, act="propose", to_state=S.PROPOSED)
        notifications.proposed(network, at=at)
    return network


def approve(network: LearningNetwork, *, by, at: datetime, note: str = "") -> None:
    """It begins, with its proposer as the first facilitator. A public one can be found from here on."""
    with transaction.atomic():
        NETWORKS.apply(network, "approve", by=by, at=at, note=note, opened_at=at, changed_at=at)
        if network.proposer:
            first = {"role": Role.FACILITATOR, "state": MembershipState.ACTIVE, "asked_at": at, "joined_at": at}
            Membership.objects.get_or_create(network=network, person=network.proposer, defaults=first)
        network.forget_roles()
        findable.renew(network)
        notifications.judged(network, note=note, at=at)


def refuse(network: LearningNetwork, *, by, at: datetime, note: str) -> None:
    if not note.strip():
        raise ValidationError("Schrijf waarom dit netwerk niet start. De indiener leest dit.")
    with transaction.atomic():
        NETWORKS.apply(network, "refuse", by=by, at=at, note=note.strip())
        notifications.judged(network, note=note.strip(), at=at)


def withdraw(network: LearningNetwork, *, by, at: datetime) -> None:
    NETWORKS.apply(network, "withdraw", by=by, at=at)


def begin(network: LearningNetwork, *, by, at: datetime) -> None:
    """The members agree on the question; sessions follow. Raises ``ValidationError`` without a question."""
    if not network.start_question.strip():
        raise ValidationError("Schrijf eerst de startvraag op. Daarmee weet iedereen waarvoor u bij elkaar komt.")
    _step(network, "begin", by=by, at=at)


def start_harvest(network: LearningNetwork, *, by, at: datetime) -> None:
    with transaction.atomic():
        _step(network, "harvest", by=by, at=at)
        Harvest.objects.get_or_create(network=network, defaults={"saved_at": at})


def resume(network: LearningNetwork, *, by, at: datetime) -> None:
    _step(network, "resume", by=by, at=at)


def archive(network: LearningNetwork, *, by, at: datetime) -> None:
    """Close it: nobody writes in it any more, its harvest stands on its page and can be found. All members hear so.

    Raises ``ValidationError`` as long as nothing says what came of the start question.
    """
    harvest = Harvest.objects.filter(network=network).first()
    if harvest is None or not harvest.answer.strip():
        raise ValidationError(
            "Schrijf eerst op wat er van de startvraag kwam. Ook als dat weinig was: dat helpt anderen."
        )
    with transaction.atomic():
        _step(network, "archive", by=by, at=at, archived_at=at)
        notifications.archived(network, answer=harvest.answer.strip(), at=at)


def reopen(network: LearningNetwork, *, by, at: datetime, ends_on: date) -> None:
    """Go on with an archived network until a new end date."""
    _check_end(network, ends_on, at=at)
    _step(network, "reopen", by=by, at=at, archived_at=None, ends_on=ends_on)


def _step(network: LearningNetwork, name: str, *, by, at: datetime, **changes) -> None:
    with transaction.atomic():
        NETWORKS.apply(network, name, by=by, at=at, changed_at=at, **changes)
        findable.renew(network)


def extend(network: LearningNetwork, ends_on: date, *, by, at: datetime) -> None:
    """Give it a later (or earlier) end. The warnings begin anew for the new date."""
    if not permissions.can_manage(by, network):
        raise PermissionDenied("Alleen de begeleider verandert de einddatum.")
    _check_end(network, ends_on, at=at)
    with transaction.atomic():
        changed = LearningNetwork.objects.filter(pk=network.pk, state__in=LIVE_STATES, ends_on=network.ends_on)
        if not changed.update(ends_on=ends_on, changed_at=at):
            raise StaleState
        note = f"{network.ends_on:%d-%m-%Y} → {ends_on:%d-%m-%Y}"
        _note(network, "extend", by=by, at=at, note=note)
    network.ends_on, network.changed_at = ends_on, at


def change(network: LearningNetwork, changes: dict, *, by, at: datetime, seen: str = "") -> None:
    """Change what the network says of itself; who may come across it is part of that.

    ``seen``: the ``changed_at`` (ISO 8601) of what was changed; raises ``StaleState`` when that is not the last.
    """
    if not permissions.can_edit(by, network):
        raise PermissionDenied("Alleen de begeleider verandert dit netwerk.")
    if _OWN_STEP & changes.keys():
        raise ValueError("these have a step of their own")
    organisations = changes.pop("organisations", None)
    with transaction.atomic():
        held = LearningNetwork.objects.select_for_update().get(pk=network.pk)
        if seen and seen != held.changed_at.isoformat():
            raise StaleState
        told = [name for name, value in changes.items() if getattr(held, name) != value]
        for name, value in changes.items():
            setattr(held, name, value)
        held.changed_at = at
        held.full_clean()
        held.save()
        if organisations is not None:
            held.organisations.set(organisations)
        _note(held, "change", by=by, at=at, note=", ".join(sorted(told)))
        if held.state in SHOWN_STATES:
            findable.renew(held)
    network.refresh_from_db()


def change_and_nest(network: LearningNetwork, changes: dict, parent: LearningNetwork | None, **told) -> None:
    """Both or neither. ``told``: what ``change`` wants to know."""
    with transaction.atomic():
        above = network.parent_id
        change(network, changes, **told)
        if above != (parent.pk if parent else None):
            nest(network, parent, by=told["by"], at=told["at"])


def nest(network: LearningNetwork, parent: LearningNetwork | None, *, by, at: datetime) -> None:
    """Hang a network below another, or loose; who manages the one above may only loosen.

    Raises ``ValidationError`` for a circle, or for more than three on top of each other.
    """
    loosens = parent is None and network.parent is not None and permissions.can_manage(by, network.parent)
    if not (loosens or permissions.can_edit(by, network)):
        raise PermissionDenied("Alleen de begeleider verandert waar dit netwerk onder valt.")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NESTING])
        above = _with_those_above(parent)
        if network.pk in above:
            raise ValidationError({"parent": "Dit netwerk staat zelf boven het netwerk dat u koos."})
        if len(above) + _height(network) > DEEPEST:
            raise ValidationError({"parent": f"Er kunnen hooguit {DEEPEST} netwerken onder elkaar hangen."})
        LearningNetwork.objects.filter(pk=network.pk).update(parent=parent, changed_at=at)
        if parent or network.parent_id:
            _note(network, "nest", by=by, at=at, note=parent.name if parent else "los")
    network.parent = parent


def _with_those_above(network: LearningNetwork | None) -> list[int]:
    found: list[int] = []
    number = network.pk if network else None
    while number is not None and number not in found:
        found.append(number)
        number = LearningNetwork.objects.values_list("parent_id", flat=True).get(pk=number)
    return found


def _height(network: LearningNetwork) -> int:
    """How many layers of networks there are from this one down, itself counted."""
    height, layer = 0, [network.pk]
    while layer and height <= DEEPEST:
        height += 1
        layer = list(LearningNetwork.objects.filter(parent__in=layer).values_list("pk", flat=True))
    return height


def _note(network: LearningNetwork, act: str, *, by, at: datetime, note: str) -> None:
    state = network.state
    told = {"subject": network, "at": at, "by": by, "act": act, "note": note}
    NetworkHistory.objects.create(**told, from_state=state, to_state=state)


def _check_end(network: LearningNetwork, ends_on: date, *, at: datetime) -> None:
    if ends_on <= local_date(at):
        raise ValidationError({"ends_on": "Kies een einddatum die nog komt."})
    _check_term(max(network.starts_on, local_date(at)), ends_on)


def _check_term(starts_on: date, ends_on: date) -> None:
    if ends_on <= starts_on:
        raise ValidationError({"ends_on": "De einddatum moet na de begindatum liggen."})
    if ends_on > add_months(starts_on, LONGEST_MONTHS):
        raise ValidationError({"ends_on": "Kies een einddatum binnen vijf jaar. Daarna kunt u het netwerk verlengen."})


def _slug(name: str) -> str:
    """A readable address that never changes again."""
    plain = slugify(name)[:100].strip("-") or "netwerk"
    is_taken = plain in RESERVED_SLUGS or LearningNetwork.objects.filter(slug=plain).exists()
    return f"{plain}-{secrets.token_hex(3)}" if is_taken else plain
