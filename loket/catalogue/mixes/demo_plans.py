"""The plans of the demo that are facts: the projects of source 002.

Areas, target groups, themes, interventions and figures come from it; what it does not tell stays empty.
"""

from loket.catalogue.mixes.enums import PillarSet, RowStatus

RUNS, _NEW = RowStatus.RUNNING.value, RowStatus.NEW.value
_PLACED = "De indeling in pijlers is een keuze van het loket; de bron zegt niet waar elke aanpak staat."


def details(title: str, areas: list[str], themes: list[str], groups: list[str], **more) -> dict:
    # The second phase of the programme, in which the plans are carried out, runs from 2019 to 2022.
    fixed = {"first_year": 2019, "last_year": 2022, "pillar_set": PillarSet.RIVM.value}
    return fixed | {"title": title, "areas": areas, "themes": themes, "target_groups": groups} | more


def row(title: str, pillar: str, themes: list[str], groups: list[str], external_id: str = "", **more) -> dict:
    told = {"title": title, "pillar": pillar, "themes": themes, "target_groups": groups, "status": _NEW}
    return told | ({"external_id": f"bron002-{external_id}"} if external_id else {}) | more


def figure(label: str, value: str, source: str, year: int | None) -> dict:
    return {"label": label, "value": value, "source": source, "year": year}


CHAIN = {
    "details": details(
        "Ketenaanpak kinderen met overgewicht (GGD Gelderland-Zuid)",
        ["ggd-gelderland-zuid"],
        ["overgewicht", "opvoeding"],
        ["kinderen", "ouders"],
        observations="Regiobreed, naast de plannen per gemeente. Bron: 002, Rivierenland (doorkijkje).",
    ),
    "rows": (
        row(
            "Reis van Vijf",
            "signalering",
            ["overgewicht"],
            ["kinderen"],
            "reis-van-vijf",
            locations=[{"name": "Culemborg", "count": 1}],
        ),
        row(
            "Cool2bfit",
            "signalering",
            ["overgewicht"],
            ["kinderen"],
            "cool2bfit",
            description="De bron noemt dit als mogelijkheid, in West Betuwe.",
        ),
        row("Adviezen voor een gezonde opvoeding", "voorlichting", ["opvoeding"], ["ouders"], "adviezen-opvoeding"),
        row("Gezonde afspraken met je kind", "voorlichting", ["opvoeding"], ["ouders"], "gezonde-afspraken"),
    ),
}
SENIORS = {
    "details": details(
        "Senioren sterker maken: fysiek en sociaal",
        ["gemeente-rotterdam", "gemeente-vlaardingen", "gemeente-dordrecht", "gemeente-papendrecht"],
        ["bewegen", "eenzaamheid", "valpreventie", "diabetes"],
        ["ouderen", "mantelzorgers"],
        pillar_set=PillarSet.SENIORS.value,
        figures=[figure("Gebieden met een profiel van 55-plussers", "14", "Bron 002, Senioren sterker maken", None)],
        observations=f"Senioren die alleen staan zijn moeilijk te bereiken. Bron: 002. {_PLACED}",
    ),
    "rows": (
        row("Welzijn op Recept", "signaleren", ["eenzaamheid"], ["ouderen"], "welzijn-op-recept"),
        row("Signalerend huisbezoek", "signaleren", ["eenzaamheid"], ["ouderen"], "signalerend-huisbezoek"),
        row("TOM", "bewustwording", ["bewegen"], ["ouderen"], "tom"),
        row("Sociaal Vitaal", "bewustwording", ["bewegen", "eenzaamheid"], ["ouderen"], "sociaal-vitaal"),
        row("Nationale Diabetes Challenge", "bewustwording", ["diabetes"], ["ouderen"], "nationale-diabetes-challenge"),
        row("Brede aanpak valpreventie", "signaleren", ["valpreventie"], ["ouderen"], "valpreventie"),
        row("Grip en Glans", "bewustwording", ["eenzaamheid"], ["ouderen"], "grip-en-glans"),
        row("Beweegtuin", "maatregelen-omgeving", ["bewegen"], ["ouderen"], "beweegtuin"),
        row(
            "Community of Practice voor een vitale oude dag",
            "draagvlak",
            ["eenzaamheid", "bewegen"],
            ["ouderen", "mantelzorgers"],
            "community-of-practice-senioren",
        ),
    ),
}
DRENTHE = {
    "details": details(
        "Aan de slag met preventie in Drenthe",
        ["provincie-drenthe"],
        ["gezondheidsachterstanden", "leefstijl", "gezond-ouder-worden"],
        ["bewoners", "ouderen"],
        figures=[figure("Gezondheidsprofielen van wijken en kernen", "183", "Bron 002, Drenthe", None)],
        observations=(
            "De dialoogtafels laten zien dat er al veel gebeurt; samenhang en doorgaan zijn het probleem. "
            f"Bron: 002, Drenthe. {_PLACED}"
        ),
    ),
    "rows": (
        row("Sociaal Vitaal", "voorlichting", ["gezond-ouder-worden"], ["ouderen"], "sociaal-vitaal"),
        row("SMALL", "voorlichting", ["leefstijl"], ["bewoners"], "small"),
        row(
            "Gezondheidsambassadeurs",
            "signalering",
            ["gezondheidsachterstanden"],
            ["bewoners"],
            "gezondheidsambassadeurs",
        ),
        row("Welzijn op Recept", "signalering", ["gezond-ouder-worden"], ["ouderen"], "welzijn-op-recept"),
        row("Superchefs", "voorlichting", ["leefstijl"], ["bewoners"], "superchefs"),
        row(
            "Goedkoop gezonde voeding",
            "voorlichting",
            ["gezondheidsachterstanden"],
            ["bewoners"],
            "goedkoop-gezonde-voeding",
        ),
        row("Citytrainers", "omgeving", ["leefstijl"], ["bewoners"], "citytrainers"),
        row("Voel je goed", "voorlichting", ["gezondheidsachterstanden"], ["bewoners"], "voel-je-goed"),
        row("Bewegen werkt", "signalering", ["leefstijl"], ["bewoners"], "bewegen-werkt"),
    ),
}


def _district(title: str, area: str, themes: list[str], plan: str) -> dict:
    """A plan of *Wijzer in de wijk*: the source tells its themes, not which interventions were chosen."""
    rows = (
        row("Wijkgezondheidsplan uitvoeren en volgen", "omgeving", themes[:1], ["bewoners"], plan),
        row("Vier vragen voor de wijkmonitor", "signalering", themes[-1:], ["bewoners"], "vier-vragen-monitorplan"),
    )
    seen = "De bron noemt de thema's van deze wijk, niet welke interventies zijn gekozen. Bron: 002, Wijzer in de wijk."
    return {"details": details(title, [area], themes, ["bewoners"], observations=seen), "rows": rows}


STEVENSHOF = _district(
    "Wijzer in de wijk: Stevenshof",
    "wijk-leiden-stevenshof",
    ["gezonde-omgeving", "sociale contacten en vriendschap", "gezond eten en bewegen", "gezond-opgroeien"],
    "wijk-stevenshof",
)
ZUIDWEST = _district(
    "Wijzer in de wijk: Den Haag Zuidwest",
    "wijk-den-haag-zuidwest",
    ["overgewicht", "leefstijl", "eenzaamheid", "woningen en buitenruimte"],
    "wijk-den-haag-zuidwest",
)
ALPHEN = _district(
    "Wijzer in de wijk: Alphen Noord",
    "wijk-alphen-aan-den-rijn-alphen-noord",
    ["leefstijl", "gezond meedoen en vaardigheden", "gezonde-omgeving"],
    "wijk-alphen-noord",
)
ZAANSTREEK = {
    "details": details(
        "Gezond opgroeien in Zaanstreek-Waterland",
        [
            "gemeente-oostzaan",
            "gemeente-wormerland",
            "gemeente-edam-volendam",
            "gemeente-landsmeer",
            "gemeente-zaanstad",
        ],
        ["overgewicht", "bewegen", "gezonde-omgeving"],
        ["kinderen", "ouders", "lage-ses"],
        figures=[
            figure("10-jarigen met overgewicht in de regio", "17%", "Bron 002, Zaanstreek-Waterland", None),
            figure("10-jarigen met overgewicht in Nederland", "14%", "Bron 002, Zaanstreek-Waterland", None),
        ],
        observations=(
            "Een open oproep bereikt vooral ouders die al gezond leven; aansluiten bij bestaande groepen werkt beter. "
            "Bron: 002, Zaanstreek-Waterland."
        ),
    ),
    "rows": (
        row(
            "Gezonde organisaties: school, kinderopvang en opvang na school",
            "omgeving",
            ["gezonde-omgeving"],
            ["kinderen"],
            goal="Er komen gezonde organisaties bij in de regio",
            goal_amount="ten minste 5 nieuwe",
        ),
        row(
            "Gezonde sportkantines",
            "omgeving",
            ["gezonde-omgeving", "overgewicht"],
            ["kinderen"],
            "gezonde-sportkantine",
            goal="Er komen gezonde sportkantines bij",
            goal_amount="ten minste 10 nieuwe",
        ),
        row(
            "Openbare ruimte herinrichten zodat kinderen bewegen",
            "omgeving",
            ["bewegen"],
            ["kinderen"],
            goal="Buurten nodigen uit tot bewegen",
            goal_amount="ten minste 4 plekken opnieuw ingericht",
        ),
        row("JOGG-aanpak", "regelgeving", ["overgewicht"], ["kinderen"], "jogg-zaanstad", status=RUNS),
        row("Centrale zorgverlener", "signalering", ["overgewicht"], ["kinderen", "ouders"], "centrale-zorgverlener"),
        row("Scholing Gezond gewicht", "signalering", ["overgewicht"], [], "scholing-gezond-gewicht", status=RUNS),
    ),
}
MOVING = {
    "details": details(
        "Samen in beweging met kwetsbare bewoners",
        [
            "gemeente-oost-gelre",
            "gemeente-winterswijk",
            "gemeente-hardenberg",
            "gemeente-kampen",
            "gemeente-steenwijkerland",
            "gemeente-zwartewaterland",
        ],
        ["bewegen", "gezond-ouder-worden", "mentale-gezondheid"],
        ["ouderen", "chronisch-zieken", "psychisch-kwetsbaar"],
        first_year=2020,
        observations=(
            "Professionals in zorg, welzijn en sport richten zich op dezelfde mensen, maar kennen elkaars aanbod te "
            "weinig. Een maatje helpt om mee te doen. Bron: 002, Samen in beweging."
        ),
    ),
    "rows": (
        row("Welzijn op Recept", "signalering", ["mentale-gezondheid", "bewegen"], ["ouderen"], "welzijn-op-recept"),
        row(
            "Lokale leernetwerken",
            "omgeving",
            ["bewegen"],
            ["ouderen"],
            "leernetwerken-samen-in-beweging",
            umbrella="Welzijn op Recept",
            goal="De activiteiten bijsturen en elkaar leren kennen",
            goal_when="elk half jaar, drie jaar lang",
            locations=[{"name": "Gemeenten", "count": 6}],
        ),
        row(
            "Flyers over bewegen in de gemeente",
            "voorlichting",
            ["bewegen"],
            ["ouderen", "chronisch-zieken"],
            "flyers-samen-in-beweging",
            umbrella="Welzijn op Recept",
        ),
    ),
}
PROJECTS = (CHAIN, SENIORS, DRENTHE, STEVENSHOF, ZUIDWEST, ALPHEN, ZAANSTREEK, MOVING)
