"""Who may do what with a list; predicates on the object and what somebody came in by."""

from loket.catalogue.collections.enums import Access


def can_make(user) -> bool:
    return bool(user.is_authenticated and user.is_active)


def access_by(user, collection, key: str) -> Access | None:
    """What this person may do by this key: the maker by its number or any link, others by what their link allows.

    Who is to write needs to be signed in, so that a change has a name.
    """
    if can_make(user) and collection.owner_id == user.pk:
        return Access.OWNER
    if key == collection.edit_token:
        return Access.EDITOR if can_make(user) else Access.READER
    return Access.READER if key == collection.view_token else None


def can_change(access: Access) -> bool:
    return access in (Access.OWNER, Access.EDITOR)


def can_share(access: Access) -> bool:
    """Making links and taking them back, and taking the whole list away."""
    return access == Access.OWNER
