import pytest
from django.urls import reverse

from loket.accounts.enums import Role
from loket.accounts.models import User
from tests.accounts.access import signed_in
from tests.accounts.factory import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return signed_in(UserFactory(coordinator=True, name="Ans Voorbeeld"))


def pages(person: User) -> list[str]:
    return [reverse("people"), reverse("person", args=[person.pk]), reverse("role", args=[person.pk, "redactie"])]


@pytest.mark.parametrize("role", list(Role))
def test_pages_are_for_coordinators_only(role):
    client = signed_in(UserFactory(roles=[role]))
    expected = 200 if role == Role.COORDINATOR else 403

    assert [client.get(url).status_code for url in pages(UserFactory())] == [expected] * 3


def test_pages_lead_visitors_to_sign_in(client):
    for url in pages(UserFactory()):
        assert client.get(url).headers["Location"].startswith(reverse("account_login"))


def test_search_by_part_of_name_organisation_and_role(coordinator):
    UserFactory(name="Bo Elders", roles=[Role.PROFESSIONAL])
    UserFactory(name="Cas", roles=[Role.XPERT], organisation=OrganisationFactory(name="GGD Elders"))

    found = coordinator.get(reverse("people"), {"q": "elders", "rol": "xpert"}).context["page"]

    assert [person.name for person in found] == ["Cas"]


@pytest.mark.parametrize(
    "query", [{"q": "x" * 300}, {"rol": "koning"}, {"pagina": "-1"}, {"pagina": "1000000000"}, {"q": "%_'\\"}]
)
def test_search_with_nonsense_gives_a_page(coordinator, query):
    assert coordinator.get(reverse("people"), query).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_often_for_one_as_for_three(coordinator, count, django_assert_num_queries):
    UserFactory.create_batch(count, organisation=OrganisationFactory())

    with django_assert_num_queries(4):  # session, person, count, page
        coordinator.get(reverse("people"))


def test_role_is_given_after_a_question(coordinator):
    person = UserFactory(name="Bo Elders")
    url = reverse("role", args=[person.pk, "redactie"])

    asked = coordinator.get(url)
    person.refresh_from_db()
    before = list(person.roles)
    coordinator.post(url, {"act": "geven"})

    person.refresh_from_db()
    assert "Bijdragen beoordelen".lower() in asked.content.decode().lower()
    assert (before, person.roles) == (["professional"], ["professional", "redactie"])


def test_person_page_shows_who_gave_and_took(coordinator):
    person = UserFactory()
    for act in ("geven", "intrekken"):
        coordinator.post(reverse("role", args=[person.pk, "xpert"]), {"act": act})

    changes = coordinator.get(reverse("person", args=[person.pk])).context["changes"]

    assert [(row.by, row.given, row.taken) for row in changes] == [
        ("Ans Voorbeeld", [], ["Xpert GB"]), ("Ans Voorbeeld", ["Xpert GB"], [])
    ]  # fmt: skip


def test_last_coordinator_keeps_the_role(coordinator):
    person = User.objects.get(name="Ans Voorbeeld")

    response = coordinator.post(reverse("role", args=[person.pk, "coordinator"]), {"act": "intrekken"}, follow=True)

    person.refresh_from_db()
    assert Role.COORDINATOR in person.roles
    assert "Dit is de laatste coördinator." in response.content.decode()


@pytest.mark.parametrize(("key", "code"), [(0, "redactie"), (None, "koning")])
def test_unknown_person_or_role_is_not_found(coordinator, key, code):
    key = UserFactory().pk if key is None else key

    assert coordinator.get(reverse("role", args=[key, code])).status_code == 404
