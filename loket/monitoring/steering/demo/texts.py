"""Invented pilots and advisory bodies; action points, risks and agreements stand in the tables beside this file."""

CARRYING = "uitvoering"

PILOTS = (
    {
        "title": "Regiobijeenkomsten bij een bestaand platform",
        "text": "Drie bijeenkomsten over samenwerken in de gemeente, gekoppeld aan het overleg dat er al was.",
        "phase": CARRYING,
        "subject": "laag-2",
        "with_whom": "GGD en sportservice in de regio",
        "source": "000, paragraaf 3.3",
        "reach_planned": 60,
        "region": 3,
        "state": "running",
        "due": -70,
        "verdict": (
            "uitrollen",
            "De opkomst was hoger dan gedacht, en het kost weinig omdat het aansluit bij wat er al is.",
            "Zes gemeenten maakten samen een plan. Vier van de zes werken er nog mee.",
            74,
            "8.1",
        ),
    },
    {
        "title": "Werkplaats helpt bij het beschrijven van een interventie",
        "text": "Een academische werkplaats helpt uitvoerders hun aanpak zo te beschrijven dat die te beoordelen is.",
        "phase": CARRYING,
        "subject": "laag-2",
        "with_whom": "Academische werkplaats (voorbeeld)",
        "source": "000, paragraaf 3.3",
        "reach_planned": 20,
        "region": 9,
        "state": "running",
        "due": -25,
        "verdict": (
            "aanpassen",
            "De hulp is goed, maar de eerste stap duurt te lang. Wij beginnen voortaan met een kort gesprek.",
            "Twee van de vijf interventies zijn ingediend voor een beoordeling.",
            11,
            "7.2",
        ),
    },
    {
        "title": "Spreekuur van de servicedesk in de wijk",
        "text": "Een keer per week zit iemand van de servicedesk in een wijkcentrum, voor vragen van veldwerkers.",
        "phase": CARRYING,
        "subject": "laag-1",
        "with_whom": "Welzijnsorganisatie (voorbeeld)",
        "source": "",
        "reach_planned": 100,
        "region": 15,
        "state": "running",
        "due": 50,
        "verdict": None,
    },
)

BODIES = (
    {
        "name": "CGL-adviesraad",
        "kind": "adviesraad",
        "task": (
            "De adviesraad adviseert over de koers van het programma: waar het heen gaat en wat voorrang krijgt "
            "(000, paragraaf 3.6)."
        ),
        "composition": "Leden van thema-instituten, brancheorganisaties, de beroepsvereniging en een opleiding.",
        "meets": "vier keer per jaar",
        "members": (
            ("Vera Voorbeeld", "een thema-instituut", "voorzitter", True),
            ("Demo Professional", "de praktijk", "lid", False),
            ("Wim Proefman", "een brancheorganisatie", "lid", True),
            ("Yara Verzonnen", "een opleiding", "lid", False),
        ),
        "meetings": ((-150, "Begroting en doelen"), (-60, "Stand van de pilots"), (35, "Evaluatie en vervolg")),
        "advice": (
            (
                -55,
                "Rol pilots uit voordat er nieuwe beginnen",
                (
                    "Er lopen genoeg proeven. Kies er een die werkt, en maak die bekend in meer regio's.\n\n"
                    "Meet daarna of het in een andere regio net zo goed gaat."
                ),
                "Wij nemen dit over. De regiobijeenkomsten gaan als eerste naar meer regio's.",
            ),
            (-5, "Betrek opleidingen eerder", "Vraag opleidingen mee te denken voordat het aanbod vaststaat.", ""),
        ),
    },
    {
        "name": "Klankbordgroep",
        "kind": "klankbordgroep",
        "task": "De klankbordgroep denkt mee over de uitvoering: werkt het in de praktijk? (000, paragraaf 3.6)",
        "composition": "Professionals uit GGD, GGZ, thuiszorg, sport en welzijn.",
        "meets": "twee keer per jaar",
        "members": (
            ("Aisha Testers", "een GGD", "lid", True),
            ("Demo Partner", "een welzijnsorganisatie", "lid", False),
            ("Bas Monster", "een sportservice", "lid", True),
        ),
        "meetings": ((-90, "Zoeken in het loket"), (60, "De servicedesk")),
        "advice": (
            (
                -80,
                "Maak het loket sneller op een telefoon",
                "In het veld kijkt men op een telefoon. Laat daar eerst zien wat het meest wordt gebruikt.",
                "Dat is gedaan. Elke pagina is nu ook op een telefoon te lezen.",
            ),
        ),
    },
    {
        "name": "Expertgroep Gezonde School",
        "kind": "expertgroep",
        "task": "De expertgroep beantwoordt lastige vragen over gezondheid op school (000, paragraaf 3.6).",
        "composition": "Deskundigen uit onderwijs, GGD en onderzoek.",
        "meets": "als er een vraag is",
        "members": (
            ("Noor Denkbeeld", "een school", "lid", True),
            ("Demo Xpert", "een GGD", "lid", False),
        ),
        "meetings": ((-30, "Vragen over schoolbeleid"),),
        "advice": (),
    },
)
