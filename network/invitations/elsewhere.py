"""Learning networks among what a proposal for an event could join: events stand below them, and know them so."""

from network.events.joining import MOST_OF_EACH, Candidate
from network.learning import pages as networks


def networks_to_join(user, *, themes: list[str], areas: list[str]) -> list[Candidate]:
    """Running networks over these themes or in these areas, best first."""
    found = networks.could_join(user, themes=themes, areas=areas)
    return [_candidate(network) for network in found[:MOST_OF_EACH]]


def _candidate(network) -> Candidate:
    reason = network.reason[:1].lower() + network.reason[1:]
    url = network.get_absolute_url()
    return Candidate(f"netwerk-{network.pk}", network.get_kind_display(), network.name, url, network.purpose, reason)
