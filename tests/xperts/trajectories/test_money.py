from hypothesis import given
from hypothesis import strategies as st

from xperts.trajectories import money

MINUTES = st.integers(1, 60 * 200)
RATES = st.integers(1, 50_000)


@given(claims=st.lists(MINUTES, max_size=40), rate=RATES)
def test_claims_together_are_the_rounded_total(claims, rate):
    done_sixtieths = done_cents = 0

    for minutes in claims:
        done_cents += money.cents_of_next(minutes * rate, done_sixtieths=done_sixtieths, done_cents=done_cents)
        done_sixtieths += minutes * rate

    assert done_cents == money.cost(sum(claims), rate)


@given(claims=st.lists(st.tuples(MINUTES, RATES), min_size=1, max_size=20))
def test_no_claim_is_a_cent_off_or_below_nothing_whatever_the_rates(claims):
    done_sixtieths = done_cents = 0

    for minutes, rate in claims:
        cents = money.cents_of_next(minutes * rate, done_sixtieths=done_sixtieths, done_cents=done_cents)
        assert cents >= 0
        assert abs(60 * cents - minutes * rate) <= 60
        done_sixtieths, done_cents = done_sixtieths + minutes * rate, done_cents + cents


@given(total=st.integers(0, 10**7), number=st.integers(1, 12))
def test_parts_are_the_whole_and_differ_by_one_at_most(total, number):
    parts = money.parts(total, number)

    assert (sum(parts), len(parts)) == (total, number)
    assert max(parts) - min(parts) <= 1


@given(minutes=MINUTES)
def test_hours_at_a_rate_in_whole_cents_a_minute_need_no_rounding(minutes):
    assert money.cost(minutes, 6_000) == minutes * 100
