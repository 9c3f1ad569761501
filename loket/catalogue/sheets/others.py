"""Sheets of the shorter kinds."""

from loket.catalogue.enums import Kind
from loket.catalogue.sheets.fields import Column, FieldType, Section, Sheet, SheetField, line, text

_USE = text("gebruik", "Zo gebruikt u het", "Wat doet u ermee, stap voor stap?")
_NEEDED = text("benodigd", "Wat u nodig hebt", "Tijd, mensen, middelen")

GUIDELINE = Sheet(
    Kind.GUIDELINE,
    "Richtlijnen en werkprincipes",
    "list-checks",
    "Wat vakgenoten hebben afgesproken over goed werken.",
    24,
    (
        Section(
            "De richtlijn",
            (
                text("reikwijdte", "Voor welke situaties"),
                text("aanbevelingen", "Aanbevelingen"),
                text("toepassing", "Toepassen in de praktijk"),
                text("onderbouwing", "Onderbouwing"),
            ),
        ),
    ),
)
MANUAL = Sheet(
    Kind.MANUAL,
    "Handleidingen",
    "book-marked",
    "Stap voor stap uitgelegd, zoals bij Gezonde School of Gezonde Gemeente.",
    24,
    (Section("De handleiding", (text("voor_wie", "Voor wie"), text("stappen", "De stappen"), _NEEDED)),),
)
POLICY_INSTRUMENT = Sheet(
    Kind.POLICY_INSTRUMENT,
    "Beleidsinstrumenten",
    "compass",
    "Hulp bij het maken, kiezen en beoordelen van beleid.",
    36,
    (
        Section(
            "Het instrument",
            (
                text("doel", "Waar is het voor?"),
                _USE,
                text("resultaat", "Wat het u oplevert"),
                _NEEDED,
            ),
        ),
    ),
)
REGISTRATION_INSTRUMENT = Sheet(
    Kind.REGISTRATION_INSTRUMENT,
    "Registratie-instrumenten",
    "chart-column",
    "Hulp bij het meten van bereik en uitvoering.",
    36,
    (
        Section(
            "Het instrument",
            (
                text("wat_meet_het", "Wat u ermee meet"),
                _USE,
                text("uitkomst", "Wat u daarna weet"),
                _NEEDED,
            ),
        ),
    ),
)
TOOLKIT = Sheet(
    Kind.TOOLKIT,
    "Toolkits publiekscommunicatie",
    "megaphone",
    "Een set van teksten, beelden en andere middelen voor een campagne.",
    12,
    (
        Section(
            "De toolkit",
            (
                text("boodschap", "De boodschap"),
                text("middelen", "Wat erin zit"),
                _USE,
                line("periode", "Periode", "Bijvoorbeeld: oktober (Stoptober)"),
            ),
        ),
    ),
)
MATERIAL = Sheet(
    Kind.MATERIAL,
    "Materialen",
    "package",
    "Een folder, film, spel, poster of les.",
    24,
    (
        Section(
            "Het materiaal",
            (
                line("soort", "Soort", "Bijvoorbeeld: folder, film, spel"),
                _USE,
                text("bestellen", "Bestellen of downloaden"),
            ),
        ),
    ),
)
TRAINING = Sheet(
    Kind.TRAINING,
    "Opleidingen en trainingen",
    "graduation-cap",
    "Een opleiding, nascholing, training of masterclass.",
    12,
    (
        Section(
            "De opleiding",
            (
                line("aanbieder", "Aanbieder"),
                SheetField(
                    "vorm",
                    "Vorm",
                    type=FieldType.CHOICE,
                    choices=(
                        ("initieel", "Initiële opleiding"),
                        ("bij-en-nascholing", "Bij- en nascholing"),
                        ("training", "Training"),
                        ("e-learning", "E-learning"),
                        ("masterclass", "Masterclass"),
                    ),
                ),
                text("inhoud", "Inhoud"),
                text("leerdoelen", "Wat u leert"),
            ),
        ),
        Section(
            "Praktisch",
            (
                SheetField("uren", "Uren", "Hoeveel uur kost het in totaal?", FieldType.NUMBER),
                SheetField("prijs", "Prijs in euro", "Vul 0 in als het gratis is.", FieldType.NUMBER),
                line("accreditatie", "Accreditatie"),
                SheetField(
                    "data",
                    "Eerstvolgende data",
                    "",
                    FieldType.ROWS,
                    columns=(Column("datum", "Datum"), Column("plaats", "Plaats")),
                ),
            ),
        ),
    ),
)
PUBLICATION = Sheet(
    Kind.PUBLICATION,
    "Publicaties",
    "file-text",
    "Een rapport, boek, artikel, factsheet of film.",
    60,
    (
        Section(
            "De publicatie",
            (
                SheetField(
                    "soort",
                    "Soort",
                    type=FieldType.CHOICE,
                    choices=tuple(
                        (code, code.capitalize())
                        for code in ("rapport", "boek", "artikel", "factsheet", "film", "website")
                    ),
                ),
                line("auteurs", "Auteurs"),
                line("uitgever", "Uitgever"),
                text("inhoud", "Waar gaat het over?"),
                text("conclusies", "Belangrijkste conclusies"),
            ),
        ),
    ),
)
SUPPORT_OFFER = Sheet(
    Kind.SUPPORT_OFFER,
    "Ondersteuningsaanbod",
    "life-buoy",
    "Wie helpt wie, waarmee en tegen welke kosten.",
    12,
    (
        Section(
            "Het aanbod",
            (
                text("wie_helpt", "Wie helpt u?"),
                text("waarmee", "Waarmee?"),
                text("voor_wie", "Voor wie?"),
                text("kosten", "Wat kost het?"),
                text("aanvragen", "Zo vraagt u het aan"),
            ),
        ),
    ),
)
PROGRAMME = Sheet(
    Kind.PROGRAMME,
    "Programma's en subsidies",
    "coins",
    "Een programma om bij aan te sluiten, of geld om aan te vragen.",
    6,
    (
        Section(
            "Het programma",
            (
                text("doel", "Doel"),
                text("voor_wie", "Voor wie?"),
                text("bedrag", "Bedrag"),
                text("voorwaarden", "Voorwaarden"),
                text("aanvragen", "Zo vraagt u het aan"),
                SheetField("sluit_op", "Sluit op", "De laatste dag om aan te vragen.", FieldType.DATE),
            ),
        ),
    ),
)
ANSWER = Sheet(
    Kind.ANSWER,
    "Vragen en antwoorden",
    "message-circle-question-mark",
    "Een vraag die vaker gesteld wordt, met het antwoord.",
    12,
    (
        Section(
            "Vraag en antwoord",
            (
                text("vraag", "De vraag", "Zo algemeen dat anderen zich erin herkennen.", is_required=True),
                text(
                    "antwoord",
                    "Het antwoord",
                    "Zonder namen, adressen of andere gegevens van mensen.",
                    is_required=True,
                ),
                text("verder", "Waar u verder mee kunt"),
            ),
        ),
    ),
)
