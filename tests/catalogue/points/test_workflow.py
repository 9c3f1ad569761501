"""Discount codes: every state with every step, who may, for how long, and what they cost."""

import contextlib
import re
import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.accounts import privacy
from loket.catalogue.points import ledger, workflow
from loket.catalogue.points.enums import CodeState
from loket.catalogue.points.models import DiscountCode, PointAccount
from loket.catalogue.points.workflow import CODES
from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from tests.catalogue.points.factory import code_for, partner_of, rich, training
from tests.factories import AT, EntryFactory, UserFactory

pytestmark = pytest.mark.django_db

PAIRS = [(state, row) for state in CodeState for row in CODES.transitions.values()]


@pytest.mark.parametrize(("state", "row"), PAIRS, ids=[f"{state}-{row.name}" for state, row in PAIRS])
def test_step_goes_from_its_sources_only(state, row, at):
    code, editor = code_for(rich(at=at), at=at), UserFactory(editor=True)
    if state == CodeState.REDEEMED:
        workflow.redeem(code, by=editor, at=at)
    before = code.history.count()

    with contextlib.suppress(StaleState, PermissionDenied):
        {"redeem": workflow.redeem, "undo": workflow.undo}[row.name](code, by=editor, at=at)

    code.refresh_from_db()
    assert code.state == (row.target if state in row.sources else state)
    assert code.history.count() - before == (state in row.sources)


def test_exchange_costs_points_and_gives_a_code_for_a_year(at):
    person = rich(at=at, times=3)

    code = code_for(person, at=at)

    assert (ledger.balance_of(person), code.euros, code.valid_until) == (50, 25, date(2027, 3, 2))
    assert re.fullmatch(r"[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){2}", code.code)
    assert code.code in OutgoingMail.objects.get().text


def test_codes_differ(at):
    person = rich(at=at, times=4)

    assert code_for(person, at=at).code != code_for(person, at=at).code


def test_same_form_twice_gives_one_code(at):
    person, entry, token = rich(at=at, times=4), training(), uuid.uuid4()

    codes = [workflow.exchange(entry, 100, by=person, at=at, token=token) for _press in range(2)]

    assert (codes[0] == codes[1], ledger.balance_of(person)) == (True, 100)


def test_form_of_somebody_else_gives_nothing(at):
    person, entry, token = rich(at=at), training(), uuid.uuid4()
    workflow.exchange(entry, 100, by=rich(at=at), at=at, token=token)

    with pytest.raises(ValidationError, match="al gebruikt"):
        workflow.exchange(entry, 100, by=person, at=at, token=token)

    assert ledger.balance_of(person) == 100


def test_exchange_without_enough_points_leaves_no_code(at):
    with pytest.raises(ledger.NotEnough):
        code_for(rich(at=at, times=1), at=at)

    assert not DiscountCode.objects.exists()


@pytest.mark.parametrize(
    ("fields", "offers"),
    [
        ({"price": 350}, [25, 60, 150]),
        ({"price": 60}, [25, 60]),
        ({"price": 24.5}, []),
        ({"price": 0}, []),
        ({"price": None}, []),
        ({"price": "350"}, []),
        ({"organisation": None}, []),
        ({"state": "archived", "archived_at": AT}, []),
    ],
)
def test_discount_is_never_more_than_the_price_and_only_where_it_can_be_handed_in(fields, offers):
    assert [offer.euros for offer in workflow.offers_for(training(**fields))] == offers


@pytest.mark.parametrize("points", [0, -100, 99, 400])
def test_amount_that_is_not_offered_is_refused(points, at):
    with pytest.raises(ValidationError):
        workflow.exchange(training(price=30), points, by=rich(at=at, times=20), at=at, token=uuid.uuid4())


def test_other_kind_of_entry_gives_no_discount():
    assert workflow.offers_for(EntryFactory(published=True, organisation=training().organisation)) == []


def test_code_is_spent_once(at):
    code = code_for(rich(at=at), at=at)
    other_tab = DiscountCode.objects.select_related("entry", "person").get(pk=code.pk)
    partner = partner_of(code.entry)
    workflow.redeem(code, by=partner, at=at)

    with pytest.raises(StaleState):
        workflow.redeem(other_tab, by=partner, at=at)

    assert code.history.count() == 1


@pytest.mark.parametrize(
    ("who", "may"), [("partner", True), ("editor", True), ("owner", False), ("colleague", False), ("other", False)]
)
def test_code_is_handed_in_by_the_provider_or_an_editor(who, may, at):
    code = code_for(rich(at=at), at=at)
    people = {
        "partner": partner_of(code.entry),
        "editor": UserFactory(editor=True),
        "owner": code.person,
        "colleague": UserFactory(organisation=code.entry.organisation),
        "other": UserFactory(partner=True),
    }

    with contextlib.nullcontext() if may else pytest.raises(PermissionDenied):
        workflow.redeem(code, by=people[who], at=at)


@pytest.mark.parametrize("role", ["editor", "partner"])
def test_nobody_hands_in_an_own_code(role, at):
    person, entry = rich(at=at), training()
    person.roles = ["redactie"] if role == "editor" else ["partner"]
    person.organisation = entry.organisation
    person.save()

    with pytest.raises(PermissionDenied):
        workflow.redeem(code_for(person, at=at, entry=entry), by=person, at=at)


@pytest.mark.parametrize(("days", "may"), [(365, True), (366, False)])
def test_code_is_good_for_a_year(days, may, at):
    code = code_for(rich(at=at), at=at)

    with contextlib.nullcontext() if may else pytest.raises(ValidationError, match="2 maart 2027"):
        workflow.redeem(code, by=UserFactory(editor=True), at=at + timedelta(days=days))


@pytest.mark.parametrize(("hours", "may"), [(24, True), (25, False)])
def test_handing_in_can_be_taken_back_within_a_day(hours, may, at):
    code, editor = code_for(rich(at=at), at=at), UserFactory(editor=True)
    workflow.redeem(code, by=editor, at=at)

    with contextlib.nullcontext() if may else pytest.raises(ValidationError, match="binnen een dag"):
        workflow.undo(code, by=editor, at=at + timedelta(hours=hours))

    assert code.state == ("issued" if may else "redeemed")


def test_only_who_handed_it_in_takes_it_back(at):
    code = code_for(rich(at=at), at=at)
    workflow.redeem(code, by=partner_of(code.entry), at=at)

    with pytest.raises(PermissionDenied):
        workflow.undo(code, by=UserFactory(editor=True), at=at)


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "plain"])
def test_code_is_found_as_people_type_it(typed, at):
    code = code_for(rich(at=at), at=at)
    text = {"lower": code.code.lower(), "plain": code.code.replace("-", "")}.get(typed, typed.format(code.code))

    assert workflow.find(text, by=partner_of(code.entry)) == code


def test_code_of_another_organisation_is_not_found(at):
    code = code_for(rich(at=at), at=at)

    assert workflow.find(code.code, by=UserFactory(partner=True)) is None


def test_database_refuses_a_balance_below_zero(at):
    person = rich(at=at)

    with pytest.raises(IntegrityError), transaction.atomic():
        PointAccount.objects.filter(person=person).update(balance=-1)


def test_code_outlives_the_account_without_the_name(at):
    code = code_for(rich(at=at), at=at)

    privacy.erase(code.person, at=at)

    left = DiscountCode.objects.select_related("entry").get()
    workflow.redeem(left, by=partner_of(left.entry), at=at)
    assert (left.person, left.state) == (None, "redeemed")
