"""The pages about points, as a browser sees them."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from loket.catalogue.points import ledger, rules, workflow
from loket.catalogue.points.models import DiscountCode
from tests.catalogue.points.factory import code_for, partner_of, rich, training
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def posted(entry, points: int = 100) -> dict:
    return {"choice": f"{entry.slug} {points}", "token": str(uuid.uuid4())}


def test_rules_are_those_of_the_code(visitor):
    page = visitor.get(reverse("points_rules")).content.decode()

    assert all(rule.title in page.replace("&#x27;", "'") for rule in rules.RULES)
    assert all(f"€ {offer.euros}" in page for offer in rules.OFFERS)


def test_own_page_has_balance_and_rows(client_for, at):
    page = client_for(rich(at=at)).get(reverse("own_points")).content.decode()

    assert "<strong>100</strong> punten" in page
    assert page.count("+50") == 2


def test_exchange_leads_to_the_code(client_for, at):
    person, entry = rich(at=at), training()

    answer = client_for(person).post(reverse("points_exchange"), posted(entry))

    code = DiscountCode.objects.get()
    assert (answer.url, ledger.balance_of(person)) == (code.get_absolute_url(), 0)
    assert code.code in client_for(person).get(answer.url).content.decode()


@pytest.mark.parametrize("choice", ["{slug} 200", "{slug} 1", "onzin 100", ""])
def test_exchange_that_cannot_be_had_says_why(choice, client_for, at):
    entry = training()
    told = posted(entry) | {"choice": choice.format(slug=entry.slug)}

    answer = client_for(rich(at=at)).post(reverse("points_exchange"), told)

    assert (answer.status_code, DiscountCode.objects.count()) == (422, 0)


def test_exchange_without_a_training_says_so(client_as):
    page = client_as("professional").get(reverse("points_exchange")).content.decode()

    assert "Nu geen opleiding met korting" in page


def test_training_tells_what_points_are_worth(visitor):
    pages = [visitor.get(training(price=price).get_absolute_url()).content.decode() for price in (350, 0)]

    assert ["Korting met punten" in page for page in pages] == [True, False]


@pytest.mark.parametrize(
    ("who", "status"), [("owner", 200), ("partner", 200), ("editor", 200), ("outsider", 404), ("other partner", 404)]
)
def test_code_is_seen_by(who, status, client_for, at):
    code = code_for(rich(at=at), at=at)
    people = {
        "owner": code.person,
        "partner": partner_of(code.entry),
        "editor": UserFactory(editor=True),
        "outsider": UserFactory(),
        "other partner": UserFactory(partner=True),
    }

    assert client_for(people[who]).get(code.get_absolute_url()).status_code == status


@pytest.mark.parametrize(
    ("role", "status"), [("bezoeker", 302), ("professional", 403), ("partner", 403), ("redactie", 200)]
)
def test_counter_is_for_providers_and_editors(role, status, client_as):
    assert client_as(role).get(reverse("points_counter")).status_code == status


def test_provider_looks_up_and_hands_in(client_for):
    code = code_for(rich(at=timezone.now()), at=timezone.now())
    browser = client_for(partner_of(code.entry))

    found = browser.post(reverse("points_counter"), {"code": code.code.lower()})
    browser.post(reverse("discount_redeem", args=[code.pk]))

    code.refresh_from_db()
    assert (found.url, code.state) == (code.get_absolute_url(), "redeemed")
    assert code.entry.title in browser.get(reverse("points_counter")).content.decode()


def test_second_tab_hears_that_the_code_is_used(client_for):
    code = code_for(rich(at=timezone.now()), at=timezone.now())
    tabs = [client_for(partner_of(code.entry)) for _tab in range(2)]

    pages = [tab.post(reverse("discount_redeem", args=[code.pk]), follow=True).content.decode() for tab in tabs]

    assert ["Deze code is al gebruikt." in page for page in pages] == [False, True]
    assert code.history.count() == 1


def test_handing_in_is_taken_back_with_a_button(client_for):
    code = code_for(rich(at=timezone.now()), at=timezone.now())
    browser = client_for(partner_of(code.entry))
    browser.post(reverse("discount_redeem", args=[code.pk]))

    browser.post(reverse("discount_undo", args=[code.pk]))

    code.refresh_from_db()
    assert (code.state, code.redeemed_at) == ("issued", None)


def test_button_to_take_back_goes_after_a_day(client_for, at):
    code = code_for(rich(at=at), at=at)
    partner = partner_of(code.entry)
    workflow.redeem(code, by=partner, at=at)

    assert "Terugdraaien" not in client_for(partner).get(code.get_absolute_url()).content.decode()


@pytest.mark.parametrize("typed", ["", "AAAA-BBBB-CCCC", "x" * 41, "nul\x00"])
def test_wrong_code_says_so(typed, client_for):
    answer = client_for(partner_of(training())).post(reverse("points_counter"), {"code": typed})

    assert answer.status_code == 422


def test_trying_codes_ends_after_ten(client_for, at):
    code = code_for(rich(at=at), at=at)
    browser = client_for(partner_of(code.entry))
    for _try in range(10):
        browser.post(reverse("points_counter"), {"code": "AAAA-BBBB-CCCC"})

    answer = browser.post(reverse("points_counter"), {"code": code.code})

    assert answer.url == reverse("points_counter")


@pytest.mark.parametrize("number", [1, 3])
def test_own_page_asks_the_same_however_many(number, client_for, at, django_assert_max_num_queries):
    person = rich(at=at, times=2 * number)
    for _code in range(number):
        code_for(person, at=at)
    browser = client_for(person)

    with django_assert_max_num_queries(7):
        browser.get(reverse("own_points"))
