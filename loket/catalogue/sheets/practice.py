"""Sheets that tell a story: the practice example by fixed questions, the guidance in chapters."""

from loket.catalogue.enums import Kind
from loket.catalogue.sheets.fields import Column, FieldType, Section, Sheet, SheetField, line, text

# The fixed questions of the practice examples (source 002); a tip or lesson stands with one of them.
QUESTIONS = (
    ("partijen", "Welke partijen werken samen?"),
    ("aanpak", "Wat is de aanpak?"),
    ("bereiken_betrekken", "Hoe bereikt en betrekt u de juiste mensen?"),
    ("resultaten", "Wat zijn de resultaten tot nu toe?"),
    ("vooruitblik", "Hoe gaat u verder?"),
    ("producten", "Welke producten zijn er gemaakt?"),
)
_WITH = Column("bij", "Bij welke vraag", choices=(("", "Bij geen vraag in het bijzonder"), *QUESTIONS))

PRACTICE = Sheet(
    kind=Kind.PRACTICE,
    plural="Praktijkvoorbeelden",
    icon="map",
    description="Hoe u het in uw gemeente of wijk heeft gedaan, en wat anderen daarvan kunnen leren.",
    check_months=24,
    sections=(
        Section("Het verhaal", tuple(text(key, label, is_required=key == "aanpak") for key, label in QUESTIONS)),
        Section(
            "Wat anderen hiervan leren",
            (
                SheetField(
                    "tips",
                    "Tips",
                    "Kies bij elke tip bij welke vraag hij hoort.",
                    FieldType.ROWS,
                    columns=(_WITH, Column("tekst", "Tip", is_long=True)),
                ),
                SheetField(
                    "lessen",
                    "Geleerde lessen",
                    "Wat zou u nu anders doen?",
                    FieldType.ROWS,
                    columns=(_WITH, Column("tekst", "Les", is_long=True)),
                ),
                text("succesfactoren", "Succesfactoren", "Waardoor lukte het?"),
                text("faalfactoren", "Faalfactoren", "Wat hield u tegen?"),
                text("parelelementen", "Parelelementen", "Waar bent u het meest trots op?"),
            ),
        ),
        Section(
            "Waar en wanneer",
            (
                line("gemeente", "Gemeente of wijk"),
                line("periode", "Periode", "Bijvoorbeeld: 2021 tot en met 2024"),
            ),
        ),
    ),
)

GUIDANCE = Sheet(
    kind=Kind.GUIDANCE,
    plural="Handreikingen",
    icon="book-open-check",
    description="Een dossier in hoofdstukken, of aanbevelingen met waarom, hoe en een voorbeeld.",
    check_months=24,
    sections=(
        Section(
            "Hoofdstukken",
            (
                SheetField(
                    "hoofdstukken",
                    "Hoofdstukken",
                    "Bijvoorbeeld taken, bronnen, theorie, instrumenten.",
                    FieldType.ROWS,
                    columns=(Column("titel", "Titel"), Column("tekst", "Tekst", is_long=True)),
                ),
            ),
        ),
        Section(
            "Aanbevelingen",
            (
                SheetField(
                    "aanbevelingen",
                    "Aanbevelingen",
                    "",
                    FieldType.ROWS,
                    columns=(
                        Column("titel", "Aanbeveling"),
                        Column("waarom", "Waarom", is_long=True),
                        Column("hoe", "Hoe", is_long=True),
                        Column("voorbeeld", "Voorbeeld", is_long=True),
                    ),
                ),
            ),
        ),
    ),
)
