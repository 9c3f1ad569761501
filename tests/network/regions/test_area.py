import pytest
from django.urls import reverse

from network.regions.enums import NeedState
from network.regions.workflow import founding
from tests.factories import EntryFactory, content
from tests.network.regions import factory


def page(client, code: str) -> str:
    return client.get(reverse("area", args=[code])).content.decode()


def test_area_gathers_regions_needs_and_entries(visitor, db):
    region = factory.region(areas=["gemeente-tiel"], name="Tiel leert")
    founding.give(region, "verhaal", by=region.leader, at=factory.AT)
    factory.need(region, is_shared=True, title="Ouderen bereiken")
    factory.need(region, is_shared=True, title="Al beantwoord", state=NeedState.ANSWERED)
    factory.need(region, title="Alleen voor ons")
    EntryFactory(published=True, title="Lopen langs de Waal", content=content(areas=["gemeente-tiel"]))

    shown = page(visitor, "gemeente-tiel")

    found = [text in shown for text in ("Tiel leert", "Ouderen bereiken", "Al beantwoord", "Alleen voor ons")]
    assert found == [True, True, False, False]


def test_needs_of_a_municipality_stand_with_its_province_too(visitor, db):
    region = factory.region("verhaal", areas=["gemeente-tiel"])
    factory.need(region, is_shared=True, title="Ouderen bereiken")

    assert "Ouderen bereiken" in page(visitor, "provincie-gelderland")
    assert "Ouderen bereiken" not in page(visitor, "provincie-limburg")


@pytest.mark.parametrize("code", ["bestaat-niet", "gemeente-", "x" * 90])
def test_unknown_area_is_not_there(visitor, db, code):
    assert visitor.get(reverse("area", args=[code])).status_code == 404


@pytest.mark.parametrize(("name", "status"), [("Tiel", 302), ("Nergenshuizen", 422), ("", 422), ("Bergen", 200)])
def test_area_is_found_by_its_name_or_a_sentence_says_so(visitor, db, name, status):
    assert visitor.get(reverse("areas"), {"naam": name}).status_code == status


def test_area_page_takes_few_queries(visitor, db, steady_vocabulary, django_assert_max_num_queries):
    for _ in range(3):
        region = factory.region(areas=["gemeente-tiel"])
        founding.give(region, "verhaal", by=region.leader, at=factory.AT)
        factory.need(region, is_shared=True)

    with django_assert_max_num_queries(20):
        page(visitor, "gemeente-tiel")
