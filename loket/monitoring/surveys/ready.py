"""The ready questionnaire: *weten, willen, kunnen, participeren, doen* (000, box 4, in our own words)."""

import csv
import pathlib
from datetime import datetime

from django.db import transaction

from loket.monitoring.surveys import questioning
from loket.monitoring.surveys.models import Question, Questionnaire

TABLE = pathlib.Path(__file__).with_name("first.tsv")
TITLE = "Weten, willen, kunnen, participeren, doen"
INTRO = (
    "Met deze vragen kijken wij of de ondersteuning werkt zoals bedoeld. Het duurt ongeveer vijf minuten. "
    "Bij een stelling kiest u hoe zeer u het ermee eens bent."
)
SOURCE = "000, paragraaf 2.2 en kader 4"


@transaction.atomic
def make(*, by, at: datetime) -> Questionnaire:
    """A questionnaire with these questions, that can still be changed."""
    made = questioning.keep(Questionnaire(title=TITLE, intro=INTRO, source=SOURCE), by=by, at=at)
    version = made.versions.get()
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            questioning.keep_question(_question(row, version), by=by)
    return made


def _question(row: dict[str, str], version) -> Question:
    return Question(
        version=version,
        dimension=row["dimension"],
        kind=row["kind"],
        text=row["text"],
        options=[option.strip() for option in row["options"].split("|") if option.strip()],
        measures=row["measures"],
        counts=[int(number) for number in row["counts"].split(",") if number],
    )
