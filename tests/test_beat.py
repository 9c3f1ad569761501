import ast
import pathlib

import pytest
from celery.schedules import crontab

from loket.celery import app
from loket.launcher import places

# What an entry says at the start of its name, and the schedule that it then must have.
WORDS = {
    "every minute": 60.0,
    "every five minutes": 300.0,
    "every ten minutes": 600.0,
    "every quarter of an hour": 900.0,
    "every hour": 3600.0,
}
ENTRIES = app.conf.beat_schedule
AREAS = ("loket", "network", "servicedesk", "xperts")


@pytest.fixture(scope="module")
def task_names() -> set[str]:
    app.loader.import_default_modules()
    return set(app.tasks)


def spoken(schedule) -> str:
    """A schedule in words: a moment of the day, or an interval of the table."""
    if isinstance(schedule, crontab):
        hour, minute = int(schedule._orig_hour), int(schedule._orig_minute)
        part_of_day = "night" if hour < 6 else "day"
        return f"every {part_of_day} at {hour}.{minute:02}"
    return next(words for words, seconds in WORDS.items() if seconds == schedule)


def sent_by_name() -> dict[str, str]:
    """Each task name given to ``dispatch.after_commit``, literally or by a constant of the same module."""
    found = {}
    for path in (path for area in AREAS for path in (places.ROOT / area).rglob("*.py")):
        tree = ast.parse(path.read_text())
        found |= {name: str(path.relative_to(places.ROOT)) for name in _names_in(tree, path)}
    return found


def _names_in(tree: ast.Module, path: pathlib.Path):
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if is_call and node.func.attr == "after_commit" and path.name != "dispatch.py":
            name = node.args[0]
            yield name.value if isinstance(name, ast.Constant) else constants[name.id]


@pytest.mark.parametrize("name", ENTRIES)
def test_beat_entry_binds_to_a_task(name, task_names):
    assert ENTRIES[name]["task"] in task_names


@pytest.mark.parametrize("name", ENTRIES)
def test_beat_entry_says_its_time_in_words(name):
    assert name.partition(": ")[0] == spoken(ENTRIES[name]["schedule"])


def test_every_task_sent_by_name_exists(task_names):
    assert {name: path for name, path in sent_by_name().items() if name not in task_names} == {}
