"""The servicedesk with many questions: some are made as people make them, the rest are those again, by SQL.

A process of its own (``python -m benchmarks.desk_dataset 100000``), because it uses the portal's settings.
"""

import contextlib
import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks import words

AT = datetime(2027, 3, 1, 10, 0, tzinfo=UTC)
"""The moment from which everything is counted back: a Monday, in opening hours."""
SHAPES, OPEN = 200, 3_000
FIRST = 1_000_000
"""The keys of what SQL makes begin here."""
COMMON, RARE = "wandelen", "kwartelkoning"
"""The one stands in three of ten questions, the other in one of a thousand."""
AREA = "Utrecht"
"""Of one question in two hundred."""
_DAY = "interval '1 day'"
# Moments in eight years, in no order that goes with anything else of a question.
_SPREAD = "mod(n::bigint * 104729, 259200000) * interval '1 second'"
# Of each column that differs per question; the others are those of the shape.
_QUESTION = {
    "id": "%(first)s + n",
    "number": "(2000 + mod(n, 27)) * 10000000::bigint + 5000000 + n",
    "token": "'meting-' || n",
    "submission": "NULL",
    "state": "CASE WHEN n > %(open)s THEN 'closed' WHEN mod(n, 3) = 0 THEN 'working' ELSE 'new' END",
    "outcome": "CASE WHEN n > %(open)s THEN 'answered' ELSE '' END",
    "assignee_id": "CASE WHEN mod(n, 3) = 0 THEN %(staff)s ELSE NULL END",
    "channel": "CASE WHEN mod(n, 50) = 3 THEN 'phone' WHEN mod(n, 4) = 1 THEN 'mail' ELSE 'web' END",
    "areas": "CASE WHEN mod(n, 200) = 9 THEN %(area)s ELSE t.areas END",
    "organisation_name": "CASE WHEN mod(n, 3) = 0 THEN '' ELSE 'GGD Meting ' || mod(n, 997) END",
    "asker_name": "'Vrager ' || n",
    "asker_email": "'vrager' || n || '@meting.example'",
    "asked_at": f"%(at)s - {_SPREAD}",
    "changed_at": f"%(at)s - {_SPREAD}",
    "answer_due_at": f"%(at)s + (1 + mod(n, 9)) * {_DAY}",
    "solve_due_at": f"%(at)s + (9 + mod(n, 9)) * {_DAY}",
    "answered_at": "NULL",
    "solved_at": f"CASE WHEN n > %(open)s THEN %(at)s - mod(n, 3000) * {_DAY} END",
    "paused_at": "NULL",
    "next_due_at": f"CASE WHEN n > %(open)s THEN NULL ELSE %(at)s + (1 + mod(n, 9)) * {_DAY} END",
    "closed_at": f"CASE WHEN n > %(open)s THEN %(at)s - mod(n, 700) * {_DAY} END",
    "lexemes": "CASE WHEN mod(n, 1000) = 7 THEN t.lexemes || %(rare)s ELSE t.lexemes END",
}
_OF_QUESTION = {"id": "DEFAULT", "question_id": "%(first)s + n", "subject_id": "%(first)s + n", "submission": "NULL"}


def size() -> int:
    """How many questions there are."""
    from servicedesk.models import Question  # noqa: PLC0415 - the models need the settings

    return Question.objects.count()


def fill(count: int) -> None:
    """So many questions, three messages each; grows from what an earlier call made."""
    from django.db import connection  # noqa: PLC0415 - the models need the settings

    from servicedesk import words as lexemes  # noqa: PLC0415
    from servicedesk.models import ClockRecord, Message, Question, QuestionHistory  # noqa: PLC0415

    shapes, staff = _shapes()
    made = Question.objects.filter(pk__gt=FIRST).count()
    told = {"first": FIRST, "open": OPEN, "staff": staff.pk, "at": AT, "from": made + 1, "to": count - len(shapes)}
    told |= {"shapes": shapes, "rare": [lexemes.asked(RARE)[0][0]], "area": _area()}
    models = (Question, Message, QuestionHistory, ClockRecord)
    with connection.cursor() as cursor, _without_indexes(cursor, [model._meta.db_table for model in models]):
        _insert(cursor, Question, _QUESTION, "t.id", told)
        for model in models[1:]:
            key = "subject_id" if model is QuestionHistory else "question_id"
            _insert(cursor, model, _OF_QUESTION, f"t.{key}", told)
    # VACUUM runs outside a transaction; the tests of a page make it plain which rows are seen by all.
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextlib.contextmanager
def _without_indexes(cursor, tables: list[str]) -> Iterator[None]:
    """Leave out what makes many rows slow: indexes are made anew afterwards, and references are known to be right."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname)",
        [tables],
    )
    indexes = cursor.fetchall()
    cursor.execute("SET session_replication_role = replica")
    cursor.execute("SET maintenance_work_mem = '1GB'")
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _, definition in indexes:
        cursor.execute(definition)
    cursor.execute("RESET session_replication_role")


def _insert(cursor, model, changed: dict[str, str], key: str, told: dict) -> None:
    """The rows of the shapes again, for each number; the identity counts on by itself."""
    columns = [field.column for field in model._meta.concrete_fields]
    names = [name for name in columns if changed.get(name) != "DEFAULT"]
    values = ", ".join(changed.get(name, f"t.{name}") for name in names)
    cursor.execute(
        f"INSERT INTO {model._meta.db_table} ({', '.join(names)}) SELECT {values} "
        "FROM generate_series(%(from)s, %(to)s) AS n "
        f"JOIN {model._meta.db_table} t ON {key} = (%(shapes)s::bigint[])[1 + mod(n, cardinality(%(shapes)s))]",
        told,
    )


def _area() -> list[str]:
    from loket.vocabulary import lookup  # noqa: PLC0415 - the models need the settings

    return lookup.resolve_area(AREA)[:1]


def _shapes() -> tuple[list[int], object]:
    """The keys of questions that were asked, answered and added to through the functions of the portal."""
    from loket.accounts.models import User  # noqa: PLC0415 - the models need the settings
    from servicedesk.models import Question  # noqa: PLC0415

    staff = User.objects.get(email="servicedesk@voorbeeld.nl")
    found = list(Question.objects.filter(pk__lt=FIRST, asker_name="Vorm").order_by("pk").values_list("pk", flat=True))
    if not found:
        chance = random.Random(20_271_122)
        found = [_shape(chance, staff, number) for number in range(SHAPES)]
    return found, staff


def _shape(chance: random.Random, staff, number: int) -> int:
    from loket.vocabulary import lookup  # noqa: PLC0415 - the models need the settings
    from servicedesk import answering, asking  # noqa: PLC0415

    themes = [code for code, _ in lookup.choices("theme")]
    text = " ".join([*words.some(chance, 40), *([COMMON] if number % 10 < 3 else [])])
    at = AT - timedelta(days=30)
    told = {"text": f"{text}?", "name": "Vorm", "email": f"vorm{number}@meting.example"}
    question = asking.ask(asking.Asking(**told, themes=chance.sample(themes, 1)), at=at, acknowledge=False)
    seen = question.messages.latest("pk").pk
    answering.reply(question, answering.Writing(" ".join(words.some(chance, 60)), seen, then="work"), by=staff, at=at)
    answering.hear(question, " ".join(words.some(chance, 20)), at=at)
    return question.pk


def make_late(count: int, at: datetime) -> None:
    """So many open questions late at a moment, of which nobody was told; all others are in time."""
    from django.db import connection  # noqa: PLC0415 - needs the settings

    told = {"count": count, "at": at - timedelta(hours=3), "later": at + timedelta(days=40)}
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE servicedesk_question SET next_due_at = %(later)s, answer_due_at = %(later)s, told_late_for = NULL,"
            " warned_for = NULL WHERE next_due_at IS NOT NULL",
            told,
        )
        cursor.execute(
            "UPDATE servicedesk_question SET state = 'new', outcome = '', closed_at = NULL, solved_at = NULL,"
            " next_due_at = %(at)s, answer_due_at = %(at)s WHERE id IN"
            " (SELECT id FROM servicedesk_question ORDER BY id DESC LIMIT %(count)s)",
            told,
        )


def filled(count: int) -> dict:
    """Fill, and tell how long the shapes and the rest took."""
    start = time.perf_counter()
    _shapes()
    made = time.perf_counter()
    fill(count)
    told = {"shapes_in_seconds": round(made - start, 1), "filled_in_seconds": round(time.perf_counter() - made, 1)}
    return {"questions": size(), **told}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(filled(int(sys.argv[1]))), flush=True)
