"""Reports: made once whatever crashes, and the same for ever after."""

import contextlib
import hashlib
import io
import json
import random
from datetime import date, datetime, timedelta

import pypdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, InternalError, transaction

from loket.core.models import OutgoingMail
from loket.core.working_days import AMSTERDAM
from loket.monitoring import exporting, notifications, panels, receiving, reporting
from loket.monitoring.blocks import Block, Number, Numbers, as_json, from_json
from loket.monitoring.enums import Place, ReportState
from loket.monitoring.models import Report, ReportFile
from loket.monitoring.panels import Asked, Panel
from loket.monitoring.periods import parse
from tests.factories import UserFactory
from tests.monitoring import factory

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 3, 1, 6, tzinfo=AMSTERDAM)


class Crash(Exception):
    """The worker is gone."""


def crashing(build) -> Panel:
    return Panel("stuk", (Place.MONTHLY, Place.QUARTERLY, Place.YEARLY), 1, build)


@pytest.fixture
def two_numbers(no_panels) -> None:
    panels.register(factory.panel("vragen", "12", Place.MONTHLY, Place.YEARLY))


def test_report_is_made_with_files_and_mail(two_numbers):
    receiving.add({"kind": Place.MONTHLY, "email": "lezer@voorbeeld.nl"}, by=factory.coordinator(), at=DUE)
    report = factory.report()

    assert reporting.make(report, at=DUE) is True

    assert sorted(report.files.values_list("extension", flat=True)) == ["csv", "ods", "pdf"]
    assert OutgoingMail.objects.get().subject == "Maandrapport servicedesk februari 2026"


def test_report_is_made_once_however_often_it_is_asked(two_numbers):
    report = factory.report()

    made = [reporting.make(report, at=factory.later(DUE, hours=hours)) for hours in range(3)]

    assert made == [True, False, False]
    assert ReportFile.objects.count() == 3


def test_report_opened_later_shows_the_figures_of_then(two_numbers):
    report = factory.report()
    reporting.make(report, at=DUE)
    kept = {file.extension: bytes(file.content) for file in report.files.all()}
    panels.register(factory.panel("vragen", "99", Place.MONTHLY))
    report.refresh_from_db()

    assert from_json(report.blocks)[0].items[0].value == "12"
    assert {file.extension: bytes(file.content) for file in report.files.all()} == kept
    assert all(hashlib.sha256(bytes(row.content)).hexdigest() == row.sha256 for row in report.files.all())


@pytest.mark.parametrize("change", [{"text": "anders"}, {"blocks": []}, {"state": "waiting", "made_at": None}])
def test_database_refuses_to_change_a_report_that_was_made(two_numbers, change):
    report = factory.report()
    reporting.make(report, at=DUE)

    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**change)


def test_worker_that_dies_leaves_the_report_for_another_after_half_an_hour(no_panels):
    panels.register(crashing(lambda asked: 1 / 0))
    report = factory.report()
    with pytest.raises(ZeroDivisionError):
        reporting.make(report, at=DUE)
    panels.register(crashing(lambda asked: None))

    tries = [reporting.make(report, at=factory.later(DUE, minutes=minutes)) for minutes in (10, 29, 31)]

    report.refresh_from_db()
    assert tries == [False, False, True]
    assert report.attempts == 2


def test_worker_that_was_slow_does_not_undo_what_another_made(no_panels):
    report = factory.report()

    def overtaken(asked: Asked) -> Block | None:
        panels.register(crashing(lambda again: None))
        reporting.make(report, at=factory.later(DUE, minutes=31))
        return None

    panels.register(crashing(overtaken))

    assert reporting.make(report, at=DUE) is False
    assert ReportFile.objects.count() == 3


def test_random_restarts_over_a_month_make_each_report_exactly_once(no_panels):
    chance = random.Random(7)

    def unsteady(asked: Asked) -> Block | None:
        if chance.random() < 0.6:
            raise Crash
        return None

    panels.register(crashing(unsteady))
    receiving.add({"kind": Place.MONTHLY, "email": "lezer@voorbeeld.nl"}, by=factory.coordinator(), at=DUE)
    at = datetime(2026, 1, 1, tzinfo=AMSTERDAM)
    while at < datetime(2026, 2, 1, tzinfo=AMSTERDAM):
        with contextlib.suppress(Crash):
            reporting.make_due(at=at)
        at += timedelta(minutes=chance.choice([10, 10, 10, 240, 1500]))

    made = list(Report.objects.made().order_by("kind").values_list("kind", "first"))
    assert made == [("monthly", date(2025, 12, 1)), ("quarterly", date(2025, 10, 1)), ("yearly", date(2025, 1, 1))]
    assert ReportFile.objects.count() == 9
    assert OutgoingMail.objects.count() == 1


def test_months_that_nobody_was_there_are_reported_afterwards(two_numbers):
    reporting.make(factory.report(code="2025-10"), at=DUE)

    reporting.make_due(at=DUE)

    months = Report.objects.made().filter(kind=Place.MONTHLY).order_by("first").values_list("first", flat=True)
    assert list(months) == [date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


def test_report_waits_for_its_day(two_numbers):
    reporting.make_due(at=datetime(2026, 1, 9, 12, tzinfo=AMSTERDAM))

    assert list(Report.objects.made().values_list("kind", flat=True)) == ["monthly"]
    assert Report.objects.get(kind=Place.QUARTERLY, first=date(2025, 10, 1)).due_on == date(2026, 1, 10)


def test_text_can_be_written_while_the_period_runs(two_numbers):
    reporting.open_reports(date(2026, 3, 20))
    running = Report.objects.get(kind=Place.MONTHLY, first=date(2026, 3, 1))

    reporting.write_text(running, "Nu al", by=factory.coordinator(), at=DUE)
    reporting.make_due(at=datetime(2026, 3, 31, 23, tzinfo=AMSTERDAM))

    running.refresh_from_db()
    assert (running.text, running.is_made) == ("Nu al", False)


def test_coordinators_hear_the_same_morning_and_once_of_a_report_that_failed(no_panels):
    people = [factory.coordinator() for _ in range(2)]
    panels.register(crashing(lambda asked: 1 / 0))
    report = factory.report()
    with pytest.raises(ZeroDivisionError):
        reporting.make(report, at=DUE)

    told = [reporting.tell_of_unmade(at=factory.later(DUE, hours=hours)) for hours in (2, 26)]

    assert told == [1, 0]
    mails = OutgoingMail.objects.values_list("to", flat=True)
    assert sorted(mails) == sorted(person.email for person in people)
    assert OutgoingMail.objects.first().subject == "Niet gemaakt: Maandrapport servicedesk februari 2026"


@pytest.mark.parametrize(
    ("kind", "code", "sentence"),
    [
        (Place.MONTHLY, "2026-03", "is nog niet voorbij"),
        (Place.MONTHLY, "2027-01", "is nog niet voorbij"),
        (Place.MONTHLY, "2025", "gaat over een maand"),
        (Place.YEARLY, "2025-K1", "gaat over een jaar"),
    ],
)
def test_report_that_cannot_be_is_refused_with_a_sentence(kind, code, sentence):
    with pytest.raises(ValidationError, match=sentence):
        reporting.asked_for(kind, parse(code), at=DUE)

    assert not Report.objects.exists()


def test_report_asked_twice_says_when_it_was_made(two_numbers):
    reporting.make(factory.report(), at=DUE)

    with pytest.raises(ValidationError, match="al gemaakt, op 1 maart 2026"):
        reporting.asked_for(Place.MONTHLY, parse("2026-02"), at=DUE)


def test_command_makes_a_report_and_refuses_what_is_no_period(two_numbers, capsys):
    call_command("make_report", "maand", "2025-12")

    assert capsys.readouterr().out == "Maandrapport servicedesk december 2025 is gemaakt en verstuurd.\n"
    with pytest.raises(CommandError, match="geen periode"):
        call_command("make_report", "maand", "vorige")
    with pytest.raises(CommandError, match="al gemaakt"):
        call_command("make_report", "maand", "2025-12")


def test_text_stands_in_front_and_is_fixed_with_the_report(two_numbers):
    report, by = factory.report(), factory.coordinator()
    reporting.write_text(report, "Een **rustige** maand.", by=by, at=DUE)
    reporting.make(report, at=DUE)
    report.refresh_from_db()

    assert from_json(report.blocks)[0].text == "Een **rustige** maand."
    with pytest.raises(ValidationError, match="al gemaakt"):
        reporting.write_text(report, "Te laat", by=by, at=DUE)
    with pytest.raises(PermissionDenied):
        reporting.write_text(report, "Niet van mij", by=UserFactory(), at=DUE)


def test_pdf_has_tags_title_language_and_texts_for_its_charts(at):
    factory.used(date(2026, 2, 3), 40)
    report = factory.report(Place.YEARLY, "2025")
    shown = reporting.compose(report, at=at)

    document = pypdf.PdfReader(io.BytesIO(exporting.report_pdf(report, shown, date(2026, 1, 21))))

    root = document.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert (root["/Lang"], document.metadata.title) == ("nl-NL", "Jaarrapport 2025")
    assert alt_texts(root["/StructTreeRoot"]) == [f"{block.title}. {block.text}" for block in shown if drawn(block)]


def drawn(block: Block) -> bool:
    return bool(getattr(block, "svg", ""))


def alt_texts(node) -> list[str]:
    """Of all figures under a node of the structure, each once."""
    found = [str(node["/Alt"])] if "/Alt" in node else []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(kid, dict):
            found += alt_texts(kid)
    return list(dict.fromkeys(found))


def test_link_of_a_recipient_works_until_they_leave_the_list(two_numbers):
    by = factory.coordinator()
    reader = receiving.add({"kind": Place.MONTHLY, "email": "lezer@voorbeeld.nl"}, by=by, at=DUE)
    report = factory.report()
    reporting.make(report, at=DUE)
    link = notifications.token(report, reader)

    assert notifications.shared(link) == report
    assert [notifications.shared(text) for text in ("", link[:-2], "x" * 500, "\x00")] == [None] * 4
    receiving.drop(reader, by=by)
    assert notifications.shared(link) is None


def test_two_recipients_with_the_same_address_are_refused():
    by, told = factory.coordinator(), {"kind": Place.MONTHLY, "email": "lezer@voorbeeld.nl"}
    receiving.add(told, by=by, at=DUE)

    with pytest.raises(ValidationError, match="krijgt dit rapport al"):
        receiving.add(told | {"email": "LEZER@voorbeeld.nl"}, by=by, at=DUE)


def test_one_report_per_kind_and_period_in_the_database():
    factory.report()

    with pytest.raises(IntegrityError, match="report_once_per_period"), transaction.atomic():
        Report.objects.create(kind=Place.MONTHLY, first=date(2026, 2, 1), due_on=date(2026, 3, 1))
    assert Report.objects.get().state == ReportState.WAITING


def test_blocks_come_back_from_json_as_they_were(at):
    shown = reporting.compose(factory.report(Place.QUARTERLY, "2025-K4"), at=at)

    kept = json.dumps(as_json(shown))
    assert json.dumps(as_json(from_json(json.loads(kept)))) == kept
    assert isinstance(shown[0], Numbers) and isinstance(shown[0].items[0], Number)
