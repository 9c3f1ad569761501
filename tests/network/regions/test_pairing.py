"""The pairing: what its rules allow, and that what comes out has the most points of all divisions."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from network.regions.pairing import MOST_PER_HELPER, Pair, Standing, divide, possible

SUBJECTS = ("element:geld", "leervraag:balans")
STANDING = st.builds(
    Standing,
    region=st.just(0),
    name=st.sampled_from(["Texel", "Tiel", "Urk"]),
    levels=st.dictionaries(st.sampled_from(SUBJECTS), st.sampled_from([1, 1.5, 2, 3, 4, 5])),
    wants=st.frozensets(st.sampled_from(SUBJECTS)),
    helps=st.booleans(),
    learns=st.booleans(),
    themes=st.frozensets(st.sampled_from(["bewegen", "roken"])),
    places=st.frozensets(st.sampled_from(["ggd-flevoland", "provincie-flevoland", "nl"])),
    prefers=st.lists(st.integers(0, 3), unique=True, max_size=4).map(tuple),
    running=st.integers(0, 2),
)
REGIONS = st.lists(STANDING, max_size=4).map(
    lambda rows: [replace(row, region=number) for number, row in enumerate(rows)]
)


def most_points(regions: list[Standing]) -> int:
    """By trying every division."""
    by_asked: dict[tuple, list[Pair]] = {}
    for pair in possible(regions):
        by_asked.setdefault(pair.asked, []).append(pair)
    room = Counter({row.region: MOST_PER_HELPER - row.running for row in regions})

    def best(asked: list[list[Pair]]) -> int:
        if not asked:
            return 0
        found = best(asked[1:])
        for pair in asked[0]:
            if room[pair.helper] > 0:
                room[pair.helper] -= 1
                found = max(found, pair.score + best(asked[1:]))
                room[pair.helper] += 1
        return found

    return best(list(by_asked.values()))


@settings(deadline=None, max_examples=60)
@given(REGIONS)
def test_division_has_the_most_points_of_all(regions):
    assert sum(pair.score for pair in divide(regions).pairs) == most_points(regions)


@settings(deadline=None, max_examples=60)
@given(REGIONS)
def test_division_keeps_the_rules(regions):
    pairs = divide(regions).pairs
    known = {row.region: row for row in regions}
    load = Counter(pair.helper for pair in pairs)

    assert all(load[row.region] + row.running <= MOST_PER_HELPER for row in regions if load[row.region])
    assert len({pair.asked for pair in pairs}) == len(pairs)
    for pair in pairs:
        helper, learner = known[pair.helper], known[pair.learner]
        steps = helper.levels[pair.subject] - learner.levels.get(pair.subject, 0)
        assert (pair.helper != pair.learner, helper.helps, learner.learns, 1 <= steps <= 2) == (True,) * 4


@settings(deadline=None, max_examples=60)
@given(REGIONS)
def test_who_asked_has_a_helper_or_a_reason(regions):
    outcome = divide(regions)
    asked = {(row.region, subject) for row in regions if row.learns for subject in row.wants}

    assert {pair.asked for pair in outcome.pairs} | outcome.unmet.keys() == asked
    assert not {pair.asked for pair in outcome.pairs} & outcome.unmet.keys()


@settings(deadline=None, max_examples=60)
@given(REGIONS, st.randoms(use_true_random=False))
def test_order_of_the_regions_does_not_matter(regions, chance):
    shuffled = regions.copy()
    chance.shuffle(shuffled)

    assert divide(shuffled).pairs == divide(regions).pairs


def helper(number: int, level: float = 3, **fields) -> Standing:
    return Standing(number, f"Regio {number}", {"element:geld": level}, helps=True, **fields)


def learner(number: int, **fields) -> Standing:
    wants = frozenset({"element:geld"})
    return Standing(number, f"Regio {number}", {"element:geld": 2}, wants=wants, learns=True, **fields)


def test_first_wish_of_both_sides_outweighs_a_nearer_region():
    near, wished = helper(1, places=frozenset({"ggd-flevoland"})), helper(2, prefers=(3,))
    asking = learner(3, places=frozenset({"ggd-flevoland"}), prefers=(2,))

    outcome = divide([near, wished, asking])

    assert [(pair.helper, pair.learner) for pair in outcome.pairs] == [(2, 3)]
    assert outcome.pairs[0].reasons[-2:] == ("wens nummer 1 van Regio 2", "wens nummer 1 van Regio 3")


def test_third_learner_of_one_helper_waits_and_hears_why():
    outcome = divide([helper(1), learner(2), learner(3), learner(4)])

    assert len(outcome.pairs) == 2
    assert outcome.unmet == {
        (4, "element:geld"): "Wie kan helpen, helpt al twee regio's. Wacht tot een koppeling is afgerond."
    }


def test_pair_that_was_declined_is_not_proposed_again():
    outcome = divide([helper(1), learner(2)], barred=frozenset({("element:geld", 1, 2)}))

    assert outcome.pairs == []


def test_sixth_wish_does_not_count():
    asking = learner(9, prefers=(2, 3, 4, 5, 6, 1))

    assert possible([helper(1), asking])[0].score == possible([helper(1), learner(9)])[0].score
