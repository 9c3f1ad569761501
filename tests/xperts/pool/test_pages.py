"""The pages of the pool: who sees what, what is typed wrong, and how much it costs."""

import pytest
import time_machine
from django.urls import reverse

from loket.search.models import Findable
from tests.conftest import VISITOR
from tests.factories import OrganisationFactory, UserFactory
from tests.xperts.pool.factory import AT, XpertFactory, asked, assess, coordinator, desk, granted
from xperts.pool import profiling
from xperts.pool.enums import Shown
from xperts.pool.models import Availability, Interest, Rules, Training, Xpert

pytestmark = pytest.mark.django_db
ROLES = (VISITOR, "professional", "partner", "redactie", "xpert", "kernteam", "servicedesk", "coordinator")
STAFF = {"kernteam": 200, "servicedesk": 200, "coordinator": 200}
KEEPERS = {"servicedesk": 200, "coordinator": 200}
# Per page who gets what; everybody signed in who is not named gets the first number, a visitor is sent to sign in.
ACCESS = {
    "xpert_register": (403, STAFF),
    "xpert_spread": (403, STAFF),
    "pool_rules": (403, STAFF),
    "xpert_asks": (403, KEEPERS),
    "team_training": (403, KEEPERS),
    "pool_fairness": (403, KEEPERS),
    "xpert_nominate": (200, {}),
    "own_xpert": (200, {}),
    "own_xpert_profile": (404, {}),
    "own_xpert_ties": (404, {}),
    "own_training": (403, {"xpert": 200, "servicedesk": 200}),
}
WITH_XPERT = {
    "xpert_dossier": (404, STAFF),
    "xpert_edit": (404, {"kernteam": 403} | KEEPERS),
    "xpert_ties": (404, {"kernteam": 403} | KEEPERS),
    "xpert_pay": (404, {"kernteam": 403, "servicedesk": 403, "coordinator": 200}),
    "xpert_trial": (404, {"kernteam": 403, "servicedesk": 403, "coordinator": 200}),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ACCESS)
def test_page_is_for_its_roles(role, name, client_as):
    usual, others = ACCESS[name]

    status = client_as(role).get(reverse(name)).status_code

    assert status == (302 if role == VISITOR else others.get(role, usual))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", WITH_XPERT)
def test_page_of_somebody_is_for_its_roles(role, name, client_as):
    usual, others = WITH_XPERT[name]

    status = client_as(role).get(reverse(name, args=[XpertFactory(public=True).pk])).status_code

    assert status == (302 if role == VISITOR else others.get(role, usual))


@pytest.mark.parametrize("role", ROLES)
def test_proposal_and_ask_are_for_desk_and_coordinator(role, client_as):
    client, ask = client_as(role), asked()
    expected = 302 if role == VISITOR else KEEPERS.get(role, 404)

    found = [client.get(url).status_code for url in (ask.get_absolute_url(), propose_url(ask.case))]

    assert found == [expected, expected]


def propose_url(case) -> str:
    return reverse("xpert_propose", args=[case.number])


def text(response) -> str:
    return response.content.decode()


def test_public_page_has_who_is_active_and_wants_to_be_seen(visitor):
    shown = XpertFactory(public=True)
    hidden = [XpertFactory(), XpertFactory(public=True, resting=True), XpertFactory(nominated=True, is_public=True)]

    page = text(visitor.get(reverse("xperts")))

    assert shown.name in page
    assert [row.name for row in hidden if row.name in page] == []
    assert {visitor.get(row.get_absolute_url()).status_code for row in hidden} == {404}


@pytest.mark.parametrize("role", [VISITOR, "servicedesk", "coordinator"])
def test_public_profile_shows_only_what_was_chosen(role, client_as):
    xpert = XpertFactory(is_public=True, shown=[Shown.AREAS], about="Mijn verhaal", methods=["Waaier"])

    page = text(client_as(role).get(xpert.get_absolute_url()))

    assert "Landelijk" in page or "Nederland" in page
    assert [word for word in ("Mijn verhaal", "Waaier", "Valpreventie", xpert.person.email) if word in page] == []


def test_filter_does_not_find_by_what_is_hidden(visitor):
    XpertFactory(is_public=True, shown=[], about="Geheim verhaal")

    for query in ("theme=valpreventie", "sector=ggd", "area=Tiel", "q=geheim"):
        assert "Geen Xpert gevonden" in text(visitor.get(f"{reverse('xperts')}?{query}"))


@pytest.mark.parametrize("query", ["theme=onzin", "area=%00", "q=%00", "pagina=999", "pagina=x", "sector=%F0%9F"])
def test_public_page_bears_whatever_is_in_the_address(query, visitor):
    assert visitor.get(f"{reverse('xperts')}?{query}").status_code == 200


def test_profile_is_findable_with_consent_and_gone_at_rest(at):
    xpert = XpertFactory()
    profiling.change(xpert, {"is_public": True, "shown": ["themes"]}, by=xpert.person, at=at)
    shown = Findable.objects.get(subject_type="xpert").facets

    profiling.change(xpert, {"is_public": False}, by=xpert.person, at=at)

    assert "theme:valpreventie" in shown
    assert not [token for token in shown if token.startswith(("sector:", "area:"))]
    assert not Findable.objects.filter(subject_type="xpert").exists()


def test_nomination_gives_the_same_answer_for_whom_we_know(client_as):
    XpertFactory(person=None, state="refused", nominee_email="oud@example.org", joined_on=None)
    client = client_as("professional")
    told = {"name": "Carla", "why": "Goed"}

    answers = {
        client.post(reverse("xpert_nominate"), told | {"email": f"{who}@example.org"}).url for who in ("oud", "x")
    }

    assert answers == {reverse("xperts")}


@pytest.mark.parametrize("wrong", [{"email": "geen-adres"}, {"why": ""}, {"name": ""}, {"why": "x" * 2001}])
def test_nomination_that_is_incomplete_is_kept_with_what_was_typed(wrong, client_as):
    typed = {"name": "Carla Testers", "email": "carla@example.org", "why": "Kan dit"} | wrong

    response = client_as("professional").post(reverse("xpert_nominate"), typed)

    assert response.status_code == 422
    assert "Controleer wat u hebt ingevuld" in text(response)
    assert not Xpert.objects.exists()


def test_assessment_form_asks_every_criterion(client_for):
    xpert, client = XpertFactory(nominated=True), client_for(desk())
    url, criteria = reverse("xpert_assess", args=[xpert.pk]), Rules.objects.current().criteria
    typed = {"is_positive": "ja", "note": "Past"}
    typed |= {f"met_{number}": "ja" for number in range(len(criteria))}
    typed |= {f"why_{number}": "Gezien" for number in range(len(criteria))}

    missing = client.post(url, {key: value for key, value in typed.items() if key != "met_2"})
    done = client.post(url, typed)

    assert (missing.status_code, done.status_code, xpert.assessments.count()) == (422, 302, 1)


def test_assessments_of_others_are_hidden_until_ones_own(client_for):
    xpert, other, own = XpertFactory(nominated=True), desk(name="Eerste Oordeel"), desk()
    assess(xpert, other)
    client = client_for(own)

    before = text(client.get(xpert.get_register_url()))
    assess(xpert, own)
    after = text(client.get(xpert.get_register_url()))

    assert "Eerste Oordeel: past" not in before
    assert "Eerste Oordeel: past" in " ".join(after.split())


def test_own_profile_is_kept_and_its_words_counted_anew(client_for):
    xpert = XpertFactory(lexemes={})
    typed = {"headline": "Maakt plannen klein", "areas": "Tiel, landelijk", "methods": "waaier", "hours_a_month": "2,5"}

    response = client_for(xpert.person).post(reverse("own_xpert_profile"), typed | {"themes": ["roken"]})

    xpert.refresh_from_db()
    assert response.status_code == 302
    assert (xpert.areas, xpert.minutes_a_month, xpert.methods) == (["gemeente-tiel", "nl"], 150, ["waaier"])
    assert {"plan", "roken"} <= xpert.lexemes.keys()


@pytest.mark.parametrize(
    "wrong",
    [
        {"areas": "Atlantis"},
        {"hours_a_month": "-1"},
        {"hours_a_month": "201"},
        {"themes": ["onzin"]},
        {"about": "x" * 6001},
    ],
)
def test_profile_with_something_wrong_stays_as_it_was(wrong, client_for):
    xpert = XpertFactory()

    response = client_for(xpert.person).post(reverse("own_xpert_profile"), {"headline": "Nieuw"} | wrong)

    assert response.status_code == 422
    assert Xpert.objects.get(pk=xpert.pk).headline == xpert.headline


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"delivery": "claims", "rate": "95,50"}, 302),
        ({"delivery": "claims", "rate": ""}, 422),
        ({"delivery": "claims", "rate": "-1"}, 422),
        ({"delivery": "institute", "institute_name": "Onbekend"}, 422),
        ({"delivery": "institute", "institute_name": "Kennisinstituut", "rate": "95"}, 302),
        ({"delivery": ""}, 302),
    ],
)
def test_payment_is_one_way_or_the_other(typed, status, client_for):
    xpert, institute = XpertFactory(), OrganisationFactory(name="Kennisinstituut")

    response = client_for(coordinator()).post(reverse("xpert_pay", args=[xpert.pk]), typed)

    xpert.refresh_from_db()
    assert response.status_code == status
    assert (xpert.rate_cents is None) or xpert.institute is None
    assert xpert.institute == (institute if typed["delivery"] == "institute" and status == 302 else None)


def test_ties_and_times_are_added_and_taken_away_by_their_owner(client_for):
    xpert = XpertFactory()
    client, url = client_for(xpert.person), reverse("own_xpert_ties")
    client.post(url, {"what": "interest", "kind": "municipality", "name": "Tiel", "from_year": "2020"})
    client.post(url, {"what": "availability", "begins_on": "2026-01-01"})

    row = Interest.objects.get()
    assert (row.area, Availability.objects.count()) == ("gemeente-tiel", 1)
    assert client_for(UserFactory()).post(reverse("xpert_tie_remove", args=["belang", row.pk])).status_code == 404
    client.post(reverse("xpert_tie_remove", args=["belang", row.pk]))
    assert not Interest.objects.exists()
    assert "weg: Gemeente: Tiel" in xpert.history.values_list("note", flat=True)


@pytest.mark.parametrize(
    "typed",
    [
        {"what": "interest", "kind": "municipality", "name": "Atlantis", "from_year": "2020"},
        {"what": "interest", "kind": "client", "name": "GGD", "from_year": "2020", "until_year": "2019"},
        {"what": "interest", "kind": "client", "name": "GGD", "from_year": "0"},
        {"what": "availability", "begins_on": "2026-02-30"},
        {"what": "availability", "begins_on": "2026-03-02", "ends_on": "2026-03-01"},
        {"what": "onzin"},
    ],
)
def test_dates_in_the_wrong_order_are_told_of(typed, client_for):
    response = client_for(XpertFactory().person).post(reverse("own_xpert_ties"), typed)

    assert response.status_code == (200 if typed["what"] == "onzin" else 422)
    assert not Interest.objects.exists()
    assert not Availability.objects.exists()


def test_training_is_written_and_taken_away(client_for):
    person = XpertFactory().person
    client = client_for(person)
    client.post(reverse("own_training"), {"kind": "training", "title": "Cursus", "on": "2026-02-03", "hours": "1,5"})

    row = Training.objects.get()
    assert row.minutes == 90
    assert client_for(UserFactory(roles=["xpert"])).post(reverse("training_remove", args=[row.pk])).status_code == 404
    client.post(reverse("training_remove", args=[row.pk]))
    assert not Training.objects.exists()


def test_proposal_page_says_why_and_why_not(client_for):
    case = granted()
    first, other, barred = XpertFactory(), XpertFactory(themes=["slaap"]), XpertFactory(resting=True)

    page = text(client_for(desk()).get(propose_url(case)))

    assert page.index(first.name) < page.index(other.name) < page.index(barred.name)
    assert "Kent 1 van 1 thema&#x27;s: Valpreventie." in page
    assert "Is in rust." in page


def test_proposal_page_asks_the_sentence_and_keeps_what_was_typed(client_for):
    case, _, other = granted(), XpertFactory(), XpertFactory(themes=["slaap"])
    client = client_for(desk())

    refused = client.post(propose_url(case), {"xpert": other.pk, "seen": 0, "why_other": ""})
    done = client.post(propose_url(case), {"xpert": other.pk, "seen": 0, "why_other": "Kent de streek."})

    assert "Schrijf in één zin waarom" in text(refused)
    assert (refused.status_code, done.status_code, case.asks.get().why_other) == (422, 302, "Kent de streek.")


def test_second_tab_hears_that_it_is_outdated(client_for):
    case = granted()
    asked(XpertFactory(), case=case)

    response = client_for(desk()).post(propose_url(case), {"xpert": XpertFactory().pk, "seen": 0})

    assert response.status_code == 422
    assert "Iemand anders heeft dit intussen veranderd" in text(response)


@pytest.mark.parametrize(
    "typed", [{}, {"xpert": "x", "seen": "0"}, {"xpert": "99999999", "seen": "0"}, {"xpert": "1", "seen": "-1"}]
)
def test_choice_of_nobody_is_refused(typed, client_for):
    case = granted()

    assert client_for(desk()).post(propose_url(case), typed).status_code in (404, 422)
    assert not case.asks.exists()


@time_machine.travel(AT, tick=False)
def test_link_of_a_mail_only_opens_a_page_and_the_button_acts(client_for):
    ask = asked()
    client, yes = client_for(ask.xpert.person), reverse("xpert_ask_act", args=[ask.pk, "ja"])

    opened, followed = client.get(ask.get_absolute_url()), client.get(yes)
    waiting = type(ask).objects.get(pk=ask.pk).state
    client.post(yes)

    assert (opened.status_code, followed.status_code, waiting) == (200, 302, "asked")
    assert type(ask).objects.get(pk=ask.pk).state == "accepted"


def test_no_without_a_reason_is_asked_again(client_for):
    ask = asked()

    response = client_for(ask.xpert.person).post(reverse("xpert_ask_act", args=[ask.pk, "nee"]), {"note": ""})

    assert response.status_code == 422
    assert type(ask).objects.get(pk=ask.pk).state == "asked"


def test_page_of_an_ask_names_no_people(client_for):
    ask = asked()
    page = text(client_for(ask.xpert.person).get(ask.get_absolute_url()))

    assert ask.case.title in page
    assert ask.case.contact.name not in page


@pytest.mark.parametrize("act", ["ja", "nee", "terugnemen", "onzin"])
def test_act_of_another_is_refused(act, client_for):
    ask = asked()

    assert client_for(XpertFactory().person).post(reverse("xpert_ask_act", args=[ask.pk, act])).status_code == 404


def test_new_version_of_the_rules_is_used_and_the_old_one_kept(client_for):
    client = client_for(coordinator())
    typed = {name: getattr(Rules(), name) for name in ("theme", "sector", "region", "method", "quality", "prior")}
    typed |= {name: getattr(Rules(), name) for name in ("ask_days", "rest_days", "interest_years", "months_ahead")}
    typed |= {name: getattr(Rules(), name) for name in ("training_minutes", "intervision_minutes", "trial_months")}
    typed |= {"announce_days": 60, "most_at_once": 2, "floor": 40, "near_tie": 1, "text": 50, "criteria": "Een\nTwee"}

    done = client.post(reverse("pool_rules"), typed | {"note": "Meer gewicht voor tekst", "seen": 1})
    stale = client.post(reverse("pool_rules"), typed | {"note": "Nog eens", "seen": 1})

    assert (done.status_code, stale.status_code) == (302, 422)
    assert list(Rules.objects.values_list("version", "text")) == [(2, 50), (1, 30)]
    assert Rules.objects.current().criteria == ["Een", "Twee"]


@pytest.mark.parametrize("wrong", [{"floor": "101"}, {"ask_days": "0"}, {"criteria": ""}, {"note": ""}, {"text": "-1"}])
def test_rules_that_cannot_be_are_refused(wrong, client_for):
    typed = {name: value for name, value in vars(Rules()).items() if isinstance(value, int)}
    typed |= {"criteria": "Een", "note": "Zo", "seen": "1"} | wrong

    assert client_for(coordinator()).post(reverse("pool_rules"), typed).status_code == 422
    assert Rules.objects.filter(version=2).count() == 0
