"""Who may do more than a respondent: the words for it."""

from typing import Literal, get_args

Role = Literal["administrator", "organizer", "volunteer"]
ROLES: tuple[Role, ...] = get_args(Role)
