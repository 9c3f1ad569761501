"""Who may open what: every address of the catalogue, for every role and every state, as one table.

404: not there for this person; 403: there, but not theirs to do; 302 for visitors: sign in first.
"""

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from loket.catalogue import urls
from loket.catalogue.models import Merge, RelatedChoice
from loket.search.models import Findable
from tests.factories import AT, EntryFactory, EntryFileFactory, FieldCommentFactory, RevisionFactory, UserFactory

pytestmark = pytest.mark.django_db

PEOPLE = ("visitor", "outsider", "partner", "owner", "editor", "servicedesk")
PUBLIC = {
    "changes",
    "changes_feed",
    "compare",
    "compare_ods",
    "entry",
    "download_all",
    "entry_changes",
    "download",
    "file_preview",
}

# (address, what it is about) → answer for each of PEOPLE, in their order.
READ = {
    ("changes", ""): (200, 200, 200, 200, 200, 200),
    ("changes_feed", ""): (200, 200, 200, 200, 200, 200),
    ("compare", ""): (200, 200, 200, 200, 200, 200),
    ("compare_ods", ""): (302, 302, 302, 302, 302, 302),
    ("entry", "published"): (200, 200, 200, 200, 200, 200),
    ("entry", "archived"): (410, 410, 410, 410, 410, 410),
    ("entry", "hidden draft"): (404, 404, 404, 302, 404, 404),
    ("entry", "hidden submitted"): (404, 404, 404, 302, 302, 404),
    ("entry_changes", "published"): (200, 200, 200, 200, 200, 200),
    ("entry_changes", "archived"): (200, 200, 200, 200, 200, 200),
    ("entry_changes", "hidden draft"): (404, 404, 404, 404, 404, 404),
    ("download_all", "published"): (200, 200, 200, 200, 200, 200),
    ("download_all", "archived"): (404, 404, 404, 404, 404, 404),
    ("download_all", "hidden draft"): (404, 404, 404, 404, 404, 404),
    ("download", "published"): (200, 200, 200, 200, 200, 200),
    ("download", "archived"): (404, 404, 404, 200, 200, 404),
    ("download", "hidden draft"): (404, 404, 404, 200, 200, 404),
    ("file_preview", "published"): (200, 200, 200, 200, 200, 200),
    ("file_preview", "hidden draft"): (404, 404, 404, 200, 200, 404),
    ("version", "published"): (302, 403, 200, 200, 200, 403),
    ("archive_entry", "published"): (302, 403, 403, 403, 200, 403),
    ("archive_entry", "hidden draft"): (302, 403, 403, 403, 404, 403),
    ("bookmarks", ""): (302, 200, 200, 200, 200, 200),
    ("contribute", ""): (302, 200, 200, 200, 200, 200),
    ("contribute_start", ""): (302, 200, 200, 200, 200, 200),
    ("contribute_step", "hidden draft"): (302, 404, 404, 200, 404, 404),
    ("contribute_step", "hidden submitted"): (302, 404, 404, 302, 404, 404),
    ("contribute_preview", "hidden draft"): (302, 404, 404, 200, 404, 404),
    ("contribute_preview", "hidden submitted"): (302, 404, 404, 200, 200, 404),
    ("contribute_preview", "hidden withdrawn"): (302, 404, 404, 200, 404, 404),
    ("contribute_files_status", "hidden draft"): (302, 404, 404, 200, 404, 404),
    ("contribute_files_status", "hidden submitted"): (302, 404, 404, 200, 200, 404),
    ("revision", "hidden draft"): (302, 404, 404, 200, 404, 404),
    ("revision", "hidden submitted"): (302, 404, 404, 200, 200, 404),
    ("revision", "hidden withdrawn"): (302, 404, 404, 200, 404, 404),
    ("moderation_queue", ""): (302, 403, 403, 403, 200, 403),
    ("catalogue_figures", ""): (302, 403, 403, 403, 200, 403),
    ("doubles", ""): (302, 403, 403, 403, 200, 403),
    ("related_choices", "published"): (302, 403, 403, 403, 200, 403),
    ("related_choices", "archived"): (302, 403, 403, 403, 404, 403),
    ("merge_entry", "published"): (302, 403, 403, 403, 200, 403),
    ("merge_entry", "archived"): (302, 403, 403, 403, 404, 403),
    ("freshness", ""): (302, 403, 403, 403, 200, 403),
    ("check_entry", "published"): (302, 403, 200, 200, 200, 403),
    ("check_entry", "archived"): (302, 403, 200, 200, 200, 403),
    ("check_entry", "hidden draft"): (302, 404, 404, 404, 404, 404),
    ("caretakers", "published"): (302, 403, 403, 200, 200, 403),
    ("caretakers", "archived"): (302, 302, 302, 302, 302, 302),
    ("caretakers", "hidden draft"): (302, 404, 404, 404, 404, 404),
}
DO = {
    ("propose_change", "published"): (302, 403, 302, 302, 302, 403),
    ("propose_change", "archived"): (302, 404, 404, 404, 404, 404),
    ("confirm_current", "published"): (302, 403, 302, 302, 302, 403),
    ("undo_confirmation", "published"): (302, 403, 302, 302, 302, 403),
    ("caretakers", "published"): (302, 403, 403, 422, 302, 403),
    ("adopt_entry", "published"): (302, 403, 302, 403, 302, 403),
    ("offer_entry", "published"): (302, 403, 403, 403, 302, 403),
    ("archive_entry", "published"): (302, 403, 403, 403, 302, 403),
    ("restore_entry", "archived"): (302, 403, 403, 403, 302, 403),
    ("restore_entry", "hidden draft"): (302, 404, 404, 403, 302, 404),
    ("related_choices", "published"): (302, 403, 403, 403, 422, 403),
    ("related_take_back", "published"): (302, 403, 403, 403, 302, 403),
    ("merge_entry", "published"): (302, 403, 403, 403, 422, 403),
    ("undo_merge", "published"): (302, 403, 403, 403, 302, 403),
    ("keep_bookmark", "published"): (302, 302, 302, 302, 302, 302),
    ("keep_bookmark", "hidden draft"): (302, 404, 404, 404, 404, 404),
    ("drop_bookmark", "published"): (302, 302, 302, 302, 302, 302),
    ("drop_bookmark", "hidden draft"): (302, 404, 404, 302, 302, 404),
    ("contribute_step", "hidden draft"): (302, 404, 404, 302, 404, 404),
    ("contribute_autosave", "hidden draft"): (302, 404, 404, 200, 404, 404),
    ("contribute_autosave", "hidden submitted"): (302, 404, 404, 409, 404, 404),
    ("contribute_submit", "hidden draft"): (302, 404, 404, 302, 404, 404),
    ("contribute_withdraw", "hidden draft"): (302, 404, 404, 302, 404, 404),
    ("contribute_reopen", "hidden withdrawn"): (302, 404, 404, 302, 404, 404),
    ("contribute_add_files", "hidden draft"): (302, 404, 404, 302, 404, 404),
    ("contribute_remove_file", "hidden draft"): (302, 404, 404, 302, 404, 404),
    ("revision_take", "hidden submitted"): (302, 403, 403, 403, 302, 403),
    ("revision_take", "hidden draft"): (302, 403, 403, 403, 404, 403),
    ("revision_comment", "hidden submitted"): (302, 404, 404, 302, 302, 404),
    ("revision_comment", "hidden draft"): (302, 404, 404, 302, 404, 404),
    ("revision_judge", "hidden submitted"): (302, 403, 403, 403, 302, 403),
    ("revision_judge", "hidden draft"): (302, 403, 403, 403, 404, 403),
    ("resolve_comment", "hidden submitted"): (302, 404, 404, 302, 302, 404),
    ("resolve_comment", "hidden draft"): (302, 404, 404, 302, 404, 404),
}
POSTED = {
    "archive_entry": {"reason": "Klaar"},
    "contribute_step": {"title": "Wandelen", "summary": "Kort"},
    "revision_comment": {"text": "Graag korter"},
}


class World:
    """One entry with a file, a proposal and a comment, and the people around it."""

    def __init__(self, subject: str) -> None:
        self.owner = UserFactory()
        partner = UserFactory(partner=True)
        self.people = {
            "outsider": UserFactory(),
            "partner": partner,
            "owner": self.owner,
            "editor": UserFactory(editor=True),
            "servicedesk": UserFactory(roles=["servicedesk"]),
        }
        hidden, _, state = subject.partition(" ")
        trait = {} if hidden in ("", "hidden") else {hidden: True}
        self.entry = EntryFactory(owner=self.owner, organisation=partner.organisation, **trait)
        kept = {"draft": {}, "": {"accepted": True}}.get(state, {state: True})
        self.revision = RevisionFactory(entry=self.entry, author=self.owner, **kept)
        self.file = EntryFileFactory(entry=self.entry)
        self.file.preview.save("beeld", ContentFile(b"RIFF"))
        if self.entry.content:
            self.entry.content["files"] = [self.file.pk]
            self.entry.save()
        self.comment = FieldCommentFactory(revision=self.revision)
        other = EntryFactory(published=True)
        self.choice = RelatedChoice.objects.create(entry=self.entry, other=other, kind="barred", at=AT)
        versions = {"version_before": 1, "version_after": 1}
        self.merge = Merge.objects.create(gone=other, kept=self.entry, at=AT, undone_at=AT, **versions)

    def address(self, name: str) -> str:
        by_slug, by_revision = {"slug": self.entry.slug}, {"pk": self.revision.pk}
        known = {
            "download": {"pk": self.file.pk},
            "file_preview": {"pk": self.file.pk},
            "version": by_slug | {"number": 1},
            "resolve_comment": {"pk": self.comment.pk},
            "related_take_back": {"pk": self.choice.pk},
            "undo_merge": {"pk": self.merge.pk},
            "contribute_step": by_revision | {"step": "basis"},
            "revision_judge": by_revision | {"act": "ask_changes"},
            "contribute_autosave": by_revision | {"step": "basis"},
            "contribute_remove_file": by_revision | {"file_pk": self.file.pk},
        }
        pattern = next(row for row in urls.urlpatterns if row.name == name).pattern
        names = pattern.converters.keys()
        return reverse(name, kwargs=known.get(name) or {key: (by_slug | by_revision)[key] for key in names})


def answers(name: str, subject: str, method: str, client_for, visitor) -> tuple[int, ...]:
    """The status that each person gets; what one does is undone before the next."""
    statuses, world = [], World(subject)
    for person in PEOPLE:
        with transaction.atomic():
            client = visitor if person == "visitor" else client_for(world.people[person])
            response = getattr(client, method)(world.address(name), POSTED.get(name, {}) if method == "post" else None)
            statuses.append(response.status_code)
            transaction.set_rollback(True)
        if person == "visitor" and name not in PUBLIC:
            assert response.url.startswith(reverse("account_login"))
    return tuple(statuses)


@pytest.mark.parametrize(("name", "subject"), READ, ids=map(" of ".join, READ))
def test_reading_is_for(name, subject, client_for, visitor):
    assert answers(name, subject, "get", client_for, visitor) == READ[name, subject]


@pytest.mark.parametrize(("name", "subject"), DO, ids=map(" of ".join, DO))
def test_doing_is_for(name, subject, client_for, visitor):
    assert answers(name, subject, "post", client_for, visitor) == DO[name, subject]


def test_every_address_of_the_catalogue_is_in_the_tables():
    assert {name for name, _ in READ} | {name for name, _ in DO} == {row.name for row in urls.urlpatterns}


@pytest.mark.parametrize("name", sorted({name for name, _ in DO} - {name for name, _ in READ}))
def test_doing_by_following_a_link_is_refused(name, client_for):
    world = World("hidden submitted")

    response = client_for(world.owner).get(world.address(name))

    assert response.status_code == 405


@pytest.mark.parametrize("state", ["draft", "submitted", "changes_asked", "scheduled", "withdrawn", "refused"])
def test_proposal_does_not_show_in_public(state, visitor):
    entry = EntryFactory(published=True, title="Nu gepubliceerd")
    file = EntryFileFactory(entry=entry, name="geheim.txt")
    proposal = RevisionFactory(entry=entry, **({} if state == "draft" else {state: True}))
    proposal.content |= {"title": "Nog geheim", "files": [file.pk]}
    proposal.save()

    pages = [
        visitor.get(address).content.decode()
        for address in (entry.get_absolute_url(), reverse("entry_changes", args=[entry.slug]), reverse("changes"))
    ]

    assert ["geheim" in page.lower() for page in pages] == [False, False, False]
    assert [
        visitor.get(reverse(name, args=[key])).status_code
        for name, key in (("download", file.pk), ("download_all", entry.slug))
    ] == [404, 404]
    assert list(Findable.objects.values_list("title", flat=True)) == ["Nu gepubliceerd"]


def test_hidden_entry_is_not_in_the_list_of_changes_or_the_index(visitor):
    RevisionFactory(submitted=True, entry__title="Nog geheim")

    page = visitor.get(reverse("changes")).content.decode()

    assert ("Nog geheim" in page, Findable.objects.count()) == (False, 0)
