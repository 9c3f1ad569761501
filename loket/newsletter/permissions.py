"""Who makes and sends the newsletter; pure predicates."""

from loket.accounts.permissions import is_coordinator, is_editor
from loket.newsletter.enums import EditionState


def can_make(user, edition=None) -> bool:
    """Editors and coordinator."""
    return is_editor(user) or is_coordinator(user)


def can_edit(user, edition) -> bool:
    """What is planned stands still: who wants to change it takes the planning back first."""
    return can_make(user) and edition.state == EditionState.DRAFT


def by_the_portal(user, edition) -> bool:
    """Sending follows from the clock; nobody presses a button for it."""
    return user is None
