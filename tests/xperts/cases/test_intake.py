"""The pre-intake: what it needs, what it refuses, and how it ends."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.core.models import OutgoingMail
from servicedesk.enums import Outcome as QuestionOutcome
from tests.factories import OrganisationFactory, UserFactory
from tests.servicedesk.factory import asked
from tests.xperts.factory import AT, OPINION, filled, moment, opened, opinions, prepared, question, staff
from xperts.cases import intake, judging, keeping, opening
from xperts.cases.enums import Layer, Outcome, Stage, State
from xperts.cases.intake import Tried
from xperts.cases.judging import Opinion
from xperts.cases.models import Applicant, Case, Effort, Intake, Judgement
from xperts.cases.opening import Asker

pytestmark = pytest.mark.django_db
TRIED = Tried(Layer.THINGS, "Handleiding", "In twee groepen", "Het hielp een beetje")


def test_pre_intake_needs_the_question_behind_the_question():
    by = staff()

    with pytest.raises(ValidationError, match="vraag achter de vraag"):
        opening.begin(asked(), by=by, at=AT)


@pytest.mark.parametrize("role", ["professional", "kernteam", "xpert", "coordinator"])
def test_pre_intake_is_begun_by_the_desk_alone(role):
    with pytest.raises(PermissionDenied):
        opening.begin(question(), by=UserFactory(roles=[role]), at=AT)


def test_beginning_twice_is_as_once():
    by, asked_of = staff(), question()

    first, second = (opening.begin(asked_of, by=by, at=AT) for _ in range(2))

    assert first == second
    assert OutgoingMail.objects.filter(subject__contains=first.reference).count() == 1


def test_case_takes_over_what_is_known_of_question_and_asker():
    case = opened()

    assert (case.themes, case.sectors, case.level) == (["valpreventie"], ["ggd"], "2")
    assert case.applicants.get().person == case.contact


def test_group_has_each_their_own_hours_and_organisation():
    by, case, known = staff(), opened(), OrganisationFactory()
    member = UserFactory(organisation=known)

    opening.add_applicant(case, Asker(email=member.email.upper(), minutes=450), by=by, at=AT)
    opening.add_applicant(case, Asker(name="Wim Verzonnen", organisation="Welzijn (voorbeeld)"), by=by, at=AT)

    told = [(row.name, row.organisation_shown, row.minutes) for row in case.applicants.all()[1:]]
    assert told == [(member.name, known.name, 450), ("Wim Verzonnen", "Welzijn (voorbeeld)", 0)]


@pytest.mark.parametrize(
    ("asker", "sentence"),
    [(Asker(email="niemand@example.org"), "geen account"), (Asker(), "Schrijf een naam op")],
)
def test_applicant_must_be_somebody(asker, sentence):
    with pytest.raises(ValidationError, match=sentence):
        opening.add_applicant(opened(), asker, by=staff(), at=AT)


def test_same_person_asks_once():
    case = opened()

    with pytest.raises(ValidationError, match="staat er al bij"):
        opening.add_applicant(case, Asker(email=case.contact.email), by=staff(), at=AT)


def test_one_signs_and_another_can_take_over():
    by, case = staff(), opened()
    second = opening.add_applicant(case, Asker(name="Wim Verzonnen"), by=by, at=AT)

    opening.make_signatory(second, by=by, at=AT)

    assert list(Applicant.objects.filter(signs=True)) == [second]


def test_contact_needs_an_account():
    by, case = staff(), opened()
    second = opening.add_applicant(case, Asker(name="Wim Verzonnen"), by=by, at=AT)

    with pytest.raises(ValidationError, match="account"):
        opening.make_contact(second, by=by, at=AT)


def test_contact_stays_until_another_is_chosen():
    by, case = staff(), opened()
    other = opening.add_applicant(case, Asker(email=UserFactory().email), by=by, at=AT)
    first = case.applicants.first()
    with pytest.raises(ValidationError, match="andere contactpersoon"):
        opening.drop_applicant(first, by=by, at=AT)

    opening.make_contact(other, by=by, at=AT)
    opening.drop_applicant(first, by=by, at=AT)

    assert Case.objects.get().contact == other.person


@pytest.mark.parametrize("gone", Layer)
def test_without_both_layers_no_exception_is_made(gone):
    by = staff()
    case = filled(opened(by=by), by=by)
    intake.drop_effort(Effort.objects.get(layer=gone), by=by, at=AT)

    with pytest.raises(ValidationError, match=f"Voeg iets toe uit laag {gone.value}"):
        intake.conclude(case, Outcome.PREPARE, "Toch maar.", by=by, at=AT)

    assert Case.objects.get().state == State.PRE_INTAKE


@pytest.mark.parametrize("empty", ["what", "applied", "came_of_it"])
def test_thing_that_was_not_applied_does_not_count(empty):
    tried = Tried(**{**TRIED.__dict__, empty: "  "})

    with pytest.raises(ValidationError, match="toegepast"):
        intake.add_effort(opened(), tried, by=staff(), at=AT)


def test_database_refuses_an_effort_that_was_not_applied():
    with pytest.raises(IntegrityError), transaction.atomic():
        Effort.objects.create(case=opened(), layer=1, what="Handleiding", applied="", came_of_it="Iets", at=AT)


def test_unjudged_criterion_blocks_and_is_named():
    by = staff()
    case = filled(opened(by=by), by=by)
    Judgement.objects.filter(criterion__code="effect").delete()

    with pytest.raises(ValidationError, match="Beoordeel nog: Er is effect te verwachten"):
        intake.conclude(case, Outcome.PREPARE, "Voldoet.", by=by, at=AT)


@pytest.mark.parametrize(
    "opinion", [Opinion("yes", "", "De vraag"), Opinion("yes", "Omdat", " "), Opinion("misschien", "Omdat", "De vraag")]
)
def test_judgement_needs_a_reason_and_evidence(opinion):
    with pytest.raises(ValidationError, match="waarom, en waar dat uit blijkt"):
        judging.judge(opened(), Stage.PRE_INTAKE, {"complex": opinion}, by=staff(), at=AT)


def test_judging_again_replaces_the_former_judgement():
    by, case = staff(), opened()
    for verdict in ("yes", "partly"):
        judging.judge(case, Stage.PRE_INTAKE, {"complex": Opinion(verdict, "Omdat", "De vraag")}, by=by, at=AT)

    assert Judgement.objects.get().verdict == "partly"


def test_ballots_of_seats_stand_beside_each_other():
    case = opened()
    for seat in ("cgl", "praktijk"):
        judging.write(case, Stage.BALLOT, opinions(case), by=None, at=AT, seat=seat)

    assert judging.unjudged(case, Stage.BALLOT, seat="cgl") == []
    assert len(judging.unjudged(case, Stage.BALLOT, seat="partner")) == 7
    assert judging.of_desk(case, Stage.BALLOT) == {}


def test_case_keeps_the_criteria_that_it_began_with():
    case, keeper = opened(), UserFactory(roles=["coordinator"])
    lines = [*keeping.criteria(keeping.framework()), keeping.Line("Haalbaar", "Het kan binnen een jaar.")]

    keeping.renew_framework(lines, by=keeper, at=AT, note="Haalbaarheid erbij")

    assert case.framework.criteria.count() == 7
    assert [row.code for row in opened().framework.criteria.all()][-1] == "haalbaar"


def test_pre_intake_that_is_complete_goes_on_with_a_term_for_the_diagnosis():
    case = prepared(at=moment(2))

    assert case.state == State.PREPARING
    assert case.diagnosis_due_at == moment(16, 23, 59).replace(second=59)
    assert case.question.outcome == QuestionOutcome.TAILORED


@pytest.mark.parametrize(
    ("outcome", "state", "ended"),
    [
        (Outcome.ANSWER, State.CLOSED, QuestionOutcome.ANSWERED),
        (Outcome.COLLECTIVE, State.COLLECTIVE, QuestionOutcome.COLLECTIVE),
    ],
)
def test_pre_intake_can_end_without_tailored_advice(outcome, state, ended):
    by = staff()
    case = opened(by=by)

    intake.conclude(case, outcome, "Een training volstaat.", by=by, at=AT)

    found = Case.objects.get()
    assert (found.state, found.question.outcome, found.decided_at) == (state, ended, None)
    assert OutgoingMail.objects.filter(to=case.contact.email, text__contains="Een training volstaat.").count() == 1


def test_outcome_needs_a_motivation():
    with pytest.raises(ValidationError, match="schrijf waarom"):
        intake.conclude(opened(), Outcome.ANSWER, " ", by=staff(), at=AT)


def test_what_was_concluded_stays_as_it_was():
    by, case = staff(), prepared()

    with pytest.raises(PermissionDenied, match="afgerond"):
        intake.save(case, by=by, at=AT, context="Anders")
    with pytest.raises(PermissionDenied, match="afgerond"):
        judging.judge(case, Stage.PRE_INTAKE, {"complex": OPINION}, by=by, at=AT)
    with pytest.raises(PermissionDenied, match="afgerond"):
        intake.conclude(case, Outcome.ANSWER, "Toch niet", by=by, at=AT)


def test_database_refuses_an_outcome_without_the_texts():
    opened()

    with pytest.raises(IntegrityError), transaction.atomic():
        Intake.objects.update(outcome="prepare", motivation="Goed", concluded_at=AT)
