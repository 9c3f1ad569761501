"""What each point of the check means for readers, and how to mend it, step by step, in the program people have.

The points are those of EN 301 549 chapter 10 (documents) as far as a program can see them (``core.files.findings``).
"""

from dataclasses import dataclass

WORD, WRITER, POWERPOINT, IMPRESS, EXCEL, CALC, ACROBAT = (
    "Word",
    "LibreOffice Writer",
    "PowerPoint",
    "LibreOffice Impress",
    "Excel",
    "LibreOffice Calc",
    "Acrobat Pro",
)
# The programs in which a file of this kind is made or mended. A PDF is best mended where it was made.
PROGRAMS = {
    "pdf": (WORD, WRITER, ACROBAT),
    "docx": (WORD, WRITER),
    "odt": (WRITER,),
    "pptx": (POWERPOINT, IMPRESS),
    "odp": (IMPRESS,),
    "xlsx": (EXCEL, CALC),
    "ods": (CALC,),
}


@dataclass(frozen=True)
class Guide:
    """A point: its name, whom it keeps out and how, and the steps for each program."""

    title: str
    matters: str
    steps: dict[str, tuple[str, ...]]

    def for_kind(self, kind: str) -> list[tuple[str, tuple[str, ...]]]:
        """(program, steps) for who has a file of this kind."""
        return [(name, self.steps[name]) for name in PROGRAMS.get(kind, ()) if name in self.steps]


_SAVE_WORD = (
    "Maakt u er een pdf van? Kies Bestand, Opslaan als, PDF, Opties, en vink ‘Labels voor documentstructuur’ aan."
)
_SAVE_WRITER = (
    "Maakt u er een pdf van? Kies Bestand, Exporteren als PDF, en vink ‘Universele toegankelijkheid (PDF/UA)’ aan."
)

GUIDES = {
    "text": Guide(
        "Er staat geen tekst in",
        "Wie niet ziet, hoort niets: een schermlezer kan een foto van tekst niet voorlezen. Ook zoeken, vergroten en "
        "kopiëren lukt niet.",
        {
            WORD: (
                "Zoek het oorspronkelijke document op waarvan dit een scan is.",
                "Open het in Word en sla het opnieuw op als pdf.",
                _SAVE_WORD,
            ),
            WRITER: ("Zoek het oorspronkelijke document op.", "Open het in Writer en exporteer het.", _SAVE_WRITER),
            ACROBAT: (
                "Is het origineel weg? Open de scan in Acrobat Pro.",
                "Kies Scan en OCR, Tekst herkennen, In dit bestand, met Nederlands als taal.",
                "Lees de herkende tekst na: namen, cijfers en kolommen gaan vaak fout.",
            ),
        },
    ),
    "tagged": Guide(
        "Koppen, lijsten en tabellen zijn niet aangegeven",
        "Een schermlezer leest dan alles achter elkaar voor. Wie niet ziet, weet niet wat een kop is en kan niet van "
        "onderdeel naar onderdeel gaan.",
        {
            WORD: ("Open het oorspronkelijke document in Word.", "Geef koppen een stijl: Kop 1, Kop 2.", _SAVE_WORD),
            WRITER: ("Open het oorspronkelijke document.", "Geef koppen een stijl: Kop 1, Kop 2.", _SAVE_WRITER),
            ACROBAT: (
                "Kies Hulpmiddelen, Toegankelijkheid, Labels automatisch toevoegen.",
                "Loop daarna de labels na in het deelvenster Labels: klopt de volgorde, en zijn koppen echt koppen?",
            ),
        },
    ),
    "title": Guide(
        "De titel ontbreekt",
        "Wie meer bestanden open heeft, hoort of ziet alleen een bestandsnaam, zoals ‘def_v3’. De titel is het eerste "
        "dat een schermlezer voorleest.",
        {
            WORD: ("Kies Bestand, Info.", "Vul rechts bij Titel de titel in.", "Sla het document op."),
            WRITER: ("Kies Bestand, Eigenschappen, tabblad Beschrijving.", "Vul de titel in.", "Sla het document op."),
            POWERPOINT: ("Kies Bestand, Info.", "Vul rechts bij Titel de titel in.", "Sla de presentatie op."),
            IMPRESS: ("Kies Bestand, Eigenschappen, tabblad Beschrijving.", "Vul de titel in en sla op."),
            EXCEL: ("Kies Bestand, Info.", "Vul rechts bij Titel de titel in.", "Sla het werkblad op."),
            CALC: ("Kies Bestand, Eigenschappen, tabblad Beschrijving.", "Vul de titel in en sla op."),
            ACROBAT: ("Kies Bestand, Eigenschappen, tabblad Beschrijving.", "Vul de titel in en sla op."),
        },
    ),
    "shown-title": Guide(
        "Boven het venster staat de bestandsnaam",
        "De titel is er wel, maar wie niet ziet, hoort bij het openen toch de bestandsnaam.",
        {
            WORD: ("Vul de titel in bij Bestand, Info.", _SAVE_WORD),
            WRITER: ("Kies bij Exporteren als PDF het tabblad Gebruikersinterface.", "Vink ‘Documenttitel tonen’ aan."),
            ACROBAT: (
                "Kies Bestand, Eigenschappen, tabblad Weergave bij openen.",
                "Kies bij Tonen voor ‘Documenttitel’ en sla op.",
            ),
        },
    ),
    "language": Guide(
        "De taal is niet ingesteld",
        "Een schermlezer spreekt de tekst dan uit in de taal die toevallig aanstaat. Nederlands met Engelse klanken is "
        "niet te volgen.",
        {
            WORD: (
                "Selecteer alle tekst met Ctrl+A.",
                "Kies Controleren, Taal, Taal voor controle instellen.",
                "Kies Nederlands.",
            ),
            WRITER: ("Kies Extra, Taal, Voor alle tekst, Nederlands.", "Sla het document op."),
            POWERPOINT: ("Selecteer de tekst.", "Kies Controleren, Taal, Taal voor controle instellen, Nederlands."),
            IMPRESS: ("Kies Extra, Taal, Voor alle tekst, Nederlands.", "Sla de presentatie op."),
            ACROBAT: ("Kies Bestand, Eigenschappen, tabblad Geavanceerd.", "Kies bij Taal voor Nederlands en sla op."),
        },
    ),
    "bookmarks": Guide(
        "Een lang document zonder bladwijzers",
        "Wie niet ziet of moeite heeft met lezen, kan niet naar een hoofdstuk springen en moet alles doorlopen.",
        {
            WORD: (
                "Geef elke kop een stijl: Kop 1, Kop 2.",
                "Kies Opslaan als, PDF, Opties.",
                "Vink ‘Bladwijzers maken met behulp van koppen’ aan.",
            ),
            WRITER: ("Geef elke kop een stijl.", "Vink bij Exporteren als PDF ‘Overzicht exporteren’ aan."),
            ACROBAT: ("Open het deelvenster Bladwijzers.", "Kies Nieuwe bladwijzers van structuur, en kies de koppen."),
        },
    ),
    "alternatives": Guide(
        "Afbeeldingen zonder beschrijving",
        "Wie niet ziet, hoort alleen ‘afbeelding’. Wat u met een grafiek of schema vertelt, gaat verloren.",
        {
            WORD: (
                "Klik met de rechtermuisknop op de afbeelding en kies Alternatieve tekst.",
                "Schrijf in één zin wat er te zien is. Bij een grafiek: wat eruit blijkt.",
                "Alleen versiering? Vink ‘Markeren als decoratief’ aan.",
            ),
            WRITER: (
                "Klik met de rechtermuisknop op de afbeelding en kies Eigenschappen, tabblad Opties.",
                "Schrijf bij Alternatieve tekst in één zin wat er te zien is.",
            ),
            POWERPOINT: (
                "Klik met de rechtermuisknop op de afbeelding en kies Alternatieve tekst weergeven.",
                "Schrijf in één zin wat er te zien is, of vink ‘Markeren als decoratief’ aan.",
            ),
            IMPRESS: (
                "Klik met de rechtermuisknop op de afbeelding en kies Alternatieve tekst.",
                "Schrijf in één zin wat er te zien is.",
            ),
            ACROBAT: ("Kies Hulpmiddelen, Toegankelijkheid, Alternatieve tekst instellen.", "Loop alle figuren na."),
        },
    ),
    "headings": Guide(
        "Geen echte koppen",
        "Wie niet ziet, springt met een schermlezer van kop naar kop. Vette of grote letters zijn voor een schermlezer "
        "gewone tekst.",
        {
            WORD: (
                "Zet de cursor in een kop.",
                "Kies op het tabblad Start de stijl Kop 1. Kies Kop 2 voor wat daaronder valt.",
                "Sla geen niveau over: na Kop 1 komt Kop 2, niet Kop 3.",
            ),
            WRITER: ("Zet de cursor in een kop.", "Kies Stijlen, Kop 1. Kies Kop 2 voor wat daaronder valt."),
        },
    ),
    "slide-titles": Guide(
        "Dia's zonder titel",
        "Wie niet ziet, kiest een dia op titel. Zonder titel is een dia niet terug te vinden.",
        {
            POWERPOINT: (
                "Kies Controleren, Toegankelijkheid controleren, Diatitel.",
                "Typ bij elke dia een titel die maar één keer voorkomt.",
                "Wilt u hem niet laten zien? Kies ‘Verborgen diatitel toevoegen’.",
            ),
            IMPRESS: ("Kies bij de dia een indeling met een titelvak.", "Typ daarin de titel."),
        },
    ),
    "checked": Guide(
        "Wij konden dit bestand niet nakijken",
        "Wij weten niet of iedereen dit bestand kan lezen. Kijk het daarom zelf na.",
        {
            WORD: ("Kies Controleren, Toegankelijkheid controleren.", "Herstel wat daar staat en sla op."),
            WRITER: ("Kies Extra, Toegankelijkheidscontrole.", "Herstel wat daar staat en sla op."),
            POWERPOINT: ("Kies Controleren, Toegankelijkheid controleren.", "Herstel wat daar staat en sla op."),
            IMPRESS: ("Kies Extra, Toegankelijkheidscontrole.", "Herstel wat daar staat en sla op."),
            EXCEL: ("Kies Controleren, Toegankelijkheid controleren.", "Herstel wat daar staat en sla op."),
            CALC: ("Kies Extra, Toegankelijkheidscontrole.", "Herstel wat daar staat en sla op."),
            ACROBAT: ("Kies Hulpmiddelen, Toegankelijkheid, Volledige controle.", "Herstel wat daar staat en sla op."),
        },
    ),
}


def guide(code: str) -> Guide:
    """The guide of a point; one that a newer check knows and we do not yet, gets that of *checked*."""
    return GUIDES.get(code, GUIDES["checked"])
