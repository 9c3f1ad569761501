"""*Wij gebruiken dit*: registering, confirming and stopping, by whom, and what cannot be true."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from loket.catalogue.experiences import using
from loket.catalogue.experiences.models import Use
from loket.core.models import OutgoingMail
from tests.catalogue.experiences.factory import UsedEntryFactory, UseFactory
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

FORM = {"area": "Tiel", "since": "2024", "reach": "120", "is_named": "on"}
TODAY = date(2026, 3, 2)


def colleague(**fields):
    return UserFactory(organisation=OrganisationFactory(), **fields)


def told(**changes) -> dict:
    base = {"area": "gemeente-tiel", "since": 2024, "until": None, "reach": 100, "target_groups": []}
    return base | {"is_named": False, "takes_contact": False} | changes


def test_registering_counts_at_once_and_names_organisation_and_person(client_for):
    person, entry = colleague(), UsedEntryFactory()

    answer = client_for(person).post(reverse("use_register", args=[entry.slug]), FORM)

    use = Use.objects.get()
    assert answer.url == use.get_absolute_url()
    assert (use.organisation, use.registered_by, use.area, use.reach) == (
        person.organisation,
        person,
        "gemeente-tiel",
        120,
    )
    assert use.history.get().act == "registered"


def test_registering_without_an_organisation_leads_to_the_profile(client_as):
    answer = client_as("professional").get(reverse("use_register", args=[UsedEntryFactory().slug]))

    assert answer.url == reverse("profile")


def test_same_area_twice_gets_a_sentence_and_one_row(client_for):
    use = UseFactory()
    address = reverse("use_register", args=[use.entry.slug])

    answer = client_for(use.registered_by).post(address, FORM)

    assert (answer.status_code, Use.objects.count()) == (422, 1)
    assert "heeft dit voor dit gebied al aangemeld" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reach": "-5"}, "Vul 1 of meer in."),
        ({"reach": "1000001"}, "Meer dan een miljoen mensen"),
        ({"reach": "99999999999999999999"}, "Zo veel mensen kan niet kloppen."),
        ({"reach": "veel"}, "getal"),
        ({"until": "2020"}, "kan niet voor het jaar liggen waarin u begon"),
        ({"since": "2099"}, "Dit jaar is nog niet begonnen"),
        ({"since": ""}, "verplicht"),
        ({"area": "Atlantis"}, "Dit gebied kennen wij niet: Atlantis."),
        ({"area": "Tiel, Buren"}, "Kies één gebied"),
        ({"area": "Bergen"}, "Kies één gebied"),
        ({"target_groups": "marsmannetjes"}, "geldige keuze"),
    ],
)
def test_what_cannot_be_true_gets_a_sentence(changes, sentence, client_for):
    answer = client_for(colleague()).post(reverse("use_register", args=[UsedEntryFactory().slug]), FORM | changes)

    assert (answer.status_code, Use.objects.count()) == (422, 0)
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    "fields", [{"reach": 0}, {"reach": 30_000_000}, {"since": 2024, "until": 2020}, {"since": 1900}]
)
def test_database_refuses_what_cannot_be_true(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        UseFactory(**fields)


def test_whole_country_may_reach_millions(at):
    person = colleague()

    use = using.register(UsedEntryFactory(), told(area="nl", reach=4_000_000), by=person, at=at)

    assert use.reach == 4_000_000


@pytest.mark.parametrize(
    ("who", "status"), [("registrar", 200), ("colleague", 200), ("editor", 200), ("outsider", 404)]
)
def test_registration_is_looked_after_by(who, status, client_for):
    use = UseFactory()
    people = {
        "registrar": use.registered_by,
        "colleague": UserFactory(organisation=use.organisation),
        "editor": UserFactory(editor=True),
        "outsider": colleague(),
    }
    browser = client_for(people[who])

    codes = [browser.get(reverse(view, args=[use.pk])).status_code for view in ("use", "use_change", "use_remove")]

    assert codes == [status] * 3
    assert browser.post(reverse("use_confirm", args=[use.pk])).status_code == (404 if status == 404 else 302)


def test_stranger_changes_nothing(at):
    use = UseFactory()

    with pytest.raises(PermissionDenied):
        using.change(use, told(reach=5), by=colleague(), at=at)


def test_changing_confirms(at):
    use = UseFactory(confirmed_on=date(2025, 1, 1))

    using.change(use, told(reach=40), by=use.registered_by, at=at)

    assert (use.reach, use.confirmed_on) == (40, TODAY)


def test_changing_to_an_area_that_is_there_already_is_refused(at):
    use = UseFactory()
    other = UseFactory(entry=use.entry, organisation=use.organisation, area="gemeente-buren")

    with pytest.raises(ValidationError, match="al aangemeld"):
        using.change(other, told(), by=use.registered_by, at=at)


@pytest.mark.parametrize(("since", "until"), [(2020, 2025), (2026, 2026)])
def test_stopping_ends_last_year_or_in_the_first(since, until, at):
    use = UseFactory(since=since)

    using.stop(use, by=use.registered_by, at=at)

    assert (use.until, use.has_stopped(TODAY)) == (until, until < 2026)


def test_removing_asks_first(client_for):
    use = UseFactory()
    browser, address = client_for(use.registered_by), reverse("use_remove", args=[use.pk])

    counts = [(browser.get(address), Use.objects.count())[1], (browser.post(address), Use.objects.count())[1]]

    assert counts == [1, 0]


@pytest.mark.parametrize(
    ("confirmed_on", "until", "counts"),
    [
        (TODAY, None, True),
        (date(2024, 9, 2), None, True),
        (date(2024, 9, 1), None, False),
        (TODAY, 2025, False),
        (TODAY, 2026, True),
    ],
)
def test_what_counts_was_confirmed_in_eighteen_months_and_runs(confirmed_on, until, counts):
    use = UseFactory(confirmed_on=confirmed_on, until=until)

    assert (use.counts(TODAY), Use.objects.current(TODAY).exists()) == (counts, counts)


@pytest.mark.parametrize(
    ("confirmed_on", "asked_on", "mails"),
    [
        (date(2025, 3, 3), None, 0),
        (date(2025, 3, 2), None, 1),
        (date(2025, 3, 2), date(2026, 3, 1), 0),
        (date(2025, 3, 2), date(2025, 3, 2), 1),
    ],
)
def test_question_comes_after_a_year_and_once(confirmed_on, asked_on, mails, at):
    UseFactory(confirmed_on=confirmed_on, asked_on=asked_on)

    sent = [using.ask_whether_still_used(at=at + timedelta(hours=hours)) for hours in (0, 1)]

    assert sent == [mails, 0]


def test_question_is_one_mail_for_all_registrations_of_a_person(at):
    use = UseFactory(confirmed_on=date(2025, 2, 1))
    UseFactory(confirmed_on=date(2025, 1, 1), organisation=use.organisation, registered_by=use.registered_by)
    UseFactory(confirmed_on=date(2025, 1, 1), registered_by=None)
    UseFactory(confirmed_on=date(2025, 1, 1), until=2025)

    using.ask_whether_still_used(at=at)

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (use.registered_by.email, "Gebruikt u dit nog? 2 aanmeldingen")
    assert mail.text.count("/gebruik/") == 3  # one link for each, and one to all of them


def test_one_press_confirms_for_a_year(client_for):
    use = UseFactory(confirmed_on=date(2024, 1, 1), asked_on=date(2025, 1, 1))

    client_for(use.registered_by).post(reverse("use_confirm", args=[use.pk]))

    use.refresh_from_db()
    assert use.confirmed_on > date(2024, 1, 1)
    assert use.history.get().act == "confirmed"


def test_mine_shows_what_asks_for_an_answer(client_for):
    use = UseFactory(confirmed_on=date(2020, 1, 1))
    browser = client_for(use.registered_by)

    pages = [browser.get(reverse(name)).content.decode() for name in ("own_uses", "my_loket")]

    assert ["Gebruikt u dit nog?" in page for page in pages] == [True, True]
