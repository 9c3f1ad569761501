"""The figures of relevance, and the judged set."""

import pytest
from django.conf import settings

from loket.search import evaluation

JUDGED = evaluation.load(settings.BASE_DIR / "tests" / "search" / "judged.jsonl")


@pytest.mark.parametrize(
    ("found", "figure"), [(["a", "b"], 1.0), (["b", "a"], 0.71), ([], 0.0), (["x", "a", "b"], 0.64)]
)
def test_ndcg_rewards_the_best_first(found: list[str], figure: float) -> None:
    assert evaluation.ndcg(found, {"a": 3, "b": 1}) == pytest.approx(figure, abs=0.005)


def test_recall_counts_good_ones_only() -> None:
    assert evaluation.recall(["a", "c"], {"a": 3, "b": 2, "c": 1}) == 0.5


def test_success_asks_for_one_of_the_best_in_three() -> None:
    judgements = {"a": 3, "b": 2}

    assert [evaluation.success(list(order), judgements) for order in ("xxa", "xxxa", "b")] == [1.0, 0.0, 0.0]


def test_judged_set_is_large_and_split_in_halves() -> None:
    halves = [sum(one.half == half for one in JUDGED) for half in evaluation.HALVES]

    assert (len(JUDGED) >= 60, min(halves) >= 30, all(one.judgements for one in JUDGED)) == (True, True, True)


def test_each_query_was_judged_once() -> None:
    assert len({one.query for one in JUDGED}) == len(JUDGED)
