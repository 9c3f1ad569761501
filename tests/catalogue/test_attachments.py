"""Files that are brought: taken or refused by sentence, read in the background, found by their words, zipped."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from loket.catalogue import attachments, tasks, workflow
from loket.catalogue.models import EntryFile, Revision
from loket.celery import app
from loket.core.files.kinds import FORBIDDEN_BY_CODE
from loket.core.files.refusals import REFUSALS
from loket.search import engine
from loket.search.models import Findable
from loket.search.query import SearchRequest
from tests.core.files import factory as made
from tests.factories import EntryFactory, EntryFileFactory, RevisionFactory, UserFactory

pytestmark = pytest.mark.django_db

RARE = "zonnebloemkwartet"
PDF = made.pdf(f"""
#set document(title: "Wandelen")
#set text(lang: "nl")
#title()
Een eerste bladzijde.
#pagebreak()
Op de tweede staat de {RARE}.
""")


@pytest.fixture
def draft() -> Revision:
    return RevisionFactory()


@pytest.fixture
def author(draft, client_for):
    return client_for(draft.author)


def upload(content: bytes = b"hallo", name: str = "blad.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def send(client, revision: Revision, *files, **headers):
    return client.post(reverse("contribute_add_files", args=[revision.pk]), {"files": list(files)}, headers=headers)


def said(response) -> list[str]:
    return [str(row) for row in get_messages(response.wsgi_request)]


def test_attach_keeps_the_file_with_the_draft_in_order(draft, author):
    send(author, draft, upload(b"een", "een.txt"), upload(PDF, "twee.pdf"))

    files = list(EntryFile.objects.all())
    assert Revision.objects.get().content["files"] == [row.pk for row in files]
    assert [(row.name, row.kind, row.size, row.state) for row in files] == [
        ("een.txt", "txt", 3, "waiting"),
        ("twee.pdf", "pdf", len(PDF), "waiting"),
    ]
    with files[0].stored.open() as stored:
        assert stored.read() == b"een"


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "leeg.pdf", REFUSALS["empty"]),
        (made.program(), "verslag.pdf", FORBIDDEN_BY_CODE["program"].sentence),
        (made.program(), "opdracht.exe", FORBIDDEN_BY_CODE["program"].sentence),
        (made.image("PNG"), "foto.pdf", REFUSALS["mismatch"].format(extension="pdf")),
        (b"x", "zonder", REFUSALS["no-extension"]),
        (b"x", "raar.xyz", REFUSALS["unknown-kind"].format(extension="xyz")),
        (made.encrypted_pdf(), "slot.pdf", REFUSALS["encrypted"]),
        (made.huge_png_header(), "groot.png", REFUSALS["image-too-large"]),
        (made.bomb_word(), "bom.docx", REFUSALS["bomb"]),
    ],
)
def test_file_that_is_refused_is_told_and_the_others_go_in(content, name, sentence, draft, author):
    response = send(author, draft, upload(content, name), upload(b"goed", "goed.txt"))

    assert said(response) == [f"{name}: {sentence}"]
    assert list(EntryFile.objects.values_list("name", flat=True)) == ["goed.txt"]


def test_add_without_a_file_is_told(draft, author):
    assert said(send(author, draft)) == ["Kies eerst een bestand."]


def test_add_by_script_asks_for_the_list_anew_and_tells_what_is_refused(draft, author):
    send(author, draft, upload(name="eerder.txt"))

    new = (upload(name="nieuw.txt"), upload(b"", "leeg.txt"))
    page = send(author, draft, *new, **{"HX-Request": "true"}).content.decode()

    expected = (
        "1 bestand toegevoegd",
        reverse("contribute_files_status", args=[draft.pk]),
        f"leeg.txt: {REFUSALS['empty']}",
    )
    assert [text in page for text in (*expected, "<html")] == [True, True, True, False]


def test_attach_over_the_limit_is_refused(draft, at):
    draft.content["files"] = list(range(attachments.MOST_FILES))
    draft.save()

    with pytest.raises(ValidationError, match="blad.txt: bij een ingang passen hooguit 40 bestanden"):
        attachments.attach(draft, upload(), by=draft.author, at=at)

    assert EntryFile.objects.count() == 0


def test_add_after_submission_is_refused(draft, author, at):
    Revision.objects.update(state="submitted", submitted_at=at)

    response = send(author, draft, upload())

    assert (said(response), EntryFile.objects.count()) == (
        ["U kunt aan dit voorstel geen bestanden meer toevoegen."],
        0,
    )


def test_remove_takes_the_file_out_of_the_proposal_only(draft, author):
    send(author, draft, upload(), upload(name="twee.txt"))
    first, second = EntryFile.objects.all()

    author.post(reverse("contribute_remove_file", args=[draft.pk, first.pk]))

    assert (Revision.objects.get().content["files"], EntryFile.objects.count()) == ([second.pk], 2)


def test_remove_a_file_of_another_entry_is_not_found(draft, author):
    other = EntryFileFactory()

    assert author.post(reverse("contribute_remove_file", args=[draft.pk, other.pk])).status_code == 404


def test_process_reads_a_pdf(draft, at):
    file = attachments.attach(draft, upload(PDF, "plan.pdf"), by=draft.author, at=at)

    tasks.process_file(file.pk)

    file.refresh_from_db()
    assert (file.state, file.progress, bool(file.preview)) == ("ready", 100, True)
    assert [(where, RARE in text) for where, text in file.passages] == [("pagina 1", False), ("pagina 2", True)]
    assert [row["code"] for row in file.findings if not row["ok"]] == []


def test_process_of_a_scan_gives_advice(draft, at):
    file = attachments.attach(draft, upload(made.untagged_pdf(), "scan.pdf"), by=draft.author, at=at)

    tasks.process_file(file.pk)

    file.refresh_from_db()
    assert [bool(row["advice"]) for row in file.findings if not row["ok"]].count(False) == 0
    assert len([row for row in file.findings if not row["ok"]]) > 0


def test_process_twice_changes_nothing(draft, at, django_assert_num_queries):
    file = attachments.attach(draft, upload(), by=draft.author, at=at)
    tasks.process_file(file.pk)

    with django_assert_num_queries(1):
        tasks.process_file(file.pk)


def test_files_whose_task_got_lost_are_processed_later(draft, at, time_machine):
    file = attachments.attach(draft, upload(), by=draft.author, at=at)

    time_machine.move_to(at + timedelta(minutes=6))
    tasks.process_files_left_waiting()

    file.refresh_from_db()
    assert file.state == "ready"


def test_process_task_is_known_by_its_name():
    app.loader.import_default_modules()

    assert attachments.PROCESS_TASK in app.tasks


@pytest.mark.parametrize("order", ["read before publishing", "read after publishing"])
def test_published_file_is_found_by_a_word_inside_it(order, draft, at):
    file = attachments.attach(draft, upload(PDF, "plan.pdf"), by=draft.author, at=at)
    steps = [lambda: attachments.process(file.pk), lambda: _publish(draft, at)]

    for step in steps if order == "read before publishing" else steps[::-1]:
        step()

    (hit,) = engine.search(SearchRequest(text=RARE)).hits
    assert (hit.subject_id, hit.place) == (draft.entry_id, "plan.pdf, pagina 2")


def _publish(revision: Revision, at) -> None:
    workflow.submit(revision, by=revision.author, at=at)
    workflow.accept(revision, by=UserFactory(editor=True), at=at)


def test_file_of_a_draft_is_not_found(draft, at):
    file = attachments.attach(draft, upload(PDF, "plan.pdf"), by=draft.author, at=at)

    attachments.process(file.pk)

    assert (engine.search(SearchRequest(text=RARE)).count, Findable.objects.count()) == (0, 0)


def published_with(*files: tuple[str, bytes]):
    entry = EntryFactory(published=True, title="Toolkit <b>")
    rows = [
        EntryFileFactory(entry=entry, name=name, stored=SimpleUploadedFile(name, body), size=len(body))
        for name, body in files
    ]
    entry.content |= {"files": [row.pk for row in rows], "organisation": "GGD Voorbeeld", "source": "Rapport 2024"}
    entry.save()
    return entry


def test_zip_holds_every_file_and_an_inventory(visitor):
    entry = published_with(("plan.txt", b"een"), ("Plan.txt", b"twee"), ("Inhoud.txt", b"drie"))

    response = visitor.get(reverse("download_all", args=[entry.slug]))

    archive = zipfile.ZipFile(io.BytesIO(response.body))
    assert {name: archive.read(name) for name in archive.namelist()[:3]} == {
        "plan.txt": b"een",
        "Plan (2).txt": b"twee",
        "Inhoud (2).txt": b"drie",
    }
    assert archive.read("inhoud.txt").decode().split("\r\n")[:3] == ["Toolkit <b>", "GGD Voorbeeld", "Rapport 2024"]
    assert archive.read("inhoud.txt").decode().count("bytes\t") == 3
    assert response["Content-Disposition"] == f'attachment; filename="{entry.slug}.zip"'


def test_download_is_inert(visitor):
    entry = published_with(("kwaad.svg.txt", b"<script>"))

    response = visitor.get(EntryFile.objects.get(entry=entry).get_absolute_url())

    assert (response.body, response["Content-Disposition"]) == (b"<script>", 'attachment; filename="kwaad.svg.txt"')
    assert (response["X-Content-Type-Options"], response["Content-Security-Policy"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
    )


def test_progress_asks_again_until_all_is_read(draft, author):
    send(author, draft, upload())
    url = reverse("contribute_files_status", args=[draft.pk])
    before = author.get(url).content.decode()

    attachments.process(EntryFile.objects.get().pk)

    assert [("hx-trigger" in page) for page in (before, author.get(url).content.decode())] == [True, False]
