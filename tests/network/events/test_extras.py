"""Programme, documents, discount, one's own calendar, and events for one organisation."""

from datetime import timedelta

import icalendar
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from loket.catalogue.points import ledger
from loket.catalogue.points.enums import Reason
from network.events import discounts, joining, own_calendar, programme, registering, workflow
from network.events.models import Discount
from network.events.programme import Part
from tests.factories import OrganisationFactory, UserFactory
from tests.network.events.factory import AT, START, EventFactory, asking, guest, registered
from tests.network.outside.factory import OutsideFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def _rich(points: int = 150):
    """A person with so many points, earned in threes of fifty."""
    person = UserFactory()
    for number in range(points // 50):
        ledger.earn(person, Reason.ENTRY_PUBLISHED, deed=f"proef:{person.pk}:{number}", about="x", url="", at=AT)
    return person


def _priced(**fields):
    return EventFactory(**{"price_cents": 19_500, "takes_points": True} | fields)


def test_points_take_off_of_the_price_once() -> None:
    row = registered(_priced(), person=_rich(250))

    discounts.use(row, 100, at=AT)

    with pytest.raises(ValidationError):
        discounts.use(row, 100, at=AT)
    assert ledger.balance_of(row.person) == 150
    assert Discount.objects.get().cents == 2_500


def test_points_come_back_when_somebody_cancels() -> None:
    row = registered(_priced(), person=_rich())
    discounts.use(row, 100, at=AT)

    registering.cancel(row, by=row.person, at=AT)

    assert ledger.balance_of(row.person) == 150


def test_points_come_back_when_the_event_is_called_off() -> None:
    event = _priced()
    row = registered(event, person=_rich())
    discounts.use(row, 100, at=AT)

    workflow.cancel(event, by=event.organiser, at=AT, reason="De zaal is dicht")

    assert ledger.balance_of(row.person) == 150


def test_too_few_points_give_nothing() -> None:
    row = registered(_priced(), person=_rich(50))

    with pytest.raises(ledger.NotEnough):
        discounts.use(row, 100, at=AT)

    assert not Discount.objects.exists()


@pytest.mark.parametrize("fields", [{"takes_points": False}, {"price_cents": 2_000}])
def test_discount_that_does_not_fit_is_not_offered(fields) -> None:
    row = registered(_priced(**fields), person=_rich())

    assert discounts.offers_for(row, at=AT) == []


def test_event_in_company_takes_its_own_people_only() -> None:
    home = OrganisationFactory()
    event = EventFactory(is_in_company=True, organisation=home)

    registering.register(event, asking(UserFactory(organisation=home)), at=AT)

    for other in (asking(), guest()):
        with pytest.raises(ValidationError, match="alleen voor mensen"):
            registering.register(event, other, at=AT)


@pytest.mark.parametrize(
    ("begins", "ends", "sentence"),
    [(HOUR, HOUR, "het einde moet na het begin"), (-HOUR, HOUR, "buiten de tijd"), (HOUR, 9 * HOUR, "buiten de tijd")],
)
def test_part_outside_the_event_is_refused_and_the_programme_stays(begins, ends, sentence) -> None:
    event = EventFactory()
    programme.write(event, [Part(START, START + HOUR, "Inloop")], by=event.organiser, at=AT)

    with pytest.raises(ValidationError, match=sentence):
        programme.write(event, [Part(START + begins, START + ends, "Groepen")], by=event.organiser, at=AT)

    assert event.sessions.get().title == "Inloop"


def test_programme_is_written_from_its_page(client_for) -> None:
    event = EventFactory()
    told = {"deel-TOTAL_FORMS": 2, "deel-INITIAL_FORMS": 0, "deel-0-title": "Inloop", "deel-0-starts": "13:00"}
    told |= {"deel-0-ends": "13:30", "deel-0-speaker": "Iemand", "deel-1-title": ""}

    client_for(event.organiser).post(f"{event.get_absolute_url()}programma/", told)

    assert [(row.title, row.starts_at) for row in event.sessions.all()] == [("Inloop", START)]


def test_document_is_fetched_by_who_may_see_the_event(client_for, visitor) -> None:
    event = EventFactory()
    file = SimpleUploadedFile("verslag.txt", b"Wat wij afspraken", "text/plain")

    client_for(event.organiser).post(f"{event.get_absolute_url()}documenten/", {"file": file, "title": "Verslag"})

    address = f"{event.get_absolute_url()}documenten/{event.documents.get().pk}/"
    assert "Verslag" in visitor.get(event.get_absolute_url()).content.decode()
    assert visitor.get(address)["Content-Disposition"] == 'attachment; filename="verslag.txt"'


def test_document_of_a_proposal_is_not_there_for_others(client_for, visitor) -> None:
    event = EventFactory(proposed=True)
    file = SimpleUploadedFile("verslag.txt", b"Nog niet", "text/plain")
    client_for(event.organiser).post(f"{event.get_absolute_url()}documenten/", {"file": file})

    assert visitor.get(f"{event.get_absolute_url()}documenten/{event.documents.get().pk}/").status_code == 404


def test_own_calendar_has_places_and_no_waiting_list() -> None:
    person = UserFactory()
    going, waiting = EventFactory(online_url="https://geheim.example.org/"), EventFactory(capacity=0)
    registered(going, person=person)
    registered(waiting, person=person)

    text = own_calendar.feed(person, at=AT)

    found = [str(row["summary"]) for row in icalendar.Calendar.from_ical(text).walk("VEVENT")]
    assert found == [going.title]
    assert "geheim" not in text


def test_new_address_shuts_the_old_one(visitor, at) -> None:
    person = UserFactory()
    old = own_calendar.address_of(person, at=at).token

    new = own_calendar.renew(person, at=at).token

    assert visitor.get(f"/agenda/{old}.ics").status_code == 404
    assert visitor.get(f"/agenda/{new}.ics").status_code == 200


def test_who_left_has_no_calendar_any_more(visitor, at) -> None:
    person = UserFactory(inactive=True)
    token = own_calendar.address_of(person, at=at).token

    assert visitor.get(f"/agenda/{token}.ics").status_code == 404


def test_proposal_sees_what_it_could_join_inside_and_outside() -> None:
    person, outside = UserFactory(), OutsideFactory(themes=["roken"])
    event = EventFactory(themes=["roken"])

    found = joining.candidates(person, themes=["roken"], areas=[], around=START.date())

    assert [(row.key, row.title) for row in found] == [
        (str(event.pk), event.title),
        (f"buiten-{outside.pk}", outside.name),
    ]


def test_organiser_brings_somebody_in_after_closing() -> None:
    event = EventFactory(closed=True)

    row = registering.bring(event, guest(), by=event.organiser, at=AT)

    assert row.state == "confirmed"
    with pytest.raises(PermissionDenied):
        registering.bring(event, guest("b@example.org"), by=UserFactory(), at=AT)
