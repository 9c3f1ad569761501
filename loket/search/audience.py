"""Who the asker is, as the tokens that a findable's audience is held against."""

from collections.abc import Callable, Iterable
from typing import Any

PUBLIC, SIGNED_IN = "public", "signed-in"

_sources: list[Callable[[Any], Iterable[str]]] = []


def register(source: Callable[[Any], Iterable[str]]) -> None:
    """Ask this of every person who is signed in: what they belong to, as tokens. The same source counts once."""
    if source not in _sources:
        _sources.append(source)


def tokens_of(user: Any) -> tuple[str, ...]:
    """The tokens of a person: everybody's, and for who is signed in their roles, organisation and what areas add."""
    if not user.is_authenticated:
        return (PUBLIC,)
    organisation = (f"org:{user.organisation_id}",) if user.organisation_id else ()
    return (PUBLIC, SIGNED_IN, *(f"role:{role}" for role in user.roles), *organisation, *_added(user))


def _added(user: Any) -> Iterable[str]:
    return (token for source in _sources for token in source(user))


def preferred_by(user: Any) -> tuple[str, ...]:
    """The facets that come first for who chose so in the profile: the own sector and level."""
    if not user.is_authenticated or not user.own_sector_first:
        return ()
    found = (("sector", user.sector), ("level", user.level))
    return tuple(f"{group}:{code}" for group, code in found if code)
