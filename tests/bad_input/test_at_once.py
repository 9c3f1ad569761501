"""The same thing by several people, or by one with two fingers, at the very same moment."""

import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from loket.accounts.models import User
from loket.catalogue.models import Entry, EntryFile, EntryHistory, Revision
from tests.factories import RevisionFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 8


def at_once(act, times: int = THREADS) -> Counter:
    """How often each answer came of so many threads that do this."""

    def once(number: int):
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return Counter(pool.map(once, range(times)))


def test_one_of_many_editors_publishes(client_for, transactional_db):
    revision = RevisionFactory(submitted=True)
    browsers = [client_for(UserFactory(editor=True)) for _editor in range(THREADS)]
    url = reverse("revision_judge", args=[revision.pk, "accept"])

    answers = at_once(lambda number: browsers[number].post(url, {"note": "Mooi"}).status_code)

    assert answers == {302: 1, 409: THREADS - 1}
    assert (Entry.objects.get().version, EntryHistory.objects.count()) == (1, 1)


def test_accepting_and_refusing_at_once_gives_one_decision(client_for):
    revision = RevisionFactory(submitted=True)
    browsers = [client_for(UserFactory(editor=True)) for _editor in range(2)]
    urls = [reverse("revision_judge", args=[revision.pk, act]) for act in ("accept", "refuse")]

    at_once(lambda number: browsers[number].post(urls[number], {"note": "Besluit"}).status_code, times=2)

    assert (Revision.objects.get().state == "accepted") == (Entry.objects.get().state == "published")
    assert revision.history.count() == 1


def test_form_sent_at_once_gives_one_draft(client_as):
    browser, told = client_as("professional"), {"kind": "materiaal", "title": "Folder", "token": str(uuid.uuid4())}

    answers = at_once(lambda number: browser.post(reverse("contribute_start"), told).url)

    assert (len(answers), Entry.objects.count(), Revision.objects.count()) == (1, 1, 1)


def test_submitting_at_once_is_submitted_once(client_for):
    revision = RevisionFactory()
    browser = client_for(revision.author)

    at_once(lambda number: browser.post(reverse("contribute_submit", args=[revision.pk]), {}).status_code)

    assert (Revision.objects.get().state, revision.history.count()) == ("submitted", 1)


def test_comment_sent_at_once_stands_once(client_as):
    browser, revision = client_as("redactie"), RevisionFactory(submitted=True)
    url = reverse("revision_comment", args=[revision.pk])

    at_once(lambda number: browser.post(url, {"text": "Kan dit korter?", "field": "title"}).status_code)

    assert revision.comments.count() == 1


def test_file_sent_at_once_is_kept_once_and_other_files_all(client_for):
    revision = RevisionFactory()
    browser, url = client_for(revision.author), reverse("contribute_add_files", args=[revision.pk])

    def send(number: int) -> int:
        name = "zelfde.txt" if number % 2 else f"ander-{number}.txt"
        return browser.post(url, {"files": SimpleUploadedFile(name, b"hallo")}).status_code

    at_once(send, times=6)

    names = sorted(EntryFile.objects.values_list("name", flat=True))
    assert names == ["ander-0.txt", "ander-2.txt", "ander-4.txt", "zelfde.txt"]
    assert len(Revision.objects.get().content["files"]) == 4


def test_typing_and_adding_files_at_once_loses_nothing(client_for):
    revision = RevisionFactory()
    browser = client_for(revision.author)
    save = reverse("contribute_autosave", args=[revision.pk, "basis"])
    add = reverse("contribute_add_files", args=[revision.pk])

    def act(number: int) -> int:
        if number % 2:
            return browser.post(add, {"files": SimpleUploadedFile(f"{number}.txt", b"hallo")}).status_code
        return browser.post(save, {"title": "Nieuw", "summary": "Kort"}).status_code

    at_once(act, times=6)

    kept = Revision.objects.get().content
    assert (kept["title"], len(kept["files"])) == ("Nieuw", 3)


def test_signing_up_at_once_makes_one_person(visitor):
    told = {"name": "Sam", "email": "sam@example.org", "password1": "vier losse woorden samen", "consent": "on"}

    answers = at_once(lambda number: visitor.__class__().post(reverse("account_signup"), told).status_code, times=4)

    assert (User.objects.count(), set(answers) <= {200, 302}) == (1, True)
