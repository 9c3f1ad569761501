"""Telling, reading, judging and finding useful, as a browser sees it."""

import pytest
from django.urls import reverse

from loket.catalogue.experiences.models import Experience, UsefulVote
from tests.catalogue.experiences.factory import ExperienceFactory, UsedEntryFactory, answers
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ONE_TOO_MANY = "a" * 4001
FORM = {"used_for": "Voor ouderen", "worked": "Koffie", "again": "zeker", "organisation": "", "areas": "Tiel"}


def address(experience: Experience, view: str = "experience_write", *more) -> str:
    return reverse(view, args=[experience.pk, *more])


def test_entry_shows_what_colleagues_tell(visitor):
    experience = ExperienceFactory(published=True)

    page = visitor.get(experience.entry.get_absolute_url()).content.decode()

    assert "1 van 1</strong> zou het weer gebruiken" in page
    assert "Samen koffie na afloop" in page


def test_name_stands_there_only_with_consent(visitor):
    named = ExperienceFactory(published=True, is_named=True, author=UserFactory(name="Ans Voorbeeld"))
    silent = ExperienceFactory(published=True, author=UserFactory(name="Bo Voorbeeld"))

    pages = [visitor.get(row.get_absolute_url()).content.decode() for row in (named, silent)]

    assert ["Voorbeeld" in page for page in pages] == [True, False]


@pytest.mark.parametrize(
    ("trait", "expected"),
    [
        ("draft", {"visitor": 404, "outsider": 404, "author": 200, "editor": 404}),
        ("submitted", {"visitor": 404, "outsider": 404, "author": 200, "editor": 200}),
        ("refused", {"visitor": 404, "outsider": 404, "author": 200, "editor": 200}),
        ("withdrawn", {"visitor": 404, "outsider": 404, "author": 200, "editor": 404}),
        ("published", {"visitor": 200, "outsider": 200, "author": 200, "editor": 200}),
    ],
)
def test_experience_is_open_for(trait, expected, visitor, client_for):
    experience = ExperienceFactory(**({} if trait == "draft" else {trait: True}))
    people = {"outsider": UserFactory(), "author": experience.author, "editor": UserFactory(editor=True)}
    browsers = {"visitor": visitor} | {name: client_for(person) for name, person in people.items()}

    found = {name: browser.get(experience.get_absolute_url()).status_code for name, browser in browsers.items()}

    assert found == expected


@pytest.mark.parametrize("view", ["experience_write", "experience_autosave", "experience_consents"])
def test_draft_of_somebody_else_is_not_found(view, client_as):
    experience = ExperienceFactory()

    assert client_as("redactie").post(address(experience, view), FORM).status_code == 404


def test_changed_text_is_not_told_to_who_reads(visitor):
    experience = ExperienceFactory(public=True, submitted=True)
    Experience.objects.filter(pk=experience.pk).update(answers=answers(worked="Nog niet gelezen"))

    assert "Nog niet gelezen" not in visitor.get(experience.get_absolute_url()).content.decode()


def test_editor_sees_what_would_change(client_as):
    experience = ExperienceFactory(public=True, submitted=True)
    Experience.objects.filter(pk=experience.pk).update(answers=answers(worked="Samen thee na afloop"))

    page = client_as("redactie").get(experience.get_absolute_url()).content.decode()

    assert "Wat er verandert" in page
    assert "<ins" in page and "thee" in page


def test_submitting_hands_it_to_the_editors(client_for):
    experience = ExperienceFactory(answers=answers(worked=""))

    answer = client_for(experience.author).post(address(experience), FORM)

    experience.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, experience.get_absolute_url())
    assert (experience.state, experience.answers["areas"]) == ("submitted", ["gemeente-tiel"])


def test_keeping_asks_nothing(client_for):
    experience = ExperienceFactory(answers=answers(worked=""))

    answer = client_for(experience.author).post(address(experience), {"used_for": "Half", "stay": "1"})

    experience.refresh_from_db()
    assert (answer.status_code, experience.state, experience.answers["used_for"]) == (302, "draft", "Half")


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"worked": ""}, "Beantwoord deze vraag voordat u indient."),
        ({"worked": ONE_TOO_MANY}, "4000 tekens"),
        ({"worked": "Koffie\x00"}, "Hierin staat een onzichtbaar teken"),
        ({"again": "altijd"}, "Selecteer een geldige keuze."),
        ({"areas": "Atlantis"}, "Dit gebied kennen wij niet: Atlantis."),
        ({"since": "2024", "until": "2020"}, "Het laatste jaar kan niet voor het eerste jaar liggen."),
        ({"since": "-5"}, "Vul een jaar in van 1980 of later"),
    ],
)
def test_bad_answer_gets_a_sentence_and_keeps_what_was_typed(told, sentence, client_for):
    experience = ExperienceFactory(answers=answers(worked=""))

    answer = client_for(experience.author).post(address(experience), FORM | told)

    page = answer.content.decode()
    assert (answer.status_code, Experience.objects.get().state) == (422, "draft")
    assert sentence in page and "Voor ouderen" in page


def test_five_megabytes_are_refused(client_for):
    experience = ExperienceFactory()

    answer = client_for(experience.author).post(address(experience), FORM | {"worked": "a" * 5_000_000})

    assert (answer.status_code, Experience.objects.get().answers) == (422, answers())


def test_autosave_keeps_what_is_valid_and_says_what_is_not(client_for):
    experience = ExperienceFactory()

    answer = client_for(experience.author).post(
        address(experience, "experience_autosave"), {"advice": "Begin klein", "areas": "Atlantis", "is_named": "on"}
    )

    experience.refresh_from_db()
    assert (experience.answers["advice"], experience.is_named) == ("Begin klein", True)
    assert list(answer.json()["errors"]) == ["areas"]


def test_consents_are_in_force_at_once(client_for):
    experience = ExperienceFactory(published=True, is_named=True, takes_contact=True)

    client_for(experience.author).post(address(experience, "experience_consents"), {"takes_contact": "on"})

    experience.refresh_from_db()
    assert (experience.is_named, experience.takes_contact, experience.state) == (False, True, "published")


@pytest.mark.parametrize(
    ("role", "status"), [("bezoeker", 302), ("professional", 403), ("partner", 403), ("redactie", 200)]
)
def test_queue_is_for_editors(role, status, client_as):
    ExperienceFactory(submitted=True)

    assert client_as(role).get(reverse("experience_queue")).status_code == status


def test_editor_publishes(client_as):
    experience = ExperienceFactory(submitted=True)

    client_as("redactie").post(address(experience, "experience_judge", "publish"), {})

    assert Experience.objects.get().state == "published"


def test_decision_without_a_word_keeps_the_page(client_as):
    experience = ExperienceFactory(submitted=True)

    answer = client_as("redactie").post(address(experience, "experience_judge", "refuse"), {"note": ""})

    assert (answer.status_code, Experience.objects.get().state) == (422, "submitted")
    assert "Schrijf waarom u deze ervaring niet plaatst" in answer.content.decode()


def test_decision_on_a_text_that_changed_meanwhile_is_not_taken(client_as):
    experience = ExperienceFactory(submitted=True)
    told = {"seen": "2026-01-01T00:00:00+00:00", "note": "Mooi"}

    answer = client_as("redactie").post(address(experience, "experience_judge", "publish"), told)

    assert (answer.status_code, Experience.objects.get().state) == (409, "submitted")


def test_editor_does_not_publish_an_own_experience(client_for):
    experience = ExperienceFactory(submitted=True, author=UserFactory(editor=True))
    browser = client_for(experience.author)

    answer = browser.post(address(experience, "experience_judge", "publish"), {})

    assert (answer.status_code, Experience.objects.get().state) == (403, "submitted")


def test_vote_is_taken_back_with_a_second_button(client_as):
    experience, browser = ExperienceFactory(published=True), client_as("professional")
    counts = []

    for view in ("experience_vote", "experience_vote", "experience_unvote"):
        browser.post(address(experience, view))
        counts.append(UsefulVote.objects.count())

    assert counts == [1, 1, 0]


@pytest.mark.parametrize(("role", "status"), [("bezoeker", 302), ("author", 403)])
def test_vote_is_for_colleagues(role, status, client_as, client_for):
    experience = ExperienceFactory(published=True)
    browser = client_for(experience.author) if role == "author" else client_as(role)

    assert browser.post(address(experience, "experience_vote")).status_code == status
    assert UsefulVote.objects.count() == 0


@pytest.mark.parametrize("act", ["publish", "weg"])
def test_unknown_step_of_the_author_is_not_found(act, client_for):
    experience = ExperienceFactory()

    assert client_for(experience.author).post(address(experience, "experience_step", act)).status_code == 404


@pytest.mark.parametrize("kind", ["publicatie", "opleiding"])
def test_nobody_tells_about_what_nobody_carries_out(kind, client_as):
    entry = UsedEntryFactory(kind=kind)

    assert client_as("professional").post(reverse("experience_start", args=[entry.slug])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_experiences_asks_the_same_however_many(
    number, visitor, django_assert_max_num_queries, steady_vocabulary
):
    entry = UsedEntryFactory()
    ExperienceFactory.create_batch(number, entry=entry, published=True)

    with django_assert_max_num_queries(4):
        visitor.get(reverse("entry_experiences", args=[entry.slug]))


def test_own_list_and_tasks_lead_to_what_was_sent_back(client_for):
    experience = ExperienceFactory(changes_asked=True)
    browser = client_for(experience.author)

    pages = [browser.get(reverse(name)).content.decode() for name in ("my_loket", "own_experiences")]

    assert address(experience) in pages[0]
    assert "Aanpassing gevraagd" in pages[1]
