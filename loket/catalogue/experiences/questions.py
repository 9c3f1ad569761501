"""The fixed questions of an experience: form, page, differences and export all follow from them.

They ask what users of registers miss: not whether it works, but how it fits, what could be changed locally, and what
it takes (domain.md §2.1).
"""

from dataclasses import dataclass

from loket.catalogue.experiences.enums import Again
from loket.vocabulary import lookup

TEXT_LENGTH = 4000
ORGANISATION_LENGTH = 200
FIRST_YEAR, LAST_YEAR = 1980, 2100


@dataclass(frozen=True)
class Question:
    key: str
    label: str
    help: str
    is_required: bool = False


QUESTIONS = (
    Question(
        "used_for",
        "Voor wie en waar hebt u het gebruikt?",
        "Noem de doelgroep, de plek en hoeveel mensen meededen. Noem geen namen van deelnemers.",
        is_required=True,
    ),
    Question("worked", "Wat werkte goed?", "En waaraan merkte u dat?", is_required=True),
    Question("failed", "Wat werkte niet, of viel tegen?", "Ook hier leren anderen van."),
    Question(
        "adapted",
        "Wat hebt u aangepast, en waarom?",
        "Paste het bij uw doelgroep en uw plek? Wat liet zich goed veranderen, en wat niet?",
    ),
    Question("costs", "Wat kostte het u: geld en uren?", "Noem ook de uren die u niet had verwacht."),
    Question("advice", "Wat raadt u een collega aan?", "Eén of twee dingen die u graag vooraf had geweten."),
)
AGAIN_LABEL = "Zou u het weer gebruiken?"
LABELS = {question.key: question.label for question in QUESTIONS} | {
    "again": AGAIN_LABEL,
    "organisation": "Organisatie",
    "areas": "Gebied",
    "since": "Vanaf jaar",
    "until": "Tot en met jaar",
}
REQUIRED = (*(question.key for question in QUESTIONS if question.is_required), "again")


def empty() -> dict:
    """The answers of a new draft: every key of ``LABELS``."""
    texts = dict.fromkeys((question.key for question in QUESTIONS), "")
    return texts | {"again": "", "organisation": "", "areas": [], "since": None, "until": None}


def missing(answers: dict) -> list[str]:
    """The labels of what must be answered before submission."""
    return [LABELS[key] for key in REQUIRED if not answers.get(key)]


def told(answers: dict) -> list[tuple[str, str]]:
    """(question, answer) of the texts that are there, in the order of the form."""
    return [(question.label, answers[question.key]) for question in QUESTIONS if answers.get(question.key)]


def words(answers: dict, key: str) -> str:
    """One answer as people read it."""
    value = answers.get(key)
    if value in (None, "", []):
        return ""
    if key == "again":
        return str(Again(value).label)
    if key == "areas":
        return ", ".join(map(lookup.area_label, value))
    return str(value)


def period(answers: dict) -> str:
    """The years in words; empty when there are none."""
    since, until = answers.get("since"), answers.get("until")
    if since and until:
        return f"in {since}" if since == until else f"van {since} tot en met {until}"
    if since:
        return f"sinds {since}"
    return f"tot en met {until}" if until else ""
