"""The text of a file as a web page: public where the file is, by its owner alone, never overwritten unseen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from loket.catalogue import publishing
from loket.catalogue.dossiers import workflow
from loket.catalogue.dossiers.models import Replacement, WebVersion, WebVersionHistory
from loket.core.workflow import StaleState
from tests.catalogue.dossiers.factory import TEXT, brought, published_file, show, web_version
from tests.core.files import factory as made
from tests.factories import AT, EntryFactory, EntryFileFactory, UserFactory

pytestmark = pytest.mark.django_db


def page_of(file) -> str:
    return reverse("file_as_page", args=[file.pk])


def test_published_page_is_for_everyone_with_canonical_and_language(visitor):
    file = published_file()
    WebVersion.objects.filter(pk=web_version(file).pk).update(
        shown={"body": "# Plan", "left_out": "Eén tabel", "language": "en"}
    )

    page = visitor.get(page_of(file)).content.decode()

    assert ('rel="canonical"' in page, 'lang="en"' in page, "<h3>Plan</h3>" in page, "Eén tabel" in page) == (True,) * 4


def test_draft_is_for_its_owner_only(visitor, client_for):
    file = published_file()
    web_version(file, is_public=False)

    answers = [client.get(page_of(file)).status_code for client in (visitor, client_for(file.entry.owner))]

    assert answers == [404, 404]
    assert client_for(file.entry.owner).get(reverse("web_version", args=[file.pk])).status_code == 200


def test_page_of_a_draft_file_is_never_public(visitor, client_as, client_for):
    file = brought(EntryFactory())
    web_version(file)

    clients = (visitor, client_as("professional"), client_for(file.entry.owner))
    assert [client.get(page_of(file)).status_code for client in clients] == [404, 404, 200]


def test_page_goes_with_its_file(visitor, at):
    file = published_file()
    web_version(file)
    before = visitor.get(page_of(file)).status_code

    show(file.entry, [])
    without = visitor.get(page_of(file)).status_code
    show(file.entry, [file])
    publishing.archive(file.entry, by=None, at=at, reason="Weg", successor=None)

    assert (before, without, visitor.get(page_of(file)).status_code) == (200, 404, 404)


def test_entry_links_to_the_page_only_when_it_is_published(visitor):
    file = published_file()
    web = web_version(file, is_public=False)
    before = visitor.get(file.entry.get_absolute_url()).content.decode()

    workflow.publish_web_version(web, by=file.entry.owner, at=AT, seen=web.number)

    after = visitor.get(file.entry.get_absolute_url()).content.decode()
    assert ("Lees als webpagina" in before, page_of(file) in after) == (False, True)


def test_script_in_the_text_is_shown_as_text(client_for, visitor):
    file = published_file()
    web, client = web_version(file), client_for(file.entry.owner)
    told = {"body": "# Kop\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))", "left_out": "", "language": "nl"}

    client.post(reverse("web_version", args=[file.pk]), told | {"seen": web.number})
    client.post(reverse("web_version_publish", args=[file.pk]), {"seen": web.number + 1})

    page = visitor.get(page_of(file)).content.decode()
    assert ("&lt;script&gt;alert(1)" in page, 'href="javascript' in page) == (True, False)


def test_second_of_two_people_is_told_and_keeps_what_was_typed(client_for):
    file = published_file()
    web, owner, editor = web_version(file), file.entry.owner, UserFactory(editor=True)
    url, told = reverse("web_version", args=[file.pk]), {"left_out": "", "language": "nl", "seen": web.number}
    client_for(owner).post(url, told | {"body": "Van de eigenaar"})

    answer = client_for(editor).post(url, told | {"body": "Van de redactie"})

    assert (answer.status_code, WebVersion.objects.get().body) == (422, "Van de eigenaar")
    assert "Van de redactie" in answer.content.decode()


def test_second_try_after_being_told_is_saved(client_for):
    file = published_file()
    web, client = web_version(file), client_for(file.entry.owner)
    url, told = reverse("web_version", args=[file.pk]), {"left_out": "", "language": "nl", "body": "Mijn tekst"}

    refused = client.post(url, told | {"seen": web.number - 1})
    seen = refused.context["form"].data["seen"]
    client.post(url, told | {"seen": seen})

    assert WebVersion.objects.get().body == "Mijn tekst"


def test_publishing_what_was_not_seen_is_refused(at):
    file = published_file()
    web = web_version(file, is_public=False)
    draft = web.draft | {"body": "Nieuw"}
    workflow.save_web_version(web, draft, by=file.entry.owner, at=at, seen=web.number)

    with pytest.raises(StaleState):
        workflow.publish_web_version(web, by=file.entry.owner, at=at, seen=1)

    assert WebVersion.objects.get().state == "draft"


def test_correcting_changes_nothing_in_public_until_it_is_published(at, visitor):
    file = published_file()
    web = web_version(file)
    workflow.save_web_version(web, web.draft | {"body": "Verbeterd"}, by=file.entry.owner, at=at, seen=web.number)
    before = visitor.get(page_of(file)).content.decode()

    workflow.publish_web_version(web, by=file.entry.owner, at=at, seen=web.number)

    assert ("Verbeterd" in before, "Verbeterd" in visitor.get(page_of(file)).content.decode()) == (False, True)
    shown = WebVersionHistory.objects.filter(act="publish").values_list("shown__body", flat=True)
    assert list(shown) == ["Verbeterd", "# Aanpak\n\nElke week lopen wij een uur."]


def test_page_taken_off_the_site_is_gone_and_kept(client_for, visitor):
    file = published_file()
    web_version(file)

    client_for(file.entry.owner).post(reverse("web_version_unpublish", args=[file.pk]))

    assert (visitor.get(page_of(file)).status_code, WebVersion.objects.get().state) == (404, "draft")


def test_old_address_leads_to_the_page_of_the_new_version_which_says_it_is_older(visitor, at):
    old = published_file()
    web_version(old)
    new = EntryFileFactory(entry=old.entry, ready=True, kind="docx")
    Replacement.objects.create(old=old, new=new, by=None, at=at)
    show(old.entry, [new])

    answer = visitor.get(page_of(old), follow=True)

    assert answer.redirect_chain == [(page_of(new), 302)]
    assert "Deze tekst is van een eerdere versie" in answer.content.decode()


def test_making_again_after_a_new_version_is_up_to_date(at):
    file = published_file()
    web = web_version(file)
    WebVersion.objects.update(made_from=None)

    workflow.write_web_version(file, TEXT, by=file.entry.owner, at=at)

    web.refresh_from_db()
    assert (web.is_outdated, web.state) == (False, "published")


def test_scan_offers_nothing_and_says_why(client_for):
    file = published_file(kind="pdf", name="scan.pdf", passages=[])
    file.stored.save("scan.pdf", SimpleUploadedFile("scan.pdf", made.untagged_pdf()))
    client = client_for(file.entry.owner)

    page = client.get(reverse("file_dossier", args=[file.pk])).content.decode()
    answer = client.post(reverse("web_version_make", args=[file.pk]), follow=True)

    assert ("In dit bestand staat geen tekst" in page, reverse("web_version_make", args=[file.pk]) in page) == (
        True,
        False,
    )
    assert "scan of een foto" in answer.content.decode()
    assert not WebVersion.objects.exists()


def test_text_is_taken_out_of_the_file_itself(client_for):
    file = published_file()
    file.stored.save("plan.docx", SimpleUploadedFile("plan.docx", made.word("Een wandelgroep")))

    client_for(file.entry.owner).post(reverse("web_version_make", args=[file.pk]))

    web = WebVersion.objects.get()
    assert "# Aanpak" in web.body
    assert ("*Afbeelding: Een wandelgroep*" in web.body, "De tabel staat hier als lijst" in web.left_out) == (
        True,
        True,
    )


@pytest.mark.parametrize("name", ["file_dossier", "web_version"])
def test_file_of_another_is_not_found(name, client_as):
    file = published_file("title")
    web_version(file)

    assert client_as("professional").get(reverse(name, args=[file.pk])).status_code == 404


@pytest.mark.parametrize("name", ["web_version_make", "web_version_publish", "web_version_unpublish", "file_replace"])
def test_acts_on_a_file_of_another_are_not_found(name, client_as):
    file = published_file("title")
    web_version(file)

    assert client_as("professional").post(reverse(name, args=[file.pk])).status_code == 404


def test_published_version_without_text_is_refused_by_the_database():
    web = web_version(published_file(), is_public=False)

    with pytest.raises(IntegrityError, match="published_web_version_has_text"), transaction.atomic():
        WebVersion.objects.filter(pk=web.pk).update(state="published")
