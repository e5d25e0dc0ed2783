"""Who may do more than a respondent: the words for it, and somebody who holds one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Role = Literal["administrator", "organizer", "volunteer"]
ROLES: tuple[Role, ...] = get_args(Role)
ORGANIZING: tuple[Role, ...] = ("organizer", "administrator")


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody with a role: a number that is never given again, the role, and since when it is held."""

    number: int
    role: Role
    since: datetime
