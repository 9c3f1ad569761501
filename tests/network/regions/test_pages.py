"""The pages: who sees which, how many queries they take, and what they say to bad input."""

import io
import json

import pypdfium2
import pytest
import tablib
from django.urls import reverse

from network.learning.enums import Role
from network.regions.enums import Box, CouplingState, Element, NeedState
from network.regions.models import Case, Clash, Coupling, LearnSession, Need, Preference, Scan
from network.regions.workflow import scanning, storytelling
from network.regions.workflow.storytelling import Base
from tests.factories import UserFactory
from tests.network.learning import factory as networks
from tests.network.regions import factory

MOST_QUERIES = 20
SHARED = ("region", "region_story", "region_story_print", "region_story_pdf", "region_compare")
OF_MEMBERS = ("region_scans", "region_needs", "region_sessions", "region_couplings", "region_versions")
OF_WRITERS = ("region_story_write", "region_need_new", "region_session_new", "region_story_now")
OF_LEADERS = ("region_profile", "region_consent")


@pytest.fixture
def full(db):
    """A region with something of everything."""
    region = factory.region("verhaal", "scores", "helpen", "leren", areas=["gemeente-tiel"], themes=["bewegen"])
    for key in Box.values:
        storytelling.save(region, key, "Een\nTwee", base=Base(0), by=region.leader, at=factory.AT)
    storytelling.name_version(region, "Begin", by=region.leader, at=factory.AT)
    factory.scanned(region, MONEY=1.5, FOCUS=4)
    factory.need(region, is_shared=True)
    region.session = factory.session(region)
    factory.case(region.session, region.leader)
    return region


def status(client, name: str, *args) -> int:
    return client.get(reverse(name, args=args)).status_code


@pytest.mark.parametrize("name", SHARED)
def test_everybody_reads_a_shared_story_and_nobody_else_a_private_one(visitor, client_for, full, name):
    private, stranger = factory.region(), UserFactory()

    assert status(visitor, name, full.slug) == 200
    assert status(visitor, name, private.slug) == status(client_for(stranger), name, private.slug) == 404
    assert status(client_for(private.leader), name, private.slug) == 200


@pytest.mark.parametrize("name", OF_MEMBERS)
def test_what_members_do_is_not_there_for_others(client_for, full, name):
    desk = UserFactory(roles=["servicedesk"])

    assert status(client_for(factory.member(full, role=Role.FOLLOWER)), name, full.slug) == 200
    assert status(client_for(UserFactory()), name, full.slug) == 404
    assert status(client_for(desk), name, full.slug) == 404


@pytest.mark.parametrize("name", OF_WRITERS)
def test_followers_do_not_come_at_what_is_written(client_for, full, name):
    assert status(client_for(factory.member(full)), name, full.slug) == 200
    assert status(client_for(factory.member(full, role=Role.FOLLOWER)), name, full.slug) == 403
    assert status(client_for(UserFactory()), name, full.slug) == 404


@pytest.mark.parametrize("name", OF_LEADERS)
def test_leading_is_for_facilitators(client_for, full, name):
    assert status(client_for(full.leader), name, full.slug) == 200
    assert status(client_for(factory.member(full)), name, full.slug) == 403


def test_session_of_two_regions_is_there_for_both_and_its_case_too(client_for, full):
    guest, stranger = factory.region(), factory.region()
    session = factory.session(full, guests=(guest,))
    case = factory.case(session, full.leader)
    pages = (session.get_absolute_url(), case.get_absolute_url())

    assert [client_for(guest.leader).get(page).status_code for page in pages] == [200, 200]
    assert [client_for(stranger.leader).get(page).status_code for page in pages] == [404, 404]


def test_coupling_is_there_for_the_desk_and_after_approval_for_both_sides(client_for, full):
    helper = factory.region()
    proposed = factory.coupling(helper, full).get_absolute_url()
    approved = factory.coupling(helper, factory.region(), CouplingState.APPROVED)
    page = approved.get_absolute_url()

    assert client_for(UserFactory(roles=["coordinator"])).get(proposed).status_code == 200
    assert client_for(full.leader).get(proposed).status_code == 404
    assert client_for(helper.leader).get(page).status_code == 200
    assert client_for(full.leader).get(page).status_code == 404


def test_desk_alone_sees_what_can_be_coupled(client_for, full):
    assert status(client_for(UserFactory(roles=["servicedesk"])), "couplings") == 200
    assert status(client_for(full.leader), "couplings") == 403


def _grow(full) -> None:
    """Three of everything."""
    for number in range(3):
        other = factory.region("verhaal", "scores", "helpen", areas=["gemeente-tiel"])
        factory.scanned(other, MONEY=3)
        factory.need(full, title=f"Vraag {number}")
        factory.case(factory.session(full, guests=(other,)), full.leader)
        factory.coupling(other, full, CouplingState.CLOSED, helper_agreed_at=factory.AT, learner_agreed_at=factory.AT)
        Preference.objects.create(region=full, other=other, place=number + 1)
        storytelling.name_version(full, f"Versie {number}", by=full.leader, at=factory.AT)


@pytest.mark.parametrize("name", ["regions", *SHARED, *OF_MEMBERS, *OF_WRITERS, *OF_LEADERS, "region_element"])
def test_page_takes_few_queries_also_when_there_is_more(
    client_for, full, name, steady_vocabulary, django_assert_max_num_queries
):
    _grow(full)
    client = client_for(full.leader)
    args = {"regions": [], "region_element": [full.slug, Element.MONEY]}.get(name, [full.slug])

    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(reverse(name, args=args))

    assert response.status_code == 200


def test_element_page_leads_to_all_that_helps_on(client_for, full):
    ahead = factory.region("scores", "helpen", name="Verder in Voorbeeld")
    factory.scanned(ahead, MONEY=4)

    page = client_for(full.leader).get(reverse("region_element", args=[full.slug, Element.MONEY])).content.decode()

    assert "Maak een overzicht van subsidies." in page
    assert "Verder in Voorbeeld" in page
    assert "Doorgaan na de subsidie" in page
    assert f"nieuw/?element={Element.MONEY}" in page


def test_region_that_takes_its_consent_back_is_not_ahead_any_more(client_for, full):
    ahead = factory.region(name="Verder in Voorbeeld")
    factory.scanned(ahead, MONEY=4)
    client = client_for(full.leader)

    pages = [
        client.get(reverse("region_element", args=[full.slug, Element.MONEY])),
        client.get(reverse("region_scans", args=[full.slug]), {"naast": ahead.pk}),
        client.get(reverse("region_compare", args=[full.slug]), {"van": f"r{ahead.pk}"}),
    ]

    assert not any("Verder in Voorbeeld" in page.content.decode() for page in pages)


def test_scan_stands_as_chart_and_as_table_beside_another_region(client_for, full):
    other = factory.region("scores", name="Anders in Voorbeeld")
    factory.scanned(other, MONEY=3)

    page = client_for(full.leader).get(reverse("region_scans", args=[full.slug]), {"naast": other.pk}).content.decode()

    assert 'role="img"' in page
    assert "1,5 (3 mensen)" in page
    assert "Anders in Voorbeeld" in page.partition("<table")[2].partition("</table>")[0]


@pytest.mark.parametrize("asked", ["naast=abc", "naast=99999999999999", "naast=-1", "naast=%00"])
def test_scan_page_ignores_a_region_that_makes_no_sense(client_for, full, asked):
    assert client_for(full.leader).get(f"{reverse('region_scans', args=[full.slug])}?{asked}").status_code == 200


@pytest.mark.parametrize("side", ["x", "v", "v999", "r1e9", "v" + "9" * 30, "nu"])
def test_comparing_with_what_is_not_there_explains(client_for, full, side):
    response = client_for(full.leader).get(reverse("region_compare", args=[full.slug]), {"van": side, "naar": "nu"})

    assert ("Dit is er niet" in response.content.decode()) == (side != "nu")


def test_versions_are_not_compared_by_who_may_only_read_the_story(visitor, full):
    version = full.versions.get()

    page = visitor.get(reverse("region_compare", args=[full.slug]), {"van": f"v{version.pk}"}).content.decode()

    assert "Dit is er niet" in page
    assert version.name not in page


def test_saving_while_typing_answers_with_what_others_wrote(client_for, full):
    address = reverse("region_box", args=[full.slug, Box.GROUPS])
    storytelling.save(full, Box.GROUPS, "Een\nTwee\nDrie", base=Base(1), by=full.leader, at=factory.AT)

    answer = client_for(factory.member(full)).post(address, {"text": "Nul\nEen\nTwee", "base": "1"})

    assert json.loads(answer.content) == {
        "number": 3,
        "text": "Nul\nEen\nTwee\nDrie",
        "isOther": True,
        "isNew": True,
        "hasClash": False,
    }


def test_saving_too_much_while_typing_is_a_sentence(client_for, full):
    address = reverse("region_box", args=[full.slug, Box.GROUPS])

    answer = client_for(full.leader).post(address, {"text": "a" * 7000, "base": "1"})

    assert (answer.status_code, "Kort de tekst in" in json.loads(answer.content)["error"]) == (422, True)


def test_without_a_script_all_boxes_are_sent_at_once_and_too_much_is_kept_to_mend(client_for, full):
    client, address = client_for(full.leader), reverse("region_story_write", args=[full.slug])
    sent = {Box.GROUPS: "Een\nTwee\nDrie", f"base-{Box.GROUPS}": "1", Box.REGION: "b" * 7000, f"base-{Box.REGION}": "1"}

    refused = client.post(address, sent)
    kept = client.post(address, sent | {Box.REGION: "Kort"})

    assert (refused.status_code, "b" * 7000 in refused.content.decode()) == (422, True)
    assert kept.status_code == 302
    assert storytelling.texts_of(full)[Box.GROUPS] == "Een\nTwee\nDrie"


def test_page_to_write_on_shows_both_texts_of_a_clash(client_for, full):
    first = full.leader
    storytelling.save(full, Box.GROUPS, "Een\nTwee of drie", base=Base(1), by=first, at=factory.AT)
    storytelling.save(full, Box.GROUPS, "Een\nTwee, niet drie", base=Base(1), by=factory.member(full), at=factory.AT)
    client, clash = client_for(first), Clash.objects.get()

    page = client.get(reverse("region_story_write", args=[full.slug])).content.decode()
    client.post(reverse("region_clash", args=[full.slug, clash.pk]))

    shown = page.partition(f"botsing-{clash.pk}")[2]
    assert ("Twee of drie" in shown, "Twee, niet drie" in shown) == (True, True)
    assert Clash.objects.get().settled_by == first


def test_asking_what_is_new_gives_only_boxes_that_changed(client_for, full):
    shown = dict.fromkeys(Box.values, "1") | {Box.GROUPS: "0"}

    answer = client_for(full.leader).get(reverse("region_story_now", args=[full.slug]), shown)

    assert json.loads(answer.content)["boxes"] == {Box.GROUPS: {"number": 1, "text": "Een\nTwee"}}


def test_scores_are_asked_for_every_element(client_for, full):
    scan = scanning.open_scan(full, "Nu", by=full.leader, at=factory.AT)
    client = client_for(factory.member(full))
    scores = {f"score-{code}": "3" for code in Element.values}

    refused = client.post(scan.get_absolute_url(), scores | {f"score-{Element.MONEY}": "7"})
    kept = client.post(scan.get_absolute_url(), scores)

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert Scan.objects.get(pk=scan.pk).scores.count() == 7


def test_planning_from_a_need_takes_it_along(client_for, full):
    need = Need.objects.get(region=full)
    client, address = client_for(full.leader), reverse("region_session_new", args=[full.slug])
    moment = {"title": "Samen kijken", "day": "2031-05-05", "starts": "13:00", "ends": "15:00", "needs": need.pk}

    asked = client.get(address, {"leervraag": need.pk}).content.decode()
    client.post(address, moment)

    assert f"Leersessie: {need.title}" in asked
    need.refresh_from_db()
    assert need.state == NeedState.IN_SESSION


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": "12:00"},
        {"day": "2031-02-30"},
        {"day": "2031-03-30", "starts": "02:30"},
        {"title": ""},
        {"elements": "geluk"},
        {"guests": "999"},
    ],
)
def test_session_that_cannot_be_is_a_sentence_and_nothing_is_kept(client_for, full, wrong):
    moment = {"title": "Samen kijken", "day": "2031-05-05", "starts": "13:00", "ends": "15:00"}

    response = client_for(full.leader).post(reverse("region_session_new", args=[full.slug]), moment | wrong)

    assert response.status_code == 422
    assert LearnSession.objects.count() == 1


def test_question_typed_when_the_group_went_on_does_not_become_a_tip(client_for, full):
    case = full.session.cases.get()
    Case.objects.update(state="tips")
    address = reverse("region_case_say", args=[full.slug, full.session.pk, case.pk])

    response = client_for(factory.member(full)).post(address, {"text": "Sinds wanneer?", "stap": "vragen"})

    assert (response.status_code, "Sinds wanneer?" in response.content.decode()) == (422, True)
    assert not case.said.exists()


def test_piece_of_a_case_is_what_the_whole_page_shows(client_for, full):
    case = full.session.cases.get()
    client = client_for(full.leader)

    piece = client.get(case.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()

    assert "".join(piece.split()) in "".join(client.get(case.get_absolute_url()).content.decode().split())


def test_story_is_one_page_of_paper_also_when_there_is_much(client_for, full):
    for key in Box.values:
        lines = "\n".join(f"Punt {number} waar wij samen aan werken in deze regio" for number in range(14))
        storytelling.save(full, key, lines, base=Base(1), by=full.leader, at=factory.AT)

    made = client_for(full.leader).get(reverse("region_story_pdf", args=[full.slug])).content

    document = pypdfium2.PdfDocument(io.BytesIO(made))
    text = document[0].get_textpage().get_text_range()
    assert len(document) == 1
    assert ("Randvoorwaarden" in text, "Punt 13" in text) == (True, True)


@pytest.mark.parametrize("name", ["region_scans_ods", "region_needs_ods"])
def test_spreadsheets_are_for_members(client_for, full, name):
    made = client_for(full.leader).get(reverse(name, args=[full.slug]))
    sheet = tablib.Dataset().load(made.content, format="ods")

    assert sheet.height == (2 if name == "region_scans_ods" else 1)
    assert status(client_for(UserFactory()), name, full.slug) == 404


def test_desk_proposes_and_both_sides_say_yes_on_a_page(client_for, db):
    helper, learner = factory.region("helpen"), factory.region("leren")
    factory.scanned(helper, MONEY=3)
    factory.scanned(learner, MONEY=2)
    desk = client_for(UserFactory(roles=["coordinator"]))

    desk.post(reverse("couplings_propose"))
    made = Coupling.objects.get()
    desk.post(reverse("coupling_approve", args=[made.pk]))
    client_for(helper.leader).post(reverse("coupling_agree", args=[made.pk, "helper"]))
    client_for(learner.leader).post(reverse("coupling_agree", args=[made.pk, "learner"]))

    made.refresh_from_db()
    assert made.state == CouplingState.AGREED


def test_network_page_leads_to_its_region_or_to_founding_one(client_for, db):
    network = networks.network(kind="leerregio")
    client = client_for(networks.facilitator(network))

    before = client.get(network.get_absolute_url()).content.decode()
    client.post(reverse("region_found", args=[network.slug]))
    after = client.get(network.get_absolute_url()).content.decode()

    assert "Leerregio inrichten" in before
    assert reverse("region", args=[network.slug]) in after
