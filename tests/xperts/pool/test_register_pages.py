"""The register as a file, its spread, and what its pages cost."""

import pytest
from django.urls import reverse

from tests.xperts.pool.factory import XpertFactory, desk, granted

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def propose_url(case) -> str:
    return reverse("xpert_propose", args=[case.number])


@pytest.mark.parametrize("extension", ["ods", "csv"])
def test_register_goes_along_as_a_file_for_who_keeps_it(extension, client_as):
    XpertFactory(person__name="=1+1")
    url = reverse("xpert_register_file", args=[extension])

    response = client_as("servicedesk").get(url)

    assert response.status_code == 200
    assert [client_as(role).get(url).status_code for role in ("kernteam", "professional")] == [404, 404]
    assert extension == "ods" or b"'=1+1" in response.content


def test_spread_names_what_is_missing(client_for):
    XpertFactory(themes=["valpreventie"], sectors=["ggd"], areas=["ggd-zeeland"])

    page = text(client_for(desk()).get(f"{reverse('xpert_spread')}?theme=valpreventie"))

    assert "Geen Xpert uit deze sectoren: Ggz, Verslavingszorg, Thuiszorg, Sport." in page
    assert "In 24 regio&#x27;s werkt niemand." in page


@pytest.mark.parametrize("name", ["xperts", "xpert_register", "xpert_asks", "xpert_spread", "team_training"])
def test_lists_cost_the_same_for_one_and_for_many(name, client_for, django_assert_max_num_queries, steady_vocabulary):
    client = client_for(desk())
    XpertFactory.create_batch(6, public=True)

    with django_assert_max_num_queries(14):
        client.get(reverse(name))


def test_proposal_page_of_many_costs_few_queries(client_for, django_assert_max_num_queries, steady_vocabulary):
    case, client = granted(), client_for(desk())
    XpertFactory.create_batch(15)

    with django_assert_max_num_queries(20):
        client.get(propose_url(case))
