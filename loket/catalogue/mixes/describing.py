"""What stands in a mix as people read it: for versions, for two texts beside each other, and for the spreadsheet."""

from loket.catalogue.mixes.enums import PillarSet, RowStatus
from loket.catalogue.mixes.pillars import SETS
from loket.catalogue.mixes.plan import Line, group_label, money, theme_label
from loket.catalogue.mixes.totals import WHOLE
from loket.core.templatetags.formats import number
from loket.vocabulary import lookup

LABELS: dict[str, dict[str, str]] = {
    "mix": {
        "title": "Titel",
        "areas": "Gebieden",
        "first_year": "Eerste jaar",
        "last_year": "Laatste jaar",
        "pillar_set": "Pijlers",
        "own_pillars": "Eigen pijlers",
        "themes": "Thema's",
        "target_groups": "Doelgroepen",
        "observations": "Wat u zelf ziet",
        "figures": "Cijfers",
        "expected_reach": "Verwacht bereik van het hele plan",
        "expected_source": "Waar die schatting vandaan komt",
    },
    "row": {
        "title": "Titel",
        "description": "Omschrijving",
        "status": "Stand",
        "umbrella": "Paraplu",
        "pillar": "Pijler",
        "themes": "Thema's",
        "target_groups": "Doelgroepen",
        "locations": "Plekken",
        "goal": "Doel",
        "goal_amount": "Hoeveel",
        "goal_when": "Wanneer",
        "numbers": "Aantallen per jaar",
        "costs": "Kosten",
        "carried_by": "Wie voert het uit",
        "questions": "Vragen voor de monitor",
    },
    "priority": {
        "title": "Probleem of thema",
        "urgency": "Urgentie",
        "potential": "Potentie",
        "energy": "Energie",
        "argument": "Waarom",
    },
}


def label(kind: str, key: str) -> str:
    return LABELS[kind][key]


def order(kind: str) -> list[str]:
    return list(LABELS[kind])


def texts(kind: str, told: dict) -> dict[str, str]:
    """Every field that people fill in, as text; what is not filled in is left out."""
    found = {key: text(key, told[key]) for key in LABELS[kind] if key in told}
    return {key: value for key, value in found.items() if value}


def beside(kind: str, theirs: dict, typed: dict) -> list[tuple[str, str, str]]:
    """Where two texts of one thing differ: label, what stands there, what was typed."""
    there, here = texts(kind, theirs), texts(kind, typed)
    keys = [key for key in LABELS[kind] if key in typed and there.get(key, "") != here.get(key, "")]
    return [(LABELS[kind][key], there.get(key, ""), here.get(key, "")) for key in keys]


_FACTS = (
    "status",
    "umbrella",
    "themes",
    "target_groups",
    "description",
    "goal",
    "goal_amount",
    "goal_when",
    "locations",
    "numbers",
    "costs",
    "carried_by",
    "questions",
)


def facts(line: Line) -> list[tuple[str, str]]:
    """What is known of a row, as (label, text); nothing stands there empty."""
    told = {key: text(key, getattr(line, key)) for key in _FACTS}
    return [(LABELS["row"][key], value.replace("\n", "; ")) for key, value in told.items() if value]


def text(key: str, value) -> str:
    """One value as people read it; empty for what is not filled in."""
    if value in (None, "", []):
        return ""
    if key in _WORDS:
        return _WORDS[key](value)
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    return str(value)


def location(row: dict) -> str:
    return f"{row['name']} ({row['count']})" if row["count"] != 1 else row["name"]


def people(row: dict) -> str:
    """*2027: gepland 120, bereikt 90*."""
    told = [(row["planned"], "gepland"), (row["reached"], "bereikt")]
    counts = ", ".join(f"{word} {number(count)}" for count, word in told if count is not None)
    return f"{row['year'] or WHOLE}: {counts}"


def cost(row: dict) -> str:
    """*2027: € 4.000, gemeente Tiel*."""
    year = f"{row['year']}: " if row["year"] else ""
    return year + money(row["cents"]) + (f", {row['bearer']}" if row["bearer"] else "")


def figure(row: dict) -> str:
    """*Overgewicht onder kinderen: 17% (GGD-monitor, 2025)*."""
    source = ", ".join(filter(None, (row["source"], str(row["year"] or ""))))
    return f"{row['label']}: {row['value']}" + (f" ({source})" if source else "")


def _pillar(code: str) -> str:
    known = {pillar.code: pillar.label for pillars in SETS.values() for pillar in pillars}
    return known.get(code, code.replace("-", " ").capitalize())


_WORDS = {
    "areas": lambda codes: ", ".join(lookup.area_label(code) for code in codes),
    "themes": lambda codes: ", ".join(theme_label(code) for code in codes),
    "target_groups": lambda codes: ", ".join(group_label(code) for code in codes),
    "pillar_set": lambda code: PillarSet(code).label,
    "status": lambda code: RowStatus(code).label,
    "pillar": _pillar,
    "locations": lambda rows: "\n".join(map(location, rows)),
    "numbers": lambda rows: "\n".join(map(people, rows)),
    "costs": lambda rows: "\n".join(map(cost, rows)),
    "figures": lambda rows: "\n".join(map(figure, rows)),
    "expected_reach": number,
}
