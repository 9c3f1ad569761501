"""The plan of *Samen Leren voor Gezond Gewicht in Rivierenland*, as far as source 002 tells it.

Facts and figures are those of the source (Rivierenland: the parts on results and outlook). It gives the number of
people for the plan as a whole and for one intervention. Who pays, what it costs and what was reached it does not tell,
so that stays empty. Which theme a row belongs to is as the catalogue has it.
"""

from loket.catalogue.mixes.enums import PillarSet, RowStatus

SOURCE = "Publicatie over Samen Leren voor Gezond Gewicht in Rivierenland (bron 002), schatting voor de projectperiode"

DETAILS = {
    "title": "Gezond gewicht in Rivierenland",
    "areas": ["gemeente-culemborg", "gemeente-tiel", "gemeente-maasdriel", "gemeente-west-betuwe"],
    "first_year": 2019,
    "last_year": 2022,
    "pillar_set": PillarSet.WEIGHT.value,
    "own_pillars": [],
    "themes": ["overgewicht", "bewegen", "voeding"],
    "target_groups": ["kinderen", "ouders", "volwassenen"],
    "observations": (
        "Overgewicht komt in deze regio veel voor. Er gebeurt al veel, maar het aanbod past niet overal even goed bij "
        "de gemeente, en inwoners doen nog te weinig mee aan de keuzes. Bron: 002, Rivierenland."
    ),
    "figures": [],
    # "1100 inwoners" on 43 places, source 002.
    "expected_reach": 1100,
    "expected_source": SOURCE,
}


def _places(*pairs: tuple[str, int]) -> list[dict]:
    return [{"name": name, "count": count} for name, count in pairs]


def _row(external_id: str, title: str, pillar: str, themes: list[str], groups: list[str], **more) -> dict:
    told = {"external_id": external_id, "title": title, "pillar": pillar, "themes": themes, "target_groups": groups}
    return told | {"status": RowStatus.NEW.value} | more


_UMBRELLA = "B-slim"
# Source 002: nine, ten, ten, three, two, three and six places make the 43 that it names.
RECOGNISED = (
    _row(
        "bron002-fitgaaf",
        "FitGaaf!",
        "aanbod",
        ["overgewicht", "bewegen", "voeding"],
        ["kinderen"],
        locations=_places(("Scholen in West Betuwe", 6), ("Kinderopvanglocaties in West Betuwe", 3)),
        umbrella=_UMBRELLA,
    ),
    _row(
        "bron002-beweegkriebels",
        "Beweegkriebels",
        "aanbod",
        ["bewegen", "overgewicht"],
        ["kinderen"],
        locations=_places(("Kinderopvanglocaties in Maasdriel", 10)),
        umbrella=_UMBRELLA,
    ),
    _row(
        "bron002-ouderworkshop-eetplezier",
        "Ouderworkshop Eetplezier en Beweegkriebels",
        "aanbod",
        ["voeding", "bewegen"],
        ["ouders"],
        locations=_places(("Ouderworkshops in Maasdriel", 10)),
        umbrella=_UMBRELLA,
    ),
    _row(
        "bron002-voor-je-het-weet",
        "Theatervoorstelling Voor je het weet zijn ze groot",
        "aanbod",
        ["overgewicht"],
        ["ouders"],
        locations=_places(("Voorstellingen in Culemborg", 3)),
        # Three performances of thirty people each.
        numbers=[{"year": None, "planned": 90, "reached": None}],
        umbrella=_UMBRELLA,
    ),
    _row(
        "bron002-liever-bewegen-dan-moe",
        "Liever bewegen dan moe",
        "aanbod",
        ["bewegen"],
        ["volwassenen"],
        locations=_places(("Groepen in Tiel", 2)),
        umbrella=_UMBRELLA,
    ),
    _row(
        "bron002-daily-mile",
        "Daily Mile",
        "aanbod",
        ["bewegen"],
        ["kinderen"],
        locations=_places(("Scholen in Tiel", 3)),
        umbrella=_UMBRELLA,
    ),
    _row(
        "bron002-goedkoop-gezonde-voeding",
        "Goedkoop gezonde voeding",
        "aanbod",
        ["voeding"],
        ["volwassenen"],
        locations=_places(("Workshops in Tiel", 6)),
        umbrella=_UMBRELLA,
    ),
)
# The other three elements of the plan; the source names these parts without numbers.
OTHERS = (
    _row("bron002-toolkit-preventie-in-de-wijk", "Toolkit Preventie in de wijk", "infrastructuur", ["overgewicht"], []),
    _row(
        "bron002-duo-gezondheidsmakelaar-welzijn",
        "Duo's van gezondheidsmakelaar en welzijnswerker",
        "infrastructuur",
        ["overgewicht"],
        [],
    ),
    _row("bron002-gezonde-kinderopvang", "Gezonde Kinderopvang", "gezonde-omgeving", ["overgewicht"], ["kinderen"]),
    _row("bron002-gezonde-school", "Gezonde School", "gezonde-omgeving", ["overgewicht"], ["kinderen"]),
    _row("bron002-schoolfruit", "Schoolfruit", "gezonde-omgeving", ["voeding"], ["kinderen"]),
    _row("", "Buitenruimte en speelplekken verbeteren", "gezonde-omgeving", ["bewegen"], ["kinderen"]),
    _row(
        "bron002-ketenaanpak-rivierenland",
        "Ketenaanpak kinderen met overgewicht in Rivierenland",
        "inwoners-met-overgewicht",
        ["overgewicht"],
        ["kinderen", "ouders"],
    ),
)
