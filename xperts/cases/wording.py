"""The words of a case, by which cases that are alike find each other: Dutch lexemes, in no public index."""

from servicedesk import words
from xperts.cases.models import Case, Diagnosis, Intake

MOST_LEXEMES = 400


def lexemes(case: Case, intake: Intake | None = None, diagnosis: Diagnosis | None = None) -> list[str]:
    """Of the title, what is wished and how it stands; not of who is involved."""
    texts = [case.title]
    if intake:
        texts += [intake.wished_result, intake.context, intake.own_efforts]
    if diagnosis:
        texts += [diagnosis.situation, diagnosis.obstacles]
    return sorted(words.of(texts))[:MOST_LEXEMES]
