import pytest
from django.utils import timezone

from loket.accounts.models import Organisation
from network.directory import people, workflow
from network.directory.models import Listing
from tests.factories import FormerNameFactory, OrganisationFactory, UserFactory
from tests.network.directory.factory import card_of, listed

pytestmark = pytest.mark.django_db
PAGE = "/collegas/"


def names(response) -> list[str]:
    return [card.name for card in response.context["cards"]]


@pytest.fixture
def client(client_for):
    return client_for(UserFactory(name="Zoeker"))


def test_nobody_is_listed_by_default(client):
    UserFactory(name="Stille Wateren")

    assert names(client.get(PAGE)) == []


def test_who_is_not_signed_in_is_sent_to_the_sign_in_page(visitor):
    listed()

    assert visitor.get(PAGE).status_code == 302


@pytest.mark.parametrize(
    "asked", ["wilma", "Wand", "wandelaar", "valpreventies", "gemeente proefstad", "bewegen", "GGD Vroeger"]
)
def test_somebody_is_found_by_what_is_shown(client, asked):
    employer = OrganisationFactory(name="Gemeente Proefstad")
    FormerNameFactory(organisation=employer, name="GGD Vroeger Zuid")
    listed(expertise="Ik weet van valpreventie.", themes=["bewegen"], organisation=employer)
    listed("Iemand Anders")

    assert names(client.get(PAGE, {"q": asked})) == ["Wilma Wandelaar"]


@pytest.mark.parametrize("asked", ["valpreventie", "proefstad", "bewegen", "adviseur"])
def test_a_field_that_is_not_shown_finds_nobody(client, asked):
    employer = OrganisationFactory(name="Proefstad")
    listed(
        shown_fields=[],
        expertise="Ik weet van valpreventie.",
        themes=["bewegen"],
        organisation=employer,
        job_title="Adviseur",
    )

    assert names(client.get(PAGE, {"q": asked})) == []


@pytest.mark.parametrize(
    "facet",
    [
        {"theme": "roken"},
        {"area": "ggd-gelderland-zuid"},
        {"area": "provincie-gelderland"},
        {"sector": "ggd"},
        {"level": "3"},
        {"language": "fy"},
        {"place": "Tiel"},
        {"place": "GGD Gelderland-Zuid"},
        {"theme": ["roken", "alcohol"]},
    ],
)
def test_somebody_is_found_by_facet(client, facet):
    listed(
        themes=["roken"],
        areas=["ggd-gelderland-zuid"],
        sector="ggd",
        level="3",
        also_shown=["sector", "level"],
        languages=["fy"],
    )
    listed("Iemand Anders", themes=["slaap"], areas=["ggd-twente"])

    assert names(client.get(PAGE, facet)) == ["Wilma Wandelaar"]


def test_an_unknown_place_finds_nobody_and_says_so(client):
    listed()

    response = client.get(PAGE, {"place": "Nergenshuizen"})

    assert names(response) == []
    assert "Geen collega's gevonden" in response.content.decode()


@pytest.mark.parametrize(
    "params", [{"q": "\x00"}, {"theme": "bestaat-niet"}, {"pagina": "x"}, {"sortering": "'"}, {"q": "!!!"}]
)
def test_strange_input_gives_a_page(client, params):
    listed()

    assert client.get(PAGE, params).status_code == 200


def test_options_count_without_their_own_group(client):
    listed(themes=["roken"])
    listed("Iemand Anders", themes=["slaap"])

    response = client.get(PAGE, {"theme": "roken"})

    theme = response.context["open_facets"][0]
    assert {option.value: option.count for option in theme.shown} == {"roken": 1, "slaap": 1}


def test_guest_speaker_is_found_with_topics_and_conditions(client):
    person = listed()
    listing = Listing.objects.get(person=person)
    listing.is_speaker, listing.speaker_topics, listing.speaker_conditions = True, "Lopen in de wijk", "Reiskosten"
    workflow.keep(listing, is_listed=True, shown_fields=[], at=timezone.now())

    assert names(client.get(PAGE, {"speaker": "ja", "q": "lopen"})) == ["Wilma Wandelaar"]
    text = client.get(card_of(person)).content.decode()
    assert "Lopen in de wijk" in text
    assert "Reiskosten" in text


def test_card_shows_only_what_was_chosen(client):
    person = listed(
        shown_fields=["job_title"], job_title="Adviseur", expertise="Geheim vakgebied", sector="ggd", also_shown=[]
    )

    text = client.get(card_of(person)).content.decode()

    assert "Adviseur" in text
    assert "Geheim vakgebied" not in text
    assert person.email not in text


def test_page_keeps_its_number_of_queries(client, steady_vocabulary, django_assert_num_queries):
    for number in range(30):
        listed(f"Collega {number:02}", themes=["roken"], organisation=OrganisationFactory())
    client.get(PAGE)

    with django_assert_num_queries(5):
        response = client.get(PAGE)

    assert (len(names(response)), response.context["page"].paginator.count) == (24, 30)


def test_partial_for_htmx_has_the_same_people(client):
    listed()

    part = client.get(PAGE, headers={"hx-request": "true"}).content.decode()

    assert "Wilma Wandelaar" in part
    assert "<html" not in part


def test_suggestions_for_a_picker_are_those_who_want_to_be_found():
    asker, seen = UserFactory(), listed()
    UserFactory(name="Wilma Verborgen")

    assert [card.listing.person for card in people.suggest(asker, "wil")] == [seen]
    assert list(people.visible_to(asker)) == [seen]


def test_name_of_who_cannot_be_found_is_not_told():
    asker, hidden = UserFactory(), UserFactory(name="Olga Onvindbaar")

    assert people.name_shown(hidden, asker) == "Een collega"
    assert people.names_shown([hidden.pk], asker) == {}


def test_somebody_whose_organisation_is_renamed_still_shows_the_new_name(client):
    person = listed(organisation=OrganisationFactory(name="Oude Naam"))
    Organisation.objects.update(name="Nieuwe Naam")

    assert "Nieuwe Naam" in client.get(card_of(person)).content.decode()
