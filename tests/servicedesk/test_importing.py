"""The old helpdesk comes along: numbers, dates and threads, once, without a mail to anybody."""

import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from loket.core.models import OutgoingMail
from servicedesk import numbering, words
from servicedesk.enums import MessageKind, State
from servicedesk.importing import mailboxes, tables, writing
from servicedesk.models import Imported, Message, Question, Queue
from tests.factories import UserFactory
from tests.servicedesk.data import old_helpdesk
from tests.servicedesk.factory import AT, asked, staff

pytestmark = pytest.mark.django_db
HEAD = "nummer;datum;soort;tekst;email;stand"
# After the last of the sample.
LATER = AT + timedelta(days=1)
SOME = 30


def written(path, content: bytes, suffix: str):
    file = path / f"oud{suffix}"
    file.write_bytes(content)
    return file


def table(path, *lines: str):
    return written(path, "\n".join([HEAD, *lines]).encode(), ".csv")


def brought(file, *, at=LATER, dry_run=False):
    queue = Queue.objects.named("gezonde-school")
    is_table = file.suffix == ".csv"
    found = tables.read(file, at=at) if is_table else mailboxes.read(file, ours={old_helpdesk.DESK}, at=at)
    return writing.run(found, queue=queue, at=at, dry_run=dry_run)


def command(*arguments) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("import_questions", *arguments, "--queue", "gezonde-school", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.mark.parametrize("suffix", [".csv", ".mbox"])
def test_sample_comes_in_whole_and_once(tmp_path, suffix):
    content = old_helpdesk.as_csv() if suffix == ".csv" else old_helpdesk.as_mbox()
    expected = sum(len(row["messages"]) for row in old_helpdesk.questions())
    file = written(tmp_path, content, suffix)

    first, second = brought(file), brought(file)

    assert (first.questions, first.messages, first.refused) == (300, expected, [])
    assert (second.questions, second.messages, second.known) == (0, 0, expected)
    assert (Question.objects.count(), Message.objects.count()) == (300, expected)
    assert not OutgoingMail.objects.exists()


def test_question_of_an_old_helpdesk_costs_few_queries(tmp_path, django_assert_max_num_queries):
    file = written(tmp_path, old_helpdesk.as_csv(SOME), ".csv")

    with django_assert_max_num_queries(18 * SOME):
        brought(file)


def test_words_of_an_imported_question_are_those_of_its_messages(tmp_path):
    brought(written(tmp_path, old_helpdesk.as_csv(SOME), ".csv"))

    for row in Imported.objects.select_related("question"):
        at_once = list(row.question.lexemes)
        words.renew(row.question)
        words.add(row.question, row.original)
        assert at_once == row.question.lexemes


def test_both_files_give_the_same_threads(tmp_path):
    brought(written(tmp_path, old_helpdesk.as_mbox(SOME), ".mbox"))

    answered = [row for row in old_helpdesk.questions(SOME) if len(row["messages"]) > 1]
    found = {
        row.original: row.question.messages.count()
        for row in Imported.objects.filter(original__startswith="HGS-").select_related("question")
    }

    assert found == {row["number"]: len(row["messages"]) for row in answered}


def test_trial_says_the_same_and_keeps_nothing(tmp_path):
    report = brought(written(tmp_path, old_helpdesk.as_csv(SOME), ".csv"), dry_run=True)

    assert report.questions == SOME
    assert (Question.objects.count(), Imported.objects.count()) == (0, 0)


def test_number_and_dates_stay_as_they_were(tmp_path):
    file = table(
        tmp_path,
        "HGS-17;02-09-2019 09:30;vraag;Hoe zit het met water?;noor@school.example;",
        "HGS-17;2019-09-03T10:00:00+02:00;antwoord;Zo.;;gesloten",
    )

    brought(file)

    question = Question.objects.get()
    assert question.reference == "2019-00001"
    assert question.imported.original == "HGS-17"
    assert question.asked_at == datetime(2019, 9, 2, 7, 30, tzinfo=UTC)
    assert (question.state, question.closed_at) == (State.CLOSED, datetime(2019, 9, 3, 8, 0, tzinfo=UTC))
    assert list(question.messages.values_list("kind", flat=True)) == [MessageKind.ASKER, MessageKind.REPLY]


def test_old_number_finds_the_question(tmp_path):
    brought(table(tmp_path, "HGS-17;02-09-2025;vraag;Hoe zit het met water?;;"))

    assert Question.objects.with_words(words.asked("HGS-17")).count() == 1


def test_people_are_matched_by_address(tmp_path):
    person, colleague = UserFactory(email="noor@school.example"), staff(name="Els de Medewerker")
    file = written(
        tmp_path,
        (
            "nummer,datum,soort,tekst,email,behandelaar\n"
            '1,02-09-2025,vraag,"Water, hoe?",Noor@school.example,\n'
            "1,03-09-2025,antwoord,Zo.,,Els de Medewerker\n"
        ).encode("cp1252"),
        ".csv",
    )

    report = brought(file)

    assert report.matched == 1
    assert Question.objects.get().asker == person
    assert Message.objects.get(kind=MessageKind.REPLY).author == colleague


def test_open_question_begins_its_terms_anew(tmp_path):
    brought(table(tmp_path, "1;01-10-2025;vraag;Nog open;;open"))

    question = Question.objects.get()
    assert (question.state, question.is_late(LATER)) == (State.WORKING, False)
    assert question.answer_due_at > LATER


def test_later_line_of_a_known_question_is_added(tmp_path):
    brought(table(tmp_path, "1;01-10-2025;vraag;Eerst;;gesloten"))

    report = brought(table(tmp_path, "1;01-10-2025;vraag;Eerst;;", "1;02-10-2025;reactie;Later;;open"))

    assert (report.questions, report.messages, report.known) == (0, 1, 1)
    assert Question.objects.get().state == State.WORKING


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (";01-10-2025;vraag;Tekst;;", "er staat geen nummer bij"),
        ("1;gisteren;vraag;Tekst;;", "deze datum is niet te lezen: gisteren"),
        ("1;31-02-2025;vraag;Tekst;;", "deze datum is niet te lezen: 31-02-2025"),
        ("1;01-10-2031;vraag;Tekst;;", "de datum ligt in de toekomst"),
        ("1;01-10-2025;roddel;Tekst;;", "deze soort kennen wij niet: roddel"),
        ("1;01-10-2025;vraag; ;;", "er staat geen tekst bij"),
        ("1;01-10-2025;vraag;Tekst;geen adres;", "dit e-mailadres klopt niet: geen adres"),
        ("1;01-10-2025;vraag;Tekst;;misschien", "deze stand kennen wij niet: misschien"),
        ("1;01-10-2025;vraag;Tekst", "er staan 4 velden in plaats van 6"),
        (f"1;01-10-2025;vraag;{'x' * 50_001};;", "de tekst is te lang: 50001 tekens, hooguit 50000"),
    ],
)
def test_line_that_cannot_come_in_is_told_with_why(tmp_path, line, why):
    report = brought(table(tmp_path, line, "2;01-10-2025;vraag;Deze wel\x00;;"))

    assert report.refused == [("regel 2", why)]
    assert Question.objects.get().asked == "Deze wel"


def test_automatic_mail_of_a_mailbox_stays_out(tmp_path):
    mail = b"From x\nFrom: a@b.example\nSubject: Afwezig\nAuto-Submitted: auto-replied\nMessage-ID: <1@b>\n\nWeg.\n\n"

    report = brought(written(tmp_path, mail, ".mbox"))

    assert report.refused == [("bericht 1", "dit is een automatisch bericht of een bezorgverslag")]


def test_number_of_own_series_goes_on_after_old_ones(tmp_path):
    asked()

    brought(table(tmp_path, "1;01-02-2026;vraag;Van dit jaar;;"))

    assert sorted(row.reference for row in Question.objects.all()) == ["2026-00001", "2026-00002"]
    assert numbering.hold(AT).last == 2


def test_command_reports_every_line_that_stayed_out(tmp_path):
    file = table(tmp_path, "1;gisteren;vraag;Tekst;;", "2;01-10-2025;vraag;Tekst;;")

    out, err = command(str(file), "--dry-run")

    assert err.splitlines() == ["regel 2: niet overgenomen: deze datum is niet te lezen: gisteren"]
    assert out.startswith("Proef, niets opgeslagen: 1 vragen en 1 berichten overgenomen, 0 waren er al, 1 niet")
    assert json.dumps(Question.objects.count()) == "0"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("weg.csv", None, "is er niet"),
        ("oud.txt", b"x", "Geef een bestand"),
        ("oud.csv", b"nummer;tekst\n", "ontbreekt: datum, soort"),
        ("leeg.csv", b"", "ontbreekt: nummer"),
    ],
)
def test_unusable_file_is_refused_with_a_sentence(tmp_path, name, content, why):
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(CommandError, match=why):
        command(str(file))


def test_files_of_a_mailbox_come_along_and_others_are_told(tmp_path):
    head = (
        b"From x\nFrom: noor@school.example\nSubject: Water\nMessage-ID: <9@b>\nDate: Mon, 06 Oct 2025 10:00:00 +0200\n"
        b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\nHoe?\n'
    )
    files = b"".join(
        b'--x\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename="%s"\n\n%s\n' % pair
        for pair in ((b"lijst.csv", b"Naam;Aantal\nWater;2"), (b"doe.exe", b"MZ\x90"))
    )

    report = brought(written(tmp_path, head + files + b"--x--\n\n", ".mbox"))

    assert [file.name for file in Question.objects.get().files.all()] == ["lijst.csv"]
    assert [where for where, _ in report.remarks] == ["bericht 1"]
    assert "doe.exe" in report.remarks[0][1]
