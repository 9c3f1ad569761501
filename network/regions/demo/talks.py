"""What the regions ask and say in the demo: the themes are those of source 004, the words and people invented."""

from network.regions.demo.stories import FLEVOLAND, LEIDSCHE_RIJN, TEXEL
from network.regions.enums import Element, NeedKind, YieldRole

_F, _T, _L = FLEVOLAND["name"], TEXEL["name"], LEIDSCHE_RIJN["name"]


def _need(region: str, kind: NeedKind, title: str, questions: str, days: int, *, shared: bool = True) -> dict:
    row = {"region": region, "kind": kind, "title": title, "questions": questions, "days": days}
    return row | {"is_shared": shared}


NEEDS = (
    _need(
        _F,
        NeedKind.SUPPORT,
        "Alle zes gemeenten meekrijgen",
        "Wie spreekt de wethouder aan?\nWat als er een nieuwe komt?",
        500,
    )
    | {
        "answer": "Laat organisaties dicht bij de gemeenten het programma leiden, en pas het per gemeente aan.",
        "source": "RIVM (2022), paragraaf 3.1.1",
    },
    _need(
        _F,
        NeedKind.LASTING,
        "Doorgaan na het programma",
        "Wie betaalt na het laatste jaar?\nWat kan het onderwijs overnemen?",
        200,
    ),
    _need(_F, NeedKind.BALANCE, "Minder overlegtafels", "Wanneer vergaderen wij formeel en wanneer niet?", 420)
    | {
        "answer": "Formeel vergaderen alleen om te besluiten; de rest kan wandelend of bij de lunch.",
        "source": "RIVM (2022), paragraaf 3.1.3",
    },
    _need(
        _T, NeedKind.CHOICES, "Kiezen met weinig mensen", "Wat doen wij níet?\nHoe houden wij een projectleider?", 450
    )
    | {
        "answer": "Laat iemand van buiten meekijken en schrap interventies die een ander al doet.",
        "source": "RIVM (2022), paragraaf 3.1.1",
    },
    _need(
        _T, NeedKind.YIELDS, "Laten zien wat het oplevert", "Welke cijfers houden wij bij?\nWat merken inwoners?", 160
    ),
    _need(
        _T, NeedKind.SUPPORT, "De zorgverzekeraar overtuigen", "Wat heeft de verzekeraar nodig om mee te betalen?", 90
    ),
    _need(
        _L, NeedKind.BALANCE, "Wie bewaakt het proces?", "Hoe verdelen wij het trekken?\nBlijft het van de wijk?", 120
    ),
    _need(
        _L,
        NeedKind.LASTING,
        "Van losse subsidies naar vast geld",
        "Welke regelingen passen?\nWat kan de gemeente vast betalen?",
        80,
    ),
    _need(_L, NeedKind.YIELDS, "Meten zonder extra werk", "Wat staat er al in de wijkdata?", 400, shared=False)
    | {
        "answer": "Gebruik wijkdata die er al zijn en vraag er elk jaar verhalen van bewoners bij.",
        "source": "RIVM (2022), figuur 3.3",
    },
)

SESSIONS = (
    {
        "host": 0,
        "days": -420,
        "kind": NeedKind.LEVELS,
        "title": "Leersessie 1: werken op verschillende niveaus",
        "place": "Lelystad",
        "note": "Wij leggen onze voorbeelden langs de zeven werkzame elementen.",
        "elements": [Element.COMMITMENT, Element.STRUCTURE],
        "summary": "De zeven elementen herkent iedereen. Zij lopen vooral vast op geld en wisselende mensen.",
        "noticed": (
            (YieldRole.PROFESSIONAL, ("Ik ken nu de mensen van de andere regio's.",)),
            (YieldRole.POLICY, ("Wij nodigen bestuurders eerder uit.", "Het programma heeft minder thema's.")),
        ),
    },
    {
        "host": 1,
        "days": -150,
        "kind": NeedKind.LASTING,
        "title": "Leersessie 2: intervisie over duurzaam maken",
        "place": "Online",
        "note": "Progressiegerichte intervisie: elke regio brengt een casus in en krijgt tips van de andere twee.",
        "elements": [Element.EMBEDDING, Element.MONEY],
        "cases": (
            {
                "region": 1,
                "case": {
                    "title": "Het geld voor de projectleider stopt",
                    "situation": "Onze projectleider kan nog een half jaar. Daarna trekken vrijwilligers de kar.",
                    "going_well": "Het netwerk groeit en een natuurorganisatie doet mee.",
                    "question": "Hoe houden wij de kern draaiend zonder vaste projectleider?",
                },
                "said": (
                    ("Welke taken kunnen echt niet wachten?", "Wie van de partners heeft al uren hiervoor?"),
                    (
                        "Verdeel het bewaken over drie mensen uit verschillende domeinen.",
                        "Maak er een rechtsvorm van, dan kan de gemeente werk aan u uitbesteden.",
                        "Schrap eerst wat anderen al doen.",
                    ),
                    ("Wij vragen drie partners om elk een lijn te bewaken.",),
                ),
            },
            {
                "region": 0,
                "case": {
                    "title": "Zes gemeenten, zes snelheden",
                    "situation": "De ene gemeente loopt voorop, de andere begint weer opnieuw.",
                    "going_well": "Online bijeenkomsten trekken steeds meer mensen.",
                    "question": "Hoe houden wij iedereen aan boord?",
                },
                "said": (
                    ("Wat wil de gemeente die achterloopt zelf?",),
                    ("Laat gemeenten elkaars verhaal vertellen.", "Begin klein met wat daar al loopt."),
                    ("In elke gemeente kiezen wij één lopend initiatief om bij aan te haken.",),
                ),
            },
        ),
        "summary": "Elke regio gaat met een eerste stap naar huis. Vast geld blijft voor alle drie een open vraag.",
        "noticed": (
            (YieldRole.PROFESSIONAL, ("Ik verwijs vaker naar welzijn.", "Overleg met andere domeinen gaat sneller.")),
            (YieldRole.BOARD, ("Er is meer aandacht voor de gezondheid van onze eigen mensen.",)),
            (YieldRole.RESIDENT, ("Ik ken meer mensen in de buurt.", "Ik weet beter wat ik zelf kan doen.")),
        ),
        "measured": (
            {"who": "GGD", "what": "Ervaren gezondheid van inwoners", "how": "Gezondheidsmonitor, om de vier jaar"},
            {
                "who": "Huisartsenpraktijken",
                "what": "Verwijzingen naar welzijn",
                "how": "Uit het eigen systeem, elk jaar",
            },
        ),
    },
    {
        "host": 2,
        "days": 20,
        "kind": NeedKind.BALANCE,
        "title": "Leersessie 3: wie bewaakt het proces?",
        "place": "Utrecht, en online",
        "note": "Wij nemen de ervaring met lijnbewakers en met een coöperatie door. Breng een casus mee.",
        "elements": [Element.STRUCTURE],
    },
)
