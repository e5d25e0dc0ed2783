from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.steady import BELIEVED_AFTER, Steady

NOON = datetime(2027, 3, 14, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_an_even_clock_is_believed_with_its_small_corrections() -> None:
    steady = Steady(NOON, 0.0)
    for n in range(1, 60):
        steady = steady.at(NOON + n * (MINUTE + timedelta(seconds=2)), 60.0 * n)
    assert steady.now(59 * 60.0) == NOON + 59 * (MINUTE + timedelta(seconds=2))
    assert not steady.jumped


@given(st.sampled_from((-1, 1)), st.integers(6, 3 * 24 * 60), st.integers(1, 24 * 60))
def test_a_clock_that_jumps_and_comes_back_never_tells_another_time(sign: int, by: int, lasts: int) -> None:
    steady = Steady(NOON, 0.0)
    for n in range(1, lasts + 10, 7):
        wrong = sign * by * MINUTE if n <= lasts else timedelta(0)
        steady = steady.at(NOON + n * MINUTE + wrong, 60.0 * n)
        assert steady.now(60.0 * n) == NOON + n * MINUTE
        assert steady.jumped == (n <= lasts)


def test_a_clock_that_stays_where_it_was_put_is_believed_after_a_day() -> None:
    hours = range(1, 40)
    steady = Steady(NOON, 0.0)
    seen = []
    for n in hours:
        steady = steady.at(NOON + timedelta(hours=n + 48), 3600.0 * n)
        seen.append(steady.jumped)
    assert seen.index(False) == BELIEVED_AFTER // 3600
    assert steady.now(3600.0 * 39) == NOON + timedelta(hours=39 + 48)
