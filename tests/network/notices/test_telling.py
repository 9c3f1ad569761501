from datetime import timedelta

import pytest
from django.utils import timezone

from loket.core.models import OutgoingMail
from loket.core.telling import Rhythm
from loket.vocabulary import lookup
from network.notices import matching, notifications, telling, workflow
from network.notices.models import Match, Posting, Watch
from tests.factories import UserFactory
from tests.network.directory.factory import listed
from tests.network.notices.factory import posted

pytestmark = pytest.mark.django_db
OFFER = {"kind": "bied", "title": "Rondleiding in onze beweegtuin", "text": "Kom kijken met ouderen uit uw wijk."}


def path(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def test_seeker_and_offerer_are_shown_to_each_other_with_the_reason(client_for):
    now = timezone.now()
    seeks = posted(now, areas=["ggd-gelderland-zuid"])
    offers = posted(now, areas=lookup.resolve_area("Tiel"), **OFFER)

    page = client_for(seeks.author).get(seeks.get_absolute_url())

    fit = page.context["fits"][0]
    assert fit.posting == offers
    assert fit.why == "Zelfde thema: Bewegen. Zelfde regio: GGD Gelderland-Zuid. Ook over: beweegtuin, ouderen."


def test_two_who_seek_the_same_do_not_fit(at):
    first, second = posted(at), posted(at)

    assert [matching.postings_for(each, today=at.date()) for each in (first, second)] == [[], []]


def test_listed_people_with_the_theme_are_shown_and_others_are_not(client_for):
    posting = posted(timezone.now())
    seen = listed("Wendy Zichtbaar", themes=["bewegen"])
    UserFactory(name="Olga Onvindbaar", themes=["bewegen"])

    page = client_for(posting.author).get(posting.get_absolute_url())

    assert [fit.card.listing.person for fit in page.context["people"]] == [seen]
    assert "Olga" not in page.content.decode()


def test_author_hears_of_what_fits_on_monday_in_one_mail(at):
    seeks = posted(at)
    for number in range(3):
        posted(at, **(OFFER | {"title": f"Aanbod {number}"}))
    telling.match_new(at=at)

    early = telling.tell(at=at)
    sent = telling.tell(at=at + timedelta(days=7)), telling.tell(at=at + timedelta(days=7))

    mail = OutgoingMail.objects.get(to=seeks.author.email)
    assert (early, sent, mail.subject) == (0, (4, 0), "3 berichten die bij u passen")
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_who_asked_hears_at_once_of_what_fits_the_profile(at):
    person = UserFactory(themes=["bewegen"])
    workflow.watch(person, Rhythm.AT_ONCE, at=at)
    posted(at)

    telling.match_new(at=at)
    telling.tell(at=at)

    assert OutgoingMail.objects.get(to=person.email).subject == "Ik zoek: Ervaring met een beweegtuin"


def test_nobody_is_mailed_of_what_ended_meanwhile(at):
    person = UserFactory(themes=["bewegen"])
    workflow.watch(person, Rhythm.AT_ONCE, at=at)
    posting = posted(at)
    telling.match_new(at=at)
    workflow.finish(posting, by=posting.author, at=at)

    assert (telling.tell(at=at), OutgoingMail.objects.count()) == (0, 0)


def test_matching_twice_tells_once(at):
    person = UserFactory(themes=["bewegen"])
    workflow.watch(person, Rhythm.AT_ONCE, at=at)
    posting = posted(at)

    telling.match_new(at=at)
    Posting.objects.update(matched_at=None)
    telling.match_new(at=at)

    assert Match.objects.filter(posting=posting).count() == 1


def test_stop_link_needs_no_sign_in_and_waits_for_a_press(visitor, at):
    posting = posted(at)
    link = path(notifications.link_to_stop(posting.author))

    visitor.get(link)
    before = Watch.objects.get(person=posting.author).rhythm
    visitor.post(link)

    assert (before, Watch.objects.get(person=posting.author).rhythm) == ("wekelijks", "niet")
    assert visitor.get("/afmelden/zoek-en-bied/1:verzonnen/").status_code == 404


def test_author_is_asked_once_whether_it_should_stay(at):
    posting = posted(at)
    soon = at + timedelta(days=22)

    asked = telling.ask_authors(at=soon), telling.ask_authors(at=soon + timedelta(days=1))

    assert asked == (1, 0)
    assert posting.title in OutgoingMail.objects.get(to=posting.author.email).subject


def test_one_press_extends_it_and_a_look_does_not(visitor):
    posting = posted(timezone.now() - timedelta(days=25))
    link = path(notifications.link_to_extend(posting))

    visitor.get(link)
    before = Posting.objects.get().until
    response = visitor.post(link)

    assert before == posting.until
    assert Posting.objects.get().until == timezone.localdate() + timedelta(weeks=4)
    assert "Uw bericht blijft staan" in response.content.decode()


def test_old_link_to_what_was_taken_down_explains_and_does_nothing(visitor, at):
    posting = posted(at)
    workflow.remove(posting, by=UserFactory(editor=True), at=at)

    response = visitor.post(path(notifications.link_to_extend(posting)))

    assert "weggehaald" in response.content.decode()
    assert Posting.objects.get().state == "removed"


def test_extended_notice_is_asked_about_again(at):
    posting = posted(at)
    telling.ask_authors(at=at + timedelta(days=22))
    workflow.extend(posting, by=posting.author, at=at + timedelta(days=22))

    assert telling.ask_authors(at=at + timedelta(days=45)) == 1


def test_last_day_belongs_to_it_and_the_day_after_it_is_marked(at):
    posting = posted(at)
    last = at + timedelta(weeks=4)

    assert telling.lapse(at=last.replace(hour=23, minute=59)) == 0
    assert (telling.lapse(at=last + timedelta(days=1)), Posting.objects.get().state) == (1, "lapsed")
    assert posting.until == last.date()


def test_day_of_the_scheduler_that_was_away_forgets_nobody(at):
    posted(at)

    assert telling.ask_authors(at=at + timedelta(days=27)) == 1
