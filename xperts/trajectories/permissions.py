"""Who may see and do what in a trajectory: predicates on the trajectory with its people (``with_people``).

Who is on two sides has the lower one: a coordinator who asks for advice herself signs as asker, never for CGL.
"""

from loket.accounts.enums import Role
from loket.accounts.permissions import has_role, is_coordinator
from xperts.cases.enums import State
from xperts.cases.permissions import sees_all
from xperts.trajectories.enums import ClaimState, ContractState, Party

RUNNING_STATES = frozenset({State.RUNNING, State.EVALUATED})


def party_of(user, trajectory) -> Party | None:
    """The side on which this person stands; None for everybody else."""
    if not (user and user.is_authenticated and user.is_active):
        return None
    if user.pk in trajectory.asker_ids:
        return Party.ASKER
    if user.pk in trajectory.xpert_ids:
        return Party.XPERT
    return Party.CGL if sees_all(user) else None


def signs_as(user, trajectory) -> Party | None:
    """The side for which this person may agree: of the askers only the one who signs."""
    party = party_of(user, trajectory)
    return None if party == Party.ASKER and user.pk != trajectory.signer_id else party


def is_cgl(user, trajectory) -> bool:
    return party_of(user, trajectory) == Party.CGL


def is_xpert(user, trajectory) -> bool:
    return party_of(user, trajectory) == Party.XPERT


def can_edit_contract(user, contract) -> bool:
    """All sides write, until it is signed."""
    return contract.state == ContractState.DRAFT and party_of(user, contract.trajectory) is not None


def can_agree(user, contract) -> bool:
    return contract.state == ContractState.DRAFT and signs_as(user, contract.trajectory) is not None


def can_add(user, trajectory) -> bool:
    """Writing an addition: while it runs, and one at a time."""
    runs = trajectory.case.state == State.RUNNING and trajectory.finished_at is None
    return runs and party_of(user, trajectory) is not None


def can_drop(user, contract) -> bool:
    """An addition that is not wanted after all; the contract itself is ended by withdrawing the case."""
    return contract.number > 0 and can_edit_contract(user, contract)


def by_the_portal(user, obj=None) -> bool:
    """Steps that follow from another step: the last agreement seals."""
    return user is None or user.is_authenticated


def is_any_xpert(user) -> bool:
    return has_role(user, Role.XPERT)


def can_log(user, engagement) -> bool:
    """An Xpert writes own hours, from the signing on until it was settled."""
    trajectory = engagement.trajectory
    is_own = bool(user and user.is_authenticated) and engagement.person_id == user.pk
    return is_own and trajectory.case.state in RUNNING_STATES and trajectory.settled_at is None


def can_claim(user, engagement) -> bool:
    """Only who is paid by the hour; for Xperts of an institute the hours are written and nothing is claimed."""
    return bool(user and engagement.person_id == user.pk and engagement.rate_cents is not None)


def claims_own(user, claim) -> bool:
    """Submitting again what came back; the portal does it too, when a month closes."""
    return user is None or can_claim(user, claim.engagement)


def can_judge_claims(user) -> bool:
    return is_coordinator(user)


def can_judge_claim(user, claim) -> bool:
    """A coordinator, never of own hours."""
    return is_coordinator(user) and claim.engagement.person_id != user.pk


def can_mend_claim(user, claim) -> bool:
    return claim.state == ClaimState.RETURNED and can_claim(user, claim.engagement)


def can_finish(user, trajectory) -> bool:
    """Saying that the work is done: Xpert or CGL."""
    runs = trajectory.case.state == State.RUNNING and trajectory.finished_at is None
    return runs and party_of(user, trajectory) in (Party.XPERT, Party.CGL)


def can_close_evaluation(user, trajectory) -> bool:
    """A coordinator; that the term is over, the act itself looks at."""
    waits = trajectory.case.state == State.RUNNING and trajectory.finished_at is not None
    return waits and is_coordinator(user) and is_cgl(user, trajectory)


def can_answer_lasting(user, trajectory) -> bool:
    return trajectory.lasting_asked_at is not None and party_of(user, trajectory) == Party.ASKER


def can_write_example(user, trajectory) -> bool:
    """Drafting what others may learn: Xpert and CGL, once all was evaluated."""
    return trajectory.case.state == State.EVALUATED and party_of(user, trajectory) in (Party.XPERT, Party.CGL)


def can_submit_example(user, trajectory) -> bool:
    return trajectory.case.state == State.EVALUATED and is_cgl(user, trajectory)


def can_consent(user, trajectory) -> bool:
    """Asker (who signs) and each Xpert; CGL needs none."""
    return trajectory.case.state == State.EVALUATED and signs_as(user, trajectory) in (Party.ASKER, Party.XPERT)
