"""Every reason why somebody cannot be asked, one by one, and what would change it (hard cases 45–50, 73–77)."""

from datetime import date, timedelta

import pytest

from tests.factories import OrganisationFactory, UserFactory
from tests.xperts.factory import moment
from tests.xperts.pool.factory import AT, XpertFactory, accepted, asked, granted
from xperts.cases import workflow as cases
from xperts.cases.models import Diagnosis
from xperts.pool import asking, gate, proposing
from xperts.pool.enums import InterestKind
from xperts.pool.gate import Bar
from xperts.pool.models import Availability, Interest, Rules, Standing, Xpert

pytestmark = pytest.mark.django_db


def bars(case, xpert, *, at=AT) -> set[Bar]:
    return {barrier.bar for barrier in proposing.barriers_now(case, xpert, at=at)}


def texts(case, xpert, *, at=AT) -> str:
    return " ".join(f"{row.text} {row.remedy}" for row in proposing.barriers_now(case, xpert, at=at))


def interest(xpert, kind=InterestKind.CLIENT, **changes) -> Interest:
    return Interest.objects.create(xpert=xpert, kind=kind, **{"name": "Elders", "from_year": 2020} | changes)


def applicant_of(case):
    return case.applicants.get()


def test_nothing_is_in_the_way_of_a_free_xpert():
    assert bars(granted(), XpertFactory()) == set()


def test_who_applies_cannot_help():
    case = granted()

    assert bars(case, XpertFactory(person=case.contact)) >= {Bar.APPLIES}


def test_own_employer_of_any_applicant_is_a_tie():
    case, employer = granted(), OrganisationFactory()
    case.applicants.create(name="Tweede", person=UserFactory(organisation=employer))

    xpert = XpertFactory(person__organisation=employer)

    assert bars(case, xpert) == {Bar.EMPLOYER}
    assert employer.name in texts(case, xpert)


def test_organisation_that_merged_is_the_same_as_its_successor():
    case, new = granted(), OrganisationFactory()
    old = OrganisationFactory(successor=new)
    applicant_of(case).organisation = new
    case.applicants.update(organisation=new)

    assert bars(case, XpertFactory(person__organisation=old)) == {Bar.EMPLOYER}


def test_institute_that_gives_the_hours_is_an_employer():
    case, employer = granted(), OrganisationFactory()
    case.applicants.update(organisation=employer)

    xpert = XpertFactory(delivery="institute", rate_cents=None, institute=employer)

    assert bars(case, xpert) == {Bar.EMPLOYER}


@pytest.mark.parametrize(("until", "counts"), [(None, True), (2026, True), (2023, True), (2022, False)])
def test_client_of_the_last_years_is_a_tie(until, counts):
    case, client = granted(), OrganisationFactory()
    case.applicants.update(organisation=client)
    xpert = XpertFactory()
    interest(xpert, organisation=client, name=client.name, until_year=until)

    assert (Bar.INTEREST in bars(case, xpert)) is counts


def test_tie_with_an_unknown_organisation_is_found_by_its_name():
    case = granted()
    case.applicants.update(organisation=OrganisationFactory(name="Stichting Één Dorp"))
    xpert = XpertFactory()
    interest(xpert, name="stichting een dorp")

    assert bars(case, xpert) == {Bar.INTEREST}


def test_own_municipality_is_a_tie_and_its_region_is_not():
    tiel, region = granted(areas=["gemeente-tiel"]), granted(areas=["ggd-gelderland-zuid"])
    xpert = XpertFactory()
    interest(xpert, InterestKind.MUNICIPALITY, name="Tiel", area=tiel.areas[0], until_year=2025)

    assert (bars(tiel, xpert), bars(region, xpert)) == ({Bar.MUNICIPALITY}, set())
    assert "Vanaf 2029 telt dit niet meer." in texts(tiel, xpert)


def test_unknown_employer_is_not_free_of_ties():
    assert bars(granted(), XpertFactory(person__organisation=None)) == {Bar.UNKNOWN}


def test_who_made_the_diagnosis_helps_only_when_the_kernteam_said_why():
    case, xpert = granted(), XpertFactory()
    Diagnosis.objects.filter(case=case).update(made_by=xpert.person)

    assert bars(case, xpert) == {Bar.DIAGNOSIS}

    gate.register_diagnosis_waiver(lambda case: [xpert.person_id])
    assert bars(case, xpert) == set()


def test_seat_in_the_kernteam_comes_by_registration():
    gate.register_barrier(lambda xpert, case, at: "Zit in het kernteam.")
    gate.register_barriers(lambda xperts, case, at: {row.pk: "Is achterwacht." for row in xperts})

    assert texts(granted(), XpertFactory()).split(" ", 3)[:3] == ["Zit", "in", "het"]
    assert bars(granted(), XpertFactory()) == {Bar.SEAT}


def test_resting_xpert_is_not_asked():
    assert bars(granted(), XpertFactory(resting=True)) == {Bar.STATE}


def test_left_xpert_is_not_in_the_pool():
    assert "niet meer in de pool" in texts(granted(), XpertFactory(left=True))


@pytest.mark.parametrize(("until", "found"), [(AT.date(), set()), (AT.date() - timedelta(1), {Bar.TRAINING})])
def test_training_counts_up_to_its_last_day(until, found):
    assert bars(granted(), XpertFactory(schooled_until=until)) == found


def test_training_that_nobody_kept_is_not_enough():
    xpert = XpertFactory()
    Standing.objects.all().delete()

    assert bars(granted(), Xpert.objects.get(pk=xpert.pk)) == {Bar.TRAINING}


@pytest.mark.parametrize(
    ("begins", "ends", "found"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), set()),
        (date(2026, 1, 1), None, set()),
        (date(2026, 1, 1), date(2026, 3, 1), {Bar.AWAY}),
        (date(2026, 3, 3), None, {Bar.AWAY}),
    ],
)
def test_availability_is_the_periods_that_were_given(begins, ends, found):
    xpert = XpertFactory()
    Availability.objects.create(xpert=xpert, begins_on=begins, ends_on=ends)

    assert bars(granted(), xpert) == found


@pytest.mark.parametrize(("a_month", "found"), [(200, set()), (199, {Bar.HOURS}), (0, {Bar.HOURS}), (None, set())])
def test_hours_left_are_those_of_the_months_that_a_job_takes(a_month, found):
    assert bars(granted(minutes=600), XpertFactory(minutes_a_month=a_month)) == found


def test_hours_of_other_jobs_are_taken_off_and_those_used_given_back(monkeypatch):
    xpert = XpertFactory(minutes_a_month=300)
    accepted(xpert)

    assert bars(granted(), xpert) == {Bar.HOURS}

    monkeypatch.setattr(proposing.ranking, "records", lambda xperts: {xpert.pk: proposing.ranking.Record((), 300)})
    assert bars(granted(), xpert) == set()


@pytest.mark.parametrize(("own", "found"), [(None, {Bar.CAP}), (3, set()), (1, {Bar.CAP})])
def test_cap_is_the_own_one_or_that_of_the_rules(own, found):
    xpert = XpertFactory()
    accepted(xpert)
    asked(xpert)
    Xpert.objects.filter(pk=xpert.pk).update(most_at_once=own)

    assert bars(granted(), xpert) == found


def test_rest_follows_a_job_that_ended_and_passes():
    ask = accepted()
    cases.step(ask.case, "start", by=None, at=AT)
    cases.step(ask.case, "evaluate", by=None, at=moment(10, month=4))

    last = moment(10, month=4) + timedelta(days=29)

    assert bars(granted(), ask.xpert, at=last) == {Bar.REST}
    assert bars(granted(), ask.xpert, at=last + timedelta(days=1)) == set()


def test_who_said_no_is_never_asked_again_for_this_case():
    ask = asked()
    asking.decline(ask, by=ask.xpert.person, at=AT, reason="Geen tijd")

    barred = proposing.propose(ask.case, at=AT).barred

    assert [line.why_not for line in barred] == [("Zei voor deze aanvraag al nee.",)]


def test_who_was_asked_but_withdrawn_can_be_asked_again():
    ask = asked(by=(by := UserFactory(roles=["servicedesk"])))
    asking.take_back(ask, by=by, at=AT, reason="Verkeerde gekozen")

    assert proposing.propose(ask.case, at=AT).first.xpert == ask.xpert


def test_advice_names_first_what_lets_most_people_through():
    case = granted()
    for trait in ({"resting": True}, {"resting": True}, {"person__organisation": None}):
        XpertFactory(**trait)

    assert proposing.propose(case, at=AT).advice == (
        "In rust: vraag of dat voorbij is (2 Xperts, bij 2 het enige bezwaar).",
        "Geen werkgever ingevuld: vraag om het profiel aan te vullen (1 Xpert, bij 1 het enige bezwaar).",
    )


def test_advice_for_an_empty_pool_is_to_nominate():
    assert proposing.propose(granted(), at=AT).advice == ("Er zit nog niemand in de pool. Draag mensen voor.",)


def test_applicant_without_organisation_is_told_of():
    case = granted()

    assert "kennen wij de organisatie niet" in proposing.propose(case, at=AT).notes[0]


def test_shorter_window_of_interests_lets_somebody_through():
    case, client = granted(), OrganisationFactory()
    case.applicants.update(organisation=client)
    xpert = XpertFactory()
    interest(xpert, organisation=client, name=client.name, until_year=2024)
    Rules.objects.create(version=1, interest_years=1)

    assert bars(case, xpert) == set()
