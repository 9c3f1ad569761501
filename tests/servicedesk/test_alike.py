"""Questions that ask the same: found by rare words and facets, with why."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from servicedesk import alike, workflow
from servicedesk.models import Question
from tests.servicedesk.factory import AT, asked, staff

pytestmark = pytest.mark.django_db
VAPING = "Wij zoeken lesmateriaal over vapen voor het mbo. Een les van vorig jaar is verouderd."
SAME = "Is er een les over vapen die wij op het mbo kunnen gebruiken?"
OTHER = "Hoe meten wij of onze beweegtuin in de wijk werkt?"


def like(question, questions=None) -> list[Question]:
    return [row.question for row in alike.to(question, questions or alike.among(AT), limit=5)]


def test_question_in_other_words_about_the_same_is_alike():
    first, second = asked(text=VAPING), asked(text=SAME)
    asked(text=OTHER)

    assert like(first) == [second]
    assert like(second) == [first]


def test_why_names_the_words_and_the_facets():
    first = asked(text=VAPING, themes=["roken"], target_groups=["jongeren"])
    asked(text=SAME, themes=["roken"], target_groups=["jongeren"])

    row = alike.to(first, alike.among(AT), limit=1)[0]
    told = alike.reason(first, row.lexemes, row.facets)

    assert told.startswith("zelfde thema: roken; zelfde doelgroep: jongeren; zelfde woorden: ")
    assert {"vapen", "mbo"} <= set(told.rpartition(": ")[2].split(", "))


def test_shared_theme_alone_is_not_alike():
    first = asked(text=VAPING, themes=["roken"])
    asked(text=OTHER, themes=["roken"])

    assert like(first) == []


def test_names_of_askers_are_no_likeness():
    first = asked(text=VAPING, name="Vera Voorbeeldsma", organisation="GGD Proefland")
    asked(text=OTHER, name="Vera Voorbeeldsma", organisation="GGD Proefland")

    assert like(first) == []


def test_question_behind_the_question_counts():
    first, second = asked(text=VAPING), asked(text="Kunt u mij helpen?")
    workflow.change(second, by=staff(), at=AT, found="Zij zoekt een les over vapen op het mbo.")

    assert like(first) == [second]


def test_long_closed_is_not_among_what_is_recent():
    first, second = asked(text=VAPING), asked(text=SAME, at=AT - timedelta(days=100))
    workflow.close(second, "answered", by=staff(), at=AT - timedelta(days=99))

    assert like(first) == []
    assert like(first, Question.objects.all()) == [second]


def test_question_without_words_is_like_nothing():
    assert like(asked(text="")) == []


def test_finding_takes_the_same_queries_for_many(django_assert_max_num_queries):
    first = asked(text=VAPING)
    for _ in range(20):
        asked(text=SAME)

    with django_assert_max_num_queries(5):
        like(first)


def test_panel_shows_who_asks_and_who_asked_it(client_for):
    at, by = timezone.now(), staff()
    first, open_one, closed = (asked(text=text, at=at) for text in (VAPING, SAME, SAME))
    workflow.close(closed, "referred", by=by, at=at)

    page = client_for(by).get(reverse("question_alike", args=[first.number])).content.decode()

    assert "1 ander vroeg dit ook" in page
    assert open_one.reference in page
    assert "Doorverwezen" in page
