"""A free clinic that a broadcast may name: words that one administrator typed and another one confirmed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.roles import Helper

LONGEST = 60
MOST = 20
PLACE = re.compile(r"[^\W_][\w .,'’#&()/-]*")
LOOKS_LIKE_A_LINK = re.compile(r"www|https?|//|@|\.\w*[a-z]{2,}(?:/|$|\W)|\bt\.me\b|\d{3}[ .-]?\d{4}", re.IGNORECASE)
LOOKS_LIKE_ADVICE = re.compile(
    r"cancel|arrest|danger|\b(?:ice|do not|don.t|never|raids?|police|hearings?|judges?|no court)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clinic:
    """A place, its address, the time zone it is in, and the administrators who confirmed it by number."""

    id: str
    name: str
    address: str
    zone: str
    confirmed: tuple[int, ...] = ()
    revision: int = 0


def is_confirmed(clinic: Clinic, team: Mapping[int, Helper]) -> bool:
    """Whether two different administrators who still hold that role confirmed it."""
    return len({n for n in clinic.confirmed if n in team and team[n].role == "administrator"}) > 1


def confirmed_by(clinic: Clinic, number: int) -> Clinic:
    """The clinic with this administrator among those who confirmed it."""
    return clinic if number in clinic.confirmed else replace(clinic, confirmed=(*clinic.confirmed, number))


def read_place(typed: str) -> tuple[str, str] | None:
    """The name and the address of a line "name; street, city"; None where it is none, or says anything else.

    What looks like a link, a telephone number or advice is refused: only a place may be named.
    """
    name, between, address = (part.strip() for part in typed.partition(";"))
    parts = (name, address)
    if not between or any(not part or len(part) > LONGEST or not PLACE.fullmatch(part) for part in parts):
        return None
    return None if any(p.search(part) for p in (LOOKS_LIKE_A_LINK, LOOKS_LIKE_ADVICE) for part in parts) else parts
