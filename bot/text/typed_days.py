"""A day as a paper says it, before anyone asks whether a calendar has it."""

from dataclasses import dataclass
from datetime import date

IMPOSSIBLE = "impossible"
NEAR_YEARS = 9
MONTHS_IN_YEAR = 12
LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class Day:
    """A year, a month and a day as a paper says them, whether or not a calendar has that day."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        """Give the day as an answer holds it: "2027-03-15"."""
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    def real(self) -> date | None:
        """Give the calendar's day, or None where no calendar has it."""
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


Candidates = list[Day | str]


class UnclearError(ValueError):
    """A part of the text is shaped as a date and cannot be told for certain."""
