"""Who may do what with surveys and focus groups; pure predicates."""

from loket.accounts.enums import STAFF_ROLES, Role
from loket.accounts.permissions import is_coordinator
from loket.monitoring.surveys.enums import SurveyState

READERS = STAFF_ROLES | {Role.PARTNER}


def can_survey(user, subject=None) -> bool:
    """Coordinators make, send and close surveys, and keep focus groups."""
    return is_coordinator(user)


def can_open(user) -> bool:
    """Who works here and partners see what came out."""
    return bool(user and user.is_authenticated and user.is_active and READERS.intersection(user.roles))


def can_read_results(user, survey) -> bool:
    """Not before it is closed, for nobody: two looks at a running survey would show what one person said."""
    return survey.state == SurveyState.CLOSED and can_open(user)


def can_read_open_answers(user, survey) -> bool:
    return survey.state == SurveyState.CLOSED and can_survey(user)


def by_the_portal(user, survey) -> bool:
    """What follows from the calendar alone, or is done by a coordinator."""
    return user is None or can_survey(user)
