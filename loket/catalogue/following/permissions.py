"""Who may follow; predicates on the objects alone."""


def can_follow(user) -> bool:
    return bool(user.is_authenticated and user.is_active)


def is_mine(user, follow) -> bool:
    return can_follow(user) and follow.user_id == user.pk
