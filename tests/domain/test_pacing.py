from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pacing import HALVED_FOR, MOST_A_SECOND, Pace


def most_in_a_second(sent: list[float]) -> int:
    return max((sum(0 <= other - moment < 1 for other in sent) for moment in sent), default=0)


def send_until(pace: Pace, now: float, until: float) -> tuple[list[float], Pace]:
    """Send as fast as the pace allows, in virtual time."""
    sent: list[float] = []
    while now < until:
        wait = pace.wait(now)
        if wait > 0:
            now += wait + 1e-9
            continue
        sent.append(now)
        pace = pace.sending(now)
    return sent, pace


def test_at_most_twenty_go_in_any_second() -> None:
    sent, _ = send_until(Pace(), 0.0, 60.0)
    assert most_in_a_second(sent) == MOST_A_SECOND
    assert len(sent) == 60 * MOST_A_SECOND


def test_replies_leave_less_and_never_nothing() -> None:
    assert Pace().replied(5.0, 7).most(5.5) == MOST_A_SECOND - 7
    assert Pace().replied(5.0, 7).most(6.1) == MOST_A_SECOND
    assert Pace().replied(5.0, 300).most(5.5) == 1


def test_a_refusal_stops_everything_for_as_long_as_was_asked_then_halves_it_for_a_minute() -> None:
    pace = Pace().refused(10.0, 30.0)
    assert pace.wait(10.0) == 30.0
    sent, _ = send_until(pace, 10.0, 40.0 + HALVED_FOR + 10)
    assert min(sent) >= 40.0
    assert most_in_a_second([moment for moment in sent if moment < 100]) == MOST_A_SECOND // 2
    assert most_in_a_second(sent) == MOST_A_SECOND


@given(
    st.lists(
        st.tuples(st.floats(0, 2), st.sampled_from(["reply", "refused", "send"]), st.integers(1, 30)), max_size=60
    )
)
def test_never_more_than_allowed_in_any_second_whatever_happens(events: list[tuple[float, str, int]]) -> None:
    pace, now, sent = Pace(), 0.0, []
    for span, kind, n in events:
        now += span
        if kind == "reply":
            pace = pace.replied(now, n)
        elif kind == "refused":
            pace = pace.refused(now, n)
        else:
            for _ in range(n):
                if pace.wait(now) == 0:
                    assert now >= pace.stopped_until
                    sent.append(now)
                    pace = pace.sending(now)
                now += 0.01
    assert most_in_a_second(sent) <= MOST_A_SECOND
