"""Why a file is refused, in the words that its bringer reads."""

from loket.core.files.kinds import FORBIDDEN_BY_CODE

REFUSALS = {
    "empty": "Dit bestand is leeg. Controleer het bestand en voeg het opnieuw toe.",
    "too-large": "Dit bestand is te groot: {size} MB. Voor dit soort bestand is het maximum {limit} MB.",
    "far-too-large": (
        "Dit bestand is te groot. Een bestand mag hooguit {limit} MB zijn, en alle bestanden die u tegelijk "
        "verstuurt samen {together} MB."
    ),
    "no-extension": (
        "Wij kunnen niet zien wat voor bestand dit is. Geef het een naam met een punt en het soort erachter, "
        "bijvoorbeeld verslag.pdf."
    ),
    "unknown-kind": (
        "Bestanden van het soort {extension} nemen wij niet aan. Sla het op als pdf, docx, odt, jpg of png."
    ),
    "mismatch": (
        "De naam van dit bestand eindigt op {extension}, maar de inhoud is iets anders. "
        "Open het bestand, sla het opnieuw op en voeg het nog een keer toe."
    ),
    "encrypted": ("Dit bestand is beveiligd met een wachtwoord. Sla het op zonder wachtwoord en voeg het opnieuw toe."),
    "damaged": ("Dit bestand is beschadigd of niet compleet. Sla het opnieuw op en voeg het nog een keer toe."),
    "bomb": (
        "Dit bestand is zo gemaakt dat een computer erop kan vastlopen. Wij nemen het niet aan. "
        "Sla het opnieuw op, of maak er een pdf van."
    ),
    "image-too-large": (
        "Deze afbeelding is te groot. Een afbeelding mag 50 miljoen beeldpunten hebben, "
        "en 20.000 beeldpunten breed of hoog zijn. Maak de afbeelding kleiner."
    ),
    "unreadable": (
        "Het lukt ons niet om dit bestand te lezen. Sla het opnieuw op, of maak er een pdf van, "
        "en voeg het nog een keer toe."
    ),
}


class RefusedFile(Exception):
    """A file that is not taken; `code` for the program, `sentence` for the person."""

    def __init__(self, code: str, **values: str):
        self.code = code
        self.values = values
        super().__init__(code)

    @property
    def sentence(self) -> str:
        """The Dutch sentence, with the values that it names."""
        if self.code in FORBIDDEN_BY_CODE:
            return FORBIDDEN_BY_CODE[self.code].sentence
        return REFUSALS[self.code].format(**self.values)
