"""What the shop windows of the demo tell: facts from the source documents, in our own words, without people."""

PLAN = "CGL, Plan van aanpak Professionals Gezond Versterkt 2010-2012 (2010)"
GUIDE = "Handreiking Lokale integrale aanpak voor gezondheid: Samenwerken (november 2015)"
REGIONS = "Programma ‘Aan de slag met preventie in uw gemeente’ (2020, jaar afgeleid uit de tekst)"
CONCEPTS = "RIVM, Het toepassen van brede gezondheidsconcepten (2022, jaar afgeleid uit de tekst)"

# organisation: (summary, text, themes, areas, source)
SHOPS = {
    "RIVM Centrum Gezond Leven": (
        "Steunt professionals in de gezondheidsbevordering met kennis, ontmoeting en advies.",
        (
            "Het centrum brengt samen wat werkt: interventies, handleidingen en instrumenten.\n\n"
            "Het helpt in drie lagen:\n\n- spullen die iedereen zelf kan vinden en gebruiken\n"
            "- ontmoeting en uitwisseling tussen vakgenoten\n- advies op maat bij een ingewikkelde vraag"
        ),
        ("roken", "alcohol", "overgewicht", "depressie"),
        ("nl",),
        f"{PLAN}, §2.4.2",
    ),
    "ZonMw": (
        "Financiert programma's en onderzoek, en helpt om de uitkomsten in de praktijk te krijgen.",
        (
            "ZonMw heeft onder meer programma's gehad voor lokaal gezondheidsbeleid en voor preventie dicht bij huis. "
            "Het organiseerde kennisateliers voor gemeenten en hun partners, en liet onderzoeken hoe kennis zich "
            "verspreidt."
        ),
        ("leefstijl", "gezondheidsachterstanden"),
        ("nl",),
        f"{PLAN}, §1, §2.3.2 en §3.3; {CONCEPTS}, §3.2.1",
    ),
    "NSPOH": (
        "Opleider voor professionals in de publieke gezondheid en de arbeidsgezondheid.",
        (
            "Bij de NSPOH zijn de scholingsmodules Gezonde School te volgen: voor professionals die scholen helpen "
            "gezonder te worden."
        ),
        ("gezond-opgroeien",),
        ("nl",),
        f"{PLAN}, §2 en §4.1, tabel 2",
    ),
    "TNO": (
        "Onderzoekt wat werkt in wijk en beroep, en vertelt daarover.",
        (
            "TNO zette opleidingen in de gezondheidsbevordering op een rij en onderzocht wat nodig is om sectoren in "
            "een wijk goed te laten samenwerken. Het geeft een gastcollege over samenwerken met bedrijven."
        ),
        ("gezonde-omgeving",),
        ("nl",),
        f"{PLAN}, hoofdstuk 1 en §3.1; {GUIDE}, Gastsprekers en Bronnen",
    ),
    "Movisie": (
        "Kennis over het sociale domein, en hoe dat samenhangt met gezondheid.",
        (
            "Movisie laat zien wat helpt bij eigen regie, en hoe bewoners en vrijwilligers zichtbaar maken wat hun "
            "werk oplevert. Het geeft een gastcollege over de verbinding tussen sociaal en gezond."
        ),
        ("mentale-gezondheid", "eenzaamheid"),
        ("nl",),
        f"{GUIDE}, Gastsprekers; {CONCEPTS}, referentielijst",
    ),
    "Vilans": (
        "Kennis over langdurige zorg en de stap van ziekte naar gezondheid.",
        (
            "Vilans schreef over eigen regie en gezondheid, en over het veranderverhaal: een manier waarop een "
            "bewonerscollectief laat zien wat het bereikt."
        ),
        ("gezond-ouder-worden",),
        ("nl",),
        f"{CONCEPTS}, referentielijst",
    ),
    "Platform31": (
        "Trainingen over samenwerken en onderhandelen in netwerken.",
        (
            "In de trainingen van Platform31 leert u onderhandelen vanuit belangen, en leert u wat uw eigen rol en "
            "stijl doen in een coalitie."
        ),
        (),
        ("nl",),
        f"{GUIDE}, Trainingen",
    ),
    "Institute for Positive Health (iPH)": (
        "Werkt aan Positieve Gezondheid: uitgaan van wat iemand kan en belangrijk vindt.",
        (
            "Positieve Gezondheid kijkt naar zes dimensies van het leven. Het *spinnenweb* is een hulpmiddel voor het "
            "gesprek daarover. Het instituut dacht ook na over hoe u de uitkomst kunt meten."
        ),
        ("leefstijl",),
        ("nl",),
        f"{CONCEPTS}, §1.1 en §3.2",
    ),
    "GENERO": (
        "Laat senioren en mantelzorgers meedenken over projecten voor ouderen.",
        (
            "Leden van het ouderen- en mantelzorgforum denken mee met projecten en leiden gesprekken met "
            "leeftijdgenoten. Dat geeft open gesprekken over wensen en behoeften."
        ),
        ("gezond-ouder-worden",),
        ("ggd-rotterdam-rijnmond",),
        f"{REGIONS}, project ‘Senioren sterker maken: fysiek en sociaal’",
    ),
    "GGD Zaanstreek-Waterland": (
        "Pakt met vijf gemeenten en met ouders overgewicht bij kinderen aan.",
        (
            "De GGD werkt aan een gezondere omgeving, een keten van hulp en steun voor gezinnen. Ouders denken mee in "
            "een regionale denktank. Partners leren twee keer per jaar van elkaar in een leerkring."
        ),
        ("overgewicht", "gezond-opgroeien"),
        ("ggd-zaanstreek-waterland",),
        f"{REGIONS}, project ‘Gezond opgroeien in Zaanstreek-Waterland’",
    ),
    "GGD Drenthe": (
        "Helpt Drentse gemeenten een mix van interventies te kiezen.",
        (
            "Lokale werkgroepen maakten 183 profielen van wijken en kernen. Aan dialoogtafels kozen zij waar het eerst "
            "aan te werken. Een centrale werkgroep helpt met kennis, coaching en advies."
        ),
        ("leefstijl",),
        ("provincie-drenthe", "ggd-drenthe"),
        f"{REGIONS}, project ‘Aan de slag met preventie in de Drentse gemeenten’",
    ),
}
OWN = (
    "Een verzonnen GGD, om te laten zien hoe een partner de eigen etalage bijhoudt.",
    (
        "Deze organisatie bestaat niet. Wat hier staat, is bedacht voor de demo.\n\n"
        "- wij helpen scholen en wijken\n- wij geven trainingen\n- wij verdelen een klein subsidiepotje"
    ),
    ("bewegen", "voeding"),
    ("nl",),
    "Verzonnen voorbeeld voor de demo.",
)
OWN_NEW = "Een verzonnen GGD die nu ook werkgevers helpt. Deze zin wacht nog op de redactie."
