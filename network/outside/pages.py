"""What the pages of the register need, fetched in one place; read-only."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from loket.vocabulary import lookup
from network.outside import permissions
from network.outside.models import OutsideNetwork
from network.outside.workflow import LISTINGS

LOOKED_AT = 300
MOST_FITTING = 6


@dataclass(frozen=True)
class Fit:
    """A network that something new could join, with why."""

    network: OutsideNetwork
    reason: str


def card(network: OutsideNetwork, today: date) -> dict:
    return {
        "network": network,
        "themes": [lookup.label("theme", code) for code in network.themes[:4]],
        "areas": [lookup.area_label(code) for code in network.areas],
        "is_due": bool(network.is_listed and network.next_check and network.next_check <= today),
    }


def network_page(network: OutsideNetwork, user, *, today: date) -> dict:
    keeps = permissions.can_keep(user)
    return {
        **card(network, today),
        "facts": _facts(network),
        "keeps": keeps,
        "changes": permissions.can_change(user, network),
        "steps": LISTINGS.available(network, user),
        "history": network.history.select_related("by") if keeps else [],
    }


def _facts(network: OutsideNetwork) -> list[tuple[str, str]]:
    return [
        ("Soort", network.get_kind_display()),
        ("Organisatie", network.organisation),
        ("Gebied", ", ".join(lookup.area_label(code) for code in network.areas)),
        ("Thema's", ", ".join(lookup.label("theme", code) for code in network.themes)),
        ("Komt bijeen", network.meets),
        ("U kunt terecht bij", network.contact_role),
        ("Bron", network.source),
    ]


def fitting(themes: list[str], areas: list[str]) -> list[Fit]:
    """Networks of the register that fit these themes and areas, best first (000 §2.4). One query."""
    wide = sorted({code for area in areas for code in lookup.area_with_ancestors(area)})
    found = list(OutsideNetwork.objects.listed().about(themes, wide)[:LOOKED_AT])
    found.sort(key=lambda row: (-len(set(themes) & set(row.themes)), not set(wide) & set(row.areas), row.name))
    return [Fit(row, _reason(row, themes, wide)) for row in found[:MOST_FITTING]]


def _reason(network: OutsideNetwork, themes: list[str], areas: list[str]) -> str:
    shared = [lookup.label("theme", code) for code in network.themes if code in themes]
    near = [lookup.area_label(code) for code in network.areas if code in areas]
    words = [f"ook over {', '.join(shared)}" if shared else "", f"ook in {', '.join(near)}" if near else ""]
    return " en ".join(filter(None, words)) or "komt regelmatig bijeen"


def list_page(networks: QuerySet[OutsideNetwork], today: date) -> list[dict]:
    return [card(network, today) for network in networks]
