"""*@naam* in a text: kept as the member's number, so that the name goes when the person goes."""

import re

from network.learning.models import LearningNetwork, Membership
from network.learning.naming import FORMER, NAMELESS, name_of

MOST_SUGGESTED = 8
_KEPT = re.compile(r"@\[(\d{1,18})\]")
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+!|<>~-])")


def members(network: LearningNetwork) -> list:
    """Everybody who takes part now, by name."""
    rows = Membership.objects.active().filter(network=network, person__is_active=True).select_related("person")
    return [row.person for row in rows.order_by("person__name", "pk")]


def suggestions(network: LearningNetwork, typed: str) -> list[str]:
    """Names of members that begin with what was typed, or of which a part does."""
    wanted = typed.strip().lower()
    names = dict.fromkeys(name for name in map(name_of, members(network)) if name not in (FORMER, NAMELESS))
    found = [name for name in names if any(part.startswith(wanted) for part in (name.lower(), *name.lower().split()))]
    return found[:MOST_SUGGESTED]


def keep(text: str, network: LearningNetwork) -> tuple[str, list]:
    """The text with numbers for names, and the members who are named. Who is no member is not found.

    Two members of one name are both meant.
    """
    text = text.replace("@[", "@ [")  # nobody names somebody by number
    if "@" not in text:
        return text, []
    by_name: dict[str, list] = {}
    for person in members(network):
        by_name.setdefault(name_of(person), []).append(person)
    by_name.pop(NAMELESS, None)
    found = []
    for name in sorted(by_name, key=len, reverse=True):
        pattern = re.compile(rf"(?<![\w@])@{re.escape(name)}(?!\w)", re.IGNORECASE)
        numbers = " ".join(f"@[{person.pk}]" for person in by_name[name])
        text, count = pattern.subn(numbers, text)
        found += by_name[name] if count else []
    return text, found


def show(text: str, mentioned: list, *, is_markdown: bool = True) -> str:
    """The text with names for numbers; a number of whom is no longer here is *oud-lid*."""
    names = {person.pk: name_of(person) for person in mentioned}

    def name(found: re.Match) -> str:
        shown = names.get(int(found[1]), FORMER)
        escaped = _SIGNS.sub(r"\\\1", shown)
        return f"**@{escaped}**" if is_markdown else f"@{shown}"

    return _KEPT.sub(name, text)
