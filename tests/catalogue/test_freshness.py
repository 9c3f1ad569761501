"""*Klopt nog*, who looks after an entry, and the pages around it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from loket.catalogue import freshness, freshness_forms, publishing, workflow
from loket.catalogue.models import Confirmation, Entry, EntryHistory, LinkCheck
from loket.core.workflow import StaleState
from loket.search.models import Findable
from tests.catalogue.due import CHECK, entry_due, mailed, morning
from tests.factories import EntryFactory, OrganisationFactory, UserFactory, content

pytestmark = pytest.mark.django_db


def said(response) -> list[str]:
    return [str(row) for row in get_messages(response.wsgi_request)]


@time_machine.travel(morning(CHECK), tick=False)
def test_page_behind_the_reminder_asks_and_the_button_confirms(client_for):
    entry = entry_due()
    client = client_for(entry.owner)

    page = client.get(reverse("check_entry", args=[entry.slug])).content.decode()
    client.post(reverse("confirm_current", args=[entry.slug]))

    entry.refresh_from_db()
    assert ("Klopt nog" in page, entry.last_checked) == (True, CHECK)
    after = client.get(reverse("check_entry", args=[entry.slug])).content.decode()
    assert "Deze ingang is actueel" in after


@time_machine.travel(morning(CHECK), tick=False)
def test_confirming_by_mistake_is_taken_back_by_the_button_in_the_message(client_for):
    entry = entry_due(last_checked=date(2024, 6, 15))
    client = client_for(entry.owner)

    confirmed = client.post(reverse("confirm_current", args=[entry.slug]))
    tags = next(iter(get_messages(confirmed.wsgi_request))).extra_tags
    client.post(reverse("confirm_current", args=[entry.slug]))
    client.post(tags.removeprefix("undo:"))

    entry.refresh_from_db()
    assert (entry.last_checked, entry.next_check) == (date(2024, 6, 15), CHECK)
    assert list(entry.history.values_list("act", flat=True)) == ["unchecked", "checked"]
    assert Findable.objects.get().check_due == CHECK


def test_taking_back_the_day_after_is_too_late(at):
    entry = entry_due()
    workflow.confirm_current(entry, by=entry.owner, today=CHECK, at=morning(CHECK))

    with pytest.raises(freshness.TooLate, match="op de dag zelf"):
        freshness.undo_confirmation(entry, by=entry.owner, at=morning(CHECK) + timedelta(hours=17))

    assert Confirmation.objects.get().undone_at is None


def test_taking_back_what_somebody_else_confirmed_is_refused():
    entry = entry_due(deputy=UserFactory())
    workflow.confirm_current(entry, by=entry.owner, today=CHECK, at=morning(CHECK))

    with pytest.raises(freshness.TooLate):
        freshness.undo_confirmation(entry, by=entry.deputy, at=morning(CHECK))


def test_taking_back_after_a_new_text_is_refused():
    entry = entry_due()
    workflow.confirm_current(entry, by=entry.owner, today=CHECK, at=morning(CHECK))
    entry.refresh_from_db()
    publishing.publish(entry, entry.content | {"title": "Nieuw"}, by=entry.owner, at=morning(CHECK))

    with pytest.raises(freshness.TooLate):
        freshness.undo_confirmation(entry, by=entry.owner, at=morning(CHECK))


def test_deputy_may_do_what_the_owner_does(client_for):
    entry = entry_due(deputy=UserFactory())
    client = client_for(entry.deputy)

    answers = [client.post(reverse(name, args=[entry.slug])) for name in ("confirm_current", "propose_change")]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert entry.revisions.get().author == entry.deputy


def test_old_link_to_an_archived_entry_explains_and_does_nothing(client_for):
    entry = EntryFactory(archived=True)

    page = client_for(entry.owner).get(reverse("check_entry", args=[entry.slug])).content.decode()

    assert ("Deze ingang is gearchiveerd" in page, "Klopt nog<" in page) == (True, False)


def test_appointing_tells_who_comes_and_who_goes(at):
    entry, editor, owner, deputy = entry_due(), UserFactory(editor=True), UserFactory(), UserFactory()
    old = entry.owner

    freshness.appoint(entry, owner=owner, deputy=deputy, by=editor, at=at)

    entry.refresh_from_db()
    assert (entry.owner, entry.deputy, Findable.objects.get().owner_id) == (owner, deputy, owner.pk)
    assert mailed() == sorted([old.email, owner.email, deputy.email])
    assert EntryHistory.objects.get().act == "handed_over"


def test_appointing_one_person_twice_is_refused(at):
    entry = entry_due()

    with pytest.raises(ValidationError, match="iemand anders"):
        freshness.appoint(entry, owner=entry.owner, deputy=entry.owner, by=entry.owner, at=at)


def test_one_person_twice_is_refused_by_the_database():
    entry = entry_due()

    with pytest.raises(IntegrityError, match="deputy_is_not_owner"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(deputy=entry.owner)


def test_appointing_over_a_choice_that_was_not_seen_is_stale(at):
    entry, editor = entry_due(), UserFactory(editor=True)
    other_tab = Entry.objects.get(pk=entry.pk)
    freshness.appoint(entry, owner=entry.owner, deputy=UserFactory(), by=editor, at=at)

    with pytest.raises(StaleState):
        freshness.appoint(other_tab, owner=UserFactory(), deputy=None, by=editor, at=at)


@pytest.mark.parametrize("deputy", ["niemand@example.org", "inactive"])
def test_caretakers_page_does_not_tell_who_has_an_account(deputy, client_for):
    entry, gone = entry_due(), UserFactory(inactive=True)
    address = gone.email if deputy == "inactive" else deputy

    response = client_for(entry.owner).post(
        reverse("caretakers", args=[entry.slug]), {"owner": entry.owner.email, "deputy": address}
    )

    assert response.status_code == 422
    assert response.context["form"].errors == {"deputy": [freshness_forms.CANNOT_USE]}


def test_caretakers_page_chooses_by_address_in_any_case(client_for):
    entry, deputy = entry_due(), UserFactory()

    client_for(entry.owner).post(
        reverse("caretakers", args=[entry.slug]), {"owner": entry.owner.email, "deputy": deputy.email.upper()}
    )

    entry.refresh_from_db()
    assert (entry.deputy, mailed()) == (deputy, [deputy.email])


def test_caretakers_page_stops_after_ten_wrong_addresses(client_for):
    entry, deputy = entry_due(), UserFactory()
    client, address = client_for(entry.owner), reverse("caretakers", args=[entry.slug])
    for number in range(10):
        client.post(address, {"owner": entry.owner.email, "deputy": f"poging{number}@example.org"})

    last = client.post(address, {"owner": entry.owner.email, "deputy": deputy.email})

    entry.refresh_from_db()
    assert (entry.deputy, said(last)[-1][:22]) == (None, "U hebt te vaak een adr")


@pytest.mark.parametrize("who", ["editor", "partner", "deputy"])
def test_entry_of_an_owner_who_left_is_taken_over_by(who, at):
    partner = UserFactory(partner=True)
    people = {"partner": partner, "editor": UserFactory(editor=True), "deputy": UserFactory()}
    entry = entry_due(owner__inactive=True, deputy=people["deputy"], organisation=partner.organisation)

    freshness.adopt(entry, by=people[who], at=at)

    entry.refresh_from_db()
    assert (entry.owner, entry.deputy) == (people[who], None if who == "deputy" else people["deputy"])


def test_entry_is_taken_over_by_one(at):
    entry, editors = entry_due(owner=None), UserFactory.create_batch(2, editor=True)
    other_tab = Entry.objects.get(pk=entry.pk)
    freshness.adopt(entry, by=editors[0], at=at)

    with pytest.raises(StaleState):
        freshness.adopt(other_tab, by=editors[1], at=at)

    assert Entry.objects.get().owner == editors[0]


def test_entry_is_not_taken_over_by_an_outsider(at):
    with pytest.raises(PermissionDenied):
        freshness.adopt(entry_due(owner=None), by=UserFactory(partner=True), at=at)


def test_offering_asks_the_partners_of_the_organisation_once(at):
    organisation, editor = OrganisationFactory(), UserFactory(editor=True)
    partner = UserFactory(roles=["partner"], organisation=organisation)
    UserFactory(organisation=organisation), UserFactory(partner=True)
    entry = entry_due(owner=None, organisation=organisation)

    assert freshness.offer(entry, by=editor, at=at) == 1
    with pytest.raises(ValidationError, match="al aangeboden"):
        freshness.offer(entry, by=editor, at=at)

    assert mailed() == [partner.email]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "heeft al een eigenaar"),
        ({"owner": None}, "staat geen organisatie"),
        ({"owner": None, "organisation__name": "GGD Zonder"}, "GGD Zonder heeft nog geen partner"),
    ],
)
def test_offering_to_nobody_says_why(fields, sentence, at):
    if "organisation__name" in fields:
        fields = {"owner": None, "organisation": OrganisationFactory(name=fields["organisation__name"])}

    with pytest.raises(ValidationError, match=sentence):
        freshness.offer(entry_due(**fields), by=UserFactory(editor=True), at=at)

    assert mailed() == []


def broken(url: str, failures: int = 2, **fields) -> LinkCheck:
    moment = morning(CHECK)
    return LinkCheck.objects.create(
        url=url, due_at=moment, checked_at=moment, error="gone", status=404, failures_in_a_row=failures, **fields
    )


def linked(*urls: str, **fields) -> Entry:
    links = [{"label": "Bron", "url": url} for url in urls]
    return entry_due(date(2030, 1, 1), content=content(links=links), **fields)


@time_machine.travel(morning(CHECK), tick=False)
def test_page_of_the_editors_shows_each_section_and_its_count(client_as):
    past, soon = entry_due(CHECK - timedelta(days=1)), entry_due(CHECK + timedelta(days=60))
    older = entry_due(CHECK - timedelta(days=9))
    orphan = entry_due(CHECK + timedelta(days=61), owner__inactive=True)
    broken("https://a.example/weg"), broken("https://a.example/nergens"), broken("https://a.example/een", failures=1)
    using = linked("https://a.example/weg", "https://a.example/een")
    client = client_as("redactie")

    pages = {name: client.get(reverse("freshness"), {"deel": name}).context for name in freshness.SECTIONS}

    shown = {name: [row["entry"] for row in context["rows"]] for name, context in pages.items() if name != "links"}
    assert shown == {"verlopen": [older, past], "binnenkort": [soon], "zonder-eigenaar": [orphan]}
    assert [(row["check"].url, row["entries"]) for row in pages["links"]["rows"]] == [
        ("https://a.example/weg", [using])
    ]
    assert [tab["count"] for tab in pages["links"]["tabs"]] == [2, 1, 1, 1]


@time_machine.travel(morning(CHECK), tick=False)
@pytest.mark.parametrize("section", freshness.SECTIONS)
def test_page_of_the_editors_costs_the_same_for_one_and_for_thirty(section, client_as):
    client, counts = client_as("redactie"), []
    for number in (1, 29):
        for _ in range(number):
            entry_due(CHECK - timedelta(days=1), owner=None), entry_due(CHECK)
            linked(broken(f"https://a.example/{LinkCheck.objects.count()}").url)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("freshness"), {"deel": section})
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert (len(page.context["rows"]), page.context["page"].paginator.count) == (25, 30)


@time_machine.travel(morning(CHECK), tick=False)
def test_my_loket_names_what_owner_and_deputy_must_look_at(client_for):
    owner = UserFactory()
    late = entry_due(CHECK - timedelta(days=1), owner=owner, title="Laat")
    near = entry_due(CHECK + timedelta(days=30), deputy=owner, title="Straks")
    entry_due(CHECK + timedelta(days=31), owner=owner)
    entry_due(CHECK)
    broken("https://a.example/weg")
    torn = linked("https://a.example/weg", owner=owner, title="Kapot")

    tasks = client_for(owner).get(reverse("my_loket")).context["tasks"]

    assert [(task.title, task.detail, task.is_late) for task in tasks] == [
        (late.title, "Kijk na of dit nog klopt", True),
        (near.title, "Kijk na of dit nog klopt", False),
        (torn.title, "Een link werkt niet meer", False),
    ]
