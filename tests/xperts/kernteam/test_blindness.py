"""Nothing of another's ballot before one's own is frozen: every page, mail, count, export, search and feed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch
from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.core.models import OutgoingMail
from tests.xperts.kernteam.factory import case, cast, kernteam
from xperts.cases.models import Judgement
from xperts.kernteam import appointing, reading, voting
from xperts.kernteam.enums import Choice, SeatName
from xperts.kernteam.models import BallotVersion

SECRET = "Zevenslapersgeheim"
pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def crew(now):
    return kernteam(at=now)


@pytest.fixture
def made(crew, now):
    """Two seats judged; the others are still blind."""
    opened = case(at=now - timedelta(hours=1))
    for seat in (SeatName.CGL, SeatName.PARTNER):
        cast(opened, crew.holders[seat], Choice.COLLECTIVE, at=now, motivation=SECRET)
    return opened


def patterns(resolver=None):
    for row in (resolver or get_resolver()).url_patterns:
        if isinstance(row, URLResolver):
            yield from patterns(row)
        elif isinstance(row, URLPattern) and row.name:
            yield row


def addresses(made, version) -> list[str]:
    """Every page of the portal that can be opened with the numbers of this case, or without any."""
    values = {"number": made.number, "pk": version.pk, "seat": "cgl", "kind": "aanvraag", "slug": "cgl"}
    found = []
    for row in patterns():
        wanted = {name: values.get(name, made.pk) for name in row.pattern.converters}
        try:
            found.append(reverse(row.name, kwargs=wanted))
        except NoReverseMatch:
            continue
    return sorted({address for address in found if not address.startswith(("/account/", "/demo/", "/beheer/"))})


def texts(signed_in, made) -> dict[str, str]:
    """What each page says to this person; what else is wrong with a page of another area is not asked here."""
    version, found = BallotVersion.objects.first(), {}
    client = Client(raise_request_exception=False)
    client.cookies = signed_in.cookies
    for address in addresses(made, version):
        response = client.get(address)
        body = b"".join(response) if response.streaming else response.content
        found[address] = body.decode(errors="ignore")
    return found


@pytest.mark.parametrize("who", ["praktijk", "stand_in", "lead", "asker"])
def test_no_page_shows_a_ballot_to_who_is_blind(client_for, crew, made, who) -> None:
    people = {
        "praktijk": crew.holders[SeatName.PRACTICE].person,
        "stand_in": crew.stand_ins[SeatName.PRACTICE].person,
        "lead": crew.lead,
        "asker": made.contact,
    }

    shown = texts(client_for(people[who]), made)

    assert reverse("kernteam_case", args=[made.number]) in shown
    assert [address for address, text in shown.items() if SECRET in text] == []


def test_blind_member_is_not_told_who_voted(client_for, crew, made, now) -> None:
    person = crew.holders[SeatName.PRACTICE].person
    voting.declare(made, crew.holders[SeatName.PRACTICE], has_conflict=False, note="", by=person, at=now)
    client = client_for(person)

    pages = [
        client.get(reverse(name, args=args)).content.decode()
        for name, args in (("kernteam", ()), ("kernteam_case", (made.number,)))
    ]

    assert [text for text in pages if "heeft geoordeeld" in text or "Wacht op: " in text] == []


def test_own_ballot_opens_those_of_the_others(client_for, crew, made, now) -> None:
    cast(made, crew.holders[SeatName.PRACTICE], at=now)

    page = client_for(crew.holders[SeatName.PRACTICE].person).get(reverse("kernteam_case", args=[made.number]))

    assert SECRET in page.content.decode()


def test_coordinator_reads_from_quorum_on(crew, made, now) -> None:
    before = reading.read(crew.lead, made, at=now)
    cast(made, crew.holders[SeatName.PRACTICE], at=now)

    after = reading.read(crew.lead, made, at=now)

    assert (reading.ballots(before), len(reading.ballots(after))) == ([], 3)


def test_coordinator_with_a_seat_is_blind_like_a_member(crew, made, now) -> None:
    holder = crew.holders[SeatName.PRACTICE].person
    holder.roles = ["kernteam", "coordinator"]
    holder.save()
    cast(made, crew.holders[SeatName.INDEPENDENT], at=now)

    shown = reading.read(holder, made, at=now)

    assert (shown.sees_ballots, shown.can_decide, shown.can_steer) == (False, False, False)


def quorum_mails(person) -> int:
    return OutgoingMail.objects.filter(to=person.email, dedupe_key__startswith="kernteam:quorum:").count()


def test_mail_that_there_are_enough_ballots_waits_for_the_own_one(crew, made, now) -> None:
    holder = crew.holders[SeatName.PRACTICE].person
    holder.roles = ["kernteam", "coordinator"]
    holder.save()

    cast(made, crew.holders[SeatName.INDEPENDENT], at=now)

    assert (quorum_mails(crew.lead), quorum_mails(holder)) == (1, 0)
    cast(made, crew.holders[SeatName.PRACTICE], at=now)
    assert quorum_mails(holder) == 1


def test_ballot_of_who_turned_out_to_have_an_interest_is_not_enough(crew, made, now) -> None:
    cgl = crew.holders[SeatName.CGL]
    appointing.set_interests(cgl, [made.contact.organisation], by=crew.lead, at=now)

    cast(made, crew.holders[SeatName.PRACTICE], at=now)

    assert made.ballots.count() == 3
    assert quorum_mails(crew.lead) == 0


def test_no_mail_task_or_export_says_anything_of_a_ballot(crew, made) -> None:
    person = crew.holders[SeatName.PRACTICE].person

    mails = [mail.text + mail.html + mail.subject for mail in OutgoingMail.objects.all()]
    tasks = [f"{task.title} {task.detail}" for task in my_loket.tasks_of(person) + my_loket.tasks_of(crew.lead)]
    export = str(privacy.export_of(person)) + str(privacy.export_of(made.contact))

    assert [text for text in [*mails, *tasks, export] if SECRET in text or "collectief" in text.lower()] == []


def test_no_judgement_of_a_ballot_stands_where_the_desk_reads(made) -> None:
    assert not Judgement.objects.filter(case=made).exclude(judge="").exists()


def test_conflicted_case_is_in_no_count(client_for, crew, made, now) -> None:
    partner = crew.holders[SeatName.INDEPENDENT]
    voting.declare(made, partner, has_conflict=True, note="", by=partner.person, at=now)

    assert reading.cases_for(partner.person).count() == 0
    assert my_loket.tasks_of(partner.person) == []
