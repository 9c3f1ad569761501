"""What the accessibility check can say: per code the good news, the bad news and the advice."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One point of the check; `advice` is empty when all is well. `places`: where it is wrong, as far as known."""

    code: str
    ok: bool
    sentence: str
    advice: str
    places: tuple[str, ...] = ()


MOST_PLACES = 30

# code: (sentence when good, sentence when not, advice)
SENTENCES = {
    "text": (
        "Het bestand bevat tekst die een computer kan voorlezen.",
        "Het bestand bevat geen tekst. Het is waarschijnlijk een scan of een foto.",
        "Maak het bestand opnieuw vanuit het oorspronkelijke document, of gebruik tekstherkenning (OCR).",
    ),
    "tagged": (
        "De pdf heeft codes (tags) voor koppen, lijsten en tabellen.",
        "De pdf heeft geen codes (tags). Een schermlezer weet dan niet wat een kop of een lijst is.",
        (
            "Gebruik in Word of LibreOffice echte koppen en lijsten. Kies bij het opslaan als pdf voor "
            "‘toegankelijkheid’ of ‘getagde pdf’ (PDF/UA)."
        ),
    ),
    "title": (
        "Het bestand heeft een titel.",
        "Het bestand heeft geen titel in de eigenschappen.",
        "Vul de titel in bij Bestand > Info of Bestand > Eigenschappen en sla het bestand opnieuw op.",
    ),
    "shown-title": (
        "De titel staat boven het venster.",
        "Boven het venster staat de bestandsnaam in plaats van de titel.",
        (
            "Stel in dat de documenttitel wordt getoond: in LibreOffice bij Exporteren als pdf, "
            "in Acrobat bij Eigenschappen, tabblad Openen."
        ),
    ),
    "language": (
        "De taal van het bestand is ingesteld.",
        "De taal van het bestand is niet ingesteld. Een schermlezer kan de tekst dan verkeerd uitspreken.",
        "Stel de taal in op Nederlands, via Controleren > Taal of Extra > Taal, en sla het weer op.",
    ),
    "bookmarks": (
        "Het document heeft bladwijzers.",
        "Het document is lang en heeft geen bladwijzers.",
        "Gebruik echte koppen en kies bij het opslaan als pdf dat er bladwijzers van worden gemaakt.",
    ),
    "alternatives": (
        "Alle afbeeldingen hebben een beschrijving.",
        "Niet alle afbeeldingen hebben een beschrijving.",
        (
            "Klik met de rechtermuisknop op de afbeelding, kies ‘alternatieve tekst’ en schrijf in één zin "
            "wat er te zien is. Is de afbeelding alleen versiering? Markeer haar dan als decoratief."
        ),
    ),
    "headings": (
        "Het document heeft echte koppen.",
        "Het document heeft geen echte koppen. Wie niet ziet, kan dan niet van kop naar kop gaan.",
        "Geef elke kop een stijl, zoals Kop 1 of Kop 2. Alleen vet of groot maken is niet genoeg.",
    ),
    "slide-titles": (
        "Elke dia heeft een titel.",
        "Niet elke dia heeft een titel.",
        "Geef elke dia een titel in het vak dat daarvoor is. Zo kan wie niet ziet een dia terugvinden.",
    ),
    "checked": (
        "Wij hebben het bestand gecontroleerd.",
        "Wij konden niet controleren of dit bestand toegankelijk is.",
        "Controleer het zelf, bijvoorbeeld met de toegankelijkheidscontrole van Word of LibreOffice.",
    ),
}


def finding(code: str, ok: bool, places: Iterable[str] = ()) -> Finding:
    """The finding with its sentence; advice and places only when there is something to mend. Each place counts once."""
    good, bad, advice = SENTENCES[code]
    named = tuple(dict.fromkeys(places))[:MOST_PLACES]
    return Finding(code, ok, good if ok else bad, "" if ok else advice, () if ok else named)
