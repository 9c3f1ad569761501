"""What the overview of networks and the front of one need, fetched in one place; read-only."""

from datetime import datetime

from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst

from loket.core import markdown
from loket.core.working_days import local_date
from loket.vocabulary import lookup
from loket.vocabulary.enums import AreaKind
from network.events import pages as event_pages
from network.events.enums import LIVE_STATES as LIVE_EVENTS
from network.events.models import Event
from network.learning import ending, panels, permissions
from network.learning.enums import LIVE_STATES, MembershipState, NetworkState
from network.learning.models import Agreement, Harvest, LearningNetwork, Membership, Session
from network.learning.naming import is_listed, name_of, shown_of
from network.learning.workflow import NETWORKS

MOST_SIMILAR = 8
SHOWN = 3
_STATUS_KINDS = {
    NetworkState.PROPOSED: "warning",
    NetworkState.REFUSED: "danger",
    NetworkState.WITHDRAWN: "inactive",
    NetworkState.ARCHIVED: "inactive",
}
_PATH = (NetworkState.QUESTION, NetworkState.SESSIONS, NetworkState.HARVEST, NetworkState.ARCHIVED)


def frame(network: LearningNetwork, user, *, tab: str) -> dict:
    """What every page of a network shows around its own content (``network/learning/tab.html``)."""
    shown = panels.tabs(network, user)
    return {
        "network": network,
        "tabs": [
            {"label": each.label, "url": reverse(each.url_name, args=[network.slug]), "is_current": each.name == tab}
            for each in shown
        ],
        "tab_label": next((each.label for each in shown if each.name == tab), ""),
        "status": {"label": network.get_state_display(), "kind": _STATUS_KINDS.get(network.state, "success")},
        "trail": _trail(network),
        "reads": permissions.can_read(user, network),
        "writes": permissions.can_write(user, network),
        "manages": permissions.can_manage(user, network),
        "facilitates": permissions.is_facilitator(user, network),
    }


def _trail(network: LearningNetwork) -> list[tuple[str, str]]:
    return [("Netwerken", reverse("learning_networks")), (network.name, "")]


def cards(networks: list[LearningNetwork], user) -> list[dict]:
    """Networks in a list; what this person is in each comes with one query."""
    roles = {}
    if user.is_authenticated:
        mine = Membership.objects.active().filter(person=user, network__in=networks)
        roles = {row.network_id: row.get_role_display() for row in mine}
    return [_card(network, roles.get(network.pk, "")) for network in networks]


def _card(network: LearningNetwork, role: str) -> dict:
    return {
        "network": network,
        "role": role,
        "areas": _areas(network),
        "themes": [lookup.label("theme", code) for code in network.themes[:3]],
        "status_kind": _STATUS_KINDS.get(network.state, "success"),
        "until": date_format(network.ends_on, "F Y"),
    }


def _areas(network: LearningNetwork) -> str:
    names = [lookup.area_label(code) for code in network.areas]
    if len(names) > SHOWN + 1:
        return f"{', '.join(names[:SHOWN])} en {len(names) - SHOWN} andere"
    return ", ".join(names) or network.get_scope_display()


def in_order(networks):
    """What runs first, then by name; each with how many take part."""
    running = Case(When(state__in=LIVE_STATES, then=Value(0)), default=Value(1))
    return networks.with_members_counted().order_by(running, "name", "pk")


def overview(network: LearningNetwork, user, *, at: datetime) -> dict:
    """The front of a network: what everybody may know, and for members what is going on."""
    base = frame(network, user, tab="overzicht")
    membership = _own(network, user)
    return base | {
        "membership": membership,
        "can_join": permissions.can_join(user, network)
        and not (membership and membership.state == MembershipState.ASKED),
        "has_asked": bool(membership and membership.state == MembershipState.ASKED),
        "member_count": Membership.objects.active().filter(network=network).count(),
        "facilitators": _facilitators(network, user, reads=base["reads"] or base["manages"]),
        "facts": _facts(network),
        "municipalities": [lookup.area_label(code) for code in network.municipalities],
        "partners": [row.name for row in network.organisations.all()],
        "path": _path(network),
        "description": markdown.to_html(network.description),
        "next_session": next_session(network, user, at=at),
        "harvest": harvest_of(network) if network.is_archived else None,
        "parent": _parent(network, user),
        "children": list(LearningNetwork.objects.visible_to(user).filter(parent=network).order_by("name")[:50]),
        "is_over": ending.is_over(network, at=at),
        "days_left": ending.days_left(network, at=at),
        "steps": NETWORKS.available(network, user) if user.is_authenticated else [],
        "panels": panels.on_page(network, user),
        **(_going_on(network, user, at=at) if base["reads"] else {}),
    }


def _own(network: LearningNetwork, user) -> Membership | None:
    return network.memberships.filter(person=user).first() if user.is_authenticated else None


def _going_on(network: LearningNetwork, user, *, at: datetime) -> dict:
    """For members: what was last written, and what one promised."""
    mine = Agreement.objects.open().filter(network=network, owner=user).order_by("due_on", "pk")
    today = local_date(at)
    return {
        "threads": list(network.threads.order_by("-last_at", "-pk")[:SHOWN]),
        "my_agreements": [{"agreement": row, "is_late": row.is_late(today)} for row in mine[:SHOWN]],
    }


def _facilitators(network: LearningNetwork, user, *, reads: bool) -> list[dict]:
    """Members see who facilitates; a colleague with an account sees who is findable; a visitor nobody (case 39)."""
    if not user.is_authenticated:
        return []
    rows = Membership.objects.facilitators().filter(network=network).by_name()
    shown = [row.person for row in rows if reads or is_listed(row.person)]
    return [{"name": name_of(person), "about": shown_of(person)} for person in shown]


def _facts(network: LearningNetwork) -> list[tuple[str, str]]:
    wide = [lookup.area_label(code) for code in network.areas if lookup.area_kind(code) != AreaKind.MUNICIPALITY]
    start, end = date_format(network.starts_on, "j F Y"), date_format(network.ends_on, "j F Y")
    return [
        ("Soort", network.get_kind_display()),
        ("Bereik", network.get_scope_display()),
        ("Gebied", ", ".join(wide)),
        ("Thema's", ", ".join(lookup.label("theme", code) for code in network.themes)),
        ("Looptijd", f"{start} tot en met {end}"),
        ("Meedoen", network.get_access_display()),
        ("Samen met", network.partners),
    ]


def _path(network: LearningNetwork) -> dict | None:
    """The four stages as steps; None before it began."""
    if network.state not in _PATH:
        return None
    return {"number": _PATH.index(network.state) + 1, "steps": [(state.label, "") for state in _PATH]}


def _parent(network: LearningNetwork, user) -> LearningNetwork | None:
    """The network above, for who may know that it is there."""
    return network.parent if network.parent and permissions.can_see(user, network.parent) else None


def harvest_of(network: LearningNetwork) -> dict | None:
    found = Harvest.objects.filter(network=network).first()
    if found is None:
        return None
    rows = [
        ("Wat kwam er van de startvraag?", found.answer),
        ("Wat wij leerden", found.lessons),
        ("Wat open bleef", found.left_open),
    ]
    return {"saved_at": found.saved_at, "parts": [(title, markdown.to_html(text)) for title, text in rows if text]}


def sessions_of(network: LearningNetwork, user) -> list[Session]:
    """Its sessions, first to last: members see those that are still being prepared, others what is public."""
    rows = Session.objects.filter(network=network).select_related("event__organisation")
    if not permissions.can_read(user, network):
        rows = rows.filter(event__in=Event.objects.public())
    return list(rows.order_by("event__starts_at", "pk"))


def next_session(network: LearningNetwork, user, *, at: datetime) -> dict | None:
    """The first that is to come, as a card of an event."""
    coming = Event.objects.filter(learning_session__network=network, state__in=LIVE_EVENTS, ends_at__gte=at)
    if not permissions.can_read(user, network):
        coming = coming.public()
    event = coming.order_by("starts_at", "pk").first()
    return event_pages.card(event) if event else None


def could_join(user, *, themes: list[str], areas: list[str], without: int | None = None) -> list[LearningNetwork]:
    """Networks that a proposal could join (000 §2.4): same theme or area; best fit first, each with its ``reason``."""
    wide = {code for area in areas for code in lookup.area_with_ancestors(area)} | (
        {"nl"} if areas or themes else set()
    )
    found = list(LearningNetwork.objects.visible_to(user).live().exclude(pk=without).order_by("name")[:500])
    scored = [(_fit(network, themes, wide), network) for network in found]
    best = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], pair[1].name))[:MOST_SIMILAR]
    for _, network in best:
        network.reason = _reason(network, themes, wide)
    return [network for _, network in best]


def _fit(network: LearningNetwork, themes: list[str], areas: set[str]) -> int:
    shared = len(set(network.themes) & set(themes))
    near = bool(set(network.areas) & areas)
    return 2 * shared + near if shared or (near and not themes) or (near and "nl" not in network.areas) else 0


def _reason(network: LearningNetwork, themes: list[str], areas: set[str]) -> str:
    shared = [lookup.label("theme", code).lower() for code in network.themes if code in themes]
    near = [lookup.area_label(code) for code in network.areas if code in areas]
    words = [f"ook over {', '.join(shared)}" if shared else "", f"ook in {', '.join(near[:SHOWN])}" if near else ""]
    return capfirst(" en ".join(filter(None, words)) or "verwant")
