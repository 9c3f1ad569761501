"""The merge of two texts; properties first: whatever two people do, nobody's words are lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.regions.merging import three_way, tidy

LINES = st.lists(st.sampled_from(["Ouderen", "Jeugd", "Geld", "Sport", "Wijk", "School", ""]), max_size=7)
TEXT = LINES.map("\n".join)


def lines(text: str) -> set[str]:
    return {line for line in text.split("\n") if line}


@given(TEXT, TEXT, TEXT)
def test_every_line_that_somebody_added_is_kept(base, theirs, mine):
    merged = lines(three_way(base, theirs, mine).text)

    assert (lines(theirs) | lines(mine)) - lines(base) <= merged


@given(TEXT, TEXT, TEXT)
def test_nothing_appears_that_nobody_wrote(base, theirs, mine):
    merged = lines(three_way(base, theirs, mine).text)

    assert merged <= lines(base) | lines(theirs) | lines(mine)


@given(TEXT, TEXT, TEXT)
def test_line_that_both_kept_stays(base, theirs, mine):
    merged = lines(three_way(base, theirs, mine).text)

    assert lines(base) & lines(theirs) & lines(mine) <= merged


@given(TEXT, TEXT)
def test_text_of_one_side_alone_stands_as_it_is(base, changed):
    assert three_way(base, changed, base).text == tidy(changed)
    assert three_way(base, base, changed).text == tidy(changed)
    assert three_way(base, changed, changed).text == tidy(changed)
    assert three_way(base, changed, changed).clashes == ()


@given(TEXT, TEXT, TEXT)
def test_merging_again_changes_nothing(base, theirs, mine):
    merged = three_way(base, theirs, mine).text

    assert three_way(merged, merged, merged).text == merged


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "text"),
    [
        ("a\nb\nc", "a1\nb\nc", "a\nb\nc1", "a1\nb\nc1"),
        ("a\nb", "a1\nb", "a\nb1", "a1\nb1"),
        ("a", "a\nx", "a\ny", "a\nx\ny"),
        ("", "x", "y", "x\ny"),
        ("a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd"),
        ("a\nb", "b\na", "a\nb\nc", "b\na\nc"),
    ],
)
def test_changes_at_different_places_go_together(base, theirs, mine, text):
    merged = three_way(base, theirs, mine)

    assert (merged.text, merged.clashes) == (text, ())


def test_same_line_changed_by_both_keeps_both_and_tells():
    merged = three_way("Meer geld", "Meer vast geld", "Meer geld van de gemeente")

    assert merged.text == "Meer vast geld\nMeer geld van de gemeente"
    assert merged.clashes == (("Meer vast geld", "Meer geld van de gemeente"),)


def test_line_that_one_removed_and_the_other_changed_is_kept_and_told():
    merged = three_way("a\nb\nc", "a\nc", "a\nb1\nc")

    assert merged.text == "a\nb1\nc"
    assert merged.clashes == (("", "b1"),)


def test_line_ends_of_browsers_are_one_kind():
    assert tidy("\r\n een \r\ntwee\r\n\r\n") == " een\ntwee"
