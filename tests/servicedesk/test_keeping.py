"""What is kept of people, warnings of terms, and how a term is explained."""

from datetime import timedelta

import pytest

from loket.accounts import my_loket, privacy
from loket.core.models import OutgoingMail
from servicedesk import explaining, forgetting, warning, workflow
from servicedesk.models import Message, Question
from tests.factories import UserFactory
from tests.servicedesk.factory import AT, TEXT, asked, moment, replied, staff

pytestmark = pytest.mark.django_db


def test_erased_person_is_gone_and_the_question_stays_for_the_figures():
    person = UserFactory(name="Vera Verzonnen")
    question = asked(person=person, name="", email="", themes=["valpreventie"])
    replied(question, staff(), text="Beste Vera Verzonnen")

    privacy.erase(person, at=AT)

    kept = Question.objects.get()
    assert (kept.themes, kept.asker, kept.asker_name, kept.asked, kept.lexemes) == (["valpreventie"], None, "", "", [])
    assert not Message.objects.filter(text__icontains="Vera").exists()
    assert not OutgoingMail.objects.filter(to=person.email, subject__contains=question.reference).exists()


def test_export_has_what_somebody_asked():
    person = UserFactory()
    asked(person=person, name="", email="")

    found = privacy.export_of(person)["vragen"]

    assert [row["vraag"] for row in found] == [TEXT]


def test_old_questions_become_anonymous_after_two_years():
    question = asked()
    workflow.close(question, "answered", by=staff(), at=AT)

    counts = [forgetting.past_its_term(AT + timedelta(days=days)) for days in (729, 731, 732)]

    assert counts == [0, 1, 0]
    assert Question.objects.get().asker_email == ""


def test_warning_comes_once_in_opening_hours_to_the_handler():
    question, by = asked(at=moment(2, 10)), staff(email="els@example.org")
    staff()
    workflow.act(question, "work", by=by, at=moment(2, 10))
    OutgoingMail.objects.all().delete()

    sent = [warning.warn(at=at) for at in (moment(2, 23), moment(3, 9), moment(3, 9, 10), moment(3, 11), moment(3, 12))]

    assert sent == [0, 1, 0, 1, 0]
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {"els@example.org"}


def test_warning_of_what_is_nobodys_goes_to_the_whole_desk():
    asked(at=moment(2, 10))
    people = {staff().email, staff().email}
    OutgoingMail.objects.all().delete()

    warning.warn(at=moment(3, 11))

    assert set(OutgoingMail.objects.values_list("to", flat=True)) == people


def test_many_late_questions_are_one_mail(django_assert_max_num_queries):
    by = staff()
    for _ in range(30):
        asked(at=moment(2, 10))
    Question.objects.update(assignee=by)
    OutgoingMail.objects.all().delete()

    with django_assert_max_num_queries(20):
        assert warning.warn(at=moment(4, 11)) == 1

    assert "30 vragen zijn te laat" in OutgoingMail.objects.get().subject


def test_term_says_how_it_was_computed():
    question, by = asked(at=moment(2, 10)), staff()
    workflow.act(question, "wait_for_asker", by=by, at=moment(2, 12))
    workflow.act(question, "work", by=by, at=moment(4, 12))

    answer, solve = explaining.terms(question, at=moment(4, 13))

    assert solve.lines[0] == "Begonnen op maandag 2 maart om 10.00 uur; de termijn is 5 werkdagen."
    assert solve.lines[1] == "Stilgezet op maandag 2 maart om 12.00 uur: wij wachtten op de vrager."
    assert solve.lines[2] == "Weer verder op woensdag 4 maart om 12.00 uur; 16 uur telde niet mee."
    assert solve.lines[3] == "Dus uiterlijk woensdag 11 maart om 10.00 uur."
    assert (answer.status, solve.status) == ("Loopt", "Loopt")


def test_tasks_are_for_the_handler_and_for_the_asker():
    person, by = UserFactory(), staff()
    question = asked(person=person, name="", email="")
    workflow.act(question, "work", by=by, at=AT)
    assert [task.url for task in my_loket.tasks_of(by)] == [question.get_absolute_url()]

    workflow.act(question, "wait_for_asker", by=by, at=AT)

    assert [task.url for task in my_loket.tasks_of(person)] == [question.get_follow_url()]
