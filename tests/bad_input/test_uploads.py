"""Files that should not come in, or not so many, or not so large: a sentence each, and nothing stored half."""

import pathlib

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from loket.catalogue import attachments, tasks
from loket.catalogue.models import EntryFile, Revision
from loket.core.files import receiving
from loket.core.files.kinds import MB
from tests.factories import EntryFileFactory, RevisionFactory

pytestmark = pytest.mark.django_db

STRANGE_NAMES = (
    "<script>alert(1)</script>.txt", "x" * 255 + ".txt", "../../etc/passwd.txt", "con.txt", "😀.txt", "a\u202etxt.txt",
    ".txt",
)  # fmt: skip


@pytest.fixture
def draft() -> Revision:
    return RevisionFactory()


@pytest.fixture
def author(draft, client_for):
    return client_for(draft.author)


@pytest.fixture
def small_limits(monkeypatch, settings) -> None:
    """A mebibyte for a file and two for a request, and everything by way of the disk, as with real large files."""
    monkeypatch.setattr(receiving, "MOST_BYTES", MB)
    monkeypatch.setattr(receiving, "MOST_BYTES_TOGETHER", 2 * MB)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0


def send(client, draft: Revision, *files) -> str:
    """What the page of the files says after sending these (name, content) pairs."""
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    response = client.post(reverse("contribute_add_files", args=[draft.pk]), {"files": uploads}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def stored() -> set[str]:
    """What lies in the folder of the files."""
    return {str(path) for path in pathlib.Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def test_file_that_is_far_too_large_is_told_and_not_kept(draft, author, small_limits):
    before = stored()

    page = send(author, draft, ("film.mp4", bytes(3 * MB)), ("blad.txt", b"hallo"))

    assert "film.mp4: Dit bestand is te groot. Een bestand mag hooguit 1 MB zijn" in page
    assert [file.name for file in EntryFile.objects.all()] == ["blad.txt"]
    assert len(stored() - before) == 1


def test_files_that_are_too_large_together_are_told(draft, author, small_limits):
    page = send(author, draft, *((f"{number}.txt", b"a" * (MB - 10)) for number in range(3)))

    assert "2.txt: Dit bestand is te groot." in page
    assert EntryFile.objects.count() == 2


def test_body_without_a_right_token_is_still_read_to_its_end(draft, visitor):
    upload = SimpleUploadedFile("a.txt", b"a")

    response = visitor.post(reverse("contribute_add_files", args=[draft.pk]), {"files": upload})

    assert (response.status_code, response.wsgi_request.read(1)) == (302, b"")


@pytest.mark.parametrize("name", STRANGE_NAMES, ids=range(len(STRANGE_NAMES)))
def test_strange_name_becomes_a_plain_one(name, draft, author):
    page = send(author, draft, (name, b"hallo"))

    assert [part for file in EntryFile.objects.all() for part in ("/", "<", "\u202e", "..") if part in file.name] == []
    assert "<script>alert" not in page


def test_forty_first_file_is_told(draft, author):
    draft.content["files"] = [EntryFileFactory(entry=draft.entry).pk for _file in range(attachments.MOST_FILES)]
    draft.save()

    assert "blad.txt: bij een ingang passen hooguit 40 bestanden." in send(author, draft, ("blad.txt", b"hallo"))


def test_more_files_than_a_form_may_have_is_told(draft, author):
    uploads = [SimpleUploadedFile(f"{number}.txt", b"a") for number in range(101)]

    response = author.post(reverse("contribute_add_files", args=[draft.pk]), {"files": uploads})

    assert (response.status_code, EntryFile.objects.count()) == (413, 0)


def test_same_file_sent_twice_is_kept_once(draft, author):
    send(author, draft, ("blad.txt", b"hallo"))
    before = stored()

    page = send(author, draft, ("blad.txt", b"hallo"))

    assert "blad.txt: dit bestand staat er al bij." in page
    assert (EntryFile.objects.count(), stored()) == (1, before)


def test_file_after_submission_is_told(draft, author, at):
    Revision.objects.update(state="submitted", submitted_at=at)

    assert "geen bestanden meer toevoegen" in send(author, draft, ("blad.txt", b"hallo"))


def test_file_whose_content_got_lost_does_not_hold_up_the_others(at):
    lost, whole = EntryFileFactory(uploaded_at=at), EntryFileFactory(uploaded_at=at)
    lost.stored.storage.delete(lost.stored.name)

    tasks.process_files_left_waiting()

    assert {file.pk: file.state for file in EntryFile.objects.all()} == {lost.pk: "failed", whole.pk: "ready"}


def test_work_that_was_cut_off_is_done_by_the_sweep(at):
    file = EntryFileFactory(uploaded_at=at, progress=60)  # the worker died here

    tasks.process_files_left_waiting()

    assert (EntryFile.objects.get().state, EntryFile.objects.get().progress, file.progress) == ("ready", 100, 60)
