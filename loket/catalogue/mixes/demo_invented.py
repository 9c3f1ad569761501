"""Three plans of the demo that are invented, to show what a filled mix looks like; their titles say so."""

from loket.catalogue.mixes.demo_plans import RUNS, details, figure, row
from loket.catalogue.mixes.enums import PillarSet


def priority(title: str, urgency: int, potential: int, energy: int, argument: str) -> dict:
    return {"title": title, "urgency": urgency, "potential": potential, "energy": energy, "argument": argument}


def year(year: int, planned: int | None, reached: int | None = None) -> dict:
    return {"year": year, "planned": planned, "reached": reached}


def cost(year: int, euros: int, bearer: str) -> dict:
    return {"year": year, "cents": euros * 100, "bearer": bearer}


SMOKE_FREE = {
    "details": details(
        "Rookvrij opgroeien (verzonnen voorbeeld)",
        ["nl"],
        ["roken", "opvoeding"],
        ["jongeren", "ouders", "zwangeren"],
        first_year=2027,
        last_year=2030,
        figures=[figure("Jongeren die wel eens vapen", "18%", "verzonnen voor de demo", 2026)],
        observations="Alles in dit plan is verzonnen, om te laten zien hoe een ingevulde mix eruitziet.",
    ),
    "priorities": (
        priority("Vapen onder jongeren", 5, 4, 4, "Scholen vragen erom en het aantal groeit. (verzonnen)"),
        priority("Rook op speelplekken", 3, 4, 5, "Buurten willen zelf aan de slag. (verzonnen)"),
        priority("Stoppen tijdens de zwangerschap", 4, 4, 2, "Weinig mensen, veel winst. (verzonnen)"),
    ),
    "rows": (
        row(
            "Rookvrije speelplekken",
            "omgeving",
            ["roken"],
            ["jongeren", "ouders"],
            status=RUNS,
            locations=[{"name": "Speeltuinen", "count": 12}, {"name": "Sportclubs", "count": 8}],
            goal="Kinderen zien geen volwassenen roken waar zij spelen",
            goal_amount="alle 20 speelplekken",
            goal_when="eind 2028",
            numbers=[year(2027, 900, 760), year(2028, 1400)],
            costs=[cost(2027, 6500, "Gemeente (voorbeeld)"), cost(2028, 4000, "Gemeente (voorbeeld)")],
            carried_by="Buurtteam (voorbeeld)",
            questions=["Wordt er minder gerookt bij de speelplek?", "Wie sprak er wie op aan?"],
        ),
        row(
            "Afspraken over vapen op school",
            "regelgeving",
            ["roken"],
            ["jongeren"],
            locations=[{"name": "Middelbare scholen", "count": 4}],
            numbers=[year(2027, 2200), year(2028, 2200)],
            costs=[cost(2027, 3200, "Scholen (voorbeeld)")],
        ),
        row(
            "Ouderavond over roken en vapen",
            "voorlichting",
            ["roken", "opvoeding"],
            ["ouders"],
            status=RUNS,
            locations=[{"name": "Scholen", "count": 6}],
            numbers=[year(2027, 180, 142), year(2028, 240)],
            costs=[cost(2027, 2400, "GGD (voorbeeld)")],
        ),
    ),
}
MENTAL = {
    "details": details(
        "Lekker in je vel op het mbo (verzonnen voorbeeld)",
        ["nl"],
        ["mentale-gezondheid", "eenzaamheid", "leefstijl"],
        ["studenten", "jongvolwassenen"],
        first_year=2027,
        last_year=2028,
        pillar_set=PillarSet.OWN.value,
        own_pillars=["In de klas", "Op school", "Thuis en vrije tijd"],
        observations="Verzonnen, met eigen pijlers.",
    ),
    "priorities": (priority("Stress en slaap", 4, 4, 5, "Studenten noemen dit zelf het eerst. (verzonnen)"),),
    "rows": (
        row("Lessenreeks over stress", "in-de-klas", ["mentale-gezondheid"], ["studenten"], numbers=[year(2027, 350)]),
        row("Inloop bij de schoolverpleegkundige", "op-school", ["mentale-gezondheid"], ["studenten"], status=RUNS),
    ),
}
LONELY = {
    "details": details(
        "Samen tegen eenzaamheid (verzonnen voorbeeld)",
        ["nl"],
        ["eenzaamheid", "gezond-ouder-worden"],
        ["ouderen", "mantelzorgers"],
        first_year=2027,
        last_year=2029,
        observations="Verzonnen, met aanpakken uit de catalogus.",
    ),
    "priorities": (priority("Alleenwonende ouderen", 4, 3, 4, "Huisartsen zien het vaak. (verzonnen)"),),
    "rows": (
        row(
            "Welzijn op Recept",
            "signalering",
            ["eenzaamheid"],
            ["ouderen"],
            "welzijn-op-recept",
            numbers=[year(2027, 120), year(2028, 160)],
            costs=[cost(2027, 18000, "Gemeente (voorbeeld)"), cost(2028, 18000, "Zorgverzekeraar (voorbeeld)")],
            locations=[{"name": "Huisartsenpraktijken", "count": 5}],
        ),
        row("Grip en Glans", "voorlichting", ["eenzaamheid"], ["ouderen"], "grip-en-glans", numbers=[year(2028, 60)]),
        row("Sociaal Vitaal", "voorlichting", ["gezond-ouder-worden"], ["ouderen"], "sociaal-vitaal"),
        row("Bankjes en een wandelrondje", "omgeving", ["eenzaamheid"], ["ouderen", "mantelzorgers"], status=RUNS),
    ),
}
INVENTED = (SMOKE_FREE, MENTAL, LONELY)
