"""What the coordinator keeps in versions, what other areas show of cases, and what is kept of people."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from loket.accounts import my_loket, privacy
from tests.factories import UserFactory
from tests.xperts.factory import applied, case_in, filled, opened, prepared, staff
from xperts.cases import forgetting, keeping
from xperts.cases.enums import State
from xperts.cases.models import Applicant, Case, Framework, Rules, Terms

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def test_coordinator_makes_a_new_version_of_the_criteria(client_as):
    lines = keeping.criteria(None)
    told = {"form-TOTAL_FORMS": "9", "form-INITIAL_FORMS": "7", "note": "Eén weg, één erbij"}
    for number, line in enumerate(lines[1:] + [keeping.Line("Haalbaar", "Het kan binnen een jaar.")]):
        told |= {f"form-{number}-{name}": getattr(line, name) for name in ("code", "title", "explanation")}

    answer = client_as("coordinator").post(reverse("framework_edit"), told)

    assert answer.status_code == 302
    assert [row.code for row in Framework.objects.first().criteria.all()][-1] == "haalbaar"
    assert Framework.objects.count() == 2


def test_coordinator_makes_a_new_version_of_the_rules(client_as):
    client = client_as("coordinator")

    client.post(reverse("rules_edit"), {"text": "### Korter", "note": "Korter"})

    assert list(Rules.objects.values_list("version", flat=True)) == [2, 1]
    assert "Dit is een oudere versie" in client.get(reverse("rules_version", args=[1])).content.decode()


def test_coordinator_changes_terms_for_what_begins_from_now_on(client_as):
    old = opened(at=now())
    told = {"intake_days": "2", "diagnosis_days": "8", "case_hours": "16", "hour_euros": "120", "event_euros": "3000"}

    client_as("coordinator").post(reverse("case_terms"), told)

    assert Terms.objects.get().hour_cents == 12_000
    assert opened(at=now()).intake_due_at < old.intake_due_at == Case.objects.get(pk=old.pk).intake_due_at


def test_public_page_tells_the_terms(visitor):
    Terms.objects.create(at=now(), intake_days=3)

    assert "3 werkdagen" in visitor.get(reverse("tailored_advice")).content.decode()


def test_tasks_and_panel_show_what_waits():
    case = prepared(at=now())

    assert [row.detail for row in my_loket.tasks_of(case.contact)] == ["Vul de aanvraag in"]
    assert "Diagnose" in [row.detail for row in my_loket.tasks_of(case.handler)]
    panels, _ = my_loket.panels_of(case.contact)
    assert [row.badge for panel, rows in panels for row in rows if panel.name == "cases"] == [case.state_for_asker]


def test_export_holds_the_cases_of_a_person():
    case = filled(opened(at=now()), by=staff(), at=now())

    found = privacy.export_of(case.contact)["advies op maat"]

    assert [(row["nummer"], len(row["toegepast"])) for row in found] == [(case.reference, 2)]


def test_erasing_an_account_withdraws_and_empties_what_is_only_theirs():
    case = applied(prepared(at=now()), at=now())

    privacy.erase(case.contact, at=now())

    found = Case.objects.select_related("intake", "application").get()
    assert (found.state, found.contact, found.title) == (State.WITHDRAWN, None, "Gewist")
    assert {found.intake.context, found.application.help_asked, found.applicants.get().name} == {"Gewist"}


def test_erasing_an_account_leaves_what_others_ask_along():
    case, other = opened(at=now()), UserFactory()
    Applicant.objects.create(case=case, person=other, name=str(other))

    privacy.erase(other, at=now())

    assert Case.objects.get().state == State.PRE_INTAKE
    assert list(case.applicants.values_list("name", flat=True))[1] == "Gewist"


@pytest.mark.parametrize(("days", "forgotten"), [(729, 0), (731, 1)])
def test_names_of_old_cases_are_forgotten_after_two_years(days, forgotten):
    case_in(State.CLOSED, at=now() - timedelta(days=days))

    assert forgetting.past_its_term(now()) == forgotten
    assert forgetting.past_its_term(now()) == 0
