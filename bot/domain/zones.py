"""The time zones of the immigration courts, from east to west, and the words for each (a block of shared/zones)."""

from collections.abc import Mapping

ZONE_WORDS: Mapping[str, str] = {
    "America/Puerto_Rico": "puerto-rico",
    "America/New_York": "eastern",
    "America/Indiana/Indianapolis": "eastern",
    "America/Kentucky/Louisville": "eastern",
    "America/Chicago": "central",
    "America/Denver": "mountain",
    "America/Phoenix": "arizona",
    "America/Los_Angeles": "pacific",
    "Pacific/Honolulu": "hawaii",
    "Pacific/Saipan": "saipan",
}
EASTERN = "America/New_York"
DOUBLES = ("America/Indiana/Indianapolis", "America/Kentucky/Louisville")  # the same clock as Eastern time
CHOSEN_ZONES: Mapping[str, str] = {word: zone for zone, word in ZONE_WORDS.items() if zone not in DOUBLES}
"""One zone for each of the words, for a choice."""


def zone_word(zone: str) -> str:
    """The block of shared/zones for an IANA name; that of Eastern time for another one."""
    return ZONE_WORDS.get(zone, ZONE_WORDS[EASTERN])
