"""Who may do what with a mix; predicates on the mix as its queryset annotated it (``right``)."""

from loket.catalogue.mixes.enums import OWN, Right


def can_make(user) -> bool:
    return bool(user.is_authenticated and user.is_active)


def can_view(user, mix) -> bool:
    return can_make(user) and getattr(mix, "right", None) in (OWN, Right.EDIT, Right.VIEW)


def can_edit(user, mix) -> bool:
    """Owner and who works along."""
    return can_make(user) and getattr(mix, "right", None) in (OWN, Right.EDIT)


def can_manage(user, mix) -> bool:
    """Sharing, handing over and throwing away are the owner's."""
    return can_make(user) and mix.owner_id == user.pk
