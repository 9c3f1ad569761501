"""Axe finds nothing on any page, at three widths, in light and in dark."""

import pathlib
from datetime import UTC, datetime

import pytest

from loket.accounts.models import User
from loket.catalogue import importing, workflow
from loket.catalogue.models import Entry, Revision
from loket.home.demo import documents, proposals
from tests.browser.axe import violations
from tests.browser.conftest import MISSING

ENTRIES = pathlib.Path(documents.__file__).parent / "entries"
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
PUBLIC = (
    "/",
    "/catalogus/",
    "/catalogus/?q=bewegen",
    "/catalogus/?q=xqzwv",
    "/themas/",
    "/hulp/",
    "/over/",
    "/erkenning/",
    "/open-data/",
    "/toegankelijkheid/",
    "/privacy/",
    "/kwetsbaarheid-melden/",
    "/erkenning/cijfers/",
    "/partners/",
    "/ondersteuning/",
    "/subsidies/",
    "/gebruik/",
    "/gezocht/",
    "/interventiemix/",
    "/punten/regels/",
    "/vraag/",
    "/catalogus/wijzigingen/",
    "/catalogus/vergelijken/",
    "/catalogus/vergelijken/?ingang=b-slim&ingang=fitgaaf&ingang=weg&q=bewegen",
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/demo/onderdelen/",
    "/demo/post/",
    MISSING,
)
SIGNED_IN = (
    "/mijn/",
    "/mijn/profiel/",
    "/mijn/beveiliging/",
    "/mijn/gegevens/",
    "/mijn/bewaard/",
    "/mijn/zoekvragen/",
    "/mijn/volgend/",
    "/mijn/ervaringen/",
    "/mijn/punten/",
    "/mijn/lijsten/",
    "/mijn/bestanden/",
    "/bijdragen/",
    "/bijdragen/nieuw/",
)
EDITORS = ("/redactie/", "/redactie/cijfers/")
STEPS = ("basis", "inhoud", "vindbaar", "bestanden")


@pytest.fixture
def content(site: str) -> None:
    with (ENTRIES / "002.jsonl").open("rb") as lines:
        importing.run(lines, at=AT)
    author, editor = (User.objects.get(email=f"{role}@voorbeeld.nl") for role in ("professional", "redactie"))
    proposals.play(author, editor, at=AT)


def test_public_pages_have_no_violations(new_page, content) -> None:
    page = new_page()
    entries = [entry.get_absolute_url() for entry in Entry.objects.filter(external_id="bron002-valpreventie")]

    found = [line for path in (*PUBLIC, *entries) for line in violations(page, path)]

    assert found == []


def test_public_pages_in_the_dark_have_no_violations(new_page, content) -> None:
    page = new_page(color_scheme="dark")

    found = [
        line
        for path in ("/", "/catalogus/?q=bewegen", "/hulp/", "/demo/onderdelen/")
        for line in violations(page, path)
    ]

    assert found == []


def test_pages_of_a_professional_have_no_violations(new_page, sign_in, content) -> None:
    page = sign_in(new_page(), "professional")
    draft = workflow.start(
        "interventie", by=User.objects.get(email="professional@voorbeeld.nl"), at=AT, title="Concept"
    )
    steps = [f"/bijdragen/{draft.pk}/{step}/" for step in STEPS]

    found = [line for path in (*SIGNED_IN, *steps, draft.get_absolute_url()) for line in violations(page, path)]

    assert found == []


def test_pages_of_an_editor_have_no_violations(new_page, sign_in, content) -> None:
    page = sign_in(new_page(), "redactie")
    asked = Revision.objects.get(state="changes_asked")
    paths = (*EDITORS, asked.get_absolute_url(), f"/catalogus/{Entry.objects.published().first().slug}/archiveren/")

    found = [line for path in paths for line in violations(page, path)]

    assert found == []
