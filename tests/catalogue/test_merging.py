"""Doubles become one: everything goes along, the old address leads on, and it can be taken apart again."""

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse
from lxml import etree

from loket.catalogue import importing, merging, pinning, related, workflow
from loket.catalogue.models import Bookmark, Entry, Merge
from loket.core.workflow import StaleState
from loket.search.models import Findable
from loket.usage.models import UseCount
from tests.factories import EntryFactory, EntryFileFactory, UserFactory, content

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 20)


@pytest.fixture
def editor():
    return UserFactory(editor=True)


def entry(title: str, *urls: str, **told) -> Entry:
    links = [{"url": url, "label": "Site"} for url in urls]
    return EntryFactory(published=True, title=title, content=content(title=title, links=links), **told)


def used(of: Entry, count: int, day: date = DAY) -> None:
    UseCount.objects.create(day=day, subject_type="entry", subject_id=of.pk, act="view", count=count)


def figures(of: Entry) -> list[tuple[date, int]]:
    rows = UseCount.objects.filter(subject_type="entry", subject_id=of.pk, count__gt=0)
    return list(rows.order_by("day").values_list("day", "count"))


def bring(of: Entry, sha: str) -> int:
    file = EntryFileFactory(entry=of, sha256=sha * 64)
    of.content["files"].append(file.pk)
    of.save()
    return file.pk


def merged(gone: Entry, kept: Entry, by, at) -> Merge:
    row = merging.merge(gone, kept, by=by, at=at)
    for each in (gone, kept):
        each.refresh_from_db()
    return row


def test_old_address_answers_410_with_what_stays(visitor, editor, at):
    gone, kept = entry("Wandelen"), entry("Samen wandelen")

    merged(gone, kept, editor, at)

    page = visitor.get(gone.get_absolute_url())
    assert (page.status_code, kept.get_absolute_url() in page.content.decode()) == (410, True)


def test_links_title_and_files_go_along(editor, at):
    gone, kept = entry("Wandelen", "https://a.nl", "https://b.nl"), entry("Samen wandelen", "https://b.nl")
    file = bring(gone, "a")

    merged(gone, kept, editor, at)

    assert [link["url"] for link in kept.content["links"]] == ["https://b.nl", "https://a.nl"]
    assert (kept.content["files"], kept.content["former_titles"], kept.version) == ([file], ["Wandelen"], 2)
    assert kept.revisions.get(version=2).content == kept.content


def test_file_that_both_have_opens_from_the_old_address_too(visitor, editor, at):
    gone, kept = entry("Wandelen"), entry("Samen wandelen")
    old, own = bring(gone, "a"), bring(kept, "a")

    merged(gone, kept, editor, at)

    answer = visitor.get(reverse("download", args=[old]))
    assert (kept.content["files"], answer.status_code, answer.url) == ([own], 302, reverse("download", args=[own]))


def test_merge_is_no_check(editor, at):
    gone, kept = entry("Wandelen", "https://a.nl"), entry("Samen wandelen")

    merged(gone, kept, editor, at)

    assert (kept.last_checked, kept.next_check) == (date(2026, 1, 12), date(2028, 1, 12))


def test_figures_add_up_by_day_and_come_back(editor, at):
    gone, kept = entry("Wandelen"), entry("Samen wandelen")
    used(gone, 3)
    used(gone, 4, date(2026, 1, 21))
    used(kept, 10)

    row = merged(gone, kept, editor, at)
    together = (figures(gone), figures(kept), Findable.objects.get(subject_id=kept.pk).use_count)
    merging.undo(row, by=editor, at=at)

    assert together == ([], [(DAY, 13), (date(2026, 1, 21), 4)], 17)
    assert (figures(gone), figures(kept)) == ([(DAY, 3), (date(2026, 1, 21), 4)], [(DAY, 10)])
    assert Findable.objects.get(subject_id=gone.pk).use_count == 7


def test_bookmarks_go_along_once_a_person_and_come_back(editor, at):
    gone, kept, both, one = entry("Wandelen"), entry("Samen wandelen"), UserFactory(), UserFactory()
    for user, kept_by in ((both, gone), (both, kept), (one, gone)):
        Bookmark.objects.create(user=user, entry=kept_by, at=at)

    row = merged(gone, kept, editor, at)
    moved = set(Bookmark.objects.filter(entry=kept).values_list("user", flat=True))
    merging.undo(row, by=editor, at=at)

    assert moved == {both.pk, one.pk}
    assert set(Bookmark.objects.filter(entry=gone).values_list("user", flat=True)) == {both.pk, one.pk}


def test_pin_of_the_double_leads_to_what_stays(editor, at):
    gone, kept, shown = entry("Wandelen"), entry("Samen wandelen"), entry("Fietsen")
    pinning.choose(shown, gone, kind="pinned", reason="hoort erbij", by=editor, at=at)

    merged(gone, kept, editor, at)

    assert [row.entry for row in related.to(shown) if row.is_pinned] == [kept]


def test_undo_puts_everything_back(visitor, editor, at):
    gone, kept = entry("Wandelen", "https://a.nl"), entry("Samen wandelen")
    file = bring(gone, "a")
    before = kept.content

    merging.undo(merged(gone, kept, editor, at), by=editor, at=at)

    kept.refresh_from_db()
    assert (kept.content, kept.version) == (before, 3)
    assert [visitor.get(each.get_absolute_url()).status_code for each in (gone, kept)] == [200, 200]
    assert visitor.get(reverse("download", args=[file])).status_code == 200


def test_undo_after_a_change_is_too_late(editor, at):
    gone, kept = entry("Wandelen"), entry("Samen wandelen")
    row = merged(gone, kept, editor, at)
    Entry.objects.filter(pk=kept.pk).update(version=9)

    with pytest.raises(merging.TooLate):
        merging.undo(row, by=editor, at=at)

    assert Merge.objects.standing().count() == 1


def test_undo_twice_is_stale(editor, at):
    row = merged(entry("Wandelen"), entry("Samen wandelen"), editor, at)
    merging.undo(row, by=editor, at=at)

    with pytest.raises(StaleState):
        merging.undo(row, by=editor, at=at)


def test_chain_leads_to_what_is_there_now(visitor, editor, at):
    first, second, third = [entry(f"Wandelen {number}") for number in range(3)]
    merged(first, second, editor, at)
    merged(second, third, editor, at)

    assert third.get_absolute_url() in visitor.get(first.get_absolute_url()).content.decode()


def test_circle_of_successors_ends(visitor, at):
    one, other = entry("Een"), entry("Twee")
    Entry.objects.filter(pk=one.pk).update(state="archived", archived_at=at, successor=other)
    Entry.objects.filter(pk=other.pk).update(state="archived", archived_at=at, successor=one)

    assert visitor.get(one.get_absolute_url()).status_code == 410


@pytest.mark.parametrize(("case", "sentence"), [("itself", "niet met zichzelf"), ("archived", "niet in de catalogus")])
def test_merge_that_cannot_be_says_why(case, sentence, editor, at):
    one = entry("Wandelen")
    other = one if case == "itself" else EntryFactory(archived=True)

    with pytest.raises(ValidationError, match=sentence):
        merging.merge(one, other, by=editor, at=at)


def test_merge_back_into_what_is_gone_is_refused(editor, at):
    gone, kept = entry("Wandelen"), entry("Samen wandelen")
    merged(gone, kept, editor, at)

    with pytest.raises(ValidationError, match="niet in de catalogus"):
        merging.merge(kept, gone, by=editor, at=at)


def test_only_editors_merge(at):
    with pytest.raises(PermissionDenied):
        merging.merge(entry("Wandelen"), entry("Samen wandelen"), by=UserFactory(), at=at)


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_merge_once(at):
    pair, outcomes, start = (entry("Wandelen"), entry("Samen wandelen")), [], threading.Barrier(2)
    editors = [UserFactory(editor=True) for _ in range(2)]

    def press(editor, gone: int, kept: int) -> None:
        mine = Entry.objects.in_bulk([gone, kept])
        start.wait()
        try:
            merging.merge(mine[gone], mine[kept], by=editor, at=at)
            outcomes.append("done")
        except StaleState:
            outcomes.append("stale")
        connection.close()

    ways = [(pair[0].pk, pair[1].pk), (pair[1].pk, pair[0].pk)]
    presses = [threading.Thread(target=press, args=[who, *way]) for who, way in zip(editors, ways, strict=True)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()

    assert (sorted(outcomes), Merge.objects.count()) == (["done", "stale"], 1)


def test_merged_is_not_put_back_by_itself(editor, at):
    gone = entry("Wandelen")
    merged(gone, entry("Samen wandelen"), editor, at)

    with pytest.raises(ValidationError, match="Draai het samenvoegen terug"):
        workflow.restore(gone, by=editor, at=at)


def test_import_leaves_a_merged_double_alone(editor, at):
    gone = entry("Wandelen", external_id="bron-1")
    merged(gone, entry("Samen wandelen"), editor, at)

    report = importing.run([b'{"external_id": "bron-1", "kind": "materiaal", "title": "Nieuw"}'], at=at, by=editor)

    gone.refresh_from_db()
    assert (gone.state, gone.title) == ("archived", "Wandelen")
    assert (1, "bron-1 is samengevoegd met “Samen wandelen” en blijft zoals het is.") in report.warnings


def test_changes_tell_of_the_merge(visitor, editor, at):
    merged(entry("Wandelen"), entry("Samen wandelen"), editor, at)

    page = visitor.get(reverse("changes")).content.decode()

    assert ("Samengevoegd met een dubbele" in page, "“Wandelen” is hierin opgegaan." in page) == (True, True)


def test_page_puts_two_side_by_side_and_merges_by_choice(client_as):
    client, one, other = client_as("redactie"), entry("Wandelen"), entry("Samen wandelen")
    address = reverse("merge_entry", args=[one.slug])

    page = client.get(address, {"other": other.get_absolute_url()})
    client.post(address, {"other": other.slug, "kept": other.slug, "seen": page.context["seen"]})

    row = Merge.objects.get()
    assert ([side["entry"] for side in page.context["sides"]], row.gone, row.kept) == ([one, other], one, other)


def test_page_of_an_entry_that_changed_meanwhile_merges_nothing(client_as):
    client, one, other = client_as("redactie"), entry("Wandelen"), entry("Samen wandelen")
    typed = {"other": other.slug, "kept": other.slug, "seen": f"{one.pk}:1 {other.pk}:7"}

    page = client.post(reverse("merge_entry", args=[one.slug]), typed, follow=True)

    assert ("Iemand anders heeft dit intussen veranderd" in page.content.decode(), Merge.objects.count()) == (True, 0)


@pytest.mark.parametrize(("typed", "status"), [("bestaat-niet", 422), ("", 422), ("zichzelf", 200)])
def test_page_refuses_what_is_no_double(typed, status, client_as):
    one = entry("Wandelen")

    page = client_as("redactie").get(
        reverse("merge_entry", args=[one.slug]), {"other": one.slug if typed == "zichzelf" else typed}
    )

    assert (page.status_code, page.context["sides"]) == (status, [])


def test_feed_has_every_public_change_newest_first(visitor, editor, at):
    merged(entry("Wandelen"), entry("Samen wandelen"), editor, at)

    answer = visitor.get(reverse("changes_feed"))

    names = {"atom": "http://www.w3.org/2005/Atom"}
    titles = [each.text for each in etree.fromstring(answer.content).iterfind("atom:entry/atom:title", names)]
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert titles == [
        "Samengevoegd met een dubbele: Samen wandelen",
        "Gearchiveerd: Wandelen",
        "Gewijzigd: Samen wandelen",
    ]
