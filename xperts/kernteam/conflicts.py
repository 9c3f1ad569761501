"""Whether a member has an interest in a case: what profiles say, beside what members declare themselves.

Unknown is not free of interest: who has no organisation in the profile gets no case (hard case 47). Everything is
looked up anew each time, so a changed profile counts at once (hard case 48).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from loket.accounts.models import Organisation
from loket.vocabulary import lookup
from loket.vocabulary.enums import AreaKind
from xperts.cases.models import Applicant, Case, CaseQuerySet
from xperts.kernteam.models import Declaration, Member

NO_PROFILE = "Heeft geen organisatie in het profiel. Zonder organisatie weten wij niet of er een belang is."
DECLARED = "Heeft zelf gezegd dat er een belang is."
_LOCAL = (AreaKind.MUNICIPALITY, AreaKind.DISTRICT)
_LONGEST_CHAIN = 20
_ASKING = ("contact", "question__asker", "applicants__person")
_PREPARED = ("handler", "intake__concluded_by", "diagnosis__made_by")
_ORGANISATIONS = (
    "organisation",
    "contact__organisation",
    "applicants__organisation",
    "applicants__person__organisation",
)
_COMPARED = (*_ASKING, *_PREPARED, *_ORGANISATIONS, "areas", "declared")


@dataclass(frozen=True)
class Profile:
    """What is compared with cases. ``own`` and ``other`` are organisations with all they were before they merged;
    ``local`` are the member's municipalities with their districts, ``wider`` the regions and provinces round them.
    """

    member: int
    person: int | None
    own: frozenset[int]
    other: frozenset[int]
    local: frozenset[str]
    wider: frozenset[str]

    @property
    def is_known(self) -> bool:
        return self.person is not None and bool(self.own)


@dataclass(frozen=True)
class Facts:
    """What of a case is compared: who ask, who worked on it, their organisations, and the areas; and the members who
    said that they have an interest.
    """

    declared: frozenset[int] = frozenset()
    asking: frozenset[int] = frozenset()
    prepared: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Tie:
    """A kind of interest. ``bars``: who has it does not judge; the others are only a sign to look at.

    ``cases`` finds the cases in a list, ``holds`` says the same of one case whose facts were read; without it the
    database is asked. A test holds that both agree.
    """

    text: str
    cases: Callable[[Profile], Q]
    holds: Callable[[Profile, Facts], bool] | None = None
    bars: bool = True


def _asks(profile: Profile) -> Q:
    own = Applicant.objects.filter(person=profile.person).values("case")
    return Q(contact=profile.person) | Q(pk__in=own) | Q(question__asker=profile.person)


def _of_organisations(organisations: frozenset[int]) -> Q:
    asking = Applicant.objects.filter(
        Q(organisation__in=organisations) | Q(person__organisation__in=organisations)
    ).values("case")
    return Q(organisation__in=organisations) | Q(contact__organisation__in=organisations) | Q(pk__in=asking)


def _prepared(profile: Profile) -> Q:
    person = profile.person
    return Q(handler=person) | Q(intake__concluded_by=person) | Q(diagnosis__made_by=person)


_ties: list[Tie] = [
    Tie("Is zelf een van de aanvragers.", _asks, lambda profile, facts: profile.person in facts.asking),
    Tie(
        "Werkt bij dezelfde organisatie als een aanvrager.",
        lambda profile: _of_organisations(profile.own),
        lambda profile, facts: bool(profile.own & facts.organisations),
    ),
    Tie(
        "Heeft een band met de organisatie van een aanvrager.",
        lambda profile: _of_organisations(profile.other),
        lambda profile, facts: bool(profile.other & facts.organisations),
    ),
    Tie(
        "Werkt in de gemeente waar de vraag over gaat.",
        lambda profile: Q(areas__overlap=sorted(profile.local)),
        lambda profile, facts: bool(profile.local & facts.areas),
    ),
    Tie("Heeft eerder aan deze aanvraag gewerkt.", _prepared, lambda profile, facts: profile.person in facts.prepared),
    Tie(
        "Werkt in dezelfde regio of provincie. Dat is alleen een signaal.",
        lambda profile: Q(areas__overlap=sorted(profile.wider)),
        lambda profile, facts: bool(profile.wider & facts.areas),
        bars=False,
    ),
]


def register(tie: Tie) -> None:
    """Higher parts add what they know of earlier work, in their ``apps.py``; the same text counts once."""
    if all(tie.text != known.text for known in _ties):
        _ties.append(tie)


def profiles(members: Iterable[Member]) -> dict[int, Profile]:
    """By member; ``person`` is to be fetched along. A handful of queries, however many members."""
    members = list(members)
    others: dict[int, set[int]] = {member.pk: set() for member in members}
    links = Member.interests.through.objects.filter(member__in=others)
    for member, organisation in links.values_list("member_id", "organisation_id"):
        others[member].add(organisation)
    own = {member.pk: {member.person.organisation_id} - {None} if member.person else set() for member in members}
    families = _families(set().union(*own.values(), *others.values()))
    return {member.pk: _profile(member, own[member.pk], others[member.pk], families) for member in members}


def _profile(member: Member, own: set[int], other: set[int], families: dict[int, frozenset[int]]) -> Profile:
    areas = set(member.person.areas) if member.person else set()
    around = {code for area in areas for code in lookup.area_with_ancestors(area)}
    towns = {code for code in around if lookup.area_kind(code) == AreaKind.MUNICIPALITY}
    narrow = {area for area in areas if lookup.area_kind(area) in _LOCAL}
    districts = [code for code, _ in lookup.area_choices(AreaKind.DISTRICT) if towns & {*lookup.area(code).within}]
    return Profile(
        member=member.pk,
        person=member.person_id,
        own=frozenset().union(*(families[pk] for pk in own)),
        other=frozenset().union(*(families[pk] for pk in other)),
        local=frozenset({*narrow, *towns, *districts}),
        wider=frozenset(code for code in around if lookup.area_kind(code) not in (None, *_LOCAL, AreaKind.NATIONAL)),
    )


def _families(wanted: set[int]) -> dict[int, frozenset[int]]:
    """Each organisation with all that merged into the same one, up and down the chain of successors.

    One query where nothing merged, and one more for each step along the chain.
    """
    families = {pk: {pk} for pk in wanted}
    reached, edge = set(wanted), set(wanted)
    for _step in range(_LONGEST_CHAIN):
        rows = Organisation.objects.filter(Q(pk__in=edge) | Q(successor__in=edge), successor__isnull=False)
        merged = list(rows.order_by().values_list("pk", "successor_id")) if edge else []
        for pair in merged:
            _unite(families, *pair)
        edge = {pk for pair in merged for pk in pair} - reached
        reached |= edge
    return {pk: frozenset(families[pk]) for pk in wanted}


def _unite(families: dict[int, set[int]], one: int, other: int) -> None:
    """From now on both, and all that belongs to either, are the same set."""
    both = families.get(one, {one}) | families.get(other, {other})
    families.update(dict.fromkeys(both, both))


def without_barred(cases: CaseQuerySet, profile: Profile) -> CaseQuerySet:
    """The cases that this member may have to do with: a conflicted case drops out of everything (hard case 50)."""
    if not profile.is_known:
        return cases.none()
    barred = Q()
    for tie in _ties:
        if tie.bars:
            barred |= tie.cases(profile)
    declared = Declaration.objects.filter(member=profile.member, has_conflict=True, undone_at__isnull=True)
    return cases.exclude(barred).exclude(pk__in=declared.values("case"))


def _facts(cases: Sequence[Case]) -> dict[int, Facts]:
    """Of these cases, in one query: a row for each applicant."""
    rows = Case.objects.filter(pk__in=[case.pk for case in cases]).order_by()
    said = Declaration.objects.filter(case=OuterRef("pk"), has_conflict=True, undone_at__isnull=True)
    found: dict[int, Facts] = {}
    for row in rows.annotate(declared=ArraySubquery(said.order_by().values("member"))).values("pk", *_COMPARED):
        before = found.get(row["pk"], Facts())
        found[row["pk"]] = Facts(
            declared=frozenset(row["declared"]),
            asking=before.asking | _present(row, _ASKING),
            prepared=_present(row, _PREPARED),
            organisations=before.organisations | _present(row, _ORGANISATIONS),
            areas=frozenset(row["areas"]),
        )
    return found


def _present(row: dict, columns: Iterable[str]) -> frozenset[int]:
    return frozenset(row[column] for column in columns if row[column] is not None)


def signs(cases: Sequence[Case], found: Iterable[Profile]) -> dict[tuple[int, int], list[Tie]]:
    """What the profiles say, by case and member. Unknown profiles are left to ``barred``."""
    return _signs(_facts(cases) if cases else {}, [profile for profile in found if profile.is_known])


def _signs(facts: dict[int, Facts], known: list[Profile]) -> dict[tuple[int, int], list[Tie]]:
    shown = {
        (case, profile.member): [tie for tie in _ties if tie.holds and tie.holds(profile, told)]
        for case, told in facts.items()
        for profile in known
    }
    for tie in (tie for tie in _ties if tie.holds is None):
        for profile in known:
            for case in Case.objects.filter(tie.cases(profile), pk__in=facts).values_list("pk", flat=True):
                shown[case, profile.member].append(tie)
    return shown


def barred(cases: Sequence[Case], found: Iterable[Profile]) -> dict[int, dict[int, list[str]]]:
    """By case the members that do not judge it, each with the reasons as Dutch sentences."""
    found = list(found)
    facts = _facts(cases) if found and cases else {}
    reasons: dict[int, dict[int, list[str]]] = {case.pk: {} for case in cases}
    for profile in found:
        if not profile.is_known:
            for case in cases:
                reasons[case.pk][profile.member] = [NO_PROFILE]
    for (case, member), ties in _signs(facts, [profile for profile in found if profile.is_known]).items():
        if texts := [tie.text for tie in ties if tie.bars]:
            reasons[case].setdefault(member, []).extend(texts)
    members = {profile.member for profile in found}
    for case, told in facts.items():
        for member in told.declared & members:
            reasons[case].setdefault(member, []).append(DECLARED)
    return reasons


def asks_now(user) -> bool:
    """Whether this person asks for help of which the kernteam has to decide: nobody then keeps the own judges, the
    rules or the money (hard case 51: it takes a second person).
    """
    return Case.objects.waiting_for_kernteam().of_asker(user).exists()


def of_member(case: Case, profile: Profile) -> list[str]:
    """Why this member does not judge this case; empty when there is nothing against it."""
    return barred([case], [profile])[case.pk].get(profile.member, [])


def signs_for(case: Case, profile: Profile) -> list[str]:
    """What the profile says about this case, with what is only a sign."""
    return [tie.text for tie in signs([case], [profile]).get((case.pk, profile.member), [])]
