import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from loket.accounts import privacy
from loket.core import retention
from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from loket.vocabulary import lookup
from network.directory.models import DirectMessage
from network.notices import workflow
from network.notices.models import Posting, Reaction
from tests.factories import UserFactory
from tests.network.directory.factory import listed
from tests.network.notices.factory import FILLED, posted

pytestmark = pytest.mark.django_db
PAGE = "/zoek-en-bied/"


@pytest.fixture
def client(client_for):
    return client_for(UserFactory())


def titles(response) -> list[str]:
    return [line["posting"].title for line in response.context["lines"]]


def test_somebody_posts_a_notice(client):
    response = client.post(f"{PAGE}nieuw/", FILLED, follow=True)

    posting = Posting.objects.get()
    assert (posting.author, posting.areas, posting.until) == (
        client.user,
        lookup.resolve_area("Tiel"),
        timezone.localdate() + timedelta(weeks=4),
    )
    assert "staat op het prikbord" in response.content.decode()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"themes": []}, "Kies ten minste één thema"),
        ({"areas": "Nergenshuizen"}, "Dit gebied kennen wij niet: Nergenshuizen"),
        ({"title": ""}, "verplicht"),
        ({"text": "Mail mij: jan@example.org"}, "geen e-mailadres"),
        ({"kind": "ruilen"}, "ruilen"),
        ({"weeks": "99"}, "99"),
    ],
)
def test_wrong_input_keeps_what_was_typed(client, changed, told):
    response = client.post(f"{PAGE}nieuw/", FILLED | changed)

    assert (response.status_code, told in response.content.decode()) == (422, True)
    assert not Posting.objects.exists()


def test_who_is_not_signed_in_sees_no_notice(visitor, at):
    posting = posted(timezone.now())

    assert visitor.get(PAGE).status_code == 302
    assert visitor.get(posting.get_absolute_url()).status_code == 302


def test_notice_lapses_by_itself(client, at):
    posted(timezone.now() - timedelta(weeks=5))

    assert titles(client.get(PAGE)) == []
    assert titles(client.get(f"{PAGE}?geweest")) == [FILLED["title"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "beweegtuinen"}, True),
        ({"q": "zwemmen"}, False),
        ({"theme": "bewegen"}, True),
        ({"theme": "roken"}, False),
        ({"kind": "bied"}, False),
        ({"area": "Tiel"}, True),
        ({"area": "Assen"}, False),
        ({"area": "Nergenshuizen"}, False),
        ({"q": "!!!"}, False),
    ],
)
def test_notices_are_filtered(client, asked, found):
    posted(timezone.now(), areas=["ggd-gelderland-zuid"])

    assert bool(titles(client.get(PAGE, asked))) is found


def test_name_stands_there_only_of_who_wants_to_be_found(client):
    author = listed("Wilma Wandelaar")
    posting = posted(timezone.now(), by=author)

    before = client.get(posting.get_absolute_url()).content.decode()
    author.is_listed = False
    author.save()
    after = client.get(posting.get_absolute_url()).content.decode()

    assert ("Wilma Wandelaar" in before, "Wilma" in after, "Een collega" in after) == (True, False, True)


def test_reaction_goes_by_the_portal(client):
    posting = posted(timezone.now())
    filled = {"subject": "Wij deden dit", "text": "Ik vertel er graag over.", "answer_to": "portal"}

    client.post(f"{posting.get_absolute_url()}reageren/", filled)

    assert Reaction.objects.get().message.recipient == posting.author
    assert "Ik vertel er graag over." in OutgoingMail.objects.get(to=posting.author.email).text


def test_reacting_to_what_lapsed_meanwhile_says_so(client):
    posting = posted(timezone.now() - timedelta(weeks=5))
    filled = {"subject": "Wij deden dit", "text": "Ik vertel er graag over.", "answer_to": "portal"}

    response = client.post(f"{posting.get_absolute_url()}reageren/", filled)

    assert (response.status_code, "staat niet meer open" in response.content.decode()) == (422, True)
    assert not DirectMessage.objects.exists()


def test_nobody_reacts_to_the_own_notice(client):
    posting = posted(timezone.now(), by=client.user)

    assert client.get(f"{posting.get_absolute_url()}reageren/").status_code == 404


def test_only_the_author_changes_and_ends_it(client, client_for):
    posting = posted(timezone.now())
    own = client_for(posting.author)

    assert client.get(f"{posting.get_absolute_url()}wijzigen/").status_code == 404
    assert client.post(f"{posting.get_absolute_url()}stap/done/").status_code == 403
    own.post(f"{posting.get_absolute_url()}wijzigen/", FILLED | {"title": "Anders"})
    own.post(f"{posting.get_absolute_url()}stap/done/")

    posting.refresh_from_db()
    assert (posting.title, posting.state) == ("Anders", "done")


def test_ending_can_be_taken_back(at):
    posting = posted(at)
    workflow.finish(posting, by=posting.author, at=at)

    workflow.extend(posting, by=posting.author, at=at + timedelta(days=1))

    assert (posting.state, posting.until) == ("open", (at + timedelta(days=1, weeks=4)).date())


def test_editor_takes_down_and_puts_back(client_for, client):
    posting = posted(timezone.now())
    editor = client_for(UserFactory(editor=True))

    editor.post(f"{posting.get_absolute_url()}stap/remove/")
    hidden = client.get(posting.get_absolute_url()).status_code
    editor.post(f"{posting.get_absolute_url()}stap/restore/")

    assert (hidden, client.get(posting.get_absolute_url()).status_code) == (404, 200)
    assert OutgoingMail.objects.get(to=posting.author.email).subject.startswith("Weggehaald")


def test_author_cannot_bring_back_what_an_editor_took_down(at):
    posting = posted(at)
    workflow.remove(posting, by=UserFactory(editor=True), at=at)

    with pytest.raises(StaleState):
        workflow.extend(posting, by=posting.author, at=at)


def test_report_reaches_the_editors(client, client_for):
    posting = posted(timezone.now())

    client.post(f"{posting.get_absolute_url()}melden/", {"note": "Reclame"})

    text = client_for(UserFactory(editor=True)).get("/redactie/meldingen/").content.decode()
    assert FILLED["text"] in text


def test_somebody_has_ten_notices_at_most(at):
    person = UserFactory()
    for _ in range(workflow.MOST_OPEN):
        posted(at, by=person)

    with pytest.raises(ValidationError, match="al 10 berichten"):
        posted(at, by=person)


@pytest.mark.django_db(transaction=True)
def test_limit_is_not_passed_by_posting_at_once(at):
    person = UserFactory()

    def post() -> None:
        try:
            posted(at, by=person)
        except ValidationError as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    refused: list[ValidationError] = []
    threads = [threading.Thread(target=post) for _ in range(workflow.MOST_OPEN + 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (Posting.objects.count(), len(refused)) == (workflow.MOST_OPEN, 3)


def test_board_keeps_its_number_of_queries(client, steady_vocabulary, django_assert_max_num_queries):
    for number in range(12):
        posted(timezone.now(), by=listed(f"Collega {number}"), title=f"Bericht {number}")
    client.get(PAGE)

    with django_assert_max_num_queries(8):
        assert len(titles(client.get(PAGE))) == 12


def test_own_notices_go_along_and_go_away(at):
    posting = posted(at)

    exported = privacy.export_of(posting.author)["zoek en bied"]
    privacy.erase(posting.author, at=at)

    assert exported["berichten"][0]["titel"] == posting.title
    assert not Posting.objects.exists()


def test_what_was_over_for_a_year_is_thrown_away(at):
    posting = posted(at)
    workflow.finish(posting, by=posting.author, at=at)

    kept = retention.run(at=posting.posted_at + timedelta(days=365))["zoek- en biedberichten"]
    gone = retention.run(at=posting.posted_at + timedelta(days=400))["zoek- en biedberichten"]

    assert (kept, gone) == (0, 1)
