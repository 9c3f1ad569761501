from datetime import date

import pytest
from django.urls import reverse

from loket.accounts import my_loket
from loket.accounts.my_loket import Item, NextStep, Panel, Task
from tests.accounts.access import signed_in
from tests.accounts.factory import UserFactory


@pytest.fixture(autouse=True)
def empty_registries(monkeypatch):
    monkeypatch.setattr(my_loket, "_tasks", {})
    monkeypatch.setattr(my_loket, "_panels", {})


def panel(name, items, **changes):
    step = NextStep("U hebt nog niets.", "Vul uw profiel in", "profile")
    return Panel(name=name, title=f"Titel {name}", items=lambda user: items, empty=step, **changes)


def test_tasks_late_first_then_by_day():
    tasks = [
        Task("geen dag", "/a"),
        Task("later", "/b", due=date(2026, 3, 2)),
        Task("te laat", "/c", due=date(2026, 4, 1), is_late=True),
        Task("eerder", "/d", due=date(2026, 3, 1)),
    ]
    my_loket.register_tasks(lambda user: tasks)

    assert [task.title for task in my_loket.tasks_of(None)] == ["te laat", "eerder", "later", "geen dag"]


def test_tasks_of_a_function_registered_twice_count_once():
    def tasks(user):
        return [Task("een", "/a")]

    my_loket.register_tasks(tasks)
    my_loket.register_tasks(tasks)

    assert len(my_loket.tasks_of(None)) == 1


def test_panels_stand_in_order_and_replace_their_namesake():
    for one in (panel("b", [], position=2), panel("a", [], position=1), panel("b", [Item("x", "/x")], position=2)):
        my_loket.register_panel(one)

    filled, empty = my_loket.panels_of(None)
    assert [(one.name, len(items)) for one, items in filled] == [("b", 1)]
    assert [one.name for one in empty] == ["a"]


@pytest.mark.django_db
def test_page_without_anything_names_a_next_step():
    my_loket.register_panel(panel("leeg", []))

    text = signed_in(UserFactory(name="Ans Voorbeeld")).get(reverse("my_loket")).content.decode()

    assert "Welkom, Ans Voorbeeld" in text
    assert "Er ligt niets op u te wachten." in text
    assert f'<a class="nl-link" href="{reverse("profile")}">Vul uw profiel in</a>' in text


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_database_as_often_for_one_as_for_three(count, django_assert_num_queries):
    my_loket.register_panel(panel("vol", [Item(f"Ding {n}", f"/{n}") for n in range(count)]))
    my_loket.register_tasks(lambda user: [Task(f"Taak {n}", f"/{n}") for n in range(count)])
    client = signed_in(UserFactory())

    with django_assert_num_queries(2):  # the session and the person
        client.get(reverse("my_loket"))


@pytest.mark.django_db
def test_page_says_what_the_profile_lacks():
    person = UserFactory(sector="ggd", level="2")

    response = signed_in(person).get(reverse("my_loket"))

    assert response.context["gaps"] == ["uw organisatie", "uw thema's"]
