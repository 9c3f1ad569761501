"""Networks on pages of other areas: with an entry of the catalogue, on a partner's page, and with their events."""

from loket.catalogue.partners.sections import Section
from network.learning import pages, permissions
from network.learning.models import LearningNetwork

SHOWN_WITH_ENTRY = 3
LOOKED_AT = 60
_MOST_OF_PARTNER = 12


def with_entry(entry, user) -> dict | None:
    """Running networks over the same themes, the nearest first: where one can learn about this with others."""
    themes, areas = set(entry.content.get("themes", ())), set(entry.content.get("areas", ()))
    if not themes:
        return None
    running = LearningNetwork.objects.shown().live().filter(themes__overlap=sorted(themes)).order_by("name", "pk")
    found = sorted(running[:LOOKED_AT], key=lambda row: (-len(themes & set(row.themes)), not areas & set(row.areas)))
    return {"networks": found[:SHOWN_WITH_ENTRY]} if found else None


def with_event(event, user) -> dict | None:
    """The network that holds this event, for who may see that network; of a private one others learn nothing."""
    network = LearningNetwork.objects.visible_to(user).filter(sessions__event=event).first()
    if network is None:
        return None
    return {"network": network, "can_join": permissions.can_join(user, network)}


def of_organisation(organisation, user) -> Section | None:
    """The networks in which an organisation is a partner; None when there are none."""
    rows = pages.in_order(LearningNetwork.objects.shown().filter(organisations=organisation))[:_MOST_OF_PARTNER]
    cards = pages.cards(list(rows), user)
    return Section("Netwerken", "netwerken", "network/learning/_section.html", {"cards": cards}) if cards else None
