from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied

from loket.accounts import workflow
from loket.accounts.enums import Role
from loket.accounts.reports import role_changes
from loket.core.models import OutgoingMail
from tests.accounts.factory import UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


def test_grant_role_keeps_who_did_it():
    by, person = UserFactory(coordinator=True, name="Ans Voorbeeld"), UserFactory()

    workflow.grant_role(person, Role.REDACTIE, by=by, at=AT)

    person.refresh_from_db()
    assert person.roles == [Role.PROFESSIONAL, Role.REDACTIE]
    assert [(c.by, c.given, c.taken) for c in role_changes(person)] == [("Ans Voorbeeld", ["Redactie"], [])]


def test_grant_role_tells_the_person_by_mail():
    person = UserFactory()

    workflow.grant_role(person, Role.REDACTIE, by=UserFactory(coordinator=True), at=AT)

    mail = OutgoingMail.objects.get(to=person.email)
    assert mail.subject == "Uw rollen zijn gewijzigd"
    assert "Professional, Redactie" in mail.text


def test_grant_role_twice_is_done_once():
    by, person = UserFactory(coordinator=True), UserFactory()

    results = [workflow.grant_role(person, Role.XPERT, by=by, at=AT) for _ in range(2)]

    assert results == [True, False]
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_grant_role_by_anybody_else_is_refused(role):
    by, person = UserFactory(roles=[role]), UserFactory()

    with pytest.raises(PermissionDenied):
        workflow.grant_role(person, Role.REDACTIE, by=by, at=AT)

    person.refresh_from_db()
    assert person.roles == [Role.PROFESSIONAL]


def test_withdraw_role_of_the_last_coordinator_is_refused():
    by = UserFactory(coordinator=True)
    UserFactory(coordinator=True, is_active=False)

    with pytest.raises(workflow.LastCoordinator):
        workflow.withdraw_role(by, Role.COORDINATOR, by=by, at=AT)

    by.refresh_from_db()
    assert Role.COORDINATOR in by.roles


def test_withdraw_own_coordinator_role_with_another_left():
    by = UserFactory(coordinator=True)
    UserFactory(coordinator=True)

    workflow.withdraw_role(by, Role.COORDINATOR, by=by, at=AT)

    by.refresh_from_db()
    assert by.roles == [Role.PROFESSIONAL]


def test_inactive_coordinator_gives_no_roles():
    by = UserFactory(coordinator=True, is_active=False)

    with pytest.raises(PermissionDenied):
        workflow.grant_role(UserFactory(), Role.REDACTIE, by=by, at=AT)
