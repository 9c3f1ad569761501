"""Hard case 72: no way of searching or counting tells anything of a ballot to who is still blind."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests.xperts.kernteam.factory import case, cast, free, kernteam
from xperts.kernteam.enums import Choice, SeatName

# One word of the ballot is asked for; the other would come along with whatever found it.
ASKED, TOLD = "zevenslapersgeheim", "Eikelmuizenmening"
pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def crew(now):
    return kernteam(at=now)


@pytest.fixture
def made(crew, now):
    return case(at=now - timedelta(hours=1))


@pytest.fixture
def judge(crew, made, now):
    """Two seats judge, with both words in what they write."""

    def act() -> None:
        for seat in (SeatName.CGL, SeatName.PARTNER):
            cast(made, crew.holders[seat], Choice.COLLECTIVE, at=now, motivation=f"Een {ASKED}: {TOLD}.")

    return act


@pytest.fixture
def people(crew, made, now):
    """Everybody who is blind; the members said already that they have no interest."""
    for member in (crew.holders[SeatName.PRACTICE], crew.stand_ins[SeatName.PRACTICE]):
        free(made, member, at=now)
    members = {"praktijk": crew.holders[SeatName.PRACTICE], "stand_in": crew.stand_ins[SeatName.PRACTICE]}
    return {name: member.person for name, member in members.items()} | {"lead": crew.lead, "asker": made.contact}


def ways(word: str) -> list[str]:
    """Every address that searches, suggests, counts or hands out what is in the index."""
    lists = ("search", "search_suggestions", "search_feed", "cases", "xperts", "xpert_register", "trajectories")
    dumps = [reverse("dump", args=[form]) for form in ("jsonl", "csv")]
    return [f"{reverse(name)}?q={word}" for name in lists] + [f"/api/v1/search?q={word}", "/api/v1/entries", *dumps]


def body(client, address: str) -> str:
    response = client.get(address)
    found = b"".join(response) if response.streaming else response.content
    return found.decode()


@pytest.mark.parametrize("who", ["praktijk", "stand_in", "lead", "asker"])
def test_no_search_finds_a_ballot_or_its_case_for_who_is_blind(client_for, people, made, judge, who) -> None:
    judge()
    client = client_for(people[who])

    shown = {address: words(body(client, address)) for address in ways(ASKED)}

    assert [address for address, text in shown.items() if TOLD in text or made.title in text] == []


def test_api_counts_nothing_for_a_word_of_a_ballot(client_for, people, judge) -> None:
    judge()

    told = json.loads(body(client_for(people["praktijk"]), f"/api/v1/search?q={ASKED}"))

    assert (told["count"], told["results"]) == (0, [])


def test_no_table_of_the_index_holds_a_word_of_a_ballot(judge) -> None:
    judge()
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name.startswith("search_")]
        held = {name: _holds(cursor, name) for name in tables}

    assert "search_findable" in held
    assert [name for name, found in held.items() if found] == []


def _holds(cursor, table: str) -> bool:
    cursor.execute(f"SELECT count(*) FROM {table} AS held WHERE held::text ILIKE %s", [f"%{ASKED}%"])
    return cursor.fetchone()[0] > 0


def words(page: str) -> str:
    """What a page says, without marks that are new in each answer."""
    seen = re.sub(r"<(script|style|updated)\b.*?</\1>|<[^>]+>", " ", page, flags=re.S)
    return " ".join(seen.split())


@pytest.mark.parametrize("who", ["praktijk", "stand_in", "asker"])
def test_nothing_that_is_counted_changes_when_others_judge(client_for, people, made, judge, who) -> None:
    client = client_for(people[who])
    own = [reverse("my_case", args=[made.number])] if who == "asker" else [reverse("kernteam_case", args=[made.number])]
    addresses = [*own, reverse("kernteam"), reverse("my_loket"), reverse("my_cases"), *ways(made.title)]
    before = {address: words(body(client, address)) for address in addresses}

    judge()

    after = {address: words(body(client, address)) for address in addresses}
    assert [address for address in addresses if before[address] != after[address]] == []
