"""The one way to the law data: read once, checked key by key, then never changed."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from bot.domain.values import Court, CourtStatus
from bot.law import table
from bot.law.table import COUNT, DAY, FLAG, LINK, MAYBE_TEXT, SOURCES, TEXT, ZONE, Kind, LawError, one_of
from bot.law.values import (
    INTENTS,
    Authority,
    AuthorityKind,
    Calendar,
    Clock,
    Digits,
    Direction,
    Fee,
    How,
    Language,
    Law,
    Order,
    State,
)

__all__ = ["LawError", "load_city_names", "load_intents", "load_law", "load_nicknames", "load_states"]

HERE = Path(__file__).parent
SHORT = 28
SURE = 2
PHONE_MAY_HAVE_CHANGED = "phone-may-have-changed"
NO_PHONE = "no-phone"
SAYS = ("yes", "no", "stop", "back", "menu", "unknown")
TYPED = (
    *("today", "tomorrow", "yesterday", "after_tomorrow", "am", "pm", "morning", "afternoon", "evening", "night"),
    *("noon", "midnight", "joined", "hours", "minutes", "half", "quarter", "half_before", "quarter_before"),
    *("turned", "either", "around_days", "around_hours", "year_before", "endings", "prefixes", "accented"),
    *("own_era", "western_era", "two_thousand"),
)
PLACES = {
    "months_also": (12, 12),
    "weekdays_also": (7, 7),
    "tens": (8, 8),
    "own_months": (13, 13),
    "numbers": (1, 99),
    "days": (1, 31),
    "hour_names": (1, 12),
}

COURT_KEYS: Mapping[str, Kind] = {
    "name": TEXT,
    "short": table.like(rf".{{1,{SHORT}}}", f"a text of at most {SHORT} characters"),
    "city": TEXT,
    "state": table.like("[A-Z]{2}", "the two capital letters of a state in states.toml"),
    "street": TEXT,
    "zip": table.like(r"(\d{5})?", "five digits in quotes, or empty"),
    "phone": table.like(r"(\d{3}-\d{3}-\d{4})?", "a phone number such as 305-789-4221, or empty"),
    "time_zone": ZONE,
    "time_zone_trap": FLAG,
    "status": one_of(*get_args(CourtStatus)),
    "detained": FLAG,
    "confidence": one_of("high", "medium", "low"),
    "address_sources": COUNT,
    "phone_sources": SOURCES,
    "source": TEXT,
    "checked": table.like(r"\d{4}-\d{2}-\d{2}|c\. \d{4}", 'a day such as "2026-10-01", or "c. 2026"'),
    "notes": table.names(),
    "note": MAYBE_TEXT,
}
STATE = one_of(*get_args(State))
AUTHORITY_KEYS: Mapping[str, Kind] = {
    "citation": TEXT,
    "says": TEXT,
    "kind": one_of(*get_args(AuthorityKind)),
    "state": STATE,
    "how": one_of(*get_args(How)),
    "checked": DAY,
    "source": TEXT,
    "url": LINK,
}
FEE_KEYS: Mapping[str, Kind] = {
    "amount": COUNT,
    "what": TEXT,
    "from": DAY,
    "state": STATE,
    "checked": DAY,
    "source": TEXT,
}
LANGUAGE_KEYS: Mapping[str, Kind] = {
    "native": TEXT,
    "locale": TEXT,
    "direction": one_of(*get_args(Direction)),
    "telegram": table.names(),
    "label_width": COUNT,
    "plural": table.like(r"nplurals=[1-6]; plural=.+;", "a header Plural-Forms such as nplurals=1; plural=0;"),
    "formality": TEXT,
    "date_order": one_of(*get_args(Order)),
    "digits": one_of(*get_args(Digits), default="latn"),
    "clock": one_of(*get_args(Clock), default="midnight"),
    "calendar": one_of(*get_args(Calendar), default="gregorian"),
    "source": TEXT,
    "months": table.names(12),
    "weekdays": table.names(7),
    **{word: table.names() for word in SAYS},
    **{word: table.names(default=()) for word in TYPED},
    **{word: table.places(*least_and_most) for word, least_and_most in PLACES.items()},
}


@cache
def load_law(folder: Path | None = None) -> Law:
    """Read courts, authorities, fees and languages; the same folder is read once.

    Raises `LawError` with one line naming file, table, key and what it must be.
    """
    home = folder or HERE
    authorities = _authorities(home / "authorities.toml")
    fees = _fees(home / "fees.toml")
    return Law(
        courts=_courts(home / "courts.toml", load_states(folder)),
        authorities=authorities,
        fees=fees,
        languages=_languages(home / "languages.toml"),
        paper_names=_paper_names(home / "paper_names.toml"),
        checked=min([one.checked for one in authorities.values()] + [one.checked for one in fees.values()]),
    )


@cache
def load_states(folder: Path | None = None) -> Mapping[str, str]:
    """Read the English name of every state and territory, by its two letters."""
    rows = table.read_tables((folder or HERE) / "states.toml", {"name": TEXT})
    return MappingProxyType({code: str(row["name"]) for code, row in rows.items()})


@cache
def load_nicknames(folder: Path | None = None) -> Mapping[str, str]:
    """Read what else people call a place, as folded words, and the words of a court that they mean."""
    rows = table.read_tables((folder or HERE) / "nicknames.toml", {"also": table.names()})
    return MappingProxyType({other: meant for meant, row in rows.items() for other in row["also"]})


@cache
def load_city_names(folder: Path | None = None) -> Mapping[str, str]:
    """Read the cities' names in other scripts, each with the words of a court's name that it means."""
    rows = table.read_tables((folder or HERE) / "city_names.toml", {"also": table.names()})
    return MappingProxyType({other: meant for meant, row in rows.items() for other in row["also"]})


@cache
def load_intents(folder: Path | None = None) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Read the free words of each language that has any: phrases by intent, and what turns a text round (`not`)."""
    kinds = {name: table.names() for name in ("not", *INTENTS)}
    files = sorted(((folder or HERE) / "intents").glob("*.toml"))
    return MappingProxyType({file.stem: MappingProxyType(table.read_table(file, kinds)) for file in files})


def _paper_names(file: Path) -> Mapping[str, str]:
    rows = table.read_tables(file, {"also": table.names(), "source": TEXT, "checked": DAY})
    return MappingProxyType({name: paper for paper, row in rows.items() for name in row["also"]})


def _authorities(file: Path) -> Mapping[str, Authority]:
    rows = table.read_tables(file, AUTHORITY_KEYS)
    return MappingProxyType({name: Authority(id=name, **row) for name, row in rows.items()})


def _fees(file: Path) -> Mapping[str, Fee]:
    rows = table.read_tables(file, FEE_KEYS)
    return MappingProxyType({name: Fee(id=name, since=row.pop("from"), **row) for name, row in rows.items()})


def _languages(file: Path) -> Mapping[str, Language]:
    rows = table.read_tables(file, LANGUAGE_KEYS)
    return MappingProxyType({code: _language(code, row) for code, row in rows.items()})


def _language(code: str, row: dict[str, Any]) -> Language:
    says = MappingProxyType({word: row.pop(word) for word in SAYS})
    typed = MappingProxyType({word: row.pop(word) for word in (*TYPED, *PLACES)})
    return Language(code=code, says=says, typed=typed, **row)


def _courts(file: Path, states: Mapping[str, str]) -> Mapping[str, Court]:
    rows = table.read_tables(file, COURT_KEYS)
    _check_courts(file.name, rows, states)
    return MappingProxyType({name: _court(name, row) for name, row in rows.items()})


def _check_courts(file: str, rows: Mapping[str, dict[str, Any]], states: Mapping[str, str]) -> None:
    taken: dict[str, str] = {}
    for name, row in rows.items():
        if row["state"] not in states:
            raise LawError(f"{file}: [{name}] state must be the two capital letters of a state in states.toml")
        first = taken.setdefault(row["short"].casefold(), name)
        if first != name:
            raise LawError(f"{file}: [{name}] short must be unique, but [{first}] has it too")


def _court(name: str, row: dict[str, Any]) -> Court:
    """Give the court without what only a checker of the data reads, and with what its phone's sources mean."""
    sources = row.pop("phone_sources")
    sure = row["phone"] != "" and sources != "conflict" and sources >= SURE
    kept = {key: value for key, value in row.items() if key not in {"confidence", "address_sources", "note"}}
    kept["notes"] = (*row["notes"], *_phone_note(row["phone"], sure=sure))
    return Court(id=name, phone_sure=sure, **kept)


def _phone_note(phone: str, *, sure: bool) -> tuple[str, ...]:
    if not phone:
        return (NO_PHONE,)
    return () if sure else (PHONE_MAY_HAVE_CHANGED,)
