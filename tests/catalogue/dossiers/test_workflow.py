"""Points of a dossier: opened when a file is read, kept with a reason, mended by a new version."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from loket.catalogue import attachments, publishing
from loket.catalogue import workflow as entries
from loket.catalogue.dossiers import pages, workflow
from loket.catalogue.dossiers.models import Problem, Replacement
from loket.catalogue.models import EntryFile
from loket.core.workflow import StaleState
from tests.catalogue.dossiers.factory import brought, findings, published_file, show, web_version
from tests.core.files import factory as made
from tests.factories import AT, EntryFactory, EntryFileFactory, RevisionFactory, UserFactory

pytestmark = pytest.mark.django_db


def states(file: EntryFile) -> dict[str, str]:
    return dict(file.problems.values_list("code", "state"))


def replaced(old: EntryFile, *wrong: str, at) -> EntryFile:
    """A new version of this file, public now."""
    new = EntryFileFactory(entry=old.entry, ready=True, kind="docx", findings=findings(*wrong))
    Replacement.objects.create(old=old, new=new, by=old.entry.owner, at=at)
    workflow.open_dossier(new, at=at)
    show(old.entry, [new], at=at)
    return new


def test_reading_a_file_opens_its_dossier():
    file = EntryFileFactory(kind="docx", name="plan.docx")
    file.stored.save("plan.docx", SimpleUploadedFile("plan.docx", made.word("")))

    attachments.process(file.pk)

    assert list(file.problems.values_list("code", "places")) == [("alternatives", ["onder ‘Aanpak’"])]


def test_reading_a_file_twice_opens_its_dossier_once(at):
    file = brought(EntryFactory(published=True), "title")

    workflow.open_dossier(file, at=at)

    assert file.problems.count() == 1


def test_keeping_a_point_needs_a_reason(at):
    problem = published_file("title").problems.get()

    with pytest.raises(ValidationError, match="waarom"):
        workflow.keep(problem, by=problem.file.entry.owner, at=at, reason="  ")

    assert Problem.objects.get().state == "open"


def test_kept_point_without_a_reason_is_refused_by_the_database():
    problem = published_file("title").problems.get()

    with pytest.raises(IntegrityError, match="kept_problem_has_reason"), transaction.atomic():
        Problem.objects.filter(pk=problem.pk).update(state="kept")


def test_keeping_in_two_tabs_is_stale_the_second_time(at):
    problem = published_file("title").problems.get()
    other_tab, owner = Problem.objects.get(), problem.file.entry.owner
    workflow.keep(problem, by=owner, at=at, reason="Wordt niet meer gemaakt")

    with pytest.raises(StaleState):
        workflow.keep(other_tab, by=owner, at=at, reason="Iets anders")

    assert Problem.objects.get().reason == "Wordt niet meer gemaakt"


@pytest.mark.parametrize("act", ["keep", "reopen", "mend"])
@pytest.mark.parametrize("state", ["open", "kept", "mended"])
def test_every_act_on_every_state(state, act, at):
    problem = published_file("title").problems.get()
    Problem.objects.update(state=state, reason="x" if state == "kept" else "")
    problem.refresh_from_db()
    by = None if act == "mend" else problem.file.entry.owner
    expected = {("open", "keep"): "kept", ("kept", "reopen"): "open"}
    expected |= {("open", "mend"): "mended", ("kept", "mend"): "mended"}

    if (state, act) in expected:
        workflow.PROBLEMS.apply(problem, act, by=by, at=at, reason="x")
    else:
        with pytest.raises(StaleState):
            workflow.PROBLEMS.apply(problem, act, by=by, at=at, reason="x")

    assert Problem.objects.get().state == expected.get((state, act), state)


def test_stranger_may_not_keep_a_point(at):
    problem = published_file("title").problems.get()

    with pytest.raises(PermissionDenied):
        workflow.keep(problem, by=UserFactory(), at=at, reason="Zomaar")


def test_new_version_mends_what_it_solved_and_keeps_the_age_of_the_rest(at):
    old = published_file("title", "language")

    new = replaced(old, "language", "headings", at=at)

    assert states(old) == {"title": "mended", "language": "open"}
    assert dict(new.problems.values_list("code", "found_at")) == {"language": AT, "headings": at}


def test_new_version_is_compared_with_the_one_before(at):
    new = replaced(published_file("title", "language"), "language", "headings", at=at)

    told = pages.compared(new)

    assert [len(told[name]) for name in ("solved", "same", "new")] == [1, 1, 1]
    assert told["is_settled"]


def test_kept_point_takes_its_reason_along(at):
    old = published_file("title")
    workflow.keep(old.problems.get(), by=old.entry.owner, at=at, reason="Kan niet anders")

    new = replaced(old, "title", at=at)

    assert list(new.problems.values_list("state", "reason")) == [("kept", "Kan niet anders")]


def test_only_points_in_public_files_wait_for_editors(at):
    old = published_file("title")
    brought(EntryFactory(), "title")

    new = replaced(old, "title", at=at)

    assert [row.file_id for row in Problem.objects.waiting()] == [new.pk]


def test_points_of_an_archived_entry_do_not_wait(at):
    file = published_file("title")

    publishing.archive(file.entry, by=None, at=at, reason="Weg", successor=None)

    assert list(Problem.objects.waiting()) == []
    publishing.restore(file.entry, by=None, at=at)
    assert Problem.objects.waiting().count() == 1


def test_new_version_that_waits_for_an_editor_settles_nothing(at):
    old = published_file("title")
    new = brought(old.entry)
    Replacement.objects.create(old=old, new=new, by=old.entry.owner, at=at)

    workflow.settle(old.entry, at=at)

    assert (states(old), Replacement.objects.get().settled_at) == ({"title": "open"}, None)


def test_replacing_makes_a_proposal_with_the_new_file_in_its_place(at):
    file = published_file("title")
    other = brought(file.entry)
    show(file.entry, [file, other])

    revision = workflow.replace(
        file, SimpleUploadedFile("plan-2.docx", made.word()), by=file.entry.owner, at=at + timedelta(days=1)
    )

    new = Replacement.objects.get(old=file).new
    assert (revision.state, revision.content["files"]) == ("draft", [new.pk, other.pk])
    assert file.entry.content["files"] == [file.pk, other.pk]


def test_replacing_twice_keeps_the_last_try(at):
    file = published_file("title")
    first = workflow.replace(file, SimpleUploadedFile("a.docx", made.word()), by=file.entry.owner, at=at)
    entries.save(first, {"files": [file.pk]}, by=file.entry.owner, at=at)

    workflow.replace(file, SimpleUploadedFile("b.docx", made.word("x")), by=file.entry.owner, at=at)

    assert Replacement.objects.get().new.name == "b.docx"


def test_replacing_what_the_running_proposal_left_out_says_so(at):
    file = published_file("title")
    revision = entries.propose_change(file.entry, by=file.entry.owner, at=at)
    entries.save(revision, {"files": []}, by=file.entry.owner, at=at)

    with pytest.raises(ValidationError, match="staat dit bestand niet meer"):
        workflow.replace(file, SimpleUploadedFile("a.docx", made.word()), by=file.entry.owner, at=at)


def test_replacing_while_somebody_else_proposes_is_refused(at):
    file = published_file("title")
    RevisionFactory(entry=file.entry, author=UserFactory(editor=True), content=file.entry.content)

    with pytest.raises(entries.ProposalRunning):
        workflow.replace(file, SimpleUploadedFile("a.docx", made.word()), by=file.entry.owner, at=at)

    assert EntryFile.objects.count() == 1


def test_web_version_moves_along_with_a_new_version_and_is_outdated(at):
    old = published_file()
    web = web_version(old)

    new = replaced(old, at=at)

    web.refresh_from_db()
    assert (web.file_id, web.state, web.is_outdated) == (new.pk, "published", True)
