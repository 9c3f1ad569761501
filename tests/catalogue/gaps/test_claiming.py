"""*Ik maak dit*: one at a time, six weeks, and everybody told when it is there."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from loket.accounts import privacy
from loket.catalogue import publishing
from loket.catalogue import workflow as catalogue
from loket.catalogue.gaps import claiming, workflow
from loket.catalogue.gaps.models import Claim, Wanted
from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from tests.catalogue.gaps.factory import WantedFactory, asked
from tests.factories import EntryFactory, UserFactory, content

pytestmark = pytest.mark.django_db
SIX_WEEKS = timedelta(weeks=6)


def subjects() -> list[tuple[str, str]]:
    return sorted(OutgoingMail.objects.values_list("to", "subject"))


def publish(entry, at) -> None:
    publishing.publish(entry, content(entry.kind, title=entry.title), by=UserFactory(editor=True), at=at)


def test_claim_gives_a_draft_with_what_is_known(at):
    wanted, maker = WantedFactory(), UserFactory()

    revision = claiming.claim(wanted, by=maker, at=at)

    told = {key: revision.content[key] for key in ("title", "kind", "themes", "settings")}
    assert told == {"title": wanted.title, "kind": wanted.kind, **wanted.lists}
    assert (wanted.state, wanted.maker, Claim.objects.get().due_on) == ("claimed", maker, date(2026, 4, 13))


def test_second_claim_is_too_late(at):
    wanted = WantedFactory()
    other_tab = Wanted.objects.get()
    claiming.claim(wanted, by=UserFactory(), at=at)

    with pytest.raises(StaleState):
        claiming.claim(other_tab, by=UserFactory(), at=at)


@pytest.mark.django_db(transaction=True)
def test_two_claims_at_once_are_one(at):
    wanted, people, outcomes = WantedFactory(), [UserFactory() for _ in range(2)], []
    start = threading.Barrier(2)

    def press(person) -> None:
        mine = Wanted.objects.get(pk=wanted.pk)
        start.wait()
        try:
            claiming.claim(mine, by=person, at=at)
            outcomes.append("done")
        except StaleState:
            outcomes.append("stale")
        connection.close()

    presses = [threading.Thread(target=press, args=[person]) for person in people]
    for each in presses:
        each.start()
    for each in presses:
        each.join()

    assert (sorted(outcomes), Claim.objects.count()) == (["done", "stale"], 1)


def test_published_closes_the_gap_and_tells_maker_and_followers(at):
    (gap,), editor, maker, follower = asked("snus"), UserFactory(editor=True), UserFactory(), UserFactory()
    wanted = workflow.want(gap, title="Snus", why="Gevraagd", kind="materiaal", lists={}, by=editor, at=at)
    claiming.follow(wanted, by=follower, at=at)
    entry = claiming.claim(wanted, by=maker, at=at).entry

    publish(entry, at)

    wanted.refresh_from_db()
    gap.refresh_from_db()
    assert (wanted.state, wanted.entry, gap.state, Claim.objects.get().ended) == (
        "fulfilled",
        entry,
        "found",
        "published",
    )
    assert subjects() == sorted((person.email, "Het is er: Snus") for person in (maker, follower))


def test_published_after_the_term_still_fulfils(at):
    wanted, maker = WantedFactory(), UserFactory()
    entry = claiming.claim(wanted, by=maker, at=at).entry
    claiming.lapse(at=at + SIX_WEEKS + timedelta(days=1))

    publish(entry, at + SIX_WEEKS * 2)

    wanted.refresh_from_db()
    assert (wanted.state, wanted.entry) == ("fulfilled", entry)


def test_publication_of_another_entry_changes_nothing(at):
    wanted = WantedFactory()
    claiming.claim(wanted, by=UserFactory(), at=at)

    publish(EntryFactory(), at)

    wanted.refresh_from_db()
    assert wanted.state == "claimed"


@pytest.mark.parametrize(("days", "reminded"), [(34, 0), (35, 1), (42, 1), (43, 0)])
def test_reminder_comes_a_week_before_the_end(days, reminded, at):
    claiming.claim(WantedFactory(), by=UserFactory(), at=at)

    assert claiming.remind(at=at + timedelta(days=days)) == reminded


def test_reminder_comes_once(at):
    claiming.claim(WantedFactory(title="Snus"), by=UserFactory(email="a@example.org"), at=at)

    done = [claiming.remind(at=at + timedelta(days=day)) for day in (36, 37)]

    assert (done, subjects()) == ([1, 0], [("a@example.org", "Nog een week voor: Snus")])


@pytest.mark.parametrize(("days", "state"), [(42, "claimed"), (43, "free")])
def test_promise_lapses_after_its_last_day(days, state, at):
    wanted = WantedFactory()
    claiming.claim(wanted, by=UserFactory(), at=at)

    claiming.lapse(at=at + timedelta(days=days))

    wanted.refresh_from_db()
    assert wanted.state == state


def test_lapsed_is_told_and_free_for_another(at):
    wanted, first, second = WantedFactory(title="Snus"), UserFactory(email="a@example.org"), UserFactory()
    claiming.claim(wanted, by=first, at=at)
    claiming.lapse(at=at + timedelta(days=50))

    claiming.claim(Wanted.objects.get(), by=second, at=at + timedelta(days=51))

    assert subjects() == [("a@example.org", "De termijn is voorbij: Snus")]
    assert list(Claim.objects.values_list("by", "ended")) == [(second.pk, ""), (first.pk, "lapsed")]


def test_handed_in_does_not_lapse(at):
    wanted, maker = WantedFactory(), UserFactory()
    revision = claiming.claim(wanted, by=maker, at=at)
    catalogue.save(revision, content(summary="Kort", fields={"aanpak": "Zo"}), by=maker, at=at)
    catalogue.submit(revision, by=maker, at=at)

    assert (claiming.remind(at=at + timedelta(days=40)), claiming.lapse(at=at + timedelta(days=50))) == (1, 0)
    assert not OutgoingMail.objects.filter(subject__startswith="Nog een week").exists()


def test_claimed_again_goes_on_with_the_same_draft(at):
    wanted, maker = WantedFactory(), UserFactory()
    first = claiming.claim(wanted, by=maker, at=at)
    claiming.give_back(wanted, by=maker, at=at)

    assert claiming.claim(wanted, by=maker, at=at) == first


def test_only_the_maker_or_an_editor_gives_back(at):
    wanted = WantedFactory()
    claiming.claim(wanted, by=UserFactory(), at=at)

    with pytest.raises(PermissionDenied):
        claiming.give_back(wanted, by=UserFactory(), at=at)


def test_editor_who_frees_it_tells_the_maker(at):
    wanted = WantedFactory(title="Snus")
    claiming.claim(wanted, by=UserFactory(email="a@example.org"), at=at)

    claiming.give_back(wanted, by=UserFactory(editor=True), at=at)

    assert subjects() == [("a@example.org", "De plek is weer vrij: Snus")]


def test_maker_who_leaves_makes_it_free(at):
    wanted, maker = WantedFactory(), UserFactory()
    claiming.claim(wanted, by=maker, at=at)

    privacy.erase(maker, at=at)

    wanted.refresh_from_db()
    assert (wanted.state, wanted.maker, Claim.objects.get().by) == ("free", None, None)


def test_export_names_promises_and_what_is_followed(at):
    wanted, person = WantedFactory(title="Snus"), UserFactory()
    claiming.claim(wanted, by=person, at=at)
    claiming.follow(wanted, by=person, at=at)

    exported = privacy.export_of(person)["gezochte bijdragen"]

    assert ([row["titel"] for row in exported["toezeggingen"]], exported["gevolgd"]) == (["Snus"], ["Snus"])
