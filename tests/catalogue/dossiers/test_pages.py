"""The pages around dossiers: of a file, of its owner, of the editors, and the statement for everyone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from loket.accounts import my_loket, privacy
from loket.catalogue.dossiers import advice, pages, workflow
from loket.catalogue.dossiers.models import Problem, WebVersion
from loket.core.files.findings import SENTENCES
from tests.catalogue.dossiers.factory import brought, published_file, web_version
from tests.core.files import factory as made
from tests.factories import EntryFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_dossier_tells_what_where_why_and_how(client_for):
    file = published_file("headings")
    Problem.objects.update(places=["onder ‘Aanpak’", "onder ‘Slot’"])

    page = client_for(file.entry.owner).get(reverse("file_dossier", args=[file.pk])).content.decode()

    told = (
        "Geen echte koppen",
        "onder ‘Aanpak’ en onder ‘Slot’",
        "schermlezer van kop naar kop",
        "Zo herstelt u het in Word",
    )
    assert [part in page for part in told] == [True] * 4


@pytest.mark.parametrize("code", SENTENCES)
@pytest.mark.parametrize("kind", advice.PROGRAMS)
def test_every_point_of_the_check_has_steps_for_a_program(code, kind):
    applies = code not in (
        "headings",
        "slide-titles",
        "bookmarks",
        "tagged",
        "shown-title",
        "text",
        "alternatives",
        "language",
    )

    assert code in advice.GUIDES
    assert not applies or advice.guide(code).for_kind(kind)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("headings", "docx"),
        ("headings", "odt"),
        ("slide-titles", "pptx"),
        ("slide-titles", "odp"),
        ("alternatives", "pptx"),
        ("language", "odt"),
        ("tagged", "pdf"),
        ("text", "pdf"),
        ("bookmarks", "pdf"),
        ("shown-title", "pdf"),
    ],
)
def test_point_that_a_kind_can_have_has_steps(code, kind):
    assert advice.guide(code).for_kind(kind)


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ([], ""),
        (["dia 2"], "dia 2"),
        (["dia 2", "dia 4"], "dia 2 en dia 4"),
        ([f"dia {n}" for n in range(10)], ", ".join(f"dia {n}" for n in range(8)) + " en op 2 andere plaatsen"),
    ],
)
def test_places_in_words(places, words):
    assert pages.places_in_words(places) == words


def test_keeping_a_point_by_the_form_shows_it_to_everyone(client_for, visitor):
    file = published_file("title")

    client_for(file.entry.owner).post(
        reverse("file_problem", args=[file.pk, "title", "laten"]), {"reason": "Oud rapport"}
    )

    page = visitor.get(reverse("file_statement", args=[file.pk])).content.decode()
    assert ("Oud rapport" in page, "De titel ontbreekt" in page) == (True, True)
    assert "Over de toegankelijkheid" in visitor.get(file.entry.get_absolute_url()).content.decode()


def test_keeping_without_a_reason_says_so_in_the_form(client_for):
    file = published_file("title")

    answer = client_for(file.entry.owner).post(
        reverse("file_problem", args=[file.pk, "title", "laten"]), {"reason": " "}
    )

    assert (answer.status_code, Problem.objects.get().state) == (422, "open")


@pytest.mark.parametrize("is_public", [True, False])
def test_statement_is_there_only_for_kept_points_in_a_public_file(is_public, visitor, at):
    file = published_file("title") if is_public else brought(EntryFactory(), "title")
    before = visitor.get(reverse("file_statement", args=[file.pk])).status_code
    workflow.keep(file.problems.get(), by=file.entry.owner, at=at, reason="Oud rapport")

    after = visitor.get(reverse("file_statement", args=[file.pk])).status_code

    assert (before, after) == (404, 200 if is_public else 404)


def test_replacing_by_the_form_leads_to_the_proposal(client_for):
    file = published_file("title")
    upload = SimpleUploadedFile("plan-2.docx", made.word())

    answer = client_for(file.entry.owner).post(reverse("file_replace", args=[file.pk]), {"file": upload})

    revision = file.entry.revisions.get()
    assert answer.url == reverse("contribute_step", args=[revision.pk, "bestanden"])


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [(None, "Kies eerst een bestand"), (SimpleUploadedFile("plan.exe", made.program()), "is een programma")],
)
def test_replacing_by_what_cannot_come_in_says_why(upload, sentence, client_for):
    file = published_file("title")
    told = {"file": upload} if upload else {}

    answer = client_for(file.entry.owner).post(reverse("file_replace", args=[file.pk]), told, follow=True)

    assert sentence in answer.content.decode()
    assert not file.entry.revisions.exists()


def test_overview_counts_by_point_and_lists_the_oldest_first(client_as, at):
    new, old = published_file("title"), published_file("title", "language")
    Problem.objects.filter(file=new).update(found_at=at)

    answer = client_as("redactie").get(reverse("file_problems"))

    assert [row["row"].file_id for row in answer.context["rows"]] == [old.pk, old.pk, new.pk]
    assert {code: number for code, _, number in answer.context["codes"]} == {"title": 2, "language": 1}


def test_overview_filters_on_point_and_organisation(client_as):
    organisation = OrganisationFactory()
    mine, _ = published_file("title", "language"), published_file("title")
    type(mine.entry).objects.filter(pk=mine.entry_id).update(organisation=organisation)

    answer = client_as("redactie").get(reverse("file_problems"), {"punt": "title", "organisatie": organisation.pk})

    assert [row["row"].file_id for row in answer.context["rows"]] == [mine.pk]


@pytest.mark.parametrize("query", [{"punt": "\x00x"}, {"organisatie": "9" * 40}, {"pagina": "veel"}])
def test_overview_of_nonsense_is_a_page(query, client_as):
    assert client_as("redactie").get(reverse("file_problems"), query).status_code == 200


@pytest.mark.parametrize(("role", "status"), [("redactie", 200), ("professional", 403), ("bezoeker", 302)])
def test_overview_is_for_editors(role, status, client_as):
    assert client_as(role).get(reverse("file_problems")).status_code == status


@pytest.mark.parametrize("number", [1, 3])
def test_overview_asks_the_same_number_of_queries(number, client_as, django_assert_max_num_queries):
    for _ in range(number):
        published_file("title", "language")
    client = client_as("redactie")

    with django_assert_max_num_queries(16):
        client.get(reverse("file_problems"))


def test_owner_sees_own_files_and_their_points(client_for):
    file = published_file("title")
    published_file("title")
    client = client_for(file.entry.owner)

    rows = client.get(reverse("own_files")).context["rows"]

    assert [(row.pk, row.open_points) for row, _ in rows] == [(file.pk, 1)]
    assert file.name in client.get(reverse("my_loket")).content.decode()


def test_outdated_page_waits_in_my_loket():
    file = published_file()
    web_version(file)
    WebVersion.objects.update(made_from=None)

    waiting = [task.detail for task in my_loket.tasks_of(file.entry.owner)]

    assert waiting == ["De webpagina hoort bij een eerdere versie"]


def test_what_is_kept_of_a_person_is_exported_and_erased(at):
    file = published_file("title")
    owner = file.entry.owner
    workflow.keep(file.problems.get(), by=owner, at=at, reason="Oud")
    web_version(file)

    told = privacy.export_of(owner)["toegankelijkheid"]
    privacy.erase(owner, at=at)

    assert (len(told["punten"]), len(told["webversies"])) == (1, 1)
    assert Problem.objects.get().history.get().by is None
    assert WebVersion.objects.get().saved_by is None


def test_panel_is_for_who_looks_after_the_entry(visitor, client_for):
    file = published_file("title")
    url = file.entry.get_absolute_url()

    pages_seen = [client.get(url).content.decode() for client in (visitor, client_for(file.entry.owner))]

    assert ["1 punt om te herstellen" in page for page in pages_seen] == [False, True]


def test_partner_colleague_finds_the_dossier(client_for):
    organisation = OrganisationFactory()
    file = published_file("title")
    type(file.entry).objects.filter(pk=file.entry_id).update(organisation=organisation)
    colleague = UserFactory(roles=["partner"], organisation=organisation)

    assert client_for(colleague).get(reverse("file_dossier", args=[file.pk])).status_code == 200
