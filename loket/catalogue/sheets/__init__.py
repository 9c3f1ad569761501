"""The sheet of each kind of entry: forms, pages, differences, import and excerpts all follow from it."""

from loket.catalogue.sheets import intervention, others, practice
from loket.catalogue.sheets.fields import Column, FieldType, Section, Sheet, SheetField

__all__ = ["SHEETS", "Column", "FieldType", "Section", "Sheet", "SheetField"]

_ALL = (
    intervention.SHEET,
    practice.PRACTICE,
    others.GUIDELINE,
    others.MANUAL,
    practice.GUIDANCE,
    others.POLICY_INSTRUMENT,
    others.REGISTRATION_INSTRUMENT,
    others.TOOLKIT,
    others.MATERIAL,
    others.TRAINING,
    others.PUBLICATION,
    others.SUPPORT_OFFER,
    others.PROGRAMME,
    others.ANSWER,
)
SHEETS: dict[str, Sheet] = {sheet.kind: sheet for sheet in _ALL}
