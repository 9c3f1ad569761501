"""Bringing: each screen, what is kept while typing, and what is said about what cannot be."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from loket.catalogue import content as contents
from loket.catalogue.enums import Kind
from loket.catalogue.forms import sheet_form
from loket.catalogue.models import Entry, Revision
from loket.core.models import OutgoingMail
from tests.factories import EntryFactory, RevisionFactory, UserFactory, content

pytestmark = pytest.mark.django_db

FIND = {
    "themes": ["bewegen"],
    "language": "nl",
    "areas": "Tiel, provincie Gelderland",
    "levels": ["3"],
    "year": "2024",
    "links-0-label": "Website",
    "links-0-url": "https://example.org/tiel",
}


@pytest.fixture
def draft() -> Revision:
    return RevisionFactory(content=content(files=[], title="Wandelen", summary="Kort"))


@pytest.fixture
def author(draft, client_for):
    return client_for(draft.author)


def step_url(revision: Revision, step: str, name: str = "contribute_step") -> str:
    return reverse(name, args=[revision.pk, step])


def said(response) -> list[str]:
    return [str(row) for row in get_messages(response.wsgi_request)]


def test_wizard_from_start_to_submission(client_as):
    client = client_as("professional")
    first = client.post(reverse("contribute_start"), {"kind": "praktijkvoorbeeld", "title": "Samen lopen"})
    draft = Revision.objects.get()
    answers = [
        client.post(
            step_url(draft, "basis"), {"title": "Samen lopen", "summary": "Elke week", "body": "- een\n- twee"}
        ),
        client.post(
            step_url(draft, "inhoud"), {"aanpak": "Lopen", "tips-0-bij": "aanpak", "tips-0-tekst": "Begin klein"}
        ),
        client.post(step_url(draft, "vindbaar"), FIND),
        client.post(reverse("contribute_submit", args=[draft.pk]), {"remark": "Graag snel"}),
    ]

    draft.refresh_from_db()
    assert [first.url, *(row.url for row in answers)] == [
        *(step_url(draft, step) for step in ("basis", "inhoud", "vindbaar", "bestanden")),
        draft.get_absolute_url(),
    ]
    assert draft.state == "submitted"
    assert draft.content == contents.empty("praktijkvoorbeeld") | {
        "title": "Samen lopen",
        "summary": "Elke week",
        "body": "- een\n- twee",
        "themes": ["bewegen"],
        "levels": ["3"],
        "areas": ["gemeente-tiel", "provincie-gelderland"],
        "year": 2024,
        "links": [{"label": "Website", "url": "https://example.org/tiel"}],
        "fields": {"aanpak": "Lopen", "tips": [{"bij": "aanpak", "tekst": "Begin klein"}]},
    }


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("step", ["basis", "inhoud", "vindbaar", "bestanden"])
def test_screen_of_each_kind_shows_what_was_kept(kind, step, client_for):
    revision = RevisionFactory(entry__kind=kind, content=content(kind, title="Bewaarde titel", source="Bewaarde bron"))

    page = client_for(revision.author).get(step_url(revision, step))

    assert (page.status_code, "Bewaarde titel" in page.content.decode()) == (200, True)


def test_start_without_a_kind_keeps_the_title_and_makes_nothing(client_as):
    page = client_as("professional").post(reverse("contribute_start"), {"title": "Mijn titel"})

    assert (page.status_code, page.context["form"]["title"].value(), Entry.objects.count()) == (422, "Mijn titel", 0)


@pytest.mark.parametrize(
    ("step", "field", "longest"),
    [
        ("basis", "title", 200),
        ("basis", "summary", 400),
        ("basis", "body", 50_000),
        ("inhoud", "aanpak", 20_000),
        ("inhoud", "gemeente", 300),
        ("vindbaar", "source", 2000),
        ("vindbaar", "organisation", 200),
    ],
)
def test_text_over_its_limit_is_told_and_what_was_typed_stays(step, field, longest, draft, author):
    typed = {"title": "T", "summary": "S", "aanpak": "A", "language": "nl"} | {field: "x" * (longest + 1)}

    page = author.post(step_url(draft, step), typed)

    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert page.context["form"][field].value() == "x" * (longest + 1)
    assert Revision.objects.get().content == draft.content


@pytest.mark.parametrize(("step", "field", "longest"), [("basis", "title", 200), ("inhoud", "aanpak", 20_000)])
def test_text_at_its_limit_is_kept(step, field, longest, draft, author):
    author.post(step_url(draft, step), {"title": "T", "summary": "S", "aanpak": "A"} | {field: "x" * longest})

    kept = Revision.objects.get().content
    assert (kept | kept["fields"])[field] == "x" * longest


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"areas": "Tiel, Nergenshuizen"}, "areas"),
        ({"themes": ["bestaat-niet"]}, "themes"),
        ({"year": "1066"}, "year"),
        ({"language": "klingon"}, "language"),
        ({"links-0-label": "x", "links-0-url": "javascript:alert(1)"}, "links"),
        ({"links-0-label": "x" * 301, "links-0-url": "https://example.org"}, "links"),
        ({"source": "nul\x00teken"}, "source"),
    ],
)
def test_value_that_cannot_be_is_told(typed, field, draft, author):
    page = author.post(step_url(draft, "vindbaar"), FIND | typed)

    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


def test_stay_keeps_and_stays(draft, author):
    response = author.post(step_url(draft, "basis"), {"title": "Nieuw", "summary": "S", "stay": "1"})

    assert (response.url, Revision.objects.get().content["title"]) == (step_url(draft, "basis"), "Nieuw")


def test_unknown_screen_leads_to_the_first(draft, author):
    assert author.get(step_url(draft, "geheim")).url == step_url(draft, "basis")


def test_autosave_keeps_what_is_valid_and_tells_the_rest(draft, author, time_machine, at):
    time_machine.move_to(at, tick=False)

    answer = author.post(step_url(draft, "basis", "contribute_autosave"), {"title": "x" * 201, "summary": "Beter"})

    assert answer.json() == {
        "saved": "10.00",
        "message": "Bewaard om 10.00 uur",
        "errors": {"title": answer.json()["errors"]["title"]},
    }
    assert Revision.objects.get().content == draft.content | {"summary": "Beter"}


def test_autosave_asks_nothing_of_an_unfinished_screen(author, draft):
    answer = author.post(step_url(draft, "inhoud", "contribute_autosave"), {"succesfactoren": "Een kopje koffie"})

    assert answer.json()["errors"] == {}
    assert Revision.objects.get().content["fields"] == {"succesfactoren": "Een kopje koffie"}


@pytest.mark.parametrize(("typed", "kept"), [({"uren": "3,5"}, {"uren": 3.5}), ({"uren": "veel"}, {"uren": 8})])
def test_autosave_of_a_number_keeps_the_old_one_until_it_is_valid(typed, kept, client_for):
    revision = RevisionFactory(entry__kind="opleiding", content=content("opleiding", fields={"uren": 8}))

    client_for(revision.author).post(step_url(revision, "inhoud", "contribute_autosave"), typed)

    assert Revision.objects.get().content["fields"] == kept


def test_autosave_after_submission_keeps_nothing(author, draft):
    Revision.objects.filter(pk=draft.pk).update(state="submitted", submitted_at=draft.saved_at)

    answer = author.post(step_url(draft, "basis", "contribute_autosave"), {"title": "Te laat", "summary": "S"})

    assert answer.status_code == 409
    assert answer.json()["error"].startswith("Iemand anders heeft dit intussen veranderd")
    assert Revision.objects.get().content["title"] == "Wandelen"


def test_autosave_of_a_screen_that_is_not_there(author, draft):
    answer = author.post(step_url(draft, "bestanden", "contribute_autosave"), {})

    assert (answer.status_code, answer.json()) == (404, {"error": "Deze bladzijde bestaat niet."})


def test_session_that_was_lost_leads_to_signing_in_and_keeps_the_draft(author, draft):
    author.session.flush()

    response = author.post(step_url(draft, "basis"), {"title": "Getypt", "summary": "S"})

    assert response.url == f"{reverse('account_login')}?next={step_url(draft, 'basis')}"
    assert Revision.objects.get().content == draft.content


def test_screen_after_submission_leads_to_the_proposal(author, draft):
    Revision.objects.filter(pk=draft.pk).update(state="submitted", submitted_at=draft.saved_at)

    response = author.post(step_url(draft, "basis"), {"title": "Te laat", "summary": "S"})

    assert (response.url, Revision.objects.get().content["title"]) == (draft.get_absolute_url(), "Wandelen")


def test_submit_twice_sends_one_receipt(author, draft):
    url = reverse("contribute_submit", args=[draft.pk])
    author.post(url)

    second = author.post(url)

    assert (second.url, said(second)[-1]) == (draft.get_absolute_url(), "Dit voorstel was al ingediend.")
    assert OutgoingMail.objects.count() == 1


def test_submit_too_early_names_what_is_missing(client_for):
    revision = RevisionFactory(content=contents.empty("praktijkvoorbeeld"))

    response = client_for(revision.author).post(reverse("contribute_submit", args=[revision.pk]))

    assert response.status_code == 422
    assert said(response) == ["Vul eerst nog in: Titel, Samenvatting, Minstens één thema, Wat is de aanpak?."]


def test_submit_with_a_remark_that_is_too_long_is_told(author, draft):
    response = author.post(reverse("contribute_submit", args=[draft.pk]), {"remark": "x" * 2001})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["remark"])
    assert Revision.objects.get().state == "draft"


@pytest.mark.parametrize(("act", "state"), [("withdraw", "withdrawn"), ("reopen", "draft")])
def test_withdraw_and_reopen_twice_is_told(act, state, author, draft):
    if act == "reopen":
        Revision.objects.filter(pk=draft.pk).update(state="withdrawn")
    url = reverse(f"contribute_{act}", args=[draft.pk])
    author.post(url)

    second = author.post(url)

    assert said(second)[-1].startswith("Iemand anders heeft dit intussen veranderd")
    assert (second.status_code, Revision.objects.get().state) == (302, state)


def test_propose_change_while_another_runs_is_told(client_for):
    running = RevisionFactory(entry=EntryFactory(published=True))

    response = client_for(UserFactory(editor=True)).post(reverse("propose_change", args=[running.entry.slug]))

    assert (response.url, Revision.objects.count()) == (running.entry.get_absolute_url(), 1)
    assert said(response)[0].startswith("Er loopt al een voorstel voor deze ingang")


def test_my_contributions_asks_the_same_for_one_and_for_three(client_for, django_assert_num_queries):
    draft = RevisionFactory()
    client = client_for(draft.author)
    client.get(reverse("contribute"))
    with django_assert_num_queries(3):
        client.get(reverse("contribute"))

    RevisionFactory.create_batch(2, author=draft.author)

    with django_assert_num_queries(3):
        client.get(reverse("contribute"))


@pytest.mark.parametrize("kind", Kind.values)
def test_form_of_each_kind_keeps_a_filled_sheet_as_it_is(kind):
    form_class = sheet_form(kind)
    filled = {name: _some(field) for name, field in form_class.base_fields.items()}
    sent = {key: value for name, value in filled.items() for key, value in _sent(name, value)}

    form = form_class(sent, content=contents.empty(kind))

    assert form.errors == {}
    assert form.changes()["fields"] == filled


def _some(field):
    """A value that this field keeps unchanged."""
    if hasattr(field, "columns"):
        return [{column.key: column.choices[1][0] if column.choices else "2026-05-04" for column in field.columns}]
    if hasattr(field, "choices"):
        return field.choices[1][0]
    return {"FloatField": 2.5, "IsoDateField": "2026-05-04"}.get(type(field).__name__, "Tekst")


def _sent(name: str, value):
    if not isinstance(value, list):
        return [(name, value)]
    return [(f"{name}-{number}-{key}", text) for number, row in enumerate(value) for key, text in row.items()]


def test_theme_that_is_needed_to_submit_is_not_called_optional(draft, author):
    page = author.get(step_url(draft, "vindbaar")).content.decode()

    legend = page[: page.index("Kies minstens één thema")][-300:]
    assert "Thema&#x27;s" in legend
    assert "niet verplicht" not in legend
