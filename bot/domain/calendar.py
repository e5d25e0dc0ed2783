"""Days on which federal offices are closed: weekends and the holidays of 5 USC 6103, as observed."""

from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@cache
def federal_holidays(year: int) -> frozenset[date]:
    """The weekdays of a year on which federal offices keep a holiday (5 USC 6103), as observed."""
    # New Year's Day of the next year can be kept on 31 December
    years = (year, min(year + 1, date.max.year))
    calendar = holidays.country_holidays("US", years=years, observed=True)
    return frozenset(d for d in calendar if d.year == year and d.weekday() < SATURDAY)


def is_weekend(day: date) -> bool:
    """Whether the day is a Saturday or Sunday."""
    return day.weekday() >= SATURDAY


def is_federal_holiday(day: date) -> bool:
    """Whether federal offices keep a holiday on this weekday."""
    return day in federal_holidays(day.year)


def moved_back(day: date) -> date:
    """The last working day on or before the day."""
    while (is_weekend(day) or is_federal_holiday(day)) and day > date.min:
        day -= ONE_DAY
    return day


def days_after(day: date, days: int) -> date:
    """The day so many days later (earlier where negative), held within what a calendar can say."""
    ordinal = day.toordinal() + days
    return date.fromordinal(max(1, min(ordinal, date.max.toordinal())))
