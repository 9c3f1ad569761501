"""Forms with too much, too little or something strange in them: a sentence, and what was typed is kept."""

import html
import uuid

import pytest
from django.urls import reverse

from loket.accounts.models import User
from loket.catalogue.models import Revision
from tests.factories import EntryFactory, RevisionFactory

pytestmark = pytest.mark.django_db

NUL = "Hierin staat een onzichtbaar teken dat wij niet kunnen bewaren. Typ dit opnieuw."
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)> [a](javascript:alert(3)) [b](data:text/html,x) \u202e😀"
LONG = "x" * 60_000


@pytest.fixture
def draft() -> Revision:
    return RevisionFactory()


@pytest.fixture
def author(draft, client_for):
    return client_for(draft.author)


def step(draft: Revision, name: str) -> str:
    return reverse("contribute_step", args=[draft.pk, name])


@pytest.mark.parametrize(("name", "field"), [("basis", "title"), ("basis", "body"), ("inhoud", "aanpak")])
@pytest.mark.parametrize("typed", [LONG, "een\x00nul"])
def test_step_of_the_wizard_keeps_what_it_refuses(name, field, typed, draft, author):
    before = draft.content

    response = author.post(step(draft, name), {"title": "a", "summary": "b", "aanpak": "c", field: typed})

    assert (response.status_code, response.context["form"][field].value()) == (422, typed)
    assert Revision.objects.get().content == before


@pytest.mark.parametrize("field", ["organisation", "contact", "source", "areas", "year", "links-0-url"])
def test_finding_step_keeps_what_it_refuses(field, draft, author):
    response = author.post(step(draft, "vindbaar"), {"language": "nl", field: LONG})

    assert (response.status_code, LONG in response.content.decode()) == (422, True)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//x.nl", "ftp://x.nl", "https://x y"])
def test_link_that_is_no_address_of_a_page_is_refused(address, draft, author):
    response = author.post(step(draft, "vindbaar"), {"language": "nl", "links-0-url": address})

    assert "Het adres in rij 1 moet met https:// beginnen." in response.content.decode()


def test_script_and_links_in_every_text_stay_text(draft, author):
    author.post(step(draft, "basis"), {"title": ATTACK, "summary": ATTACK, "body": ATTACK})
    author.post(step(draft, "inhoud"), {"aanpak": ATTACK, "tips-0-tekst": ATTACK, "tips-0-bij": "aanpak"})

    page = author.get(reverse("contribute_preview", args=[draft.pk])).content.decode()

    assert [bad for bad in ("<script>alert", "<img src=x", 'href="javascript', 'href="data:') if bad in page] == []


def test_nul_is_told_in_words_for_people(draft, author):
    response = author.post(step(draft, "basis"), {"title": "a\x00", "summary": "b"})

    assert response.context["form"].errors == {"title": [NUL]}


def test_autosave_keeps_what_is_right_and_tells_the_rest(draft, author):
    url = reverse("contribute_autosave", args=[draft.pk, "basis"])

    told = author.post(url, {"title": LONG, "summary": "Nieuw"}).json()

    assert (list(told["errors"]), Revision.objects.get().content["summary"]) == (["title"], "Nieuw")


@pytest.mark.parametrize("remark", ["x" * 2001, "een\x00nul"])
def test_remark_that_is_refused_is_kept(remark, draft, author):
    response = author.post(reverse("contribute_submit", args=[draft.pk]), {"remark": remark})

    assert (response.status_code, response.context["form"]["remark"].value()) == (422, remark)
    assert Revision.objects.get().state == "draft"


def test_remark_is_kept_when_something_is_missing(draft, author):
    Revision.objects.update(content=draft.content | {"summary": ""})

    response = author.post(reverse("contribute_submit", args=[draft.pk]), {"remark": "Graag vóór mei"})

    assert "Graag vóór mei" in response.content.decode()


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ("refuse", {"note": ""}),
        ("accept", {"note": "x" * 4001}),
        ("schedule", {"publish_at": "onzin", "note": "Na de vakantie"}),
        ("schedule", {"publish_at": "2027-03-28T02:30", "note": "In het uur dat er niet is"}),
        ("schedule", {"publish_at": "9999-12-31T23:59", "note": "Ooit"}),
        ("schedule", {"publish_at": "0001-01-01T00:00", "note": "Lang geleden"}),
    ],
)
def test_decision_that_is_refused_keeps_the_note(act, told, client_as):
    revision = RevisionFactory(submitted=True)

    response = client_as("redactie").post(reverse("revision_judge", args=[revision.pk, act]), told)

    assert (response.status_code, response.context["form"]["note"].value()) == (422, told["note"])
    assert Revision.objects.get().state == "submitted"


def test_decision_on_a_text_that_changed_keeps_the_note(client_as):
    revision = RevisionFactory(submitted=True)
    told = {"note": "Mooi voorbeeld", "seen": "2020-01-01T00:00:00+00:00"}

    response = client_as("redactie").post(reverse("revision_judge", args=[revision.pk, "accept"]), told)

    assert (response.status_code, "Mooi voorbeeld" in response.content.decode()) == (409, True)


def test_comment_on_a_field_that_is_not_there_is_about_the_whole(client_as):
    revision = RevisionFactory(submitted=True)

    client_as("redactie").post(reverse("revision_comment", args=[revision.pk]), {"text": "Goed", "field": "<script>"})

    assert revision.comments.get().field == ""


@pytest.mark.parametrize("assignee", ["9" * 30, "²", "-1", "abc", "0"])
def test_assignee_who_is_nobody_is_not_found(assignee, client_as):
    url = reverse("revision_take", args=[RevisionFactory(submitted=True).pk])

    assert client_as("redactie").post(url, {"assignee": assignee}).status_code == 404


@pytest.mark.parametrize("successor", ["", "bestaat-niet", "\x00", "x" * 300])
def test_archiving_that_is_refused_keeps_the_reason(successor, client_as):
    entry = EntryFactory(published=True)
    told = {"reason": "Verouderd", "successor": successor or entry.slug}

    response = client_as("redactie").post(reverse("archive_entry", args=[entry.slug]), told)

    assert (response.status_code, response.context["form"]["reason"].value()) == (422, "Verouderd")


@pytest.mark.parametrize("field", ["name", "job_title", "organisation_name", "municipalities", "expertise"])
@pytest.mark.parametrize("typed", [LONG, "een\x00nul"])
def test_profile_keeps_what_it_refuses(field, typed, client_as):
    client = client_as("professional")

    response = client.post(reverse("profile"), {"name": "Sam", field: typed})

    assert (response.status_code, response.context["form"][field].value()) == (422, typed)


@pytest.mark.parametrize("typed", [LONG, "een\x00nul", ATTACK, "a@" + "b" * 300 + ".nl"])
@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_signing_in_and_up_answer_in_dutch(name, typed, visitor):
    fields = ("login", "email", "name", "password", "password1", "organisation_name", "sector", "level")

    response = visitor.post(reverse(name), dict.fromkeys(fields, typed))
    said = " ".join(sentence for rows in response.context["form"].errors.values() for sentence in rows)

    assert (response.status_code, bool(said)) == (200, True)
    assert [word for word in ("Enter", "Ensure", "This field", "valid email", "not allowed") if word in said] == []
    assert User.objects.count() == 0


def test_form_that_is_sent_twice_gives_one_draft(client_as):
    client, told = client_as("professional"), {"kind": "materiaal", "title": "Folder", "token": uuid.uuid4()}

    answers = {client.post(reverse("contribute_start"), told).url for _time in range(2)}

    assert (len(answers), Revision.objects.count()) == (1, 1)


def test_form_that_is_sent_again_with_another_title_gives_another_draft(client_as):
    client, token = client_as("professional"), uuid.uuid4()

    for title in ("Folder", "Poster"):
        client.post(reverse("contribute_start"), {"kind": "materiaal", "title": title, "token": token})

    assert {row.title for row in Revision.objects.all()} == {"Folder", "Poster"}


def test_comment_that_is_sent_twice_stands_once(client_as):
    editor, revision = client_as("redactie"), RevisionFactory(submitted=True)

    for _time in range(2):
        editor.post(reverse("revision_comment", args=[revision.pk]), {"text": "Kan dit korter?", "field": "title"})

    assert revision.comments.count() == 1


def test_refused_choice_is_shown_as_text(client_as):
    response = client_as("professional").post(reverse("contribute_start"), {"kind": ATTACK, "title": "a"})
    page = response.content.decode()

    assert ("<script>alert" in page, ATTACK in html.unescape(page)) == (False, True)
