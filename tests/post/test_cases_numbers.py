"""Each of the seventy-seven cases has a test that carries its number, and a stored message where it is about one."""

import pathlib
import re

from tests.post import stored

HERE = pathlib.Path(__file__).parent
# These are about the mailbox or about our own mail; their messages are those of other cases.
WITHOUT_MESSAGE = {72, 73, 74, 76}


def numbers(pattern: str, texts) -> set[int]:
    return {int(found) for text in texts for found in re.findall(pattern, text)}


def test_every_case_has_a_test_of_its_number():
    tests = numbers(r"def test_case_(\d\d)_", (path.read_text() for path in HERE.glob("test_cases_*.py")))

    assert tests == set(range(1, 78))


def test_every_case_about_a_message_has_one_stored():
    messages = numbers(r"^(\d\d)-", (path.name for path in stored.MESSAGES.iterdir()))

    assert messages == set(range(1, 78)) - WITHOUT_MESSAGE


def test_every_stored_message_is_used():
    tests = "".join(path.read_text() for path in HERE.glob("*.py"))
    filled_in = tuple(set(re.findall(r'f"([\w-]{3,})\{', tests)))
    stems = {path.stem for path in stored.MESSAGES.glob("*.eml")}

    assert {stem for stem in stems if f'"{stem}"' not in tests and not stem.startswith(filled_in)} == set()
