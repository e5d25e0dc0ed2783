"""Numbers that point at nobody, and when a broadcast will be over."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.tallies import Tally, expected_end, is_awake, rounded

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)  # in New York
LATE = NOON + timedelta(days=9)


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (9, 0), (10, 10), (19, 10), (20, 20), (10_007, 10_000)])
def test_counts_are_rounded_down_to_ten(count: int, shown: int) -> None:
    assert rounded(count) == shown


def test_a_tally_knows_how_many_have_an_outcome() -> None:
    assert Tally(5, {"accepted": 3, "unknown": 1}).handled == 4


@pytest.mark.parametrize(("hour", "awake"), [(12, False), (13, True), (17, True), (25, True), (26, False)], ids=str)
def test_it_is_day_from_eight_to_nine_in_the_evening(hour: int, *, awake: bool) -> None:
    moment = datetime(2026, 11, 24, tzinfo=UTC) + timedelta(hours=hour)
    assert is_awake("America/New_York", moment) is awake


ENDS = {
    "nobody": ({}, timedelta(0)),
    "ten": ({"America/New_York": 10}, timedelta(seconds=0.5)),
    "a morning's work": ({"America/New_York": 72_000}, timedelta(hours=1)),
    "two zones": ({"America/New_York": 72_000, "America/Chicago": 72_000}, timedelta(hours=2)),
    "past nine in the evening, so on the next day": ({"America/New_York": 72_000 * 10}, timedelta(hours=21)),
    "it is night on Saipan": ({"Pacific/Saipan": 20}, timedelta(hours=5, seconds=1)),
}


@pytest.mark.parametrize(("people", "span"), ENDS.values(), ids=ENDS)
def test_the_expected_end_counts_20_a_second_and_only_by_day(people: dict[str, int], span: timedelta) -> None:
    assert abs(expected_end(NOON, people, until=LATE) - NOON - span) <= timedelta(seconds=1)


def test_the_expected_end_is_never_after_the_not_after_time() -> None:
    assert expected_end(NOON, {"America/New_York": 10**9}, until=NOON + timedelta(hours=6)) == NOON + timedelta(
        hours=6
    )


@given(
    st.dictionaries(
        st.sampled_from(("America/New_York", "Pacific/Honolulu", "America/Denver")), st.integers(0, 10**6)
    )
)
def test_more_people_never_end_earlier(people: dict[str, int]) -> None:
    more = {zone: number + 1000 for zone, number in people.items()}
    assert NOON <= expected_end(NOON, people, until=LATE) <= expected_end(NOON, more, until=LATE)
