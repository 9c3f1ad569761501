"""Who is ahead with who is behind: what may be coupled, why, and the best division. Pure; knows no database.

Rules (004, aanbevelingen; the last part of our hard cases): the same element or kind of need, one or two steps apart,
another region, consent on both sides, at most two learners per helper, short travel first, up to five preferences on
each side. A person approves what comes out.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

MOST_PER_HELPER = 2
MOST_PREFERENCES = 5
FEWEST_STEPS, MOST_STEPS = 1, 2
# What counts, in points; a first choice of both sides outweighs all the rest.
CLOSE_STEP, SAME_GGD, SAME_PROVINCE, SHARED_THEME, MOST_THEMES = 2, 3, 2, 1, 2


@dataclass(frozen=True)
class Standing:
    """One region as the pairing sees it. ``levels`` has per subject how far it is; only what it consents to is here.

    ``wants`` are the subjects that it wants to learn on; ``prefers`` the other regions in order, the first wish first.
    ``places`` are codes of areas with what they lie in.
    """

    region: int
    name: str
    levels: dict[str, float]
    wants: frozenset[str] = frozenset()
    helps: bool = False
    learns: bool = False
    themes: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    prefers: tuple[int, ...] = ()
    running: int = 0


@dataclass(frozen=True)
class Pair:
    """A helper with a learner on one subject; ``reasons`` are Dutch parts of a sentence."""

    subject: str
    helper: int
    learner: int
    score: int
    reasons: tuple[str, ...]

    @property
    def asked(self) -> tuple[int, str]:
        return self.learner, self.subject


@dataclass
class Outcome:
    """``unmet`` has for each asked (learner, subject) without a helper the sentence that says why."""

    pairs: list[Pair]
    unmet: dict[tuple[int, str], str] = field(default_factory=dict)


def possible(standings: Iterable[Standing], *, barred: frozenset[tuple[str, int, int]] = frozenset()) -> list[Pair]:
    """Every pair that the rules allow. ``barred``: (subject, helper, learner) that runs already or was declined."""
    everybody = list(standings)
    return [
        _pair(subject, helper, learner)
        for learner in everybody
        if learner.learns
        for subject in sorted(learner.wants)
        for helper in everybody
        if _may(subject, helper, learner) and (subject, helper.region, learner.region) not in barred
    ]


def _may(subject: str, helper: Standing, learner: Standing) -> bool:
    if helper.region == learner.region or not helper.helps or subject not in helper.levels:
        return False
    return FEWEST_STEPS <= helper.levels[subject] - learner.levels.get(subject, 0) <= MOST_STEPS


def _pair(subject: str, helper: Standing, learner: Standing) -> Pair:
    told = [*_steps(subject, helper, learner), *_travel(helper, learner), *_themes(helper, learner)]
    told += _wish(helper, learner) + _wish(learner, helper)
    reasons = tuple(reason for _, reason in told)
    return Pair(subject, helper.region, learner.region, 1 + sum(points for points, _ in told), reasons)


def _steps(subject: str, helper: Standing, learner: Standing) -> list[tuple[int, str]]:
    steps = helper.levels[subject] - learner.levels.get(subject, 0)
    shown = f"{steps:g}".replace(".", ",")
    return [
        (
            CLOSE_STEP if steps < MOST_STEPS else 0,
            f"{helper.name} is {shown} {'stap' if steps == 1 else 'stappen'} verder",
        )
    ]


def _travel(helper: Standing, learner: Standing) -> list[tuple[int, str]]:
    shared = helper.places & learner.places
    if any(code.startswith("ggd-") for code in shared):
        return [(SAME_GGD, "dezelfde GGD-regio")]
    if any(code.startswith("provincie-") for code in shared):
        return [(SAME_PROVINCE, "dezelfde provincie")]
    return [(0, "een andere provincie: spreek online af of reken reistijd")]


def _themes(helper: Standing, learner: Standing) -> list[tuple[int, str]]:
    shared = len(helper.themes & learner.themes)
    points = SHARED_THEME * min(shared, MOST_THEMES)
    return (
        [(points, f"{shared} {'zelfde thema' if shared == 1 else 'zelfde themas'}".replace("themas", "thema's"))]
        if shared
        else []
    )


def _wish(one: Standing, other: Standing) -> list[tuple[int, str]]:
    """Five points for a first wish, one for a fifth; wishes beyond the fifth do not count."""
    wishes = one.prefers[:MOST_PREFERENCES]
    if other.region not in wishes:
        return []
    place = wishes.index(other.region)
    return [(MOST_PREFERENCES - place, f"wens nummer {place + 1} van {one.name}")]


def divide(standings: Iterable[Standing], *, barred: frozenset[tuple[str, int, int]] = frozenset()) -> Outcome:
    """The division with the most points: each asked subject at most one helper, no helper above its room.

    Exact, and the same for the same input: the best way to add or move one pair at a time, as long as it gains.
    """
    everybody = sorted(standings, key=lambda row: row.region)
    pairs = possible(everybody, barred=barred)
    room = {row.region: max(0, MOST_PER_HELPER - row.running) for row in everybody}
    chosen: dict[tuple[int, str], Pair] = {}
    while gain := _best_change(pairs, chosen, room):
        for pair in gain:
            chosen[pair.asked] = pair
    outcome = Outcome(sorted(chosen.values(), key=lambda pair: (-pair.score, pair.subject, pair.learner)))
    asked = [(row.region, subject) for row in everybody if row.learns for subject in sorted(row.wants)]
    outcome.unmet = {each: _why_not(each, pairs, everybody) for each in asked if each not in chosen}
    return outcome


def _best_change(pairs: list[Pair], chosen: dict[tuple[int, str], Pair], room: dict[int, int]) -> list[Pair]:
    """The chain of pairs to put in that gains most: one new subject takes a helper, whose subject takes another, ….

    The longest path over helpers, by relaxing at most as often as there are helpers (Bellman-Ford).
    """
    load = defaultdict(int)
    for pair in chosen.values():
        load[pair.helper] += 1
    best: dict[int, tuple[int, list[Pair]]] = {}
    for pair in pairs:
        if pair.asked not in chosen:
            _keep(best, pair.helper, pair.score, [pair])
    for _ in room:
        before = dict(best)
        for pair in pairs:
            now = chosen.get(pair.asked)
            if now is None or now.helper == pair.helper or now.helper not in before:
                continue
            gain, chain = before[now.helper]
            if pair.asked not in {each.asked for each in chain}:
                _keep(best, pair.helper, gain - now.score + pair.score, [*chain, pair])
        if best == before:
            break
    free = [(gain, chain) for helper, (gain, chain) in sorted(best.items()) if load[helper] < room.get(helper, 0)]
    gain, chain = max(free, key=lambda row: row[0], default=(0, []))
    return chain if gain > 0 else []


def _keep(best: dict[int, tuple[int, list[Pair]]], helper: int, gain: int, chain: list[Pair]) -> None:
    if helper not in best or gain > best[helper][0]:
        best[helper] = (gain, chain)


def _why_not(asked: tuple[int, str], pairs: list[Pair], everybody: list[Standing]) -> str:
    """In words, with what would change it."""
    learner, subject = asked
    if any(pair.asked == asked for pair in pairs):
        return "Wie kan helpen, helpt al twee regio's. Wacht tot een koppeling is afgerond."
    own = next(row for row in everybody if row.region == learner)
    ahead = [row for row in everybody if row.levels.get(subject, 0) > own.levels.get(subject, 0)]
    if not ahead:
        return "Nog geen andere regio die haar stand deelt, is hier verder."
    if not any(row.helps for row in ahead):
        return "Wie verder is, heeft niet gezegd te willen helpen."
    return "Wie wil helpen, is meer dan twee stappen of minder dan een stap verder, of is al eens gevraagd."
