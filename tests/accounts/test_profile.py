import pytest
from django.urls import reverse

from loket.accounts import organisations
from loket.accounts.models import Organisation
from tests.accounts.access import signed_in
from tests.accounts.factory import OrganisationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

ANSWERS = {
    "name": "Ans Voorbeeld", "job_title": "adviseur", "sector": "ggd", "level": "2", "areas": ["nl"],
    "ggd_regions": ["ggd-gelderland-zuid"], "municipalities": "Tiel", "themes": ["roken", "valpreventie"],
    "expertise": "Scholen", "is_listed": "on", "shown_fields": ["themes"], "own_sector_first": "on",
}  # fmt: skip


def save(person, **changes):
    return signed_in(person).post(reverse("profile"), ANSWERS | changes, follow=True)


def test_save_keeps_every_answer():
    person = UserFactory()

    save(person)

    person.refresh_from_db()
    assert person.areas == ["nl", "ggd-gelderland-zuid", "gemeente-tiel"]
    assert (person.themes, person.shown_fields) == (["roken", "valpreventie"], ["themes"])
    assert (person.is_listed, person.own_sector_first, person.level) == (True, True, "2")


def test_form_shows_what_was_saved():
    person = UserFactory(organisation=OrganisationFactory(name="GGD Nergens"))
    save(person, organisation_name="GGD Nergens")

    form = signed_in(person).get(reverse("profile")).context["form"]

    assert (form["organisation_name"].value(), form["municipalities"].value()) == ("GGD Nergens", "Tiel")


def test_former_name_gives_the_successor_and_says_so():
    organisations.load([{"name": "Nieuw Instituut", "former_names": ["Oud Instituut"]}])
    person = UserFactory()

    response = save(person, organisation_name="oud instituut")

    person.refresh_from_db()
    assert person.organisation.name == "Nieuw Instituut"
    assert "oud instituut heet nu Nieuw Instituut." in response.content.decode()


def test_unknown_organisation_is_added_only_when_asked():
    person = UserFactory()

    refused = save(person, organisation_name="Buurthuis De Kom")
    count = Organisation.objects.count()
    save(person, organisation_name="Buurthuis De Kom", add_organisation="on")

    person.refresh_from_db()
    assert (refused.status_code, count) == (422, 0)
    assert person.organisation.name == "Buurthuis De Kom"


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("level", "5"), ("themes", ["onzin"]), ("areas", ["gemeente-tiel"]), ("expertise", "x" * 1001),
     ("municipalities", "Atlantis"), ("job_title", "x" * 121), ("shown_fields", ["email"])],
)  # fmt: skip
def test_wrong_answer_saves_nothing(field, value):
    person = UserFactory()

    response = save(person, **{field: value})

    person.refresh_from_db()
    assert list(response.context["form"].errors) == [field]
    assert person.job_title == ""


def test_roles_cannot_be_given_to_oneself():
    person = UserFactory()

    save(person, roles=["coordinator"], is_staff="on", is_superuser="on")

    person.refresh_from_db()
    assert (person.roles, person.is_staff, person.is_superuser) == (["professional"], False, False)


def test_suggestions_are_there_for_who_signs_up(client):
    organisations.load([{"name": "Nieuw Instituut", "former_names": ["Oud Bureau"]}])

    response = client.get(reverse("organisation_names"), {"organisation_name": "oud b"})

    assert response.content.decode().strip() == '<option value="Nieuw Instituut"></option>'
