import pytest
from django.urls import reverse

from loket.post import routing
from loket.post.enums import Outcome, RawState
from loket.post.models import Mailbox, RawMessage
from loket.post.workflow import RAW

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(arrive) -> RawMessage:
    """A message to an address that is of no area."""
    return RawMessage.objects.get(pk=arrive("x-unknown-address").raw_id)


@pytest.mark.parametrize(
    ("role", "status"),
    [("servicedesk", 200), ("coordinator", 200), ("redactie", 404), ("kernteam", 404), ("professional", 404)],
)
def test_held_mail_exists_for_the_desk_and_the_coordinator(client_as, held, role, status):
    client = client_as(role)

    urls = [reverse("held_mail"), held.get_absolute_url(), reverse("held_download", args=[held.pk])]
    found = [client.get(url) for url in urls]
    for response in found:
        response.close()

    assert [response.status_code for response in found] == [status] * 3


def test_held_mail_asks_visitors_to_sign_in(visitor, held):
    response = visitor.get(reverse("held_mail"))

    assert (response.status_code, reverse("account_login") in response.url) == (302, True)


@pytest.mark.parametrize("section", ["vastgehouden", "automatisch", "geweigerd"])
def test_list_costs_the_same_for_one_and_many(client_as, arrive, django_assert_max_num_queries, section):
    for number in range(5):
        arrive("x-unknown-address", changes={b"<x-unknown": b"<%d-x-unknown" % number})
    client = client_as("servicedesk")
    client.get(reverse("held_mail"))

    with django_assert_max_num_queries(9):
        client.get(reverse("held_mail"), {"deel": section})


def test_unknown_section_is_not_there(client_as):
    assert client_as("servicedesk").get(reverse("held_mail"), {"deel": "anders"}).status_code == 404


def test_mailbox_that_fails_is_shown_without_its_password(client_as, at):
    Mailbox.objects.create(name="loket@mail.example:993/INBOX", first_seen_at=at, failing_since=at, error="timed out")

    page = client_as("servicedesk").get(reverse("held_mail")).content.decode()

    assert "loket@mail.example:993/INBOX lukt niet sinds" in page


def test_message_shows_its_headers_as_text(client_as, arrive):
    raw = RawMessage.objects.get(
        pk=arrive("x-unknown-address", changes={b"Subject: Wandelen": b"Subject: <script>alert(1)</script>"}).raw_id
    )

    page = client_as("servicedesk").get(raw.get_absolute_url()).content.decode()

    assert "Subject: &lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_download_is_the_message_as_it_came_and_inert(client_as, held):
    response = client_as("servicedesk").get(reverse("held_download", args=[held.pk]))

    assert (response.body, response["Content-Type"]) == (bytes(held.content), "application/octet-stream")
    assert response["Content-Disposition"] == f'attachment; filename="bericht-{held.pk}.eml"'


def test_retry_after_repair_delivers_the_message(client_as, desk, held):
    desk.addresses = desk.addresses | {"niemand@example.org"}
    routing.register(desk.route())

    response = client_as("servicedesk").post(reverse("held_retry", args=[held.pk]))

    held.refresh_from_db()
    assert (response.url, held.state, held.outcome) == (reverse("held_mail"), RawState.ROUTED, Outcome.NEW)


def test_retry_that_fails_again_stays_held_and_says_why(client_as, held):
    response = client_as("servicedesk").post(reverse("held_retry", args=[held.pk]), follow=True)

    held.refresh_from_db()
    assert held.state == RawState.HELD
    assert "Het lukt nog niet. Het adres hoort bij geen onderdeel van het loket." in response.content.decode()


def test_retry_twice_says_that_somebody_was_first(client_as, held):
    client = client_as("servicedesk")
    RawMessage.objects.filter(pk=held.pk).update(state=RawState.REFUSED)

    response = client.post(reverse("held_retry", args=[held.pk]), follow=True)

    assert "Iemand anders heeft dit intussen veranderd." in response.content.decode()


def test_retry_of_what_was_held_for_its_number_lets_it_in(client_as, desk, arrive):
    raw = RawMessage.objects.get(pk=arrive("43-person-on-own-address").raw_id)

    client_as("servicedesk").post(reverse("held_retry", args=[raw.pk]))

    raw.refresh_from_db()
    assert (raw.outcome, len(desk.questions)) == (Outcome.NEW, 1)


def test_retry_of_a_message_that_is_cut_is_refused(client_as, arrive):
    raw = RawMessage.objects.get(pk=arrive("64-good-mail-a", size=100_000_000).raw_id)

    response = client_as("servicedesk").post(reverse("held_retry", args=[raw.pk]), follow=True)

    raw.refresh_from_db()
    assert raw.state == RawState.HELD
    assert "Vraag de afzender om een kleiner bericht." in response.content.decode()


def test_discard_without_a_reason_keeps_the_message(client_as, held):
    response = client_as("servicedesk").post(reverse("held_discard", args=[held.pk]), {"reason": "  "})

    held.refresh_from_db()
    assert (response.status_code, held.state) == (422, RawState.HELD)


def test_discard_with_a_reason_is_written_down(client_as, held):
    client = client_as("coordinator")

    client.post(reverse("held_discard", args=[held.pk]), {"reason": "Reclame"})

    held.refresh_from_db()
    step = held.history.first()
    assert (held.state, held.outcome, step.by, step.note) == (RawState.REFUSED, "refused", client.user, "Reclame")


@pytest.mark.parametrize("name", RAW.transitions)
@pytest.mark.parametrize("state", RawState.values)
def test_steps_of_the_table_by_staff(client_as, held, name, state):
    held.state = state
    person = client_as("servicedesk").user

    assert RAW.can(held, name, person) == (state == "held" and name in {"retry", "discard"})


def test_history_shows_the_way_of_a_message(held):
    assert [step.to_state for step in held.history.order_by("pk")] == ["parsed", "held"]
