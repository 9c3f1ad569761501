"""Sorting the work: counters, kept lists, one answer to several, and standing in for each other."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from loket.core.models import OutgoingMail
from loket.core.working_days import local_date
from servicedesk import answering, answering_many, counting, keeping_views, lists, loads, standing_in, warning, workflow
from servicedesk.enums import State
from servicedesk.models import Absence, Message, Question, SavedView
from tests.servicedesk.factory import AT, asked, moment, replied, staff

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def away(person, stand_in, first=DAY, last=DAY + timedelta(days=4)) -> Absence:
    return Absence.objects.create(person=person, stand_in=stand_in, first_day=first, last_day=last)


def told_to() -> list[str]:
    return sorted(OutgoingMail.objects.values_list("to", flat=True))


def test_counts_stop_at_a_thousand(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(counting, "MOST", 2)
    for _ in range(4):
        asked()

    with django_assert_num_queries(1):
        counts = counting.capped({"all": Question.objects.all(), "none": Question.objects.none()})

    assert counts == {"all": 3, "none": 0}


def test_counts_of_the_lists_are_those_of_the_lists():
    by = staff()
    workflow.act(asked(), "work", by=by, at=AT)
    asked(at=moment(2, 9))

    counts = lists.counts(lists.LISTS[0], [by.pk], moment(4, 9))
    tabs = {tab["label"]: tab["count"] for tab in lists.tabs(lists.LISTS[0], counts)}

    assert (tabs["Nieuw"], tabs["Van mij"], tabs["Van niemand"], tabs["Te laat"], tabs["Alle open"]) == (1, 1, 1, 2, 2)
    assert tabs["Gesloten"] is None


def test_warning_goes_to_the_stand_in_and_back():
    els, bram = staff(), staff()
    question = asked(at=moment(2, 10))
    workflow.act(question, "work", by=els, at=moment(2, 10))
    away(els, bram, last=DAY + timedelta(days=1))
    OutgoingMail.objects.all().delete()

    warning.warn(at=moment(3, 11))
    during = told_to()
    workflow.act(asked(at=moment(9, 10)), "work", by=els, at=moment(9, 10))
    OutgoingMail.objects.all().delete()
    warning.warn(at=moment(10, 11))

    assert (during, told_to()) == ([bram.email], [els.email])


def test_new_assignment_tells_the_stand_in_and_whose_it_is():
    els, bram = staff(name="Els"), staff()
    away(els, bram)

    workflow.change(asked(), by=staff(), at=AT, assignee=els)

    mail = OutgoingMail.objects.get(to=bram.email)
    assert "U vervangt Els." in mail.text
    assert "U vervangt Els." in mail.html
    assert Question.objects.get().assignee == els


def test_stand_in_sees_the_questions_as_own():
    els, bram = staff(), staff()
    workflow.act(asked(), "work", by=els, at=AT)
    away(els, bram)
    mine = lists.BY_SLUG["van-mij"]

    counts = [
        lists.in_list(mine, standing_in.dealt_with_by(bram, day), AT).count() for day in (DAY, DAY + timedelta(days=9))
    ]

    assert counts == [1, 0]


def test_stand_in_who_is_away_too_has_one_of_their_own():
    els, bram, carla = staff(), staff(), staff()
    away(els, bram)
    away(bram, carla)

    assert standing_in.replacements(DAY) == {els.pk: carla.pk, bram.pk: carla.pk}


def test_two_who_stand_in_for_each_other_leave_it_to_the_desk():
    els, bram, carla = staff(), staff(), staff()
    away(els, bram)
    away(bram, els)
    workflow.act(asked(at=moment(2, 10)), "work", by=els, at=moment(2, 10))
    OutgoingMail.objects.all().delete()

    warning.warn(at=moment(3, 11))

    assert told_to() == sorted([els.email, bram.email, carla.email])


def test_absence_twice_in_the_same_days_is_refused():
    els, bram = staff(), staff()
    away(els, bram)

    with pytest.raises(IntegrityError), transaction.atomic():
        away(els, bram, first=DAY + timedelta(days=4), last=DAY + timedelta(days=6))
    assert away(els, bram, first=DAY + timedelta(days=5), last=DAY + timedelta(days=6)).pk


def test_page_of_absences_takes_one_and_ends_it(client_for):
    els, bram = staff(name="Els"), staff()
    today = local_date(timezone.now())
    client = client_for(els)

    told = {"person": els.pk, "stand_in": bram.pk, "first_day": today, "last_day": today + timedelta(days=3)}
    wrong = client.post(reverse("desk_absences"), told | {"last_day": today - timedelta(days=1)})
    again = [client.post(reverse("desk_absences"), told).status_code for _ in range(2)]
    shown = client.get(reverse("desk_absences"))
    client.post(reverse("desk_absence_end", args=[Absence.objects.get().pk]))

    assert (wrong.status_code, again) == (422, [302, 422])
    assert "nu weg" in shown.content.decode()
    assert not Absence.objects.exists()


def test_back_earlier_keeps_the_days_that_were():
    els = staff()
    absence = away(els, staff())

    standing_in.end(absence, DAY + timedelta(days=2))

    assert Absence.objects.get().last_day == DAY + timedelta(days=1)


def test_load_says_how_much_and_who_is_away():
    els, bram = staff(name="Els"), staff(name="Bram")
    for _ in range(2):
        workflow.act(asked(at=moment(2, 10)), "work", by=els, at=moment(2, 10))
    away(els, bram, last=DAY + timedelta(days=9))

    labels = [row.label for row in loads.of_desk(moment(5, 10))]

    assert labels == ["Bram: 0 open", "Els: 2 open, 2 te laat, weg tot en met 11-03 (Bram vervangt)"]


def test_view_keeps_only_what_a_list_knows():
    assert lists.kept("?lijst=te-laat&q=water&pagina=3&vreemd=1&theme=") == "lijst=te-laat&q=water"
    assert lists.kept("lijst=onzin") == "lijst=nieuw"


def test_view_is_for_its_owner_until_it_is_shared():
    els, bram = staff(), staff()
    view = keeping_views.keep("Water", "q=water", is_shared=False, by=els)
    before = SavedView.objects.shown_to(bram).count()

    keeping_views.change(view, name="Water", is_shared=True, by=els)

    assert (before, SavedView.objects.shown_to(bram).count()) == (0, 1)


def test_view_with_a_name_that_is_there_is_refused():
    els = staff()
    keeping_views.keep("Water", "q=water", is_shared=False, by=els)

    with pytest.raises(ValidationError, match="al een lijst met deze naam"):
        keeping_views.keep("Water", "q=melk", is_shared=False, by=els)


def test_kept_lists_are_made_ordered_and_thrown_away_by_pages(client_for):
    els, bram = staff(), staff()
    client, other = client_for(els), client_for(bram)
    for name in ("Water", "Melk"):
        client.post(reverse("desk_view_new"), {"name": name, "query": f"q={name}", "is_shared": "on"})
    water, milk = SavedView.objects.order_by("pk")

    client.post(reverse("desk_view_change", args=[milk.pk]), {"plaats": "op"})
    order = [row["view"].name for row in lists.views_of(els, "")]
    denied = other.post(reverse("desk_view_change", args=[water.pk]), {"weg": "1"}).status_code
    page = other.get(reverse("desk_views")).content.decode()
    client.post(reverse("desk_view_change", args=[water.pk]), {"weg": "1"})

    assert (order, denied) == (["Melk", "Water"], 403)
    assert "gedeeld door" in page
    assert list(SavedView.objects.all()) == [milk]


def test_desk_shows_kept_lists_with_keys_in_few_queries(client_for, steady_vocabulary, django_assert_max_num_queries):
    els = staff()
    keeping_views.keep("Water", "lijst=nieuw&q=valpreventie", is_shared=False, by=els)
    for _ in range(3):
        asked(at=timezone.now())
    client = client_for(els)

    with django_assert_max_num_queries(12):
        page = client.get(reverse("desk"), {"lijst": "nieuw", "q": "valpreventie"}).content.decode()

    assert 'data-desk-key="1"' in page
    assert 'aria-current="page" data-desk-key="1"' in page


def test_one_text_answers_several_each_in_person():
    by = staff(name="Els")
    questions = [asked(name=name, email=f"{name.lower()}@example.org") for name in ("Vera", "Wim")]
    OutgoingMail.objects.all().delete()

    told = answering_many.answer(
        questions,
        "Dag {naam}, over {nummer}. {behandelaar}",
        seen=answering_many.last_seen(questions),
        then="answer",
        submission=uuid.uuid4(),
        by=by,
        at=AT,
    )

    assert (told.done, told.left) == (2, [])
    assert {row.to: row.text.count("Dag ") for row in OutgoingMail.objects.all()} == {
        "vera@example.org": 1,
        "wim@example.org": 1,
    }
    assert "Dag Wim, over 2026-00002. Els" in Message.objects.filter(kind="reply").latest("pk").text


def test_question_in_which_something_came_in_is_not_answered_blindly():
    questions = [asked(), asked(email="wim@example.org")]
    seen = answering_many.last_seen(questions)
    answering.hear(questions[0], "Nog iets.", at=AT)

    told = answering_many.answer(
        questions, "Hier.", seen=seen, then="answer", submission=uuid.uuid4(), by=staff(), at=AT
    )

    assert (told.done, told.left) == (1, [(questions[0], "er kwam intussen iets bij")])


def test_answering_several_twice_is_once():
    questions, by, submission = [asked()], staff(), uuid.uuid4()
    seen = answering_many.last_seen(questions)

    for _ in range(2):
        answering_many.answer(questions, "Hier.", seen=seen, then="answer", submission=submission, by=by, at=AT)

    assert Message.objects.filter(kind="reply").count() == 1


def test_page_answers_what_was_ticked(client_for):
    questions = [asked(at=timezone.now()), asked(at=timezone.now(), email="wim@example.org")]
    client = client_for(staff())
    chosen = client.post(reverse("desk_bulk"), {"act": "answer", "numbers": [row.number for row in questions]})
    page = client.get(chosen["Location"])
    seen = page.context["seen"]

    empty = client.post(reverse("desk_answer_many"), {"numbers": [row.number for row in questions], "text": " "})
    told = {"numbers": [row.number for row in questions], "seen": seen, "text": "Dag {naam}", "then": "answer"}
    client.post(reverse("desk_answer_many"), told | {"submission": str(uuid.uuid4())})

    assert "Aan 2 vragers" in page.content.decode()
    assert empty.status_code == 422
    assert set(Question.objects.values_list("state", flat=True)) == {State.ANSWERED}


def test_several_go_to_another_queue(client_for):
    question = asked(at=timezone.now())
    school = asked(at=timezone.now(), queue="gezonde-school").queue

    client_for(staff()).post(reverse("desk_bulk"), {"act": "queue", "numbers": [question.number], "queue": school.pk})

    question.refresh_from_db()
    assert question.queue == school


def test_answer_of_a_colleague_who_is_away_still_counts():
    els = staff()
    away(els, staff())
    question = asked()

    replied(question, els)

    assert question.state == State.ANSWERED
