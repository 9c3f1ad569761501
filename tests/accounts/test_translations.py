import gettext
import re
from pathlib import Path

import allauth
import pytest
from django.utils.translation import gettext as translated
from django.utils.translation import ngettext

from loket import settings

THEIRS = Path(allauth.__file__).parent / "locale/nl/LC_MESSAGES/django.mo"
OURS = settings.LOCALE_PATHS[0] / "nl/LC_MESSAGES"


def catalogue(path: Path) -> dict:
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


def test_no_text_of_allauth_says_je():
    keys = [key for key in catalogue(THEIRS) if key]
    texts = [ngettext(key[0], key[0], key[1] + 1) if isinstance(key, tuple) else translated(key) for key in keys]

    assert [text for text in texts if re.search(r"\b(je|jij|jou|jouw)\b", text, re.IGNORECASE)] == []


def test_compiled_texts_are_those_of_the_source():
    source = (OURS / "django.po").read_text(encoding="utf-8")
    quoted = re.findall(r'^msgstr(?:\[\d\])? "(.+)"$', source, re.MULTILINE)
    written = {text.replace("\\n", "\n").replace('\\"', '"') for text in quoted}

    assert {text for key, text in catalogue(OURS / "django.mo").items() if key} == written


@pytest.mark.parametrize("name", ["%(email)s", "%(link)s", "%(provider)s"])
def test_placeholders_survive(name):
    ours = {key: text for key, text in catalogue(OURS / "django.mo").items() if name in str(key)}

    assert [text for text in ours.values() if name not in text] == []
