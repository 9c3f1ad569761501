"""What came out of a survey as a spreadsheet of several sheets; hidden numbers are empty cells."""

from collections.abc import Iterator

from loket.core import spreadsheets
from loket.monitoring.surveys import results
from loket.monitoring.surveys.enums import Dimension
from loket.monitoring.surveys.models import Survey
from loket.monitoring.surveys.results import Results

_CHOICES = ("Kop", "Vraag of stelling", "Antwoord", "Aantal", "Deel van wie antwoordde (%)")
_MEANS = ("Kop", "Stelling", "Groep", "Geantwoord", "Gemiddelde", "Marge (95%)")
_RESPONSE = ("Soort groep", "Groep", "Gevraagd", "Geantwoord", "Respons (%)")
_NAMES = {"level": "Niveau", "sector": "Sector", "region": "GGD-regio"}


def ods(survey: Survey, *, with_texts: bool) -> bytes:
    """``with_texts``: one sheet more, with the open answers, for who may read them."""
    found = results.results(survey)
    sheets = [
        spreadsheets.dataset("Respons", _RESPONSE, _response(found)),
        spreadsheets.dataset("Antwoorden", _CHOICES, _choices(found)),
        spreadsheets.dataset("Gemiddelden", _MEANS, _means(found)),
    ]
    if with_texts:
        texts = ((row.question.text, text) for row in found.questions for text in row.texts)
        sheets.append(spreadsheets.dataset("Open antwoorden", ("Vraag", "Antwoord"), texts))
    return spreadsheets.ods_of(sheets)


def _response(found: Results) -> Iterator[tuple]:
    yield "Alles", "Alles", found.invited, found.answered, found.percent
    for group, rows in found.segments.items():
        for row in rows:
            yield _NAMES[group], row.label, row.invited, row.answered, row.percent


def _choices(found: Results) -> Iterator[tuple]:
    for row in found.questions:
        for choice in row.choices:
            yield Dimension(row.question.dimension).label, row.question.text, choice.label, choice.count, choice.percent


def _means(found: Results) -> Iterator[tuple]:
    for row in found.questions:
        if not row.mean:
            continue
        heading, text = Dimension(row.question.dimension).label, row.question.text
        yield heading, text, "Alles", row.mean.answered, row.mean.value, row.mean.margin
        for group, means in row.groups.items():
            for code, mean in means:
                yield (
                    heading,
                    text,
                    results.label(group, code),
                    mean and mean.answered,
                    mean and mean.value,
                    mean and mean.margin,
                )
