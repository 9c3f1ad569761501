"""Taking somebody out of questions: their own go, names in other texts are shown before they are taken out."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from loket.accounts import privacy
from loket.post import receiving
from loket.post.models import Message as PostMessage
from loket.post.models import RawMessage
from servicedesk import bringing, erasing, forgetting, keeping_views, words, workflow
from servicedesk.consulting import workflow as consulting
from servicedesk.enums import Forgot
from servicedesk.models import Absence, Bringer, Forgetting, Message, Question, SavedView
from tests.conftest import VISITOR
from tests.factories import UserFactory
from tests.servicedesk.factory import AT, asked, staff
from tests.servicedesk.test_receiving import mail

pytestmark = pytest.mark.django_db
WHO = {"name": "Wim Verzonnen", "email": "wim@example.org"}


def test_own_questions_are_those_of_the_address():
    own = asked(name="Wim Verzonnen", email="wim@example.org")
    asked(name="Wim Verzonnen", email="ander@example.org")

    assert erasing.own_questions(**WHO) == [own]


def test_mentions_in_texts_of_others_are_shown_with_what_stands_around():
    question = asked(text="Volgens Wim Verzonnen kan het. Bel Wim of mail wim@example.org.")

    found = erasing.places(**WHO)

    assert [(row.where, row.words, row.is_sure) for row in found if row.where == "Bericht van de vrager"] == [
        ("Bericht van de vrager", "Wim Verzonnen", True),
        ("Bericht van de vrager", "wim@example.org", True),
        ("Bericht van de vrager", "Wim", False),
    ]
    assert found[0].before.endswith("Volgens ")
    assert {row.question for row in found} == {question}


def test_only_what_was_chosen_is_taken_out():
    question = asked(text="Volgens Wim Verzonnen kan het. Bel Wim.")
    chosen = {row.key for row in erasing.places(**WHO) if row.is_sure}

    done = erasing.erase(**WHO, chosen=chosen, by=staff(), at=AT)

    question.refresh_from_db()
    assert question.asked == "Volgens [gewist] kan het. Bel Wim."
    assert Message.objects.get().text == "Volgens [gewist] kan het. Bel Wim."
    assert (done.questions, done.kind) == (0, Forgot.REQUEST)
    assert not Question.objects.with_words(words.asked("verzonnen")).exists()


def test_own_question_goes_and_the_trace_has_numbers_only():
    asked(name="Wim Verzonnen", email="wim@example.org")

    done = erasing.erase(**WHO, chosen=set(), by=staff(), at=AT)

    assert Question.objects.get().anonymous_at == AT
    assert (done.questions, done.texts) == (1, 0)
    assert "Wim" not in str(vars(done))


def test_name_in_a_mail_goes_from_what_is_shown_and_from_the_raw_bytes():
    receiving.receive(mail(text="Wim Verzonnen zei het."), source="pipe", at=AT)
    chosen = {row.key for row in erasing.places(**WHO)}

    erasing.erase(**WHO, chosen=chosen, by=staff(), at=AT)

    assert PostMessage.objects.get().text.strip() == "[gewist] zei het."
    assert RawMessage.objects.get().content is None


def test_somebody_else_erases_nobody():
    with pytest.raises(PermissionDenied):
        erasing.erase(**WHO, chosen=set(), by=UserFactory(), at=AT)


@pytest.mark.parametrize(
    ("role", "status"), [(VISITOR, 302), ("professional", 403), ("servicedesk", 200), ("coordinator", 200)]
)
def test_page_is_for_desk_and_coordinator(client_as, role, status):
    assert client_as(role).get(reverse("desk_erase")).status_code == status


def test_page_shows_first_and_erases_after_a_second_press(client_for):
    question = asked(text="Volgens Wim Verzonnen kan het.")
    client = client_for(staff())

    empty = client.post(reverse("desk_erase"), {"name": " ", "email": ""})
    looked = client.post(reverse("desk_erase"), WHO)
    keys = [row.key for row in looked.context["places"] if row.is_sure]
    before = Question.objects.get().asked
    client.post(reverse("desk_erase"), WHO | {"stap": "wissen", "plek": keys})

    question.refresh_from_db()
    assert empty.status_code == 422
    assert "<mark>Wim Verzonnen</mark>" in looked.content.decode()
    assert (before, question.asked) == ("Volgens Wim Verzonnen kan het.", "Volgens [gewist] kan het.")


def test_daily_task_says_what_it_did(client_for):
    workflow.close(asked(), "answered", by=staff(), at=AT)

    for days in (731, 732):
        forgetting.past_its_term(AT + timedelta(days=days))

    assert list(Forgetting.objects.order_by("at").values_list("kind", "questions")) == [("term", 1), ("term", 0)]
    assert "1 vraag anoniem" in client_for(staff()).get(reverse("desk_erase")).content.decode()


def test_question_that_becomes_anonymous_takes_along_what_parts_of_the_desk_keep():
    by, person = staff(), UserFactory(roles=["partner"])
    told = {"name": "Vera", "email": "vera@example.org", "organisation": "", "text": "Hoe?", "submission": None}
    question = bringing.bring(told | {"for_whom": "", "tried": "", "theme": ""}, by=person, at=AT)
    consulting.let_in(UserFactory(), by=by, at=AT)
    made = consulting.put(question, title="Vera vraagt", text="Vera wil weten", days=5, waits=False, by=by, at=AT)

    forgetting.forget(question, at=AT)

    made.refresh_from_db()
    assert (made.title, made.text) == ("Gewist", "Gewist")
    assert (Bringer.objects.get().person, Bringer.objects.get().name) == (None, "")


def test_erased_colleague_leaves_no_lists_and_no_absence():
    els, bram = staff(), staff()
    keeping_views.keep("Water", "q=water", is_shared=True, by=els)
    Absence.objects.create(person=els, stand_in=bram, first_day=AT.date(), last_day=AT.date())
    before = privacy.export_of(els)["werk aan de servicedesk"]

    privacy.erase(els, at=AT)

    assert [list(row) for row in before] == [["bewaarde lijst", "filters"], ["afwezig van", "tot en met"]]
    assert (SavedView.objects.count(), Absence.objects.count()) == (0, 0)
