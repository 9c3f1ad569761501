"""The sheet of an intervention, by the headings of the Dutch *werkblad*."""

from loket.catalogue.enums import Kind
from loket.catalogue.sheets.fields import Section, Sheet, text

SHEET = Sheet(
    kind=Kind.INTERVENTION,
    plural="Interventies",
    icon="clipboard-check",
    description="Een aanpak met een vast draaiboek, zoals een cursus, lespakket of groepstraining.",
    check_months=24,
    sections=(
        Section(
            "Doelgroep",
            (
                text(
                    "doelgroep_uiteindelijk",
                    "Uiteindelijke doelgroep",
                    "Voor wie is het bedoeld? Noem ook wie niet mee kan doen.",
                ),
                text(
                    "doelgroep_intermediair",
                    "Intermediaire doelgroep",
                    "Via wie bereikt u hen? Bijvoorbeeld leraren of wijkverpleegkundigen.",
                ),
            ),
        ),
        Section(
            "Doel",
            (
                text("hoofddoel", "Hoofddoel", "Wat is er anders als het is gelukt?", is_required=True),
                text("subdoelen", "Subdoelen", "Welke stappen leiden naar het hoofddoel?"),
            ),
        ),
        Section(
            "Aanpak",
            (
                text("opzet", "Opzet", "Hoeveel bijeenkomsten, hoe lang, in welke volgorde?"),
                text("inhoud", "Inhoud", "Wat gebeurt er, stap voor stap?"),
            ),
        ),
        Section(
            "Uitvoering",
            (
                text("materialen", "Materialen", "Wat hebt u nodig, en waar is het te krijgen?"),
                text("locatie_organisatie", "Locatie en organisatie", "Waar vindt het plaats en wie organiseert het?"),
                text(
                    "competenties_uitvoerders",
                    "Competenties van uitvoerders",
                    "Wat moeten uitvoerders kunnen? Is er een training?",
                ),
                text("kwaliteitsbewaking", "Kwaliteitsbewaking", "Hoe blijft de kwaliteit goed?"),
                text(
                    "minimale_schaal",
                    "Minimale schaal",
                    "Met hoeveel deelnemers, groepen of locaties kan het minstens? Wat is te klein om zin te hebben?",
                ),
                text("randvoorwaarden", "Randvoorwaarden", "Wat moet er geregeld zijn voordat u begint?"),
                text("implementatie", "Implementatie", "Hoe voert u het in, en wie helpt daarbij?"),
                text("kosten", "Kosten", "Wat kost het, per groep of per deelnemer?"),
                text("uren", "Uren", "Hoeveel tijd vraagt het van wie?"),
            ),
        ),
        Section(
            "Onderbouwing",
            (
                text("probleem", "Probleem", "Wat is er aan de hand, bij wie en hoe vaak?"),
                text("oorzaken", "Oorzaken", "Waardoor ontstaat het probleem?"),
                text("factoren", "Factoren die u aanpakt", "Welke oorzaken pakt u aan?"),
                text("verantwoording", "Verantwoording", "Waarom werkt deze aanpak? Noem theorie en onderzoek."),
            ),
        ),
        Section(
            "Onderzoek",
            (
                text(
                    "onderzoek_uitvoering", "Onderzoek naar de uitvoering", "Is onderzocht hoe het in de praktijk gaat?"
                ),
                text("onderzoek_effecten", "Onderzoek naar de effecten", "Is onderzocht wat het oplevert?"),
            ),
        ),
        Section(
            "Werkzame elementen",
            (text("werkzame_elementen", "Werkzame elementen", "Wat mag u bij een aanpassing niet weglaten?"),),
        ),
        Section(
            "Literatuur en colofon",
            (
                text("literatuur", "Literatuur"),
                text("colofon", "Colofon", "Wie is de eigenaar en wanneer is dit beschreven? Noem geen personen."),
            ),
        ),
    ),
)
