"""The benchmarks of events still run: a few events and people, each page once, no judgement of time."""

import pytest

from benchmarks import events, events_dataset
from network.events.models import Event


@pytest.mark.django_db
def test_every_page_of_the_benchmark_answers_with_few_queries() -> None:
    events_dataset.fill(30, 60)

    pages = {row["page"]: row["queries"] for row in events.measure_pages(1)}
    audience = [row["audience"] for row in events.measure_audience(1)]

    assert pages.keys() == events.ASKED.keys()
    assert max(pages.values()) <= 8
    assert audience == ["everybody", "one sector in one region"]


@pytest.mark.django_db
def test_people_of_the_rush_are_signed_in(client) -> None:
    events_dataset.fill(1, 1)
    made = events.rush(16, 5)
    client.cookies["sessionid"] = made["sessions"][0]

    client.post(made["path"], {"places": 1})

    assert Event.objects.get(slug=made["slug"]).registrations.confirmed().count() == 1
