"""What profiles say, one by one; and that the lists leave out exactly what the reasons name."""

import pytest
from django.db.models import Q

from loket.accounts import privacy
from tests.factories import OrganisationFactory
from tests.xperts.factory import AT
from tests.xperts.kernteam.factory import case, cast, cast_all, coordinator, decide, kernteam, member
from xperts.cases.models import Case
from xperts.kernteam import appointing, conflicts, consistency, elsewhere, reading, team
from xperts.kernteam.enums import Choice, SeatName
from xperts.kernteam.models import BallotVersion, Declaration, SeatHolder
from xperts.trajectories.models import Trajectory

pytestmark = pytest.mark.django_db


def reasons(made, who) -> list[str]:
    return conflicts.of_member(made, conflicts.profiles([who])[who.pk])


def ties(made) -> dict[str, object]:
    """A member for each kind of interest in this case."""
    with_interest = member("Nevenfunctie")
    appointing.set_interests(with_interest, [made.organisation], by=with_interest.person, at=AT)
    asker = made.contact
    asker.roles = ["kernteam"]
    asker.save()
    return {
        "zelf een van de aanvragers": appointing.add_member(asker, by=coordinator(), at=AT),
        "dezelfde organisatie": member("Collega", organisation=made.organisation),
        "Heeft een band": with_interest,
        "in de gemeente": member("Buur", areas=["gemeente-tiel"]),
        "Heeft eerder": _prepared(made),
        "geen organisatie": member("Onbekend", organisation=None),
    }


def _prepared(made):
    handler = made.handler
    handler.roles, handler.organisation = ["servicedesk", "kernteam"], OrganisationFactory()
    handler.save()
    return appointing.add_member(handler, by=coordinator(), at=AT)


@pytest.fixture
def made():
    opened = case()
    Case.objects.filter(pk=opened.pk).update(areas=["gemeente-tiel"])
    opened.refresh_from_db()
    return opened


def test_each_kind_of_interest_is_named(made) -> None:
    found = {words: reasons(made, who) for words, who in ties(made).items()}

    assert [words for words, told in found.items() if not any(words in text for text in told)] == []


def test_lists_leave_out_exactly_what_has_a_reason(made) -> None:
    people = [*ties(made).values(), member("Vrij")]
    profiles = conflicts.profiles(people)

    for who in people:
        is_listed = conflicts.without_barred(Case.objects.all(), profiles[who.pk]).filter(pk=made.pk).exists()

        assert is_listed == (reasons(made, who) == [])


def test_same_region_is_a_sign_and_no_bar(made) -> None:
    Case.objects.filter(pk=made.pk).update(areas=["ggd-gelderland-zuid"])
    who = member("Streek", areas=["gemeente-tiel"])
    profile = conflicts.profiles([who])[who.pk]

    assert reasons(made, who) == []
    assert conflicts.signs_for(made, profile) == ["Werkt in dezelfde regio of provincie. Dat is alleen een signaal."]


def test_tie_that_a_higher_part_knows_counts_everywhere(made, monkeypatch) -> None:
    monkeypatch.setattr(conflicts, "_ties", list(conflicts._ties))
    conflicts.register(conflicts.Tie("Gaf deze aanvragers eerder advies.", lambda profile: Q(pk=made.pk)))
    who = member("Vrij")

    assert reasons(made, who) == ["Gaf deze aanvragers eerder advies."]


def test_like_case_that_was_decided_otherwise_is_shown_with_why() -> None:
    crew = kernteam()
    rows = [case(), case()]
    Case.objects.update(themes=["valpreventie"], sectors=["ggd"])
    for made, outcome in zip(rows, (Choice.REJECT, Choice.COLLECTIVE), strict=True):
        cast_all(made, crew, outcome, outcome, outcome)
        decide(made, crew, outcome)

    pairs = consistency.unlike_pairs(reading.cases_for(crew.lead))

    assert [pair.why for pair in pairs] == ["Zelfde thema (valpreventie) en sector (GGD)."]


def test_reports_of_conflicted_cases_drop_out(made) -> None:
    crew = kernteam()
    colleague = member("Collega", organisation=made.organisation)
    cast_all(made, crew, Choice.REJECT, Choice.REJECT, Choice.REJECT)
    decide(made, crew, Choice.REJECT)
    made.title = "Verslag"
    made.save()
    moments = dict.fromkeys(("begun_at", "sealed_at", "finished_at", "evaluated_at"), AT)
    Trajectory.objects.create(case=made, evaluate_until=AT.date(), **moments)

    assert [row.title for row in elsewhere.reports(reading.cases_for(crew.lead), AT)] == ["Verslag"]
    assert elsewhere.reports(reading.cases_for(colleague.person), AT) == []


def test_erased_member_leaves_the_ballot_without_a_name() -> None:
    crew, made = kernteam(), case()
    who = crew.holders[SeatName.PRACTICE]
    cast(made, who)

    privacy.erase(who.person, at=AT)

    assert BallotVersion.objects.get().member.person is None
    assert not SeatHolder.objects.filter(member=who, closed_at=None).exists()
    assert team.of_case(made, at=AT).seats[SeatName.PRACTICE].member == crew.stand_ins[SeatName.PRACTICE].pk
    assert not Declaration.objects.exclude(note="").exists()
