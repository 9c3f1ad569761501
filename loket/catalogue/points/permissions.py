"""Who may do what with discount codes; predicates on the objects alone."""

from loket.accounts.enums import Role
from loket.accounts.permissions import has_role, is_editor
from loket.catalogue.permissions import is_partner_of


def can_open_counter(user) -> bool:
    """The page on which codes are handed in: for partners with an organisation, and editors."""
    return is_editor(user) or (has_role(user, Role.PARTNER) and user.organisation_id is not None)


def can_redeem(user, code) -> bool:
    """Partners of the organisation behind the training, and editors; nobody an own code."""
    if not (user.is_authenticated and user.is_active) or code.person_id == user.pk:
        return False
    return is_editor(user) or is_partner_of(user, code.entry)


def can_undo(user, code) -> bool:
    """Who handed it in; for how long, the act itself looks at."""
    return bool(user.is_authenticated and user.is_active and code.redeemed_by_id == user.pk)
