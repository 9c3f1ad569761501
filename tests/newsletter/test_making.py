from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from loket.core.workflow import StaleState
from loket.newsletter import composing, sending, workflow
from loket.newsletter.models import Block, Edition
from tests.factories import EntryFactory, UserFactory, content
from tests.newsletter.factory import edition, planned, subscribed, text_block

pytestmark = pytest.mark.django_db
DESK = "/redactie/nieuwsbrief/"


@pytest.fixture
def editor(client_for):
    return client_for(UserFactory(editor=True))


def order(made: Edition) -> list[str]:
    return [block.title for block in made.blocks.all()]


def test_an_editor_makes_an_edition_from_what_is_new(editor):
    entry = EntryFactory(published=True, title="Nieuw voorbeeld", content=content(title="Nieuw voorbeeld"))
    editor.post(f"{DESK}nieuw/", {"title": "Wat er nieuw is", "theme": "", "preview": "", "intro": "Beste lezer,"})
    made = Edition.objects.get()

    editor.post(f"{DESK}{made.pk}/toevoegen/", {"item": [f"entry:{entry.pk}", "entry:999999", "onzin", "x:y"]})
    editor.post(f"{DESK}{made.pk}/blok/", {"title": "Vrij blok", "text": "Eigen tekst", "label": "", "url": ""})

    assert order(made) == ["Nieuw voorbeeld", "Vrij blok"]
    assert "Eigen tekst" in editor.get(f"{DESK}{made.pk}/voorbeeld/").content.decode()


def test_what_is_new_since_the_last_edition_is_offered(at):
    now = timezone.now()
    old = planned(now - timedelta(days=400))
    sending.send_due(at=now - timedelta(days=400))
    EntryFactory(published=True, title="Sinds de vorige")

    offered = [offer.title for shelf in composing.shelves(edition(now), at=now) for offer in shelf.offers]

    assert (old.pk > 0, "Sinds de vorige" in offered) == (True, True)


def test_nothing_that_is_not_public_is_offered(at):
    EntryFactory(title="Nog een concept")

    offered = [offer.title for shelf in composing.shelves(edition(at), at=at) for offer in shelf.offers]

    assert "Nog een concept" not in offered


def test_edition_of_a_theme_offers_that_theme(at):
    now = timezone.now()
    EntryFactory(published=True, title="Over roken", content=content(title="Over roken", themes=["roken"]))
    EntryFactory(published=True, title="Over slaap", content=content(title="Over slaap", themes=["slaap"]))
    since = now - timedelta(days=3650)
    Edition.objects.update(created_at=since)
    made = edition(since, theme="roken")

    offered = [offer.title for shelf in composing.shelves(made, at=now) for offer in shelf.offers]

    assert ("Over roken" in offered, "Over slaap" in offered) == (True, False)


def test_the_same_thing_stands_in_it_once(at):
    entry, made, by = EntryFactory(published=True), edition(at), UserFactory(editor=True)

    for _ in range(2):
        workflow.add(made, composing.blocks_of([f"entry:{entry.pk}"]), by=by)

    assert made.blocks.filter(subject_type="entry").count() == 1


@pytest.mark.parametrize(
    ("number", "act", "expected"),
    [
        (2, "omhoog", ["B", "A", "C"]),
        (1, "omhoog", ["A", "B", "C"]),
        (1, "omlaag", ["B", "A", "C"]),
        (3, "omlaag", ["A", "B", "C"]),
        (2, "weg", ["A", "C"]),
    ],
)
def test_blocks_move(editor, at, number, act, expected):
    made = edition(at)
    made.blocks.all().delete()
    workflow.add(made, [text_block(title) for title in "ABC"], by=editor.user)
    block = Block.objects.get(edition=made, title="ABC"[number - 1])

    editor.post(f"{DESK}{made.pk}/blok/{block.pk}/{act}/")

    assert order(made) == expected


def test_planning_is_taken_back_until_sending_begins(editor):
    now = timezone.now()
    made = edition(now)
    moment = timezone.localtime(now + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")

    editor.post(f"{DESK}{made.pk}/inplannen/", {"moment": moment})
    state = Edition.objects.get().state
    editor.post(f"{DESK}{made.pk}/terug/")

    assert (state, Edition.objects.get().state) == ("planned", "draft")


def test_planning_is_not_taken_back_once_it_leaves(at):
    subscribed("lezer@example.org", at - timedelta(days=1))
    made = planned(at)
    sending.send_due(at=at)

    with pytest.raises(StaleState):
        workflow.unplan(made, by=UserFactory(editor=True), at=at)


@pytest.mark.parametrize("moment", ["", "gisteren", "2020-01-01T09:00"])
def test_a_moment_that_cannot_be_is_told(editor, at, moment):
    made = edition(at)

    response = editor.post(f"{DESK}{made.pk}/inplannen/", {"moment": moment}, follow=True)

    told = ("al voorbij", "Kies een dag", "Vul een dag")
    assert any(words in response.content.decode() for words in told)
    assert Edition.objects.get().state == "draft"


def test_an_empty_edition_cannot_go(at):
    made = workflow.keep(Edition(title="Leeg"), by=UserFactory(editor=True), at=at)

    with pytest.raises(ValidationError, match="nog leeg"):
        workflow.plan(made, at, by=UserFactory(editor=True), at=at)


def test_what_is_planned_stands_still(editor):
    now = timezone.now()
    made = planned(now, now + timedelta(days=1))
    block = made.blocks.get()

    editor.post(f"{DESK}{made.pk}/blok/{block.pk}/weg/")
    response = editor.post(f"{DESK}{made.pk}/wijzigen/", {"title": "Anders", "theme": ""})

    assert (response.status_code, order(made), Edition.objects.get().title) == (
        422,
        ["Een vrij blok"],
        "Wat er nieuw is",
    )


def test_a_link_that_runs_something_is_refused(editor, at):
    made = edition(at)

    response = editor.post(f"{DESK}{made.pk}/blok/", {"title": "Kop", "url": "javascript:alert(1)"})

    assert (response.status_code, made.blocks.count()) == (422, 1)


@pytest.mark.parametrize("role", ["bezoeker", "professional", "partner", "servicedesk", "kernteam", "xpert"])
def test_making_is_for_editors_and_coordinator(client_as, at, role):
    made = edition(at)
    client = client_as(role)

    statuses = {
        client.get(f"{DESK}{page}").status_code for page in ("", "nieuw/", f"{made.pk}/", f"{made.pk}/voorbeeld/")
    }
    statuses.add(client.post(f"{DESK}{made.pk}/inplannen/", {"nu": "ja"}).status_code)

    assert statuses == {302 if role == "bezoeker" else 403}
    assert Edition.objects.get().state == "draft"


def test_coordinator_may(client_as, at):
    assert client_as("coordinator").get(f"{DESK}{edition(at).pk}/").status_code == 200


def test_archive_shows_what_was_sent_and_nothing_else(visitor, at):
    subscribed("lezer@example.org", at - timedelta(days=1))
    sent = planned(at, title="Verstuurde brief")
    sending.send_due(at=at)
    draft = edition(at, title="Geheime brief")

    text = visitor.get("/nieuwsbrief/").content.decode()

    assert ("Verstuurde brief" in text, "Geheime brief" in text) == (True, False)
    assert visitor.get(sent.get_absolute_url()).status_code == 200
    assert visitor.get(draft.get_absolute_url()).status_code == 404


def test_progress_is_shown(editor, at):
    subscribed("lezer@example.org", at - timedelta(days=1))
    made = planned(at)
    sending.send_due(at=at)

    assert "1 van 1" in editor.get(f"{DESK}{made.pk}/").content.decode()


def test_workbench_keeps_its_number_of_queries(editor, at, steady_vocabulary, django_assert_max_num_queries):
    made = edition(timezone.now())
    for number in range(5):
        entry = EntryFactory(published=True, title=f"Ingang {number}")
        workflow.add(made, composing.blocks_of([f"entry:{entry.pk}"]), by=editor.user)
    editor.get(f"{DESK}{made.pk}/")

    with django_assert_max_num_queries(14):
        editor.get(f"{DESK}{made.pk}/")
