"""Diagnosis and application, in either order; the case goes to the kernteam by itself."""

from datetime import date, timedelta
from threading import Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from loket.core.models import OutgoingMail
from loket.core.working_days import local_date
from tests.factories import UserFactory
from tests.xperts.factory import (
    AT,
    applied,
    diagnosed,
    drafted_application,
    drafted_diagnosis,
    moment,
    prepared,
    staff,
    with_kernteam,
)
from xperts.cases import handing, judging, keeping
from xperts.cases.enums import Stage, State
from xperts.cases.models import Applicant, Application, Case, Diagnosis, Lateness

pytestmark = pytest.mark.django_db


def test_diagnosis_then_application_goes_to_the_kernteam():
    case = applied(diagnosed(prepared(), at=moment(8)), at=moment(10))

    assert case.state == State.WITH_KERNTEAM
    assert case.decision_due_at == moment(24, 23, 59).replace(second=59) == case.next_due_at
    assert case.due_explained.startswith("Diagnose 8 maart, aanvraag 10 maart: besluit uiterlijk dinsdag 24 maart 2026")


def test_application_then_diagnosis_goes_to_the_kernteam():
    case = diagnosed(applied(prepared(), at=moment(3)), at=moment(12))

    assert case.state == State.WITH_KERNTEAM
    assert local_date(case.decision_due_at) == date(2026, 3, 26)


def test_asker_hears_the_day_and_how_it_came_about():
    case = with_kernteam()

    mail = OutgoingMail.objects.filter(to=case.contact.email).latest("pk")
    assert case.due_explained in mail.text


@pytest.mark.parametrize(
    ("day", "sentence"), [(date(2026, 3, 5), "in de toekomst"), (date(2026, 3, 1), "eerder zijn gesteld")]
)
def test_diagnosis_on_an_impossible_day_is_refused(day, sentence):
    case = drafted_diagnosis(prepared())

    with pytest.raises(ValidationError, match=sentence):
        handing.file_diagnosis(case, by=case.handler, at=moment(4), made_on=day)

    assert Case.objects.get().diagnosed_at is None


def test_diagnosis_of_an_earlier_day_counts_from_that_day():
    case = applied(drafted_diagnosis(prepared()), at=moment(3))

    handing.file_diagnosis(case, by=case.handler, at=moment(11), made_on=date(2026, 3, 6))

    found = Case.objects.get()
    assert (found.diagnosed_at, local_date(found.decision_due_at)) == (moment(6, 17), date(2026, 3, 20))


def test_diagnosis_on_a_leap_day_counts_from_it():
    begun = moment(25, month=2, year=2028)
    case = applied(diagnosed(prepared(at=begun), at=moment(29, month=2, year=2028)), at=begun + timedelta(days=1))

    assert local_date(case.decision_due_at) == date(2028, 3, 14)


def test_term_over_a_clock_change_ends_at_midnight_on_the_clock():
    case = with_kernteam(at=moment(20))

    assert case.decision_due_at == moment(3, 23, 59, month=4).replace(second=59)
    assert case.decision_due_at - moment(20, 23, 59).replace(second=59) == timedelta(days=14, hours=-1)


def test_filing_a_diagnosis_twice_is_as_once():
    case = diagnosed(prepared(), at=moment(3))

    handing.file_diagnosis(case, by=case.handler, at=moment(6), made_on=date(2026, 3, 6))

    assert Case.objects.get().diagnosed_at == moment(3)


def test_incomplete_diagnosis_is_refused_with_what_is_missing():
    case = prepared()
    handing.save_diagnosis(case, by=case.handler, at=AT, situation="Vast.")

    with pytest.raises(ValidationError, match="determinanten, partijen, wat houdt het tegen"):
        handing.file_diagnosis(case, by=case.handler, at=AT, made_on=date(2026, 3, 2))


def test_criterion_unjudged_in_the_diagnosis_blocks():
    case = drafted_diagnosis(prepared())
    case.judgements.filter(stage=Stage.DIAGNOSIS, criterion__code="complex").delete()

    with pytest.raises(ValidationError, match="Beoordeel eerst nog: De vraag is complex"):
        handing.file_diagnosis(case, by=case.handler, at=AT, made_on=date(2026, 3, 2))


def test_filed_diagnosis_stays_as_it_was():
    case = diagnosed(prepared())

    with pytest.raises(PermissionDenied):
        handing.save_diagnosis(case, by=case.handler, at=AT, situation="Anders")
    with pytest.raises(PermissionDenied):
        judging.judge(case, Stage.DIAGNOSIS, {}, by=case.handler, at=AT)


@pytest.mark.parametrize("role", ["professional", "kernteam", "xpert", "coordinator"])
def test_diagnosis_is_written_by_the_desk(role):
    with pytest.raises(PermissionDenied):
        handing.save_diagnosis(prepared(), by=UserFactory(roles=[role]), at=AT, situation="Vast.")


def test_late_diagnosis_is_noted_with_its_term():
    case = prepared(at=moment(2))

    diagnosed(case, at=moment(17))

    assert Lateness.objects.get().due_at == case.diagnosis_due_at


MISSING = {
    "help_asked": ("", "welke hulp vraagt u"),
    "costs": ("", "kosten en wie die draagt"),
    "cents": (None, "hoeveel u zelf bijdraagt"),
    "helps_report": (None, "meehelpt met een verslag"),
}


@pytest.mark.parametrize("name", MISSING)
def test_incomplete_application_cannot_be_filed(name):
    value, sentence = MISSING[name]
    case = drafted_application(prepared(), **{name: value})

    with pytest.raises(ValidationError, match=sentence):
        handing.file_application(case, by=case.contact, at=AT, rules=keeping.rules_in_force(at=AT))

    assert Case.objects.get().applied_at is None


def test_each_applicant_needs_hours():
    case = drafted_application(prepared())
    Applicant.objects.update(minutes=0)

    with pytest.raises(ValidationError, match="aantal uren in van Persoon"):
        handing.file_application(case, by=case.contact, at=AT, rules=keeping.rules_in_force(at=AT))


def test_rules_must_be_accepted_in_their_newest_version():
    case, old = drafted_application(prepared()), keeping.rules_in_force(at=AT)
    with pytest.raises(ValidationError, match="vink aan"):
        handing.file_application(case, by=case.contact, at=AT, rules=None)
    keeping.renew_rules("Anders", by=UserFactory(roles=["coordinator"]), at=AT, note="Korter")

    with pytest.raises(ValidationError, match="net gewijzigd"):
        handing.file_application(case, by=case.contact, at=AT, rules=old)


def test_filing_an_application_twice_is_as_once():
    case = applied(prepared(), at=moment(3))

    handing.file_application(case, by=case.contact, at=moment(5), rules=keeping.rules())

    assert Application.objects.get().filed_at == moment(3)
    assert OutgoingMail.objects.filter(subject__startswith="Wij hebben uw aanvraag").count() == 1


def test_filed_application_keeps_its_rules_and_hours():
    case = applied(prepared())

    assert (case.application.rules.version, case.application.minutes) == (1, 600)
    with pytest.raises(PermissionDenied):
        handing.save_application(case, by=case.contact, at=AT, help_asked="Anders")


def test_colleague_who_asks_along_does_not_apply():
    case = prepared()
    other = UserFactory()
    Applicant.objects.create(case=case, person=other, name=str(other))

    with pytest.raises(PermissionDenied):
        handing.save_application(case, by=other, at=AT, help_asked="Ik ook")


@pytest.mark.parametrize("changes", [{"rules": None}, {"minutes": 0}, {"helps_report": None}, {"costs": ""}])
def test_database_refuses_an_application_that_lacks_something(changes):
    applied(prepared())

    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.update(**changes)


def test_database_refuses_a_diagnosis_in_the_future():
    diagnosed(prepared())

    with pytest.raises(IntegrityError), transaction.atomic():
        Diagnosis.objects.update(made_at=AT + timedelta(days=1))


@pytest.mark.django_db(transaction=True)
def test_diagnosis_and_application_at_the_same_moment_hand_over_once():
    case = drafted_application(drafted_diagnosis(prepared()))
    rules = keeping.rules_in_force(at=AT)
    acts = [
        lambda: handing.file_diagnosis(case, by=case.handler, at=AT, made_on=date(2026, 3, 2)),
        lambda: handing.file_application(case, by=case.contact, at=AT, rules=rules),
    ]

    threads = [Thread(target=_in_own_connection, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Case.objects.get().state == State.WITH_KERNTEAM
    assert case.history.filter(act="hand_over").count() == 1


def _in_own_connection(act) -> None:
    try:
        act()
    finally:
        connection.close()


def test_desk_member_who_does_not_handle_it_can_diagnose():
    case = prepared()

    diagnosed(case, by=staff())

    assert Case.objects.get().diagnosed_at == AT
