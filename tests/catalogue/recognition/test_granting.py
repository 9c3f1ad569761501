"""Recognition on the entry: badge, facet, index and trace; lapsing under the clock; what an import brings."""

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from loket.catalogue import findable, importing
from loket.catalogue.models import Entry
from loket.catalogue.recognition import deciding, granting, tasks
from loket.catalogue.recognition.models import Recognition
from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from loket.search.engine import search
from loket.search.models import Findable
from loket.search.query import SearchRequest
from tests.catalogue.recognition.factory import InterventionFactory, ProcedureFactory, RecognitionFactory, walk_to
from tests.factories import EntryFactory, UserFactory

pytestmark = pytest.mark.django_db
MIDNIGHT = datetime(2026, 5, 2, 0, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


def in_facet(code: str) -> list[str]:
    return [hit.title for hit in search(SearchRequest(facets={"recognition": (code,)})).hits]


def brought(recognition, *, at, number: int = 1):
    raw = {"external_id": f"bron-{number}", "kind": "interventie", "title": "Samen eten", "recognition": recognition}
    importing.run([json.dumps(raw).encode()], at=at)
    return Entry.objects.get(external_id=f"bron-{number}")


@pytest.mark.parametrize(
    ("level", "until"),
    [
        ("goed-beschreven", date(2029, 3, 2)),
        ("goed-onderbouwd", date(2031, 3, 2)),
        ("sterke-aanwijzingen", date(2031, 3, 2)),
    ],
)
def test_recognition_holds_as_long_as_its_level_says(level, until, at):
    procedure = ProcedureFactory(state="decided", level=level, decided_at=at)

    recognition = granting.grant(procedure, by=None, at=at)

    assert (recognition.decided_on, recognition.valid_until) == (date(2026, 3, 2), until)


def test_years_are_a_setting(settings, at):
    settings.RECOGNITION_YEARS_WELL_DESCRIBED = 1

    recognition = granting.grant(ProcedureFactory(state="decided", decided_at=at), by=None, at=at)

    assert recognition.valid_until == date(2027, 3, 2)


def test_recognition_stands_on_the_entry_in_the_facet_and_in_the_trace(at):
    procedure = walk_to("decided", at=at)

    deciding.conclude(procedure, by=procedure.entry.owner, at=at)

    entry = Entry.objects.get()
    assert (entry.recognition_level, entry.recognition_by) == ("goed-beschreven", "Praktijkpanel")
    assert in_facet("goed-beschreven") == [entry.title]
    assert [(row.act, row.note) for row in entry.history.all()] == [("recognised", "Goed beschreven"), ("changed", "")]


def test_sheet_that_was_judged_becomes_the_text_of_the_entry(at):
    procedure = walk_to("decided", at=at)

    deciding.conclude(procedure, by=procedure.entry.owner, at=at)

    entry = Entry.objects.get()
    version = entry.revisions.get(version=2)
    assert (entry.content["fields"], version.content) == (procedure.sheet, entry.content)
    assert (version.state, version.author) == ("accepted", procedure.applicant)


def test_new_recognition_replaces_the_old_one_in_the_history(at):
    old = RecognitionFactory(level="goed-onderbouwd")
    procedure = ProcedureFactory(state="decided", entry=old.entry, decided_at=at)

    new = granting.grant(procedure, by=None, at=at)

    old.refresh_from_db()
    assert (old.replaced_at, list(Recognition.objects.standing())) == (at, [new])


def test_database_refuses_two_that_stand():
    old = RecognitionFactory()

    with pytest.raises(IntegrityError, match="one_standing_recognition"), transaction.atomic():
        Recognition.objects.create(entry=old.entry, origin="procedure", level="goed-onderbouwd", recorded_at=MIDNIGHT)


@pytest.mark.parametrize(("moment", "lapsed"), [(MIDNIGHT - timedelta(minutes=1), 0), (MIDNIGHT, 1)])
def test_recognition_lapses_at_midnight_after_its_last_day(moment, lapsed):
    RecognitionFactory()

    assert granting.lapse_due(at=moment) == lapsed


def test_recognition_lapses_under_the_clock(visitor):
    with time_machine.travel(MIDNIGHT - timedelta(minutes=1), tick=False) as clock:
        entry = RecognitionFactory().entry
        before = in_facet("goed-beschreven")
        page_before = visitor.get(entry.get_absolute_url()).content.decode()

        clock.shift(timedelta(minutes=1))
        tasks.let_recognitions_lapse()

        page = visitor.get(entry.get_absolute_url()).content.decode()
    assert (before, in_facet("goed-beschreven"), in_facet("verlopen")) == ([entry.title], [], [entry.title])
    assert ["Erkenning verlopen: goed beschreven" in text for text in (page_before, page)] == [False, True]
    assert Findable.objects.get().recognition_rank == 0


def test_lapse_tells_the_owner_once_and_dates_it_at_the_deadline():
    recognition, later = RecognitionFactory(), MIDNIGHT + timedelta(days=40)

    done = [granting.lapse_due(at=later), granting.lapse_due(at=later)]

    recognition.refresh_from_db()
    assert (done, recognition.lapsed_at) == ([1, 0], MIDNIGHT)
    assert [mail.to for mail in OutgoingMail.objects.all()] == [recognition.entry.owner.email]
    assert recognition.entry.history.get().act == "recognition_lapsed"


def test_lapse_costs_what_is_due(django_assert_max_num_queries):
    for _ in range(5):
        RecognitionFactory(valid_until=date(2030, 1, 1))

    with django_assert_max_num_queries(1):
        granting.lapse_due(at=MIDNIGHT)


def test_lapse_of_an_archived_entry_is_only_recorded():
    recognition = RecognitionFactory(entry__archived=True, entry__kind="interventie")

    granting.lapse_due(at=MIDNIGHT)

    recognition.refresh_from_db()
    assert (recognition.lapsed_at, recognition.entry.history.count()) == (MIDNIGHT, 0)


def test_index_made_anew_after_the_term_says_lapsed():
    entry = RecognitionFactory().entry

    facets = [findable.document(entry, today).facets["recognition"] for today in (date(2026, 5, 1), date(2026, 5, 2))]

    assert facets == [["goed-beschreven"], ["verlopen"]]


def test_end_is_announced_to_owner_and_deputy_half_a_year_before_once_each():
    deputy = UserFactory()
    recognition = RecognitionFactory(entry__deputy=deputy)
    day = datetime(2025, 11, 1, 8, tzinfo=UTC)

    done = [granting.announce_due(at=at) for at in (day - timedelta(days=1), day, day + timedelta(days=30))]

    assert done == [0, 1, 0]
    assert sorted(mail.to for mail in OutgoingMail.objects.all()) == sorted(
        [recognition.entry.owner.email, deputy.email]
    )


def test_end_of_an_entry_without_owner_is_announced_to_the_editors():
    editor = UserFactory(editor=True)
    RecognitionFactory(entry__owner=None, entry__organisation=None)

    granting.announce_due(at=datetime(2026, 4, 1, 8, tzinfo=UTC))

    assert [mail.to for mail in OutgoingMail.objects.all()] == [editor.email]


def test_withdrawn_recognition_is_gone_from_the_entry_and_stays_in_the_history(at):
    recognition, editor = RecognitionFactory(valid_until=date(2030, 1, 1)), UserFactory(editor=True)

    granting.withdraw(recognition.entry, by=editor, at=at, reason="Niet meer aangeboden")

    entry = Entry.objects.get()
    assert (entry.recognition_level, in_facet("geen")) == ("", [entry.title])
    assert Recognition.objects.values_list("withdrawal_reason", flat=True).get() == "Niet meer aangeboden"
    assert entry.history.get().act == "recognition_withdrawn"


@pytest.mark.parametrize(
    ("person", "reason", "error"),
    [("owner", "Klaar", PermissionDenied), ("editor", " ", ValidationError)],
)
def test_withdrawing_is_for_the_desk_and_with_a_reason(person, reason, error, at):
    entry = RecognitionFactory().entry
    by = entry.owner if person == "owner" else UserFactory(editor=True)

    with pytest.raises(error):
        granting.withdraw(entry, by=by, at=at, reason=reason)


def test_withdrawing_twice_is_stale(at):
    entry, editor = RecognitionFactory().entry, UserFactory(editor=True)
    granting.withdraw(entry, by=editor, at=at, reason="Klaar")

    with pytest.raises(StaleState):
        granting.withdraw(entry, by=editor, at=at, reason="Klaar")


def test_imported_recognition_is_recorded_and_lapses_honestly(at):
    entry = brought({"level": "goed-onderbouwd", "decided_on": "2021-05-01", "valid_until": "2026-05-01"}, at=at)

    granting.lapse_due(at=MIDNIGHT)

    record = Recognition.objects.get()
    assert (record.origin, record.level, record.lapsed_at) == ("import", "goed-onderbouwd", MIDNIGHT)
    assert in_facet("verlopen") == [entry.title]


def test_import_of_what_lapsed_long_ago_says_so_without_a_mail(at):
    entry = brought({"level": "goed-onderbouwd", "valid_until": "2020-05-01"}, at=at)

    done = granting.lapse_due(at=at)

    assert (done, in_facet("verlopen"), OutgoingMail.objects.count()) == (0, [entry.title], 0)


def test_import_again_adds_nothing_and_a_change_is_kept_in_the_history(at):
    for level in ("goed-beschreven", "goed-beschreven", "goed-onderbouwd"):
        brought({"level": level}, at=at)

    assert list(Recognition.objects.order_by("pk").values_list("level", "replaced_at")) == [
        ("goed-beschreven", at),
        ("goed-onderbouwd", None),
    ]


def test_import_does_not_undo_what_was_decided_here(at):
    entry = InterventionFactory(external_id="bron-1", owner=UserFactory())
    granting.grant(ProcedureFactory(state="decided", entry=entry, decided_at=at), by=None, at=at)

    entry = brought(None, at=at)

    assert (entry.recognition_level, in_facet("goed-beschreven")) == ("goed-beschreven", [entry.title])


def test_entry_without_recognition_has_no_record(at):
    EntryFactory(published=True)
    brought(None, at=at)

    assert (Recognition.objects.count(), timezone.is_aware(at)) == (0, True)
