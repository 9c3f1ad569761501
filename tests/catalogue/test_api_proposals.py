"""Contributions brought by a partner's system: into the same moderation, once, with a fault for each field."""

import json
import threading

import pytest
from django.db import connection

from loket.api.models import Call
from loket.catalogue import workflow
from loket.catalogue.models import Entry, Revision
from loket.vocabulary import loading, lookup
from tests.api.factory import Caller, make_token
from tests.factories import EntryFactory, RevisionFactory, UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/entry-proposals"
TRAINING = {
    "externalId": "cursus-1",
    "kind": "opleiding",
    "title": "Gesprekken over leefstijl",
    "summary": "Twee dagen oefenen met gesprekken.",
    "themes": ["roken"],
    "targetGroups": ["ouderen"],
    "areas": ["Tiel"],
    "fields": {"prijs": 250, "uren": 16},
}


@pytest.fixture
def partner():
    return UserFactory(partner=True)


@pytest.fixture
def caller(partner) -> Caller:
    return Caller(make_token(partner)[1])


def told(response) -> dict:
    return json.loads(response.content)


def publish(revision: Revision, at) -> None:
    workflow.accept(revision, by=UserFactory(editor=True), at=at)


def test_new_contribution_waits_for_the_editors(caller, partner):
    response = caller.post(ADDRESS, TRAINING)

    revision = Revision.objects.get()
    assert (response.status_code, told(response)["state"]) == (201, "submitted")
    assert response["Location"].endswith(f"{ADDRESS}/cursus-1")
    assert (revision.author, revision.entry.organisation) == (partner, partner.organisation)
    assert (revision.content["areas"], revision.content["fields"]["uren"]) == (["gemeente-tiel"], 16)
    assert revision.entry.state == "unpublished"


def test_same_again_changes_nothing(caller):
    caller.post(ADDRESS, TRAINING)

    again = caller.post(ADDRESS, TRAINING)

    assert (again.status_code, Revision.objects.count(), Entry.objects.count()) == (200, 1, 1)


def test_change_of_what_is_published_is_a_proposal(caller, at):
    caller.post(ADDRESS, TRAINING)
    publish(Revision.objects.get(), at)

    unchanged = caller.post(ADDRESS, TRAINING)
    changed = caller.post(ADDRESS, TRAINING | {"title": "Een andere titel"})

    assert (told(unchanged)["state"], told(changed)["state"]) == ("unchanged", "submitted")
    assert Entry.objects.get().title == TRAINING["title"]


def test_other_content_while_one_is_judged_is_a_conflict(caller):
    caller.post(ADDRESS, TRAINING)

    response = caller.post(ADDRESS, TRAINING | {"title": "Een andere titel"})

    assert (response.status_code, response["Content-Type"]) == (409, "application/problem+json")


def test_answer_to_the_editors_is_sent_by_the_same_address(caller, at):
    caller.post(ADDRESS, TRAINING)
    revision = Revision.objects.get()
    workflow.ask_changes(revision, by=UserFactory(editor=True), at=at, note="Kan dit korter?")

    response = caller.post(ADDRESS, TRAINING | {"title": "Korter"})

    revision.refresh_from_db()
    assert (told(response)["state"], revision.title, Revision.objects.count()) == ("submitted", "Korter", 1)


def test_entry_of_another_organisation_is_refused(caller):
    theirs = EntryFactory(published=True, external_id="van-hen")

    response = caller.post(ADDRESS, TRAINING | {"externalId": theirs.external_id})

    assert (response.status_code, Revision.objects.count()) == (403, 0)


def test_archived_entry_is_not_brought_back(caller, partner):
    EntryFactory(archived=True, external_id="weg", organisation=partner.organisation)

    assert caller.post(ADDRESS, TRAINING | {"externalId": "weg"}).status_code == 422


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"kind": "cursus"}, "kind"),
        ({"themes": ["vliegeren"]}, "themes[0]"),
        ({"themes": "roken"}, "themes"),
        ({"areas": ["Tiel", "Atlantis"]}, "areas[1]"),
        ({"fields": {"kleur": "rood"}}, "fields.kleur"),
        ({"fields": {"prijs": "duur"}}, "fields.prijs"),
        ({"links": [{"url": "javascript:alert(1)"}]}, "links[0].url"),
        ({"year": 1}, "year"),
        ({"kleur": "rood"}, "kleur"),
        ({"externalId": "../../etc"}, "externalId"),
        ({"themes": []}, ""),
    ],
)
def test_wrong_field_is_named(change, name, caller):
    response = caller.post(ADDRESS, TRAINING | change)

    assert (response.status_code, [fault["name"] for fault in told(response)["errors"]]) == (422, [name])
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"{", 400),
        (b"\xff", 400),
        (b'{"a": NaN}', 400),
        (b'{"title": "a", "title": "b"}', 400),
        (b"[" * 5000, 400),
        (b"[]", 422),
        (b'{"title": "a\\u0000b"}', 422),
        (b'{"title": "\\ud800"}', 422),
        (b'{"a": ' * 20 + b"1" + b"}" * 20, 422),
        (b'{"title": "' + b"x" * 1_000_001 + b'"}', 413),
        (b'{"title": "' + b"x" * 6_000_000 + b'"}', 413),
    ],
)
def test_body_that_cannot_be_read_is_a_problem(raw, status, caller):
    response = caller.post(ADDRESS, raw)

    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")


def test_form_instead_of_json_is_a_problem(caller):
    response = caller.client.post(ADDRESS, {"title": "x"}, headers={"Authorization": f"Bearer {caller.text}"})

    assert (response.status_code, response["Content-Type"]) == (415, "application/problem+json")


def test_same_key_gives_the_same_answer_and_does_nothing_again(caller):
    first = caller.post(ADDRESS, TRAINING, **{"Idempotency-Key": "nacht-1"})
    again = caller.post(ADDRESS, TRAINING, **{"Idempotency-Key": "nacht-1"})

    assert (again.status_code, told(again), again["Location"]) == (201, told(first), first["Location"])
    assert Call.objects.count() == 1


def test_key_for_something_else_is_a_problem(caller):
    caller.post(ADDRESS, TRAINING, **{"Idempotency-Key": "nacht-1"})

    response = caller.post(ADDRESS, TRAINING | {"externalId": "cursus-2"}, **{"Idempotency-Key": "nacht-1"})

    assert (response.status_code, Entry.objects.count()) == (422, 1)


def test_key_stays_free_after_a_refusal(caller):
    caller.post(ADDRESS, TRAINING | {"title": ""}, **{"Idempotency-Key": "nacht-1"})

    assert caller.post(ADDRESS, TRAINING, **{"Idempotency-Key": "nacht-1"}).status_code == 201


@pytest.mark.parametrize("key", ["", "a b", "x" * 121, "é"])
def test_malformed_key_is_a_problem(key, caller):
    assert caller.post(ADDRESS, TRAINING, **{"Idempotency-Key": key}).status_code == 400


def test_every_call_is_written_down_with_its_answer(caller, partner):
    caller.post(ADDRESS, TRAINING)
    caller.post(ADDRESS, TRAINING | {"title": ""})
    caller.delete(f"{ADDRESS}/cursus-1")

    rows = Call.objects.order_by("pk").values_list("method", "status", "person", "subject")
    assert list(rows) == [
        ("POST", 201, partner.pk, "entry:cursus-1"),
        ("POST", 422, partner.pk, ""),
        ("DELETE", 204, partner.pk, "entry:cursus-1"),
    ]


def test_proposal_can_be_withdrawn_until_it_is_judged(caller, at):
    caller.post(ADDRESS, TRAINING)
    publish(Revision.objects.get(), at)

    response = caller.delete(f"{ADDRESS}/cursus-1")

    assert response.status_code == 409


def test_list_has_what_the_own_organisation_submitted(caller, partner):
    caller.post(ADDRESS, TRAINING)
    RevisionFactory(submitted=True)
    RevisionFactory(author=UserFactory(partner=True, organisation=partner.organisation))

    assert [row["externalId"] for row in told(caller.get(ADDRESS))["results"]] == ["cursus-1"]


def test_proposal_of_another_organisation_is_not_found(caller):
    theirs = RevisionFactory(submitted=True)

    for ask in (caller.get, caller.delete):
        assert ask(f"{ADDRESS}/{theirs.entry.external_id}").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_calls_at_once_with_one_key_make_one_proposal():
    loading.load()  # an earlier test of this kind left the tables empty
    lookup.forget()
    text, answers = make_token()[1], []

    def call() -> None:
        answers.append(Caller(text).post(ADDRESS, TRAINING, **{"Idempotency-Key": "nacht-1"}).status_code)
        connection.close()

    threads = [threading.Thread(target=call) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (answers, Entry.objects.count()) == ([201] * 3, 1)
