"""Who may do what in the directory; pure predicates."""

from loket.accounts.permissions import is_coordinator, is_editor


def _is_person(user) -> bool:
    return bool(user and user.is_authenticated and user.is_active)


def can_find(user) -> bool:
    """The directory is for who has an account."""
    return _is_person(user)


def can_write_to(user, listing) -> bool:
    """Anybody but oneself, to who takes messages. Blocks and limits are told apart, when the message is sent."""
    return _is_person(user) and user.pk != listing.person_id and listing.takes_messages


def is_recipient(user, message) -> bool:
    """Replying, reporting and blocking are for who got the message."""
    return _is_person(user) and user.pk == message.recipient_id


def can_judge_reports(user, report=None) -> bool:
    return _is_person(user) and (is_editor(user) or is_coordinator(user))
