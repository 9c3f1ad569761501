"""A good answer becomes an entry that everybody finds, without anything of who asked."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from loket.catalogue import workflow as catalogue
from loket.catalogue.models import Entry, Revision
from servicedesk import forgetting, public_answers, suggesting
from servicedesk.models import HelpedBefore, PublicAnswer
from tests.factories import UserFactory
from tests.servicedesk.factory import AT, asked, replied, staff

pytestmark = pytest.mark.django_db
CLEAN = {
    "title": "Valpreventie in een dorp zonder ontmoetingsplek",
    "summary": "Begin waar ouderen al komen.",
    "question": "Hoe bereikt u ouderen in een dorp?",
    "answer": "Begin bij de huisarts en de kapper.",
    "theme": "valpreventie",
}


def answered(**changes):
    question, by = asked(themes=["valpreventie"], **changes), staff(name="Els Proefman")
    replied(question, by, text="Beste Vera Voorbeeld,\n\nBegin bij de kapper.\n\nGroet,\nEls Proefman")
    return question, by


def proposed(question, by, **changes) -> PublicAnswer:
    told = public_answers.Rewriting(**CLEAN | changes)
    return public_answers.propose(question, told, cleared=set(), by=by, at=AT)


def published(question, by) -> Entry:
    made = proposed(question, by)
    catalogue.accept(Revision.objects.get(entry=made.entry), by=UserFactory(editor=True), at=AT)
    return Entry.objects.get(pk=made.entry_id)


def test_first_text_has_no_greetings():
    question, _ = answered()

    assert public_answers.first_text(question).answer == "Begin bij de kapper."


def test_published_answer_is_suggested_to_who_asks_the_same(visitor):
    entry = published(*answered())

    page = visitor.post(reverse("ask_suggestions"), {"text": "Hoe bereik ik ouderen voor valpreventie in ons dorp?"})

    assert entry.title in page.content.decode()
    assert entry.kind == "vraag-en-antwoord"


def test_proposal_goes_by_the_editors_and_is_not_public_yet(visitor):
    question, by = answered()
    made = proposed(question, by)

    assert not suggesting.for_text(CLEAN["question"], by)
    with pytest.raises(PermissionDenied):
        catalogue.accept(made.entry.revisions.get(), by=by, at=AT)


def test_asker_and_desk_see_where_it_is_public(visitor, client_for):
    question, by = answered()
    entry = published(question, by)
    HelpedBefore.objects.create(
        at=AT, subject_type="entry", subject_id=entry.pk, submission=question.submission or "0" * 32
    )

    assert entry.get_absolute_url() in visitor.get(question.get_follow_url()).content.decode()
    assert "1 keer genoeg" in client_for(by).get(question.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "changes",
    [{"answer": "Bel 06-12345678."}, {"summary": "Mail naar x@y.nl."}, {"question": "Vera vroeg dit."}],
)
def test_what_must_go_cannot_be_cleared(changes):
    question, by = answered()
    told = public_answers.Rewriting(**CLEAN | changes)
    found = [row for rows in public_answers.mentioned(told, question).values() for row in rows]

    with pytest.raises(ValidationError, match="van een persoon lijkt"):
        public_answers.propose(question, told, cleared={row.key for row in found}, by=by, at=AT)


def test_organisation_can_be_found_to_be_no_harm():
    question, by = answered(organisation="GGD Proefland")
    told = public_answers.Rewriting(**CLEAN | {"answer": "GGD Proefland doet dit zo."})
    with pytest.raises(ValidationError):
        public_answers.propose(question, told, cleared=set(), by=by, at=AT)

    made = public_answers.propose(question, told, cleared={"organisatie: GGD Proefland"}, by=by, at=AT)

    assert made.cleared == [["organisatie", 1]]


def test_second_public_answer_is_refused_unless_the_first_was():
    question, by = answered()
    first = proposed(question, by)
    with pytest.raises(ValidationError, match="al een openbaar antwoord"):
        proposed(question, by)
    catalogue.refuse(first.entry.revisions.get(), by=UserFactory(editor=True), at=AT, note="Te smal")

    assert proposed(question, by) != first


def test_unanswered_and_anonymous_questions_have_nothing_to_make_public():
    question, by = answered()
    forgetting.forget(question, at=AT)
    question.refresh_from_db()

    for row in (question, asked()):
        with pytest.raises(PermissionDenied):
            proposed(row, by)


@pytest.mark.parametrize("role", ["professional", "redactie", "coordinator"])
def test_making_it_public_is_for_the_desk(role):
    question, _ = answered()

    with pytest.raises(PermissionDenied):
        proposed(question, UserFactory(roles=[role]))


def test_page_marks_what_is_found_and_keeps_what_was_typed(client_for):
    question, by = answered()
    address = reverse("question_public", args=[question.number])

    response = client_for(by).post(address, CLEAN | {"answer": "Bel Vera op 06-12345678."})
    page = response.content.decode()

    assert response.status_code == 422
    assert "<mark>06-12345678</mark>" in page
    assert "<mark>Vera</mark>" in page
    assert "Bel Vera op 06-12345678." in page
    assert not PublicAnswer.objects.exists()


def test_page_hands_it_to_the_editors(client_for):
    question, by = answered()

    response = client_for(by).post(reverse("question_public", args=[question.number]), CLEAN)

    assert response.url == question.get_absolute_url()
    assert Revision.objects.get().state == "submitted"
