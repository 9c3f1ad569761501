import pathlib

from django.conf import settings
from django.core.management import call_command

from loket.vocabulary import documentation, shipped


def test_vocabulary_docs_are_up_to_date():
    written = (settings.BASE_DIR / "docs" / "vocabulary.md").read_text(encoding="utf-8")

    assert written == documentation.markdown(), "run: manage.py write_vocabulary_docs"


def test_vocabulary_docs_name_every_code():
    page = documentation.markdown()

    codes = [*(term.code for term in shipped.terms()), *(area.code for area in shipped.areas())]
    assert [code for code in codes if f"| `{code}` |" not in page] == []


def test_write_vocabulary_docs_writes_the_page(tmp_path: pathlib.Path):
    call_command("write_vocabulary_docs", to=tmp_path / "page.md")

    assert (tmp_path / "page.md").read_text(encoding="utf-8") == documentation.markdown()
