"""Writing in one canvas by several at once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from network.learning.enums import Role
from network.regions import presence
from network.regions.enums import Box, ConsentKind
from network.regions.models import BoxRevision, Clash
from network.regions.models.story import LONGEST_BOX
from network.regions.workflow import storytelling
from network.regions.workflow.storytelling import Base
from tests.network.regions import factory

BOX = Box.AMBITIONS


def save(region, text, base=0, *, by=None, at=factory.AT, is_typed=False):
    by = by or region.leader
    return storytelling.save(region, BOX, text, base=Base(base, is_typed), by=by, at=at)


def test_two_who_began_from_the_same_text_keep_both_additions(db):
    region = factory.region()
    first = save(region, "Vitale inwoners")

    save(region, "Vitale inwoners\nMeer buurthuizen", first.number)
    second = save(region, "Gezonde scholen\nVitale inwoners", first.number, by=factory.member(region))

    assert second.text == "Gezonde scholen\nVitale inwoners\nMeer buurthuizen"
    assert (second.is_other, second.clash) == (True, None)


def test_same_line_changed_by_two_is_kept_twice_and_told(db):
    region = factory.region()
    first, other = save(region, "Meer geld"), factory.member(region)

    save(region, "Meer vast geld", first.number)
    second = save(region, "Meer geld van de gemeente", first.number, by=other)

    assert second.text == "Meer vast geld\nMeer geld van de gemeente"
    assert (second.clash.theirs, second.clash.mine) == ("Meer vast geld", "Meer geld van de gemeente")
    assert (second.clash.their_by, second.clash.by) == (region.leader, other)


def test_who_types_on_after_a_merge_does_not_get_lines_twice(db):
    region = factory.region()
    first = save(region, "Een")
    save(region, "Een\nVan een ander", first.number, by=factory.member(region))

    half = save(region, "Een\nTwe", first.number)
    whole = save(region, "Een\nTwee", half.number, is_typed=True)

    assert whole.text == "Een\nVan een ander\nTwee"
    assert whole.clash is None


def test_base_that_is_no_longer_kept_loses_nothing(db):
    region = factory.region()
    save(region, "Van vroeger")
    BoxRevision.objects.all().delete()

    saved = save(region, "Van nu", 77)

    assert saved.text == "Van vroeger\nVan nu"


@pytest.mark.parametrize("value", ["", "x", "-1", "1e3", "٣", "9" * 40, "t"])
def test_base_that_makes_no_sense_counts_as_nothing(value):
    assert Base.read(value).number == 0


def test_text_that_is_too_long_changes_nothing(db):
    region = factory.region()

    with pytest.raises(ValidationError, match="Kort de tekst in"):
        save(region, "a" * (LONGEST_BOX + 1))

    assert factory.box(region).number == 0


@pytest.mark.parametrize("who", ["follower", "outsider"])
def test_who_reads_along_cannot_write(db, who):
    region, elsewhere = factory.region(), factory.region()
    by = factory.member(region, role=Role.FOLLOWER) if who == "follower" else elsewhere.leader

    with pytest.raises(PermissionDenied):
        save(region, "Ik schrijf", by=by)


def test_resident_without_level_or_sector_writes(db):
    region = factory.region()

    saved = save(region, "Wij lopen mee", by=factory.member(region, role=Role.RESIDENT))

    assert saved.text == "Wij lopen mee"


def test_settling_a_clash_keeps_who_and_when(db):
    region = factory.region()
    first = save(region, "Meer geld")
    save(region, "Meer vast geld", first.number)
    clash = save(region, "Veel geld", first.number, by=factory.member(region)).clash

    storytelling.settle(clash, by=region.leader, at=factory.AT)

    clash.refresh_from_db()
    assert (clash.settled_at, clash.settled_by) == (factory.AT, region.leader)


def test_version_that_is_put_back_can_itself_be_undone(db):
    region = factory.region()
    save(region, "Eerst")
    version = storytelling.name_version(region, "Begin", by=region.leader, at=factory.AT)
    save(region, "Later", 1)

    storytelling.put_back(version, by=region.leader, at=factory.AT)

    assert storytelling.texts_of(region)[BOX] == "Eerst"
    assert region.versions.exclude(pk=version.pk).get().texts[BOX] == "Later"


def test_version_of_an_empty_canvas_or_with_a_taken_name_is_refused(db):
    region = factory.region()
    with pytest.raises(ValidationError, match="Er staat nog niets"):
        storytelling.name_version(region, "Leeg", by=region.leader, at=factory.AT)
    save(region, "Iets")
    storytelling.name_version(region, "Begin", by=region.leader, at=factory.AT)

    with pytest.raises(ValidationError, match="al gebruikt"):
        storytelling.name_version(region, "Begin", by=region.leader, at=factory.AT)


def test_old_saves_go_and_what_stands_there_stays(db):
    region = factory.region()
    save(region, "Een", at=factory.AT - timedelta(days=31))
    save(region, "Een\nTwee", 1)

    assert storytelling.forget_old_saves(factory.AT) == 1
    assert factory.box(region).text == "Een\nTwee"


def test_presence_names_the_others_by_box_and_fades(db):
    region = factory.region(ConsentKind.STORY)
    other = factory.member(region)

    presence.arrive(region.pk, other, Box.GROUPS, at=factory.AT)

    assert presence.arrive(region.pk, region.leader, "", at=factory.AT) == {Box.GROUPS: [str(other)]}
    assert presence.arrive(region.pk, region.leader, "", at=factory.AT + timedelta(minutes=1)) == {}


@pytest.mark.django_db(transaction=True)
def test_ten_editors_at_the_same_moment_lose_no_word():
    region = factory.region()
    people = [factory.member(region) for _ in range(10)]
    save(region, "Begin")
    start, trouble = Barrier(len(people)), []

    def write(number: int, person) -> None:
        try:
            start.wait()
            save(region, f"Begin\nRegel van {number}", 1, by=person)
        except Exception as error:  # noqa: BLE001 - shown by the assertion
            trouble.append(error)
        finally:
            connection.close()

    threads = [Thread(target=write, args=pair) for pair in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    box = factory.box(region)
    assert trouble == []
    assert set(box.text.split("\n")) == {"Begin", *(f"Regel van {number}" for number in range(10))}
    assert box.number == 11
    assert not Clash.objects.exists()
