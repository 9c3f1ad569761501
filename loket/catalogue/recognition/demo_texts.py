"""The words of the invented applications."""

from loket.catalogue.recognition.enums import ProcedureState, Vote

INTERVENTIONS = (
    ("Trap op, trap af (verzonnen)", "Werknemers nemen acht weken lang samen de trap.", "bewegen"),
    ("De tafel van tien (verzonnen)", "Tien gezinnen koken tien weken lang gezond en goedkoop.", "voeding"),
    ("Nooit meer vallen in drie uur (verzonnen)", "Eén middag over losse kleedjes en goede schoenen.", "valpreventie"),
    ("Buren bellen buren (verzonnen)", "Vrijwilligers bellen elke week met een oudere buur.", "eenzaamheid"),
    ("Rookvrij langs de lijn (verzonnen)", "Sportclubs maken hun terrein stap voor stap rookvrij.", "roken"),
    ("Fit met je broekriem (verzonnen)", "Mannen van 40 tot 60 bewegen en eten anders, met hun club.", "overgewicht"),
    ("Praten helpt, wandelen ook (verzonnen)", "Somberheid bespreken tijdens een wandeling.", "depressie"),
    ("Suiker telt (verzonnen)", "Groepslessen voor mensen met een verhoogde kans op diabetes.", "diabetes"),
    ("Eerste glas later (verzonnen)", "Ouders maken samen afspraken over alcohol.", "alcohol"),
    ("De school beweegt door (verzonnen)", "Bewegen tussen de lessen door, met oefeningen per vak.", "bewegen"),
    ("Moestuin op het dak (verzonnen)", "Bewoners van een flat tuinieren samen.", "gezonde-omgeving"),
)
"""Title, summary and theme."""

SHEET = {
    "doelgroep_uiteindelijk": "Volwassenen van 40 tot 65 jaar die minder bewegen dan zij willen. Wie onder behandeling "
    "is van een specialist, overlegt eerst met de huisarts.",
    "hoofddoel": "Na drie maanden beweegt de helft van de deelnemers op minstens vijf dagen een half uur.",
    "subdoelen": "- Deelnemers weten wat bewegen voor hen oplevert.\n- Zij kennen een plek in de buurt.\n"
    "- Zij hebben een maatje.",
    "opzet": "Acht bijeenkomsten van anderhalf uur, elke week een, met een terugkomdag na drie maanden.",
    "inhoud": "Elke bijeenkomst heeft een gesprek van een half uur en een oefening buiten. Het draaiboek beschrijft "
    "ze een voor een.",
    "materialen": "Draaiboek, werkboek en stappenteller. Te bestellen bij de eigenaar.",
    "locatie_organisatie": "Een buurthuis of sportclub. De GGD organiseert, de beweegcoach voert uit.",
    "competenties_uitvoerders": "Een hbo-opleiding in bewegen of gezondheid en de training van een dag.",
    "randvoorwaarden": "Een ruimte voor vijftien mensen en een coach met acht uur per week.",
    "kosten": "Ongeveer 1.800 euro per groep, prijspeil 2025. Deelnemers betalen niets.",
    "uren": "Coach: 40 uur per groep. Coördinator: 12 uur.",
    "werkzame_elementen": "Het maatje, het weekdoel en de vaste plek mogen niet weg.",
    "probleem": "Veel volwassenen halen de beweegrichtlijn niet. (Verzonnen voorbeeld, zonder bron.)",
    "oorzaken": "Weinig tijd, geen gezelschap en geen plek dichtbij.",
    "factoren": "Gezelschap en een plek dichtbij.",
    "verantwoording": "Doelen stellen en steun van anderen helpen om gedrag vol te houden.",
    "literatuur": "Voorbeeldrapport over bewegen in groepen (verzonnen), 2024.",
    "onderzoek_uitvoering": "Bij zes groepen werd bijgehouden wat er gebeurde: zeven van de acht bijeenkomsten gingen "
    "zoals bedoeld.",
    "onderzoek_effecten": "Verzonnen voorbeeld: 120 deelnemers, een meting vooraf en na drie maanden, met een "
    "groep ter vergelijking.",
}
COMMENTS = {
    ProcedureState.FEEDBACK_1: (
        ("kosten", "Kunt u dit uitsplitsen per groep en per deelnemer?"),
        ("competenties_uitvoerders", "Waar kunnen uitvoerders de training volgen?"),
        ("subdoelen", "Bij welk onderdeel van de aanpak hoort elk subdoel?"),
    ),
    ProcedureState.FEEDBACK_2: (("randvoorwaarden", "Dit is veel duidelijker. Noem ook wie de ruimte regelt."),),
}
MOTIVATIONS = {
    Vote.RECOGNISE: "De doelgroep, de doelen en de opzet zijn helder. Iemand anders kan hiermee aan de slag, en weet "
    "wat het kost en wat nodig is.",
    Vote.REFUSE: "De bijeenkomsten zijn te kort beschreven om ze over te nemen. Ook is niet duidelijk wat uitvoerders "
    "moeten kunnen.",
    Vote.ANOTHER_ROUND: "Ik twijfel over de randvoorwaarden en hoor graag hoe de anderen dat zien.",
}
