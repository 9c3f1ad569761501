"""The order of an Xpert's proposal: properties that hold for whatever scores, and the parts one by one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.xperts.pool.factory import AT, XpertFactory, granted
from xperts.cases.models import Application, Case
from xperts.pool import affinity, proposing, ranking
from xperts.pool.enums import Breadth, Part
from xperts.pool.facts import Load, Question
from xperts.pool.models import Rules, Xpert
from xperts.pool.ranking import Candidate, Record

NEAR = 0.02
SCORES = st.integers(0, 1000).map(lambda number: number / 1000)


def candidate(key: int, score: float, load: int, *, preferred: bool = False, floor: float = 0.35) -> Candidate:
    qualifies = score >= floor
    return Candidate(Xpert(pk=key), (), {}, score, Load(load, load), preferred, qualifies)


@st.composite
def pools(draw) -> list[Candidate]:
    rows = draw(st.lists(st.tuples(SCORES, st.integers(0, 4), st.booleans()), max_size=12))
    return [candidate(key, score, load, preferred=own) for key, (score, load, own) in enumerate(rows, start=1)]


def keys(rows) -> list[int]:
    return [row.xpert.pk for row in rows]


def group(row: Candidate) -> tuple[bool, bool]:
    return row.qualifies, row.is_preferred and row.qualifies


@settings(deadline=None)
@given(pools(), st.randoms(use_true_random=False))
def test_order_does_not_follow_from_the_order_of_input(pool, random):
    shuffled = random.sample(pool, len(pool))

    assert keys(ranking.in_order(shuffled, NEAR)) == keys(ranking.in_order(pool, NEAR))


@settings(deadline=None)
@given(pools())
def test_load_never_passes_a_difference_in_quality_beyond_a_near_tie(pool):
    ordered = ranking.in_order(pool, NEAR)

    for place, row in enumerate(ordered):
        ahead = [other for other in ordered[:place] if group(other) == group(row)]
        assert all(other.score >= row.score - NEAR - 1e-9 for other in ahead)


@settings(deadline=None)
@given(pools())
def test_preference_comes_first_among_those_who_qualify_alone(pool):
    ordered = ranking.in_order(pool, NEAR)

    assert [group(row) for row in ordered] == sorted((group(row) for row in ordered), reverse=True)


@settings(deadline=None)
@given(pools())
def test_everybody_stands_in_line_once(pool):
    assert sorted(keys(ranking.in_order(pool, NEAR))) == keys(pool)


def test_near_tie_goes_to_who_has_less_on_their_hands():
    busy, free, worse = candidate(1, 0.81, 2), candidate(2, 0.80, 0), candidate(3, 0.70, 0)

    assert keys(ranking.in_order([busy, free, worse], NEAR)) == [2, 1, 3]
    assert keys(ranking.in_order([busy, free, worse], 0)) == [1, 2, 3]


def values(question: dict, grades: dict | None = None, **own) -> dict[str, ranking.Value]:
    asked = Question(case=Case(**question), words={"samen": 1.0}, minutes=0)
    xpert = Xpert(pk=1, **{"lexemes": {"samen": 1.0}} | own)
    record = {key: Record(tuple(marks)) for key, marks in (grades or {}).items()}
    found = ranking.candidates(asked, [xpert], Rules(), record=record, loads={})
    return {row.part: row for row in found[0].values}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("known", "breadth", "expected"),
    [
        (["bewegen", "roken"], Breadth.SPECIALIST, 1.0),
        (["bewegen", "roken"], Breadth.GENERALIST, ranking.GENERALIST_SHARE),
        (["bewegen"], Breadth.SPECIALIST, 0.5),
        (["slaap"], Breadth.SPECIALIST, 0.0),
        ([], Breadth.SPECIALIST, None),
    ],
)
def test_theme_is_the_share_that_is_known(known, breadth, expected):
    found = values({"themes": ["bewegen", "roken"]}, themes=known, breadth=breadth)

    assert found[Part.THEME].value == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("own", "asked", "expected"),
    [
        (["nl"], "gemeente-tiel", ranking.NATIONWIDE),
        (["gemeente-tiel"], "gemeente-tiel", 1.0),
        (["ggd-gelderland-zuid"], "gemeente-tiel", 1.0),
        (["provincie-gelderland"], "gemeente-tiel", 1.0),
        (["gemeente-tiel"], "ggd-gelderland-zuid", ranking.INSIDE),
        (["ggd-gelderland-midden"], "gemeente-tiel", ranking.SAME_PROVINCE),
        (["ggd-zeeland"], "gemeente-tiel", 0.0),
        (["ggd-zeeland", "nl"], "gemeente-tiel", ranking.NATIONWIDE),
    ],
)
def test_region_is_nearer_the_more_it_holds(own, asked, expected):
    assert values({"areas": [asked]}, areas=own)[Part.REGION].value == expected


@pytest.mark.django_db
@pytest.mark.parametrize(("level", "expected"), [("2", 1.0), ("3", 0.5), ("4", 0.0)])
def test_level_further_away_counts_less(level, expected):
    assert values({"level": level}, levels=["2"])[Part.SECTOR].value == expected


def test_few_evaluations_are_drawn_to_the_mean_of_the_pool():
    one = values({}, {1: [5.0], 2: [3.0] * 9})[Part.QUALITY]
    many = values({}, {1: [5.0] * 40, 2: [3.0] * 360})[Part.QUALITY]

    assert one.value == pytest.approx(((5 + 5 * 3.2) / 6 - 1) / 4)
    assert 0.9 < many.value < 1


def test_quality_without_any_evaluation_is_unknown_and_without_own_ones_the_mean():
    assert values({})[Part.QUALITY].value is None
    assert values({}, {2: [4.0]})[Part.QUALITY].value == 0.75


def scores(rows: list[Xpert], **question) -> dict[int, float]:
    asked = Question(case=Case(**question), words={"samen": 1.0}, minutes=0)
    found = ranking.candidates(asked, rows, Rules(), record={}, loads={})
    return {row.xpert.pk: row.score for row in found}


@pytest.mark.django_db
def test_unknown_is_not_zero_but_the_mean_of_who_is_known():
    good, none, bad = (
        Xpert(pk=1, lexemes={"samen": 1.0}, themes=["roken"], breadth="specialist"),
        Xpert(pk=2, lexemes={"samen": 1.0}),
        Xpert(pk=3, lexemes={"samen": 1.0}, themes=["slaap"]),
    )

    found = scores([good, none, bad], themes=["roken"])

    assert found[1] > found[2] > found[3]


def test_nothing_known_of_anybody_is_a_score_of_nought():
    asked = Question(case=Case(), words={}, minutes=0)
    found = ranking.candidates(asked, [Xpert(pk=1), Xpert(pk=2)], Rules(), record={}, loads={})

    assert [row.score for row in found] == [0, 0]


def test_likeness_weighs_rare_words_more_and_knows_no_random():
    others = {f"woord{number}": 1.0 for number in range(9)}
    pool = [{"valpreventie": 1.0} | others, {"samen": 1.0} | others, {"samen": 1.0}, {}]
    asked = {"samen": 1.0, "valpreventie": 1.0} | {f"vraag{number}": 1.0 for number in range(9)}
    compared = affinity.Comparison(asked, pool)

    alike = compared.with_text(pool[0])

    assert alike.words == ("valpreventie",)
    assert alike.value > compared.with_text(pool[1]).value
    assert compared.with_text({}) is None


def test_counted_words_of_a_text_are_those_of_the_search():
    found = affinity.counted(["Valpreventie voor ouderen, en nog eens ouderen."])

    assert found["oudere"] > found["valpreventie"] > 0


@pytest.mark.django_db
def test_preference_of_the_asker_goes_before_a_better_one_who_qualifies():
    case = granted()
    best, wanted = XpertFactory(), XpertFactory(forms=["audit"])
    Application.objects.filter(case=case).update(preferred_xpert=wanted.person)

    proposal = proposing.propose(case, at=AT)

    assert [line.xpert for line in proposal.ranked] == [wanted, best]
    assert proposal.line(best.pk).why_not[0] == f"De vrager noemt {wanted.name} als voorkeur."


@pytest.mark.django_db
def test_preference_below_the_floor_stays_behind_and_is_told_of():
    case = granted(themes=["roken"])
    XpertFactory(themes=["roken"])
    wanted = XpertFactory(themes=["slaap"], sectors=["sport"], forms=["audit"], levels=["4"], lexemes={"slaap": 1.0})
    Application.objects.filter(case=case).update(preferred_xpert=wanted.person)

    proposal = proposing.propose(case, at=AT)

    assert proposal.ranked[-1].xpert == wanted
    assert any("past minder goed dan de ondergrens" in note for note in proposal.notes)


@pytest.mark.django_db
def test_preference_that_cannot_be_met_is_told_with_its_reason():
    case = granted()
    wanted = XpertFactory(resting=True)
    Application.objects.filter(case=case).update(preferred_xpert=wanted.person)

    assert (
        f"noemt {wanted.name} als voorkeur, maar dat kan niet: Is in rust." in proposing.propose(case, at=AT).notes[0]
    )


@pytest.mark.django_db
def test_explanation_says_why_this_one_and_why_not_that_one():
    case = granted(themes=["valpreventie"])
    XpertFactory()
    other = XpertFactory(themes=["slaap"])

    proposal = proposing.propose(case, at=AT)

    assert "Kent 1 van 1 thema's: Valpreventie." in " ".join(value.why for value in proposal.first.why)
    assert (
        proposal.line(other.pk).why_not[0].endswith("op: thema en specialisme (25 punten).")
        or "thema" in (proposal.line(other.pk).why_not[0])
    )
    assert proposal.line(other.pk).change[0].startswith("Even goed op thema en specialisme")


@pytest.mark.django_db
@pytest.mark.parametrize("number", [3, 12])
def test_proposing_takes_the_same_few_queries_for_any_number(number, django_assert_max_num_queries, steady_vocabulary):
    case = granted()
    XpertFactory.create_batch(number)

    with django_assert_max_num_queries(12):
        proposing.propose(case, at=AT)
