"""The pages of desk, asker and coordinator: who sees what, what buttons do, how many queries it takes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from loket.core.working_days import local_date
from servicedesk import next_steps
from servicedesk.models import Question
from tests.conftest import VISITOR
from tests.factories import UserFactory
from tests.xperts.factory import (
    applied,
    case_in,
    drafted_diagnosis,
    opened,
    prepared,
    question,
    staff,
)
from xperts.cases import judging, opening
from xperts.cases.enums import Stage, State
from xperts.cases.models import Applicant, Case, Diagnosis, Effort, Judgement
from xperts.cases.models.dossier import INTAKE_TEXTS

pytestmark = pytest.mark.django_db
ROLES = (VISITOR, "professional", "partner", "redactie", "kernteam", "xpert", "coordinator", "servicedesk")
SEES = {"coordinator": 200, "servicedesk": 200}
PAGES = ("case", "case_intake", "case_diagnosis", "case_application")
ACTS = (
    "case_intake",
    "case_effort",
    "case_applicant",
    "case_intake_judge",
    "case_conclude",
    "case_diagnosis",
    "case_close",
)
OWN = ("my_case", "case_apply", "case_withdraw")
KEPT = ("framework_edit", "rules_edit", "case_terms")


def now():
    return timezone.now()


def refused(role: str, otherwise: int) -> int:
    return 302 if role == VISITOR else otherwise


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", PAGES)
def test_looking_is_for_desk_and_coordinator(client_as, role, name):
    case = case_in(State.WITH_KERNTEAM, at=now())

    status = client_as(role).get(reverse(name, args=[case.number])).status_code

    assert status == SEES.get(role, refused(role, 404))


@pytest.mark.parametrize("role", [role for role in ROLES if role != "servicedesk"])
@pytest.mark.parametrize("name", ACTS)
def test_acting_is_for_the_desk_alone(client_as, role, name):
    case = opened(at=now())

    status = client_as(role).post(reverse(name, args=[case.number])).status_code

    assert status == (403 if role == "coordinator" else refused(role, 404))
    assert Case.objects.get().state == State.PRE_INTAKE


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", OWN)
def test_pages_of_the_asker_are_the_askers(client_as, role, name):
    case = prepared(at=now())

    assert client_as(role).get(reverse(name, args=[case.number])).status_code == refused(role, 404)


@pytest.mark.parametrize("name", OWN)
def test_asker_has_own_pages(client_for, name):
    case = prepared(at=now())

    assert client_for(case.contact).get(reverse(name, args=[case.number])).status_code == 200


@pytest.mark.parametrize(("name", "status"), [("my_case", 200), ("case_apply", 403), ("case_withdraw", 403)])
def test_who_asks_along_reads_and_the_contact_acts(client_for, name, status):
    case, other = prepared(at=now()), UserFactory()
    Applicant.objects.create(case=case, person=other, name=str(other))

    assert client_for(other).get(reverse(name, args=[case.number])).status_code == status


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["cases", "cases_ods"])
def test_list_is_for_desk_and_coordinator(client_as, role, name):
    assert client_as(role).get(reverse(name)).status_code == SEES.get(role, refused(role, 403))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", KEPT)
def test_rules_are_kept_by_the_coordinator(client_as, role, name):
    assert client_as(role).get(reverse(name)).status_code == (200 if role == "coordinator" else refused(role, 403))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["tailored_advice", "rules"])
def test_how_it_works_is_for_everybody(client_as, role, name):
    assert client_as(role).get(reverse(name)).status_code == 200


def test_asker_is_led_from_the_desk_page_to_the_own_one(client_for):
    case = opened(at=now())

    answer = client_for(case.contact).get(case.get_absolute_url())

    assert answer.headers["Location"] == case.get_own_url()


@pytest.mark.parametrize("state", State)
def test_pages_show_every_state(client_for, state):
    case = case_in(state, at=now())

    for client, url in (
        (client_for(staff()), case.get_absolute_url()),
        (client_for(case.contact), case.get_own_url()),
    ):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize(("shown", "count"), [("open", 3), ("te-laat", 1), ("kernteam", 1), ("afgerond", 1)])
def test_lists_show_what_belongs_in_them(client_for, shown, count):
    for state in (State.PRE_INTAKE, State.WITH_KERNTEAM, State.WITHDRAWN):
        case_in(state, at=now())
    opened(at=now() - timedelta(days=30))

    page = client_for(staff()).get(reverse("cases"), {"lijst": shown}).content.decode()

    assert page.count('class="desk-row') - page.count('class="desk-row__') == count


def test_list_takes_the_same_queries_for_many(client_for, django_assert_max_num_queries, steady_vocabulary):
    client, by = client_for(staff()), staff()
    for _ in range(8):
        opened(at=now(), by=by)
    client.get(reverse("cases"))

    with django_assert_max_num_queries(10):
        client.get(reverse("cases"))


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_a_case_take_few_queries(client_for, django_assert_max_num_queries, steady_vocabulary, name):
    client, case = client_for(staff()), case_in(State.WITH_KERNTEAM, at=now())
    client.get(reverse(name, args=[case.number]))

    with django_assert_max_num_queries(18):
        client.get(reverse(name, args=[case.number]))


def test_question_offers_the_pre_intake_once_it_is_probed():
    by = staff()
    found = question(at=now(), by=by)
    assert _offered(found, by) == ["Pre-intake voor advies op maat"]

    case = opening.begin(found, by=by, at=now())

    assert _offered(found, by) == [f"Naar {case.reference}"]
    Question.objects.update(found="")
    assert _offered(found, UserFactory()) == []


def _offered(found, user) -> list[str]:
    return [step.label for step in next_steps.offered(found, user) if "re-intake" in step.label or "AOM" in step.label]


def test_desk_begins_a_pre_intake_from_a_question(client_for):
    found = question(at=now())

    client_for(staff()).post(reverse("case_begin", args=[found.number]), {"title": "Valpreventie stokt", "email": ""})

    assert Case.objects.get().title == "Valpreventie stokt"


def test_beginning_with_an_unknown_address_says_so(client_for):
    found = question(at=now())

    answer = client_for(staff()).post(
        reverse("case_begin", args=[found.number]), {"title": "Stokt", "email": "niemand@example.org"}
    )

    assert answer.status_code == 422
    assert "geen account met dit e-mailadres" in answer.content.decode()


def test_whole_pre_intake_can_be_filled_in_on_the_page(client_for):
    case = opened(at=now())
    client, address = client_for(staff()), reverse("case_intake", args=[case.number])
    client.post(address, {"title": "Valpreventie", "themes": ["valpreventie"], **_texts()})
    for layer in ("1", "2"):
        told = {"layer": layer, "what": "Training", "applied": "Twee keer", "came_of_it": "Iets"}
        client.post(reverse("case_effort", args=[case.number]), told)
    client.post(reverse("case_intake_judge", args=[case.number]), _verdicts(case))

    client.post(reverse("case_conclude", args=[case.number]), {"outcome": "prepare", "motivation": "Voldoet."})

    assert Case.objects.get().state == State.PREPARING


def _texts() -> dict:
    return {name: "Tekst" for name, _ in INTAKE_TEXTS}


def _verdicts(case: Case) -> dict:
    told = {"verdict": "yes", "motivation": "Omdat", "evidence": "Laag 1: Training"}
    return {f"{part}-{row.code}": value for row in case.framework.criteria.all() for part, value in told.items()}


def test_conclusion_that_is_too_early_says_what_is_missing_and_keeps_what_was_typed(client_for):
    case = opened(at=now())

    answer = client_for(staff()).post(
        reverse("case_conclude", args=[case.number]), {"outcome": "prepare", "motivation": "Wij willen door."}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Voeg iets toe uit laag 2" in page
    assert "Wij willen door." in page


def test_half_judged_criterion_asks_for_the_rest(client_for):
    case = opened(at=now())

    answer = client_for(staff()).post(reverse("case_intake_judge", args=[case.number]), {"verdict-complex": "yes"})

    assert answer.status_code == 422
    assert "De vraag is complex: schrijf waarom." in answer.content.decode()
    assert not Judgement.objects.exists()


def test_evidence_that_is_picked_keeps_its_address(client_for):
    case = opened(at=now())
    Effort.objects.create(
        case=case, layer=1, what="Test", applied="Ja", came_of_it="Iets", url="/ingang/test/", at=now()
    )
    told = {"verdict-complex": "yes", "motivation-complex": "Omdat", "evidence-complex": "Laag 1: Test"}

    client_for(staff()).post(reverse("case_intake_judge", args=[case.number]), told)

    assert Judgement.objects.get().evidence_url == "/ingang/test/"


@pytest.mark.parametrize(("act", "field"), [("contact", "contact"), ("tekent", "signs")])
def test_desk_chooses_contact_and_signatory(client_for, act, field):
    case, other = opened(at=now()), UserFactory()
    row = Applicant.objects.create(case=case, person=other, name=str(other))

    client_for(staff()).post(reverse("case_applicant_act", args=[case.number, row.pk, act]))

    row.refresh_from_db()
    assert (Case.objects.get().contact == other) is (field == "contact")
    assert row.signs is (field == "signs")


def test_form_that_was_open_too_long_is_told_that_it_is_over(client_for):
    case = prepared(at=now())

    answer = client_for(staff()).post(
        reverse("case_intake", args=[case.number]), {"title": "Anders", **_texts()}, follow=True
    )

    assert "De pre-intake is afgerond" in answer.content.decode()
    assert Case.objects.get().title != "Anders"


def test_diagnosis_is_kept_when_it_cannot_be_filed_yet(client_for):
    case = prepared(at=now())
    told = {"situation": "Vast.", "made_by": case.handler.pk, "made_on": str(local_date(now())), "vastleggen": "1"}

    answer = client_for(case.handler).post(reverse("case_diagnosis", args=[case.number]), told)

    assert answer.status_code == 422
    assert "De diagnose is nog niet compleet" in answer.content.decode()
    assert Diagnosis.objects.get().situation == "Vast."


def test_diagnosis_with_the_application_there_goes_to_the_kernteam(client_for):
    case = drafted_diagnosis(applied(prepared(at=now()), at=now()), at=now())
    told = {name: "Tekst" for name in ("situation", "determinants", "parties", "obstacles")}
    told |= {"made_by": case.handler.pk, "made_on": str(local_date(now())), "vastleggen": "1"}

    answer = client_for(case.handler).post(reverse("case_diagnosis", args=[case.number]), told, follow=True)

    assert "nu bij het kernteam" in answer.content.decode()
    assert Case.objects.get().state == State.WITH_KERNTEAM


def test_ballots_are_on_no_page_of_desk_or_asker(client_for):
    case = case_in(State.WITH_KERNTEAM, at=now())
    opinion = judging.Opinion("no", "Alleen voor het kernteam", "Mijn gevoel")
    judging.write(case, Stage.BALLOT, {"complex": opinion}, by=None, at=now(), seat="cgl")

    pages = [client_for(staff()).get(reverse(name, args=[case.number])) for name in PAGES]
    pages.append(client_for(case.contact).get(case.get_own_url()))

    assert [page for page in pages if "Alleen voor het kernteam" in page.content.decode()] == []
