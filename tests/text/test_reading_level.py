"""How hard the English is to read: US school grades, Flesch and Kincaid's formula, as textstat counts.

What is measured is the text of a screen without its buttons. A line is a thought of its own, so its end ends a
sentence. Three things stand for themselves and count as one short word each, since nobody reads them syllable by
syllable: a page's address or a phone number; a date; the name and street of a court, and the citation of a law.
"""

import re
from functools import cache
from itertools import chain
from statistics import median

import pytest
import textstat

from bot.domain.asking import ask
from bot.domain.defects import BOOK
from bot.domain.walks import WALKS
from tests.text.shown import Shown, everything, law, walks, words_of

LINK = re.compile(
    r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/[\w./-]*)?(?:\?start=[\w-]+)?|"
    r"/start [\w-]{43}|\b(?:1-)?\d{3}-\d{3}-\d{4}\b"
)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"(?:\w+day, )?\b\d{{1,2}} (?:{MONTHS}) \d{{4}}|(?:{MONTHS}) \d{{1,2}}, \d{{4}}")
SCREEN, WALK = 8.0, 6.0


@cache
def data() -> re.Pattern[str]:
    """Names and streets of courts, and citations."""
    courts = law().courts.values()
    names = {text for c in courts for text in (c.name, c.short, f"{c.street}, {c.city}, {c.state}")}
    names |= {a.citation for a in law().authorities.values()}
    return re.compile("|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)))


def read(text: str) -> str:
    """The text as it is measured."""
    short = LINK.sub("web", DATE.sub("June 5", data().sub("Court", text)))
    lines = (line.strip("•· ") for line in short.split("\n"))
    return "\n".join(line if line[-1] in ".?!" else line.rstrip(":") + "." for line in lines if line)


def grade(text: str) -> float:
    return float(textstat.flesch_kincaid_grade(read(text)))


def test_links_dates_and_courts_count_as_one_short_word() -> None:
    said = "Look at acis.eoir.justice.gov or call 1-800-898-7180 by Monday, 15 March 2027."
    assert read(said) == "Look at web or call web by June 5."


def test_a_hard_text_would_be_found() -> None:
    hard = "Notwithstanding the aforementioned considerations, respondents customarily demonstrate eligibility."
    assert grade(hard) > SCREEN
    assert grade("Go to the court. Bring the paper. Ask for more time.") < WALK


def screens() -> list[Shown]:
    """Every screen of a person's chat; descriptions of commands and titles of a calendar are labels."""
    return [s for s in everything("en") if s.kind not in ("command", "case", "entry")]


def test_every_screen_can_be_read_with_eight_years_of_school() -> None:
    hard = {(s.name, grade(s.plain)) for s in screens() if grade(s.plain) > SCREEN}
    assert hard == set()


@pytest.mark.parametrize("walk", WALKS)
def test_all_questions_of_a_walk_can_be_read_with_six(walk: str) -> None:
    words, courts = words_of("en"), law().courts
    paths = [path for path in walks() if path[-1].run.walk == walk]
    open_ones = [here for here in chain.from_iterable(paths) if here.place.open is not None]
    bodies = dict.fromkeys(words.part(ask(here.run, here.place, courts).parts[-1]) for here in open_ones)
    assert len(bodies) >= len({here.place.open.id for here in open_ones if here.place.open})
    assert grade(re.sub(r"<[^>]+>", "", "\n".join(bodies))) <= WALK


@pytest.mark.parametrize("kind", ["ground", "way-page", "topic", "card"])
def test_what_stands_behind_a_walk_and_in_the_guides_can_be_read_with_six_in_the_middle(kind: str) -> None:
    grades = [grade(s.plain) for s in screens() if s.kind == kind]
    assert median(grades) <= WALK


def test_the_findings_can_be_read_with_six_in_the_middle() -> None:
    longest = {
        rule.id: max((s.plain for s in screens() if s.name == f"finding f.{rule.id}"), key=len) for rule in BOOK
    }
    assert median(grade(text) for text in longest.values()) <= WALK
