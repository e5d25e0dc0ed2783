"""What a trial found: what was done, and every loss in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """One trial: what was done and seen, in figures; `losses` is empty where all is well."""

    trial: str
    seen: tuple[str, ...]
    losses: tuple[str, ...]
