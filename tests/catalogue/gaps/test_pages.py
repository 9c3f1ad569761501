"""The pages about white spots and wanted entries, for each who may see them."""

import pytest
from django.urls import reverse

from loket.catalogue.gaps.models import Gap, Wanted
from loket.search import index
from loket.search.models import SynonymGroup
from tests.catalogue.gaps.factory import WantedFactory, asked
from tests.search.documents import document

pytestmark = pytest.mark.django_db


def address(name: str, row=None) -> str:
    return reverse(name, args=[row.pk] if row else [])


def shown(page) -> str:
    return " ".join(page.content.decode().split())


@pytest.mark.parametrize(
    ("role", "expected"), [("redactie", 200), ("coordinator", 200), ("professional", 403), ("bezoeker", 302)]
)
@pytest.mark.parametrize("name", ["white_spots", "white_spot"])
def test_white_spots_are_for_editors_and_coordinators(name, role, expected, client_as):
    (gap,) = asked("snus")

    assert client_as(role).get(address(name, gap if name == "white_spot" else None)).status_code == expected


def test_list_has_one_row_a_question(client_as):
    asked("eetbui", "eetbuien", "lachgas")

    page = client_as("redactie").get(address("white_spots"))

    assert [(gap.text, gap.count, words) for gap, words, _ in page.context["rows"]] == [
        ("eetbui", 2, ["eetbuien"]),
        ("lachgas", 1, []),
    ]


def test_list_costs_the_same_for_one_and_for_many(client_as, django_assert_max_num_queries):
    asked(*(f"vraag{number} woord{number}" for number in range(20)))
    client = client_as("redactie")

    with django_assert_max_num_queries(9):
        client.get(address("white_spots"))


def test_two_presses_make_a_synonym(client_as):
    index.put(document("Tabak op school"))
    (gap,), client = asked("snus"), client_as("redactie")
    typed = {"asked": "snus", "known": "tabak", "direction": "forward"}

    preview = shown(client.get(address("white_spot_synonym", gap), typed))
    done = shown(client.post(address("white_spot_synonym", gap), typed, follow=True))

    assert ("“snus” vindt dan 1 ingang" in preview, "Tabak op school" in preview) == (True, True)
    assert ("Het synoniem geldt vanaf nu voor iedereen." in done, address("white_spot_reopen", gap) in done) == (
        True,
        True,
    )


@pytest.mark.parametrize("known", ["", "SNUS", "snus", "…", "y" * 81, "\x00", "valpreventie"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_synonym_that_is_none_is_refused_with_what_was_typed(method, known, client_as):
    (gap,), client = asked("snus"), client_as("redactie")
    typed = {"asked": "snus", "known": known, "direction": "both"}

    page = getattr(client, method)(address("white_spot_synonym", gap), typed)

    is_only_a_look = method == "get" and known == "valpreventie"
    assert (page.status_code, SynonymGroup.objects.count()) == (200 if is_only_a_look else 422, 0)


def test_wanted_form_knows_what_the_question_is_about(client_as):
    (gap,) = asked("snus op het mbo")

    form = client_as("redactie").get(address("white_spot_want", gap)).context["form"]

    assert (form.initial["title"], form.initial["settings"]) == ("Snus op het mbo", ["school-mbo"])


def test_wanted_entry_is_for_everybody(client_as, visitor):
    (gap,) = asked("snus")
    typed = {"title": "Snus", "why": "Wij krijgen vragen.", "kind": "materiaal", "themes": ["roken"]}
    client_as("redactie").post(address("white_spot_want", gap), typed)

    page = shown(visitor.get(address("wanted_entries")))

    assert ("Snus" in page, "Nog niemand maakt dit" in page, Wanted.objects.get().lists) == (
        True,
        True,
        {"themes": ["roken"]},
    )


def test_taken_off_the_list_is_not_found_by_visitors(visitor, client_as):
    wanted = WantedFactory(state="withdrawn")

    found = [client.get(wanted.get_absolute_url()).status_code for client in (visitor, client_as("redactie"))]

    assert found == [404, 200]


def test_claim_leads_to_the_wizard_and_twice_in_two_tabs_says_so(client_as):
    wanted, first, second = WantedFactory(), client_as("professional"), client_as("professional")

    done = first.post(address("claim_wanted", wanted))
    late = shown(second.post(address("claim_wanted", wanted), follow=True))

    assert (done.status_code, "/bijdragen/" in done.url) == (302, True)
    assert "Iemand anders heeft dit intussen veranderd" in late


def test_who_makes_it_is_not_told_to_others(client_as, visitor):
    wanted, maker = WantedFactory(), client_as("professional")
    maker.user.name = "Noor Verzonnen"
    maker.user.save()
    maker.post(address("claim_wanted", wanted))

    pages = [shown(client.get(wanted.get_absolute_url())) for client in (visitor, client_as("professional"))]

    assert ["Noor Verzonnen" in page for page in pages] == [False, False]
    assert all("Een collega is hiermee bezig" in page for page in pages)


def test_editor_says_that_it_is_there_already(client_as):
    wanted, client = WantedFactory(), client_as("redactie")

    page = client.post(address("fulfil_wanted", wanted), {"entry": "bestaat-niet"})

    assert (page.status_code, Wanted.objects.get().state) == (422, "free")


def test_nothing_with_a_reason_and_back(client_as):
    (gap,), client = asked("snus"), client_as("redactie")

    empty = client.post(address("white_spot_dismiss", gap), {"reason": " "})
    client.post(address("white_spot_dismiss", gap), {"reason": "Is geen onderwerp van ons."})
    settled = Gap.objects.get().state
    client.post(address("white_spot_reopen", gap))

    assert (empty.status_code, settled, Gap.objects.get().state) == (422, "nothing", "open")


def test_coordinator_looks_but_does_not_settle(client_as):
    (gap,), client = asked("snus"), client_as("coordinator")

    page = client.get(gap.get_absolute_url())

    assert client.post(address("white_spot_dismiss", gap), {"reason": "Nee"}).status_code == 403
    assert address("white_spot_dismiss", gap) not in shown(page)


def test_old_address_leads_on(client_as):
    assert client_as("redactie").get("/redactie/zonder-resultaat/").url == address("white_spots")


@pytest.mark.parametrize("query", ["?pagina=x", "?theme=bestaat-niet", "?theme=%00", "?pagina=999"])
def test_odd_query_gives_the_list(query, visitor):
    WantedFactory()

    assert visitor.get(address("wanted_entries") + query).status_code == 200
