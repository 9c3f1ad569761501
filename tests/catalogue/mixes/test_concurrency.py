"""Two people at the same time: nothing is lost, and who was second sees both texts."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from loket.catalogue.mixes.models import Mix, MixMember
from tests.catalogue.mixes.factory import LinkFactory, MemberFactory, MixFactory, RowFactory
from tests.factories import EntryFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act, times: int) -> Counter:
    """How often each answer came of so many threads that do this."""

    def once(number: int):
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return Counter(pool.map(once, range(times)))


@pytest.fixture
def pair(client_for):
    """A mix with a row, and the browsers of its owner and of a colleague."""
    member = MemberFactory()
    row = RowFactory(mix=member.mix, goal="Van het begin")
    return row, client_for(member.mix.owner), client_for(member.user)


def typed(goal: str, seen: int = 1, **more) -> dict:
    return {"title": "Wandelen", "status": "nieuw", "pillar": "voorlichting", "goal": goal, "seen": seen} | more


def test_of_many_savers_at_once_one_wins_and_the_others_see_both_texts(pair):
    row, *browsers = pair
    url = reverse("mix_row", args=[row.mix_id, row.pk])

    answers = at_once(lambda number: browsers[number % 2].post(url, typed(f"Doel {number}")).status_code, 4)

    row.refresh_from_db()
    assert (answers, row.version, row.mix.history.count()) == ({302: 1, 422: 3}, 2, 2)


def test_second_window_keeps_what_was_typed_and_saves_it_on_purpose(pair):
    row, first, second = pair
    url = reverse("mix_row", args=[row.mix_id, row.pk])
    first.post(url, typed("Van de eigenaar"))

    page = second.post(url, typed("Van de collega"))
    text = page.content.decode()
    again = second.post(url, typed("Van de collega", page.context["form"].data["seen"]))

    row.refresh_from_db()
    assert (page.status_code, again.status_code, row.goal) == (422, 302, "Van de collega")
    assert "Van de eigenaar" in text
    assert f"{row.mix.owner} heeft dit intussen veranderd" in text


def test_row_that_a_colleague_took_out_comes_back_with_what_was_typed(pair):
    row, first, second = pair
    url = reverse("mix_row", args=[row.mix_id, row.pk])
    first.post(reverse("mix_row_remove", args=[row.mix_id, row.pk]))

    page = second.post(url, typed("Toch belangrijk"))
    back = page.context["last"].number
    second.post(url, typed("Toch belangrijk", 1, terug=back))

    assert (page.status_code, "Toch belangrijk" in page.content.decode()) == (422, True)
    assert [(each.pk, each.goal) for each in row.mix.rows.all()] == [(row.pk, "Toch belangrijk")]


def test_rows_by_two_at_once_all_come_in(pair):
    row, *browsers = pair
    url = reverse("mix_row_new", args=[row.mix_id])

    at_once(lambda number: browsers[number % 2].post(url, typed("", title=f"Rij {number}")).status_code, 6)

    mix = Mix.objects.get()
    assert (mix.rows.count(), mix.version) == (7, 7)
    assert sorted(mix.history.values_list("number", flat=True)) == list(range(1, 8))


def test_same_entry_by_two_at_once_stands_once(pair):
    row, *browsers = pair
    url = reverse("mix_put", args=[row.mix_id, EntryFactory(published=True).slug])

    answers = at_once(lambda number: browsers[number % 2].post(url).status_code, 4)

    assert (answers, row.mix.rows.count()) == ({302: 4}, 2)


def test_joining_at_once_makes_one_member(client_for):
    link = LinkFactory(mix=MixFactory(), right="edit")
    browser = client_for(UserFactory())

    at_once(lambda _number: browser.post(reverse("mix_join", args=[link.token])).status_code, 4)

    assert MixMember.objects.count() == 1


def test_details_by_two_keep_both_texts_in_sight(pair):
    row, first, second = pair
    url = reverse("mix_edit_profile", args=[row.mix_id])
    first.post(url, {"observations": "Er wordt veel gefietst", "seen": 1})

    page = second.post(url, {"observations": "Er wordt weinig gelopen", "seen": 1})

    text = page.content.decode()
    assert page.status_code == 422
    assert "Er wordt veel gefietst" in text
    assert text.count("Er wordt weinig gelopen") == 2


def test_open_overview_gets_the_rows_of_others(pair):
    row, first, second = pair
    url = f"{row.mix.get_absolute_url()}?sinds=1"
    asks = {"headers": {"HX-Request": "true"}}

    before = first.get(url, **asks)
    second.post(reverse("mix_row_new", args=[row.mix_id]), typed("", title="Zwemmen"))
    after = first.get(url, **asks).content.decode()

    assert (before.status_code, before.content) == (204, b"")
    assert after.count("Zwemmen") > 1
    assert "toegevoegd (Zwemmen)" in after
