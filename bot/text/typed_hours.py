"""Which hours of the day a clock's hour may be, with the part of the day said with it, on either way to count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.law.values import Language

NOON = 12
LATE_MORNING = range(9, 12)
BEFORE_NOON = range(10, 12)
SMALL_HOURS = range(1, 5)
EARLY_HOURS = range(5, 7)
SUNRISE = 6
QUARTERS: Mapping[str, range] = {
    "night": range(6),
    "morning": range(6, NOON),
    "afternoon": range(NOON, 18),
    "evening": range(18, 24),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """One hour as typed: its numbers, the part of the day said with it, and whether its shape alone says time."""

    hour: int
    minute: int
    part: str
    certain: bool


class UnclearError(ValueError):
    """A part of the text is shaped as a time and cannot be told for certain."""


def hours_of(typed: Typed, language: Language | None) -> Iterator[str]:
    """Give the hours of the day ("HH:MM") that a typed hour may mean."""
    from_sunrise = language is not None and language.clock == "sunrise" and 1 <= typed.hour <= NOON
    for hour in _from_sunrise(typed) if from_sunrise else _day_hours(typed):
        yield f"{hour:02}:{typed.minute:02}"


def _from_sunrise(typed: Typed) -> tuple[int, ...]:
    """Give the hours where most people count from six in the morning, and papers print them from midnight.

    Of the four hours that a number may then mean exactly one lies in each quarter of the day, so a part of the day
    decides. AM and PM are the paper's. Without either, the two of the paper come before the one of the day.
    """
    quarter = QUARTERS.get(typed.part)
    if quarter is not None:
        return tuple(h for h in quarter if h % SUNRISE == typed.hour % SUNRISE)
    if typed.part in {"am", "pm"}:
        return _day_hours(typed)
    if typed.part:
        return _sun_or_moon(typed)
    return (*_day_hours(typed), typed.hour % NOON + SUNRISE)


def _sun_or_moon(typed: Typed) -> tuple[int, ...]:
    """Give noon or midnight, said with the number that either way to count has for it."""
    if typed.hour not in {SUNRISE, NOON}:
        raise UnclearError
    return (NOON,) if typed.part == "noon" else (0,)


def _day_hours(typed: Typed) -> tuple[int, ...]:
    hour, part = typed.hour, typed.part
    if not 1 <= hour <= NOON:
        return _twenty_four(hour, part)
    morning, evening = hour % NOON, hour % NOON + NOON
    if part == "am":
        return (morning,)
    if part == "pm":
        return (evening,)
    if part in {"noon", "midnight"}:
        return _at_twelve(typed)
    if hour == NOON:
        return {"afternoon": (evening,), "night": (morning,), "morning": (morning, evening)}.get(
            part, (evening, morning)
        )
    if part == "morning" or (part == "night" and hour in SMALL_HOURS):
        return (morning,)
    if (part == "night" and hour not in EARLY_HOURS) or part == "evening":
        return (evening,)
    return (evening,) if part == "afternoon" and hour not in LATE_MORNING else (morning, evening)


def _twenty_four(hour: int, part: str) -> tuple[int, ...]:
    early = {"am", "morning", "night", "midnight", ""}
    late = {"pm", "afternoon", "evening", "night", ""}
    if part not in (early if hour == 0 else late):
        raise UnclearError
    return (hour,)


def _at_twelve(typed: Typed) -> tuple[int, ...]:
    """Give the hour of "12 noon", "1:30 del mediodía" and "11 giờ trưa"; "8 noon" is unclear."""
    if typed.hour == NOON:
        return (NOON,) if typed.part == "noon" else (0,)
    if typed.part == "noon" and typed.hour in SMALL_HOURS:
        return (typed.hour + NOON,)
    if typed.part == "noon" and typed.hour in BEFORE_NOON:
        return (typed.hour,)
    raise UnclearError
