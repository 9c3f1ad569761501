"""Couplings: those of a region, one of them, and the desk's list with who has no helper and why."""

from network.regions import pairing, permissions, standings
from network.regions.enums import ConsentKind, CouplingState, Side
from network.regions.models import Coupling, Region
from network.regions.models.coupling import subject_label
from network.regions.pages import sessions
from network.regions.workflow.couplings import COUPLINGS

_MOST = 200


def of_region(region: Region, user) -> dict:
    """The couplings of a region, and with whom it would like to be coupled."""
    rows = list(Coupling.objects.of(region).visible_to(user).whole()[:_MOST])
    others = list(Region.objects.agreeing().exclude(pk=region.pk).filter(agrees_to__overlap=_PARTNERS).with_network())
    return {
        "running": [row for row in rows if row.state in _GOING],
        "over": [row for row in rows if row.state not in _GOING],
        "helps": region.agrees(ConsentKind.HELP),
        "learns": region.agrees(ConsentKind.LEARN),
        "wishes": list(region.preferences.select_related("other__network")),
        "others": others,
    }


_PARTNERS = [ConsentKind.HELP, ConsentKind.LEARN]
_GOING = (CouplingState.APPROVED, CouplingState.AGREED, CouplingState.PLANNED, CouplingState.MET)


def coupling_page(coupling: Coupling, user) -> dict:
    """One coupling: why, how it stands, and what this person can do."""
    names = {row.name for row in COUPLINGS.available(coupling, user)}
    sides = own_sides(coupling, user)
    told = {row.side: row for row in coupling.feedback.select_related("by")}
    return {
        "coupling": coupling,
        "can": names,
        "to_agree": [side for side in sides if "agree" in names and not agreed(coupling, side)],
        "sides": sides,
        "to_tell": [side for side in sides if coupling.state == CouplingState.MET and side not in told],
        "told": [(_region(coupling, side), told[side]) for side in Side if side in told],
        "agreements": [(_region(coupling, side), agreed(coupling, side)) for side in Side],
        "when": sessions.when(coupling) if coupling.starts_at else "",
        "history": list(coupling.history.select_related("by")),
        "feedback_is_shown": bool(sides) or permissions.can_match(user),
    }


def own_sides(coupling: Coupling, user) -> list[Side]:
    """For which sides this person speaks."""
    found = []
    if permissions.can_answer_as_helper(user, coupling):
        found.append(Side.HELPER)
    if permissions.can_answer_as_learner(user, coupling):
        found.append(Side.LEARNER)
    return found


def agreed(coupling: Coupling, side: Side):
    return coupling.helper_agreed_at if side == Side.HELPER else coupling.learner_agreed_at


def _region(coupling: Coupling, side: Side) -> Region:
    return coupling.helper if side == Side.HELPER else coupling.learner


def desk() -> dict:
    """What was proposed, what runs, and for every asked subject without a helper the reason."""
    rows = list(Coupling.objects.whole()[:_MOST])
    known = standings.current()
    outcome = pairing.divide(known, barred=standings.barred())
    names = {row.region: row.name for row in known}
    return {
        "proposed": [row for row in rows if row.state == CouplingState.PROPOSED],
        "running": [row for row in rows if row.state in _GOING],
        "over": [row for row in rows if row.state not in _GOING and row.state != CouplingState.PROPOSED],
        "possible": len(outcome.pairs),
        "unmet": [
            (names[learner], subject_label(subject), why) for (learner, subject), why in sorted(outcome.unmet.items())
        ],
        "taking_part": len(known),
        "rules": RULES,
    }


RULES = (
    "Alleen regio's die daarmee instemmen doen mee, aan beide kanten.",
    "Het gaat om hetzelfde werkzame element of dezelfde soort leervraag.",
    "Wie helpt, is een of twee stappen verder. Een stap levert 2 punten extra op.",
    "Wie helpt, helpt hooguit twee regio's tegelijk. Wie leert, heeft per onderwerp één helper.",
    "Dezelfde GGD-regio geeft 3 punten, dezelfde provincie 2, elk gedeeld thema 1 (hooguit 2).",
    "Een eerste wens geeft 5 punten, een vijfde 1; dat telt voor beide kanten.",
    "Bij elkaar krijgen de koppelingen zo veel mogelijk punten. Een mens keurt elke koppeling goed.",
)
