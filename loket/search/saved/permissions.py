"""Who may do what with saved searches; predicates on the objects alone."""


def can_save(user) -> bool:
    return bool(user.is_authenticated and user.is_active)


def is_mine(user, search) -> bool:
    return can_save(user) and search.user_id == user.pk
