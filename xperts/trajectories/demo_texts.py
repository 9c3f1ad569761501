"""Invented words for the demo: what an Xpert wrote, what the sides found, and a story for the catalogue."""

from xperts.trajectories.enums import HourKind

WORK = (
    (HourKind.ADVICE, "Gesprek met de kerngroep over doel en rollen", 120),
    (HourKind.PREPARING, "Gespreksleidraad gemaakt", 75),
    (HourKind.ADVICE, "Meegekeken bij het overleg met partners", 150),
    (HourKind.ADVICE, "Terugblik aan de telefoon", 35),
    (HourKind.PREPARING, "Notitie over wie wat beslist", 110),
    (HourKind.REPORTING, "Tussenverslag geschreven", 95),
    (HourKind.ADVICE, "Werksessie met uitvoerders", 180),
)

FOUND = (
    {
        "results": "Er liggen afspraken die alle partners hebben getekend. Het overleg heeft nu één trekker.",
        "result_mark": 4,
        "success_factors": "Iemand van buiten stelde de vraag die wij niet durfden te stellen.",
        "failure_factors": "De zomer kwam ertussen; daarna moesten wij opnieuw beginnen.",
        "cooperation_mark": 5,
        "cooperation": "Duidelijk, op tijd en nooit belerend.",
    },
    {
        "results": "De kerngroep leidt het overleg nu zelf. Het plan is kleiner, maar wordt uitgevoerd.",
        "result_mark": 4,
        "success_factors": "De aanvrager deed het werk zelf en hield zich aan de planning.",
        "failure_factors": "Eén partner kwam pas in de derde sessie.",
        "cooperation_mark": 4,
        "cooperation": "Open en praktisch. Korte lijnen hielpen.",
    },
    {
        "results": "Het doel uit het contract is gehaald, binnen de uren.",
        "result_mark": 4,
        "success_factors": "Goede diagnose vooraf: iedereen wist waar het over ging.",
        "failure_factors": "Het verslag kwam laat.",
        "cooperation_mark": 4,
        "cooperation": "Beide kanten lieten tijdig van zich horen.",
    },
    {
        "results": "De tweede Xpert hielp vooral bij de uitvoering van het plan door de partners.",
        "result_mark": 4,
        "success_factors": "Samen met een andere Xpert: ieder een eigen deel.",
        "failure_factors": "Afstemmen kostte tijd.",
        "cooperation_mark": 4,
        "cooperation": "Prettig.",
    },
)

EXAMPLE = {
    "summary": "Drie organisaties werkten naast elkaar. Met hulp van buiten maakten zij één plan, en hielden het vol.",
    "aanpak": (
        "De partners begonnen met één vraag: wat gebeurt er als wij niets doen?\n\n"
        "- Eerst los van elkaar gesproken, daarna samen.\n"
        "- Per besluit opgeschreven wie erover gaat.\n"
        "- Elke maand kort teruggekeken, met dezelfde drie vragen."
    ),
    "resultaten": "Er liggen afspraken die iedereen heeft getekend. Het overleg heeft een vaste trekker.",
    "succesfactoren": "Iemand van buiten kon vragen wat niemand durfde te vragen. De partners deden het werk zelf.",
    "faalfactoren": "De zomer kwam ertussen. Plan na een lange pauze eerst een korte herstart.",
}
