"""Figures of the desk: what counts for which, and by what a day is counted."""

from datetime import timedelta

import pytest
from django.utils.dateparse import parse_datetime

from loket.core.working_days import local_date
from servicedesk import reports
from servicedesk.enums import State
from servicedesk.models import Question
from tests.factories import UserFactory
from tests.servicedesk.factory import asked

pytestmark = pytest.mark.django_db
START, END = parse_datetime("2026-03-01T00:00:00+01:00"), parse_datetime("2026-04-01T00:00:00+02:00")


def test_question_that_is_not_due_yet_counts_for_no_term(at):
    question = asked(at=at)

    before = reports.terms(START, END, at=at)
    after = reports.terms(START, END, at=question.answer_due_at + timedelta(seconds=1))

    assert [(found.due, found.in_time) for found in (before, after)] == [(0, 0), (1, 0)]


def test_answer_on_the_last_moment_is_in_time(at):
    question = asked(at=at)
    Question.objects.filter(pk=question.pk).update(answered_at=question.answer_due_at)

    found = reports.terms(START, END, at=at)

    assert (found.due, found.in_time) == (1, 1)


def test_merged_question_is_not_counted_twice(at):
    kept, merged = asked(at=at), asked(at=at)
    changes = {"merged_into": kept, "handled_in": kept, "next_due_at": None}
    Question.objects.filter(pk=merged.pk).update(state=State.MERGED, **changes)

    assert reports.asked(START, END).count() == 1


def test_day_is_counted_by_road_theme_and_what_is_known_of_the_asker(at):
    question = asked(at=at)
    person = UserFactory(sector="ggd", level="2")
    Question.objects.filter(pk=question.pk).update(asker=person, themes=["roken", "bewegen"])

    found = reports.asked_on(local_date(at))

    parts = {("channel", "web"): 1, ("theme", "roken"): 1, ("theme", "bewegen"): 1}
    assert found == {("", ""): 1} | parts | {("sector", "ggd"): 1, ("level", "2"): 1}


def test_load_counts_what_is_late_at_the_moment(at):
    question = asked(at=at)

    loads = [reports.load(moment) for moment in (at, question.next_due_at + timedelta(seconds=1))]

    assert [(load.open, load.new, load.late) for load in loads] == [(1, 1, 0), (1, 1, 1)]
