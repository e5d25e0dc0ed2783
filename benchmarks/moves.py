"""What people do: a whole check, move by move, each with the answers it leaves behind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.domain.calendar import is_federal_holiday

TUESDAY = 1
AHEAD = timedelta(days=120)
MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Move:
    """One thing a person does: type `text`, else press the button whose data `press` names.

    `sets` are the answers that count from then on, `drops` the ones that do not any more; `anew` begins a new run.
    """

    press: str = ""
    text: str = ""
    sets: Mapping[str, str] = field(default_factory=dict)
    drops: tuple[str, ...] = ()
    anew: bool = False


def after(answers: Mapping[str, str], moves: Iterable[Move]) -> Mapping[str, str]:
    """The answers that stand after these moves."""
    kept = dict(answers)
    for move in moves:
        if move.anew:
            kept = {}
        kept = {step: raw for step, raw in kept.items() if step not in move.drops} | dict(move.sets)
    return kept


def hearing_day(today: date) -> date:
    """A Tuesday some months ahead on which courts are open."""
    day = today + AHEAD
    while day.weekday() != TUESDAY or is_federal_holiday(day):
        day += timedelta(days=1)
    return day


def chosen(step: str, value: str) -> Move:
    """An answer by button."""
    return Move(f":{step}:{value}", sets={step: value})


def boxes(step: str, *ticked: str) -> tuple[Move, ...]:
    """Boxes ticked one after the other, and taken."""
    ticks = (Move(f":{step}:+{box}") for box in ticked)
    return (*ticks, Move(f":{step}:.", sets={step: ",".join(ticked)}))


FIRST_WORDS = (Move(text="/start"), Move("l:es"), Move("g:understood"))
BEGIN = Move(text="/check", anew=True)
AGAIN = (Move(text="/check"), Move("g:new", anew=True))
COUNT = (Move(":result:count"), Move(":result:count.yes"))
"""After a check: yes, it may be counted."""
REMIND = (
    *(Move(text="/remind"), Move(":hearing_place:?"), Move(":hearing_kind:?"), Move(":remind_zone:eastern")),
    *(Move(":remind_whom:me"), Move(":remind_times:usual"), Move(":remind_discreet:discreet")),
    *(Move("r:on"), Move("r:news:yes")),
)
"""After a check: reminders of its hearing, said discreetly, and news."""
READ = (Move(":result:f.no-charges"), Move(":result:list"))
"""A finding and back."""


def spanish_check(today: date) -> tuple[Move, ...]:
    """A complete Notice to Appear in Spanish: buttons, ticks, typed words, a change of mind."""
    day = hearing_day(today)
    typed_day = f"{day.day} de {MONTHS[day.month - 1]} de {day.year}"
    return (
        chosen("for_whom", "me"),
        chosen("document", "nta"),
        Move(":status:+missed"),
        Move(":status:-missed"),
        Move(":status:none", sets={"status": "none"}),
        Move(text=typed_day, sets={"hearing_date": day.isoformat()}),
        Move(text="8:30 am", sets={"hearing_time": "08:30"}),
        Move(":hearing_place:?", sets={"hearing_place": "skipped"}),
        chosen("address", "right"),
        Move(":before_judge:<", drops=("address",)),
        chosen("address", "right"),
        chosen("before_judge", "never"),
        *boxes("groups", "names", "printed"),
        *boxes("faults_paper", "wrong-name"),
        *boxes("faults_printed", "no-charges"),
        chosen("acis", "same"),
    )
