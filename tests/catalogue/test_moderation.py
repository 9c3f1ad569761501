"""The editors' desk through its pages: queue, decisions, comments and the shelves."""

import html
from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from loket.catalogue import workflow
from loket.catalogue.models import Entry, Revision
from loket.core.models import OutgoingMail
from tests.factories import EntryFactory, FieldCommentFactory, RevisionFactory, UserFactory, content

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client_as):
    return client_as("redactie")


def judge(client, revision: Revision, act: str, **told):
    return client.post(reverse("revision_judge", args=[revision.pk, act]), told)


def said(response) -> list[str]:
    return [str(row) for row in get_messages(response.wsgi_request)]


@pytest.mark.parametrize(
    ("act", "told", "state"),
    [
        ("ask_changes", {"note": "Korter graag"}, "changes_asked"),
        ("accept", {}, "accepted"),
        ("schedule", {"publish_at": "2030-05-04T09:00"}, "scheduled"),
        ("refuse", {"note": "Dit is reclame"}, "refused"),
    ],
)
def test_decision_changes_the_state(act, told, state, editor):
    revision = RevisionFactory(submitted=True)

    response = judge(editor, revision, act, **told)

    assert (response.url, Revision.objects.get().state) == (revision.get_absolute_url(), state)


@pytest.mark.parametrize(
    ("act", "told", "sentence"),
    [
        ("ask_changes", {}, "Schrijf wat er anders moet, of zet een opmerking bij een veld."),
        ("refuse", {"note": " "}, "Schrijf waarom u dit voorstel niet plaatst. De indiener krijgt deze uitleg."),
        ("schedule", {}, "Kies het moment waarop dit gepubliceerd moet worden."),
        ("schedule", {"publish_at": "2001-01-01T09:00"}, "Kies een moment in de toekomst."),
    ],
)
def test_decision_that_cannot_be_is_told(act, told, sentence, editor):
    response = judge(editor, RevisionFactory(submitted=True), act, **told)

    assert said(response) == [sentence]
    assert (Revision.objects.get().state, OutgoingMail.objects.count()) == ("submitted", 0)


def test_decision_pressed_twice_counts_once(editor):
    revision = RevisionFactory(submitted=True)
    judge(editor, revision, "accept")

    second = judge(editor, revision, "accept")

    assert said(second)[-1].startswith("Iemand anders heeft dit intussen veranderd")
    assert (Entry.objects.get().version, OutgoingMail.objects.count()) == (1, 1)


def test_decision_on_own_work_is_refused(editor):
    revision = RevisionFactory(submitted=True, author=editor.user)

    response = judge(editor, revision, "accept")

    assert (response.status_code, Entry.objects.get().state) == (403, "unpublished")


def test_planned_moment_is_read_in_dutch_time(editor):
    revision = RevisionFactory(submitted=True)

    judge(editor, revision, "schedule", publish_at="2030-05-04T09:00")

    assert Revision.objects.get().publish_at.isoformat() == "2030-05-04T07:00:00+00:00"


def test_queue_shows_what_waits_with_the_first_term_on_top(editor):
    later = RevisionFactory(submitted=True, due_on=date(2026, 3, 9))
    sooner = RevisionFactory(changes_asked=True, due_on=date(2026, 3, 2))
    for trait in ("accepted", "refused", "withdrawn"):
        RevisionFactory(**{trait: True})
    RevisionFactory()

    page = editor.get(reverse("moderation_queue"))

    assert list(page.context["page"]) == [sooner, later]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"q": "WANDEL"}, ["Wandelen"]),
        ({"kind": "interventie"}, ["Fietsen"]),
        ({"state": "scheduled"}, ["Fietsen"]),
        ({"assignee": "niemand"}, ["Fietsen"]),
        ({"q": "' OR 1=1 --"}, []),
        ({"state": "bestaat-niet"}, ["Fietsen", "Wandelen"]),
    ],
)
def test_queue_is_narrowed_by_its_filters(query, titles, editor):
    RevisionFactory(submitted=True, content=content(title="Wandelen"), assignee=UserFactory(editor=True))
    RevisionFactory(scheduled=True, content=content("interventie", title="Fietsen"))

    page = editor.get(reverse("moderation_queue"), query)

    assert sorted(row.title for row in page.context["page"]) == titles


@pytest.mark.parametrize("page", ["-1", "0", "1000000000", "x"])
def test_queue_page_that_is_not_there_is_the_nearest(page, editor):
    revision = RevisionFactory(submitted=True)

    assert list(editor.get(reverse("moderation_queue"), {"pagina": page}).context["page"]) == [revision]


def test_queue_asks_the_same_for_one_and_for_three(editor, django_assert_max_num_queries):
    RevisionFactory(submitted=True)
    with django_assert_max_num_queries(100) as one:
        editor.get(reverse("moderation_queue"))
    RevisionFactory.create_batch(2, submitted=True, assignee=UserFactory(editor=True))

    with django_assert_max_num_queries(len(one)):
        editor.get(reverse("moderation_queue"))


def test_take_and_give_back(editor):
    revision, url = RevisionFactory(submitted=True), None
    url = reverse("revision_take", args=[revision.pk])
    handlers = []

    for assignee in (str(editor.user.pk), ""):
        editor.post(url, {"assignee": assignee})
        handlers.append(Revision.objects.get().assignee)

    assert handlers == [editor.user, None]


@pytest.mark.parametrize(("assignee", "status"), [("9" * 18, 404), ("9" * 5000, 404), ("x", 404)])
def test_take_for_a_number_that_is_nobody_changes_nothing(assignee, status, editor):
    revision = RevisionFactory(submitted=True)

    response = editor.post(reverse("revision_take", args=[revision.pk]), {"assignee": assignee})

    assert (response.status_code, Revision.objects.get().assignee) == (status, None)


def test_take_for_somebody_who_is_no_editor_is_refused(editor):
    revision = RevisionFactory(submitted=True)

    response = editor.post(reverse("revision_take", args=[revision.pk]), {"assignee": str(revision.author.pk)})

    assert (response.status_code, Revision.objects.get().assignee) == (404, None)


def test_comment_stands_with_its_field(editor):
    revision = RevisionFactory(submitted=True)
    url = reverse("revision_comment", args=[revision.pk])

    response = editor.post(url, {"field": "fields.aanpak", "text": "<script>alert(1)</script>"})
    page = editor.get(revision.get_absolute_url())

    assert response.url == f"{revision.get_absolute_url()}#veld-fields.aanpak"
    assert {row.key: [c.text for c in row.comments] for row in page.context["rows"] if row.comments} == {
        "fields.aanpak": ["<script>alert(1)</script>"]
    }
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.content.decode()


@pytest.mark.parametrize("text", ["", "x" * 4001, "een\x00nul"])
def test_comment_that_cannot_be_is_told_and_kept(text, editor):
    url = reverse("revision_comment", args=[RevisionFactory(submitted=True).pk])

    response = editor.post(url, {"text": text, "field": "title"})

    assert (response.status_code, response.context["refused"]["text"]) == (422, text)
    assert response.context["refused"]["sentence"] in html.unescape(response.content.decode())


def test_resolve_comment_marks_it(editor):
    row = FieldCommentFactory(revision__submitted=True)

    response = editor.post(reverse("resolve_comment", args=[row.pk]))

    row.refresh_from_db()
    assert (response.url, row.is_resolved) == (f"{row.revision.get_absolute_url()}#veld-title", True)


def test_proposal_shows_what_differs_from_the_published_text(editor):
    entry = EntryFactory(published=True, title="Oud")
    revision = RevisionFactory(submitted=True, entry=entry, content=entry.content | {"title": "Nieuw"})

    rows = editor.get(revision.get_absolute_url()).context["rows"]

    assert {row.key: row.pieces for row in rows if row.is_changed} == {"title": [("del", "Oud"), ("ins", "Nieuw")]}


def test_version_shows_what_it_changed(client_for, at):
    first = RevisionFactory(submitted=True)
    judge_by = UserFactory(editor=True)
    workflow.accept(first, by=judge_by, at=at)
    second = RevisionFactory(submitted=True, entry=first.entry, content=content(summary="Anders"))
    workflow.accept(second, by=judge_by, at=at + timedelta(days=1))

    rows = client_for(judge_by).get(reverse("version", args=[first.entry.slug, 2])).context["rows"]

    assert [row.key for row in rows if row.is_changed] == ["summary"]


def test_archive_answers_gone_and_points_at_the_successor(editor, visitor):
    entry, successor = EntryFactory(published=True), EntryFactory(published=True, title="De opvolger")
    told = {"reason": "Samengevoegd", "successor": f"https://loket.example{successor.get_absolute_url()}"}

    editor.post(reverse("archive_entry", args=[entry.slug]), told)
    page = visitor.get(entry.get_absolute_url())

    text = page.content.decode()
    link = f'href="{successor.get_absolute_url()}"'
    assert (page.status_code, link in text, "Samengevoegd" in text) == (410, True, True)


@pytest.mark.parametrize("trait", [{}, {"archived": True}])
def test_archive_with_a_successor_that_is_not_public_is_told(trait, editor):
    entry, hidden = EntryFactory(published=True), EntryFactory(**trait)

    page = editor.post(reverse("archive_entry", args=[entry.slug]), {"reason": "x", "successor": hidden.external_id})

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["successor"])
    assert page.context["form"]["reason"].value() == "x"
    assert Entry.objects.get(pk=entry.pk).state == "published"


def test_archive_without_a_reason_is_told(editor):
    page = editor.post(reverse("archive_entry", args=[EntryFactory(published=True).slug]), {"reason": " "})

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["reason"])


def test_restore_brings_the_page_back(editor, visitor):
    entry = EntryFactory(archived=True)

    editor.post(reverse("restore_entry", args=[entry.slug]))

    assert visitor.get(entry.get_absolute_url()).status_code == 200


def test_confirm_current_takes_the_warning_off_the_page(client_for, visitor):
    entry = EntryFactory(published=True, next_check=date(2020, 1, 1))
    before = visitor.get(entry.get_absolute_url()).context["is_outdated"]

    client_for(entry.owner).post(reverse("confirm_current", args=[entry.slug]))

    assert (before, visitor.get(entry.get_absolute_url()).context["is_outdated"]) == (True, False)


def test_figures_count_the_catalogue(editor):
    EntryFactory(published=True, recognised=True, next_check=date(2020, 1, 1))
    EntryFactory(published=True, kind="interventie")
    EntryFactory(archived=True)
    RevisionFactory(submitted=True, due_on=date(2020, 1, 1))

    context = editor.get(reverse("catalogue_figures")).context

    assert [row["value"] for row in context["figures"]] == [2, 1, 1, 1]
    assert dict(context["kinds"]) == {"Praktijkvoorbeelden": 1, "Interventies": 1}
    assert {label: count for label, count in context["recognitions"] if count} == {
        "Geen erkenning": 1,
        "Goed onderbouwd": 1,
    }


def test_figures_count_a_lapsed_recognition_apart(editor):
    EntryFactory(published=True, recognised=True, recognition_valid_until=date(2025, 1, 1))

    context = editor.get(reverse("catalogue_figures")).context

    assert {label: count for label, count in context["recognitions"] if count} == {"Erkenning verlopen": 1}


def test_publishing_a_text_that_was_changed_meanwhile_is_refused(editor, at):
    revision = RevisionFactory(submitted=True)
    seen = editor.get(revision.get_absolute_url()).context["form"]["seen"].value()
    Revision.objects.filter(pk=revision.pk).update(saved_at=at)

    judge(editor, revision, "accept", seen=seen)

    revision.refresh_from_db()
    assert revision.state == "submitted"


def test_saving_one_screen_keeps_the_file_of_another_window(at):
    revision = RevisionFactory()
    other_window = Revision.objects.get(pk=revision.pk)
    workflow.save(other_window, {"files": [1]}, by=revision.author, at=at)

    workflow.save(revision, {"title": "Nieuw"}, by=revision.author, at=at)

    assert (revision.content["title"], revision.content["files"]) == ("Nieuw", [1])
