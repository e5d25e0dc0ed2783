"""Everything the bot can show, as messages of one language: what the tests of words look at.

Walks are drawn by chance (seeded) and kept where they show something new: another question after another answer,
another finding, deadline or result. Every screen behind each of them is rendered as the bot renders it.
"""

import asyncio
import html
import io
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property
from gettext import GNUTranslations
from itertools import chain, pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import polib

from bot.app import open_keys
from bot.domain import pages, remind_screens
from bot.domain import volunteer_screens as volunteers
from bot.domain.asking import ask, turn_page
from bot.domain.chat import Chat, Run
from bot.domain.counting import show_answered
from bot.domain.defects import BOOK
from bot.domain.facts import Facts
from bot.domain.guides import GUIDES, law_of_page
from bot.domain.monitor import by_court, overview
from bot.domain.notice_check import NOTICE_CHECK
from bot.domain.paper_screens import show_not_made, show_papers, show_sent, spot_screen
from bot.domain.papers import CHOICES, letters_of
from bot.domain.publishing import Count, Published
from bot.domain.reminders import Reminder
from bot.domain.result import Outcome, is_call_in, outcome_of
from bot.domain.spots import SPOTS
from bot.domain.steps import IMPOSSIBLE, NONE_TICKED, Step
from bot.domain.subscriptions import DeadlineAhead, Hearing, Subscription
from bot.domain.taking import begin_from
from bot.domain.values import Part, Screen
from bot.domain.walk import Place, Walk, fresh, offer, stand
from bot.domain.walks import WALKS as WALK_TABLE
from bot.domain.ways import PAGES as WAY_PAGES
from bot.law.find_court import find_courts
from bot.law.load import load_law
from bot.law.values import Law
from bot.local_api.rich_text import parse_html
from bot.services.bulletin import MADE_UP
from bot.services.case_text import text_of
from bot.services.checks import Checks
from bot.services.desk import Desk
from bot.services.exporting import files_of, public_tables, volunteers_tables
from bot.services.fit_papers import sample_orders
from bot.services.papers import Papers
from bot.services.people import People
from bot.services.showing import show_result_page, show_run
from bot.services.talk import NOTE, not_understood
from bot.services.visit import Answer, Visit
from bot.settings import Settings
from bot.storage.chats import save_chat
from bot.storage.store import Store
from bot.storage.subscriptions import save_subscription
from bot.text.catalog import Catalog
from bot.text.catalog_file import has_catalog
from bot.text.documents import Documents
from bot.text.messages import PLACEHOLDER, extract
from bot.text.places import data_folder
from bot.text.words import TICKED, UNTICKED, Message, Words, load_words
from handlers.introduce import calls_for, menu_call
from tests.text.remembering import Remembering, Shared
from tests.text.shown_team import team_screens

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 17, tzinfo=UTC)
LATER = TODAY + timedelta(days=181)
PSEUDO = "qps"
LOOKED_AT = ("en", "es")  # the languages whose words have tests of their own
NONCE = "0" * 8
COUNTS = ("count", "count.all", "count.all.2")
WALKS, OTHER_WALKS = 1200, 60
BEHIND = ("acis", "free-help", "objection")
PAGES = (
    "list",
    "dates",
    "unseen",
    "change",
    "f.nothing",
    *COUNTS,
    *BEHIND,
    *("law." + page for page in BEHIND),
)
NOTES = ("file", "a_number")
ROOT = data_folder("templates").parent
LOCALES = data_folder("locales")
PREFIX = re.compile(rf"^(?:\d+\. |{re.escape(TICKED)}|{re.escape(UNTICKED)})")
UNSEEN = re.compile(f"[{''.join(c for c in map(chr, range(sys.maxunicode)) if unicodedata.category(c) == 'Cf')}]")


@dataclass(frozen=True)
class Shown:
    """One message, what it is, and the facts of the paper it speaks of (None where it speaks of none).

    What it says is worked out once: some hundred thousand messages are each looked at by a dozen tests.
    """

    name: str
    message: Message
    facts: Facts | None = None
    language: str = ""

    @property
    def kind(self) -> str:
        return self.name.partition(" ")[0]

    @cached_property
    def plain(self) -> str:
        """The text as a phone shows it; an error where Telegram would refuse it."""
        return parse_html(self.message.text)[0]

    @cached_property
    def bare_labels(self) -> tuple[str, ...]:
        """The labels without their number or tick."""
        return tuple(map(bare, self.message.labels))

    @cached_property
    def all_words(self) -> str:
        return "\n".join((self.plain, *self.message.labels))


def unmarked(text: str) -> str:
    """The text without the signs nobody sees, which set apart what runs the other way."""
    return UNSEEN.sub("", text)


@cache
def bare(label: str) -> str:
    """The label without its number or tick."""
    return PREFIX.sub("", unmarked(label))


@cache
def law() -> Law:
    return load_law()


@cache
def words_of(code: str) -> Words:
    """The words of a language; of the pseudo-language, whose dates are Spanish."""
    if code == PSEUDO:
        language = replace(law().languages["es"], code=PSEUDO, native="Qps", telegram=(PSEUDO,))
        return Words(language, pseudo_catalog(), data_folder("templates"))
    wanted = {code: law().languages[code]}
    return load_words(wanted, templates=data_folder("templates"), locales=data_folder("locales"))[code]


@cache
def offered() -> tuple[str, ...]:
    """The languages on offer."""
    return tuple(code for code in law().languages if has_catalog(LOCALES, code))


def documents(code: str) -> list[str]:
    """The pages that explain an export, and the note in its tables."""
    made = Documents(words_of(code), data_folder("templates"))
    tables = (public_tables(Published((), ())), volunteers_tables(()))
    pages = [
        files_of(some, "csv", documents=made, law=law(), least=11)["dictionary.html"].decode() for some in tables
    ]
    return [*pages, made.block("export_words", "note")]


def wrapped(message: str) -> str:
    """The message in brackets; a placeholder stands outside, since what fills it is no part of the message."""
    ends = [0, *chain.from_iterable(m.span() for m in PLACEHOLDER.finditer(message)), len(message)]
    spans = enumerate(pairwise(ends))
    return "".join(message[a:b] if number % 2 else f"⟦{message[a:b]}⟧" for number, (a, b) in spans if a != b)


@cache
def template_catalog() -> polib.POFile:
    """All messages of templates and law data."""
    return extract(ROOT)


@cache
def pseudo_catalog() -> Catalog:
    """Every message in brackets, made by the way a real catalog goes."""
    made = polib.POFile()
    made.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    for entry in template_catalog():
        plural = {0: wrapped(entry.msgid), 1: wrapped(entry.msgid_plural)} if entry.msgid_plural else {}
        made.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgstr="" if plural else wrapped(entry.msgid),
                msgid_plural=entry.msgid_plural,
                msgstr_plural=plural,
                msgctxt=entry.msgctxt,
            )
        )
    return Catalog(PSEUDO, "machine-drafted", GNUTranslations(io.BytesIO(made.to_binary())))


@dataclass(frozen=True, slots=True)
class Stand:
    """A run and where it stands."""

    run: Run
    place: Place


def standing(answers: Mapping[str, str], today: date = TODAY, walk: Walk = NOTICE_CHECK) -> Stand:
    run = replace(fresh(walk, NONCE), answers=dict(answers))
    return Stand(run, stand(walk, run.answers, law().courts, today))


@cache
def walks() -> tuple[tuple[Stand, ...], ...]:
    """Walks from the first question to the result, each of which shows something new."""
    chance = Random(20261124)  # noqa: S311 - a sample that is the same each time
    seen: set[object] = set()
    kept = []
    others = [w for w in WALK_TABLE.values() if w is not NOTICE_CHECK]
    for number, walk in enumerate([NOTICE_CHECK] * WALKS + others * OTHER_WALKS):
        path = tuple(_walk(chance, LATER if number % 5 == 4 else TODAY, walk))
        new = {(walk.id, t) for here in path for t in traits(here)} - seen
        if new:
            seen |= new
            kept.append(path)
    return tuple(kept)


def _walk(chance: Random, today: date, walk: Walk) -> Iterator[Stand]:
    here = standing({}, today, walk)
    while here.place.open is not None:
        yield here
        raw = _answer(here.place.open, here.place.facts, chance)
        here = standing({**here.run.answers, here.place.open.id: raw}, today, walk)
    yield here


def _answer(step: Step, facts: Facts, chance: Random) -> str:
    words = [*step.offered(facts), *([step.skip] if step.skip else [])]
    if step.kind == "ticks":
        boxes = step.offered(facts)
        few = chance.sample(boxes, chance.randint(0, min(3, len(boxes))))
        return ",".join(b for b in boxes if b in few) or NONE_TICKED
    if step.kind == "choice" or chance.random() < 0.2:
        return chance.choice(words or ["skipped"])
    if step.kind == "court":
        return chance.choice(list(law().courts))
    if step.kind == "time":
        return chance.choice(["08:30", "12:00", "13:15", "19:00", "02:05"])
    near = [(facts.today + timedelta(days=d)).isoformat() for d in (-200, -20, -3, 0, 1, 3, 9, 13, 16, 60)]
    days = [*near, "2027-03-15", "2028-03-15", "2027-03-14", "2027-01-01", "2027-09-31", IMPOSSIBLE]
    return chance.choice([d for d in days if step.accepts(d, facts, {})])


def traits(here: Stand) -> Iterator[object]:
    """What is special about where a run stands."""
    place, facts = here.place, here.place.facts
    last = place.last
    if place.open is not None:
        form = "" if last is None else last[1] if last[0].kind == "choice" else last[0].kind
        yield ("asked", place.open.id, facts.document, last[0].id if last else "", form)
        return
    outcome = outcome_of(place)
    when = (facts.date_that_counts is None, facts.date_that_counts == facts.today, facts.detained == "yes")
    for finding in outcome.findings:
        yield ("found", finding.id, finding.severity, facts.objection_open, facts.order_may_exist, facts.document)
        yield ("when", finding.id, when, facts.printed_date is None, facts.today)
    for deadline in outcome.deadlines:
        yield ("deadline", deadline.id, deadline.on is None, facts.today)
    yield (
        "list",
        facts.other_kind,
        facts.acis,
        facts.attended,
        when,
        facts.court is None,
        facts.hearing_time is None,
    )
    yield ("length", len(outcome.findings), len(place.counted), facts.document)
    late = "late-to-court" in facts.missed_why
    yield from (("ground", ground.id, facts.attended, late) for ground in outcome.grounds)
    yield ("grounds", len(outcome.grounds))
    yield from (("flag", flag) for flag in facts.flags)
    yield from (("not known", step.id) for step in outcome.not_known)


@cache
def questions() -> tuple[tuple[str, Screen, Facts], ...]:
    """Every question with its notes, ticks, readings and pickers, after every kind of answer before it."""
    found: dict[object, tuple[str, Screen, Facts]] = {}
    for here in chain(chain.from_iterable(walks()), after_every_court()):
        if here.place.open is not None:
            for name, screen in _asked(here, here.place.open):
                found.setdefault(repr((name, screen)), (name, screen, here.place.facts))
    return tuple(found.values())


def after_every_court() -> Iterator[Stand]:
    """The question after the court, for every court: the court, its address and its notes are read back there."""
    for court in law().courts:
        for paper in ("nta", "hearing-notice"):
            answers = {
                "for_whom": "me",
                "document": paper,
                "status": NONE_TICKED,
                "hearing_date": "2027-03-15",
                "hearing_time": "08:30",
                "hearing_place": court,
            }
            yield standing(answers)


def _asked(here: Stand, step: Step) -> Iterator[tuple[str, Screen]]:
    run, place, courts = here.run, here.place, law().courts
    name = f"question {step.id}"
    plain = ask(run, place, courts)
    yield name, plain
    own = not_understood(step)
    for note in (*NOTES, own, *(("day_to_come",) if step.past else ())):
        yield f"{name} {note}", replace(plain, parts=(Part(NOTE, note), *plain.parts))
    yield f"{name} again", ask(replace(run, aside={step.id: _first(step, place.facts)}), place, courts)
    boxes = step.offered(place.facts) if step.kind == "ticks" else ()
    for ticks in {boxes, boxes[:1]}:
        yield f"{name} ticked", ask(replace(run, ticks=ticks), place, courts)
    for offered in _readings(step, place.facts):
        yield f"reading {step.id}", ask(offer(run, offered), place, courts)
    for page in _pages(step):
        yield f"picker {step.id}", turn_page(run, place, page, courts)


def _readings(step: Step, facts: Facts) -> Iterator[tuple[str, ...]]:
    if step.kind == "date":
        yield ("2027-03-04", "2027-04-03")
        yield ("2026-12-10", "2027-12-10")
        if step.checked:
            past = (facts.today - timedelta(days=3)).isoformat()
            yield from ((d,) for d in (past, "2027-09-26", "2028-01-01", "2027-12-31", "2027-09-31", IMPOSSIBLE))
            yield ("2027-09-31", "2027-10-01")
    if step.kind == "time":
        yield from (("01:30", "13:30"), ("02:05",), ("19:00",), ("00:00", "12:00"))
    if step.kind == "court":
        yield from typed_courts()


@cache
def typed_courts() -> tuple[tuple[str, ...], ...]:
    """What the bot offers for each city, state, ZIP code and name that somebody may type."""
    courts = law().courts
    typed = {t for c in courts.values() for t in (c.city, c.state, c.zip, c.name, c.short, c.street) if t}
    found = {tuple(c.id for c in find_courts(text, courts)) for text in sorted(typed)}
    return tuple(sorted(f for f in found if f))


def _pages(step: Step) -> tuple[str, ...]:
    if step.kind == "date":
        return ("", "2027", "2027-03")
    if step.kind == "court":
        return ("", *sorted({c.state for c in law().courts.values()}))
    return ("",) if step.kind == "time" else ()


@cache
def desk() -> Desk:
    """A desk whose store is closed: good for showing, not for keeping."""
    with TemporaryDirectory() as folder:
        made = _open_desk(Path(folder), TODAY)
        made.store.close()
    return made


def _open_desk(folder: Path, today: date) -> Desk:
    folder.mkdir(exist_ok=True)
    settings = Settings(secret_key="5f" * 32, data=folder)
    words = {code: words_of(code) for code in (*offered(), PSEUDO)}
    noon = datetime(today.year, today.month, today.day, 17, tzinfo=UTC)
    known = replace(law(), languages={**law().languages, PSEUDO: words_of(PSEUDO).language})
    keys = open_keys(settings, today)
    return Desk(Store.open(settings.main_database), keys, known, words, lambda: noon, lambda: NONCE)


def result_pages(here: Stand, language: str) -> Iterator[tuple[str, Screen, str]]:
    """Every page behind a finished check, with the language it is shown in."""
    outcome: Outcome = outcome_of(here.place)
    names = [*PAGES, *(k + d.id for d in outcome.deadlines for k in ("d.", "law.d."))]
    names += [k + f.id for f in outcome.findings for k in ("f.", "law.")]
    names += [k + g.id for g in outcome.grounds for k in ("g.", "law.g.")]
    names += [k + page for page in (*WAY_PAGES.get(here.run.walk, ()), "result") for k in ("p.", "law.p.")]
    for name in names:
        screen, shown = show_result_page(desk(), here.run, here.place, name, language)
        yield f"{screen.name} {name}", screen, shown


def ends() -> tuple[Stand, ...]:
    """Where finished walks stand."""
    return tuple(path[-1] for path in walks())


@cache
def hardest_ends() -> tuple[Stand, ...]:
    """For every court, a result with all that can stand on it: an order, another date in ACIS, tomorrow."""
    return tuple(_filled(_hard(court, today), today) for court in law().courts for today in (TODAY, LATER))


@cache
def one_end() -> Stand:
    """One of them."""
    return _filled(_hard(next(iter(law().courts)), TODAY), TODAY)


def _hard(court: str, today: date) -> Mapping[str, str]:
    soon, sooner = ((today + timedelta(days=days)).isoformat() for days in (9, 1))
    return {
        "document": "hearing-notice",
        "status": "ordered,missed",
        "hearing_date": soon,
        "hearing_time": "08:30",
        "hearing_place": court,
        "groups": "missing-pages,names,copies",
        "acis": "different",
        "acis_date": sooner,
    }


def _filled(wanted: Mapping[str, str], today: date) -> Stand:
    """Where a walk ends that gives these answers, and to all else the first there is."""
    here = standing({}, today)
    while here.place.open is not None:
        step = here.place.open
        given = wanted.get(step.id, _first(step, here.place.facts))
        here = standing({**here.run.answers, step.id: given}, today)
    return here


def _first(step: Step, facts: Facts) -> str:
    """The first answer there is: I don't know, nothing ticked, or the first choice."""
    return step.skip or (NONE_TICKED if step.kind == "ticks" else step.offered(facts)[0])


@cache
def everything(code: str) -> tuple[Shown, ...]:
    """All that is shown in one language, each text once for each kind of paper that rules hang on."""
    found: dict[object, Shown] = {}
    own = words_of(code)
    words = Remembering(own.language, own.catalog, data_folder("templates"))
    written = (Shown(name, words.render(screen), facts, code) for name, screen, facts in screens(code == "en"))
    others = (whole_texts, fixed_pages, said_beside, cases, taken, papers, reminders, helpers)
    for shown in chain(written, *(of(code) for of in others)):
        found.setdefault((shown.kind, _speaks_of(shown.facts), shown.message), shown)
    return tuple(found.values())


def _speaks_of(facts: Facts | None) -> object:
    return facts and (facts.order_may_exist, is_call_in(facts))


@cache
def screens(is_english: bool) -> tuple[tuple[str, Screen, Facts], ...]:  # noqa: FBT001 - a key of the cache
    """The screens of all walks: those of English, or of a language that nobody has reviewed."""
    shared = Shared(words_of("en"))
    found: dict[object, tuple[str, Screen, Facts]] = {}
    for name, screen, facts in _screens("en" if is_english else PSEUDO):
        one = shared.screen(screen)
        found.setdefault((name.partition(" ")[0], _speaks_of(facts), shared.key(one)), (name, one, facts))
    return tuple(found.values())


def _screens(code: str) -> Iterator[tuple[str, Screen, Facts]]:
    yield from questions()
    for here in ends():
        for name, screen, _ in result_pages(here, code):
            yield name, screen, here.place.facts
    for here in hardest_ends():
        yield "result list", show_result_page(desk(), here.run, here.place, "list", code)[0], here.place.facts


def helpers(code: str) -> Iterator[Shown]:
    """What helpers of the group see."""
    for screen in team_screens(law()):
        yield Shown(f"{screen.name} helpers", words_of(code).render(screen), None, code)


def whole_texts(code: str) -> Iterator[Shown]:
    """The result as one text: of the checks with the most findings, and of every sixth other."""
    most = sorted(ends(), key=lambda here: len(outcome_of(here.place).findings), reverse=True)
    for here in (*most[:12], *most[12::6]):
        screen, _ = show_result_page(desk(), here.run, here.place, "text", code)
        if screen.name == "text":
            yield Shown("text text", words_of(code).render(screen), here.place.facts, code)


@cache
def fixed_pages(code: str) -> tuple[Shown, ...]:
    """Every screen that is no walk, as the services answer it; for most languages only half a year later."""
    with TemporaryDirectory() as folder:
        return tuple(
            Shown(name, words_of(answer.language).render(answer.screen), None, code)
            for number, today in enumerate((TODAY, LATER) if code in (*LOOKED_AT, PSEUDO) else (LATER,))
            for name, answer in asyncio.run(_fixed(_open_desk(Path(folder) / str(number), today), code))
        )


def volunteer_screens() -> dict[str, Screen]:
    """What volunteers see in the chat: with many numbers, with few, and with none."""
    court = max(law().courts.values(), key=lambda one: len(one.name))
    counts = tuple(
        Count(f"2026-{month:02}", court.id, "nta", rule, "", 12_345)
        for month in range(1, 13)
        for rule in ("checked", *(r.id for r in BOOK if r.counted != "no"))
    )
    whole, none = overview(counts), overview(())
    rows = tuple((one, by_court(counts)[0]) for one in law().courts.values())
    return {
        "link": volunteers.show_monitor("https://bot.example.org/monitor/enter#" + "A" * 43),
        "no link": volunteers.show_monitor(""),
        "reports": volunteers.show_reports(whole, rows),
        "no reports": volunteers.show_reports(none, ()),
        "months": volunteers.show_months(whole),
        "no months": volunteers.show_months(none),
        "court": volunteers.show_court_numbers(court, whole),
        "no court": volunteers.show_court_numbers(court, none),
        "which": volunteers.show_which_court(tuple(law().courts.values())[:6]),
        "export": volunteers.show_export(),
        "no watch": volunteers.show_watch("how", mine=[]),
        "watch ended": volunteers.show_watch("ended"),
        **{
            f"watch {block} {kind}": volunteers.show_watch(
                block, kind=kind, about=about, court=court, n=12, days=30, **more
            )
            for kind, about in (("court", court.id), ("state", "FL"), ("defect", "no-time"))
            for block, more in (("kept", {}), ("reached", {"found": 123}))
        },
        "watches": volunteers.show_watch(
            "how", mine=[{"kind": "state", "about": "FL", "court": None, "n": 5, "days": 30}]
        ),
        "made up": Screen("made-up", (MADE_UP,)),
    }


async def _fixed(made: Desk, code: str) -> list[tuple[str, Answer]]:
    checks = Checks(made)
    people = People(made, checks)
    number = iter(range(1, 1000))

    def visit() -> Visit:
        return Visit(42, next(number), hint=code)

    answers = [("mydata nothing", await people.kept(visit()))]
    answers.append(("language first", await people.start(visit())))
    answers.append(("intro chosen", await people.choose(visit(), code)))
    answers.append(("lawyer-first understood", await people.understood(visit())))
    answers.append(("menu empty", await people.menu(visit())))
    answers.append(("mydata empty", await people.kept(visit())))
    answers.append(("cancelled nothing", await people.cancel(visit())))
    for state in ("open", "done"):
        await checks.begin(visit(), anew=NONCE)
        for here in longest_walk()[: {"open": 5, "done": -1}[state]]:
            await _take(checks, visit(), here, longest_walk()[-1].run.answers)
        answers.append((f"resume {state}", await checks.begin(visit())))
        answers.append((f"mydata {state}", await people.kept(visit())))
        answers.append((f"menu {state}", await people.menu(visit())))
    answers.append(("cancelled open", await people.cancel(visit())))
    answers += await _others(made, code, visit)
    meant = {go_on: pages.show_intents(pages.ENTRIES, resume=go_on) for go_on in (True, False)}
    answers += [(f"intent {go_on}", Answer(screen, code)) for go_on, screen in meant.items()]
    for page in (*pages.PAGES, *guide_pages()):
        kind = page_kind(page)
        answers.append((f"{kind} page {page}", await people.page(visit(), page)))
        answers.append((f"{kind} {page} english", await people.page(visit(), f"en.{page}")))
        if law_of_page(page):
            answers.append((f"page-law {page}", await people.page(visit(), f"law.{page}")))
    answers.append(("silent pump", Answer(pages.show_silent(), code)))
    answers += [
        (f"joined {role}", Answer(pages.show_joined(role), code))
        for role in ("volunteer", "organizer", "administrator", "")
    ]
    answers += [(f"numbers {name}", Answer(screen, code)) for name, screen in volunteer_screens().items()]
    answers.append(("head", Answer(pages.show_head(1234, f"1234:{'5f' * 32}"), code)))
    run = fresh(NOTICE_CHECK, NONCE)
    answers += [
        (f"count-answered {said}", Answer(show_answered(run, said), code))
        for said in ("counted", "at_once", "not_counted", "helper")
    ]
    answers.append(("language again", await people.languages(visit())))
    answers.append(("not-understood menu", Answer(pages.show_menu(walk="", lead="start/not_understood"), code)))
    answers.append(("forgotten all", replace(await people.forget(visit()), language=code)))
    made.store.close()
    return [(name, a) for name, a in answers if not name.endswith("english") or a.language == code]


async def _others(made: Desk, code: str, visit: Callable[[], Visit]) -> list[tuple[str, Answer]]:
    """What is said of a walk besides the check, open and done, each in a chat of its own; then of all together."""
    checks = Checks(made)
    people, answers = People(made, checks), []
    for walk in (w for w in WALK_TABLE.values() if w is not NOTICE_CHECK):
        path = longest_walk(walk)
        await people.forget(visit())
        await people.choose(visit(), code)
        await people.understood(visit())
        await checks.begin(visit(), walk.id)
        for number, here in enumerate(path[:-1]):
            await _take(checks, visit(), here, path[-1].run.answers)
            if number == 0:
                answers.append((f"resume open {walk.id}", await checks.begin(visit(), walk.id)))
                answers.append((f"menu open {walk.id}", await people.menu(visit())))
        answers.append((f"resume done {walk.id}", await checks.begin(visit(), walk.id)))
        answers.append((f"mydata {walk.id}", await people.kept(visit())))
    runs = {walk.id: longest_walk(walk)[-1].run for walk in WALK_TABLE.values()}
    full = Chat(language=code, understood=True, runs=runs)
    await people.forget(visit())
    await made.store.run(lambda db: save_chat(db, made.keys, 42, full, today=made.today_utc()))
    most = max(subscriptions(), key=lambda one: len(one.hearings) + len(one.deadlines))
    await made.store.run(lambda db: save_subscription(db, made.keys, replace(most, chat_id=42)))
    return [*answers, ("mydata all", await people.kept(visit()))]


def guide_pages() -> Iterator[str]:
    """Every page of the guides: the first ones, the topics, the cards."""
    for guide in GUIDES.values():
        yield guide.id
        yield from (f"{guide.id}.{topic}" for topic in guide.topics)


def page_kind(page: str) -> str:
    """What kind of screen a page is: a card, a page of a guide, or a page of its own."""
    name = page.partition(".")[0]
    if name not in GUIDES:
        return page
    return "card" if GUIDES[name].cards else "topic" if "." in page else "guide"


def longest_walk(walk: Walk = NOTICE_CHECK) -> tuple[Stand, ...]:
    """The path through a walk with the most answers."""
    paths = (w for w in walks() if w[-1].run.walk == walk.id and w[-1].place.facts.today == TODAY)
    return max(paths, key=len)


async def _take(checks: Checks, visit: Visit, here: Stand, answers: Mapping[str, str]) -> None:
    """Give the answer that this walk gave, past any reading back."""
    step = here.place.open
    assert step is not None
    raw = answers[step.id]
    boxes = raw.split(",") if step.kind == "ticks" and raw != NONE_TICKED else []
    given = [*("+" + b for b in boxes), "." if boxes else raw if step.kind == "ticks" else "=" + raw]
    for number, value in enumerate(given):
        await checks.press(
            replace(visit, update_id=visit.update_id * 1000 + number), f"w:{here.run.nonce}:{step.id}:{value}"
        )


def papers(code: str) -> Iterator[Shown]:
    """Every screen about papers and drawings, as the service shows it: the list, before, after, and in trouble."""
    words, run = words_of(code), fresh(NOTICE_CHECK, NONCE)
    made = desk()
    service = Papers(made, Checks(made), is_making=lambda _chat: False)
    for order in sample_orders(law()):
        place = Place(order.facts, (), None)
        letters = letters_of(order.paper, CHOICES.get(order.paper, ()))
        wanted = [
            "list",
            *(f"law.{order.paper}{page}" for page in ("", ".2", ".3")),
            order.paper,
            f"{order.paper}.{letters[:2]}",
            f"{order.paper}!{letters}",
            "nothing-like-it",
        ]
        for name in wanted:
            answer = service.pressed(code, 42, (run, place), name)
            kind = answer.screen.name
            yield Shown(f"{kind} {name}", words_of(answer.language).render(answer.screen), order.facts, code)
        yield Shown(f"sent {order.paper}", words.render(show_sent(run, order.paper)), order.facts, code)
    for state in ("full", "not_made"):
        yield Shown(f"not-made {state}", words.render(show_not_made(run, "card!", state)), None, code)
    still = show_papers(run, order.facts, state="still_making")
    yield Shown("papers still", words.render(still), order.facts, code)
    for caption in ("caption_filed", "caption_explained"):
        yield Shown(f"caption {caption}", Message(words.block("papers/sent", caption, {}).strip(), ()), None, code)
    for title in ("title_neutral", "title_plain"):
        yield Shown(f"entry {title}", Message(words.block("papers/calendar", title, {}).strip(), ()), None, code)
    for spot in SPOTS:
        for screen in (spot_screen(spot), spot_screen(spot, drawn=False)):
            yield Shown(f"spot {spot}", words.render(screen), None, code)


def subscriptions() -> Iterator[Subscription]:
    """What people may have subscribed to: every label, every court, with and without a date, discreet or not."""
    long = max(law().courts.values(), key=lambda c: len(c.name + c.street + c.city))
    for label in ("me", "child-2", "helped-9"):
        full = Hearing(label, TODAY + timedelta(days=9), time(13, 15), "individual", long.id, TODAY)
        bare = Hearing(label, TODAY, typed=TODAY, days=(0,), looks=False)
        for hearing in (full, bare, replace(full, on=TODAY + timedelta(days=1)), replace(bare, on=None, nudged=True)):
            for discreet in (True, False):
                yield Subscription(1, "en", "America/New_York", TODAY, (hearing,), discreet=discreet)
    dates = ("motion-suggested-by", "reopen-180-days", "appeal-safe-10-days", "address-change-5-days")
    ends = tuple(DeadlineAhead(name, TODAY + timedelta(days=n)) for n, name in enumerate(dates))
    both = Subscription(1, "en", "Pacific/Saipan", TODAY, deadlines=ends, purposes=frozenset({"reminders", "news"}))
    yield from (both, replace(both, discreet=False))


def reminders(code: str) -> Iterator[Shown]:
    """Every message that goes out by itself, what its button opens, and every screen around reminders."""
    words, courts = words_of(code), law().courts
    screens: list[Screen] = [remind_screens.show_plan(), remind_screens.show_zones()]
    screens += [remind_screens.show_on(news=news) for news in (True, False)]
    said = ("off", "due", "news", "no_news", "seen", "deleted", "gone", "full")
    screens += [remind_screens.show_said(what) for what in said]
    names = ("motion-suggested-by", "reopen-180-days", "appeal-safe-10-days", "address-change-5-days")
    screens += [remind_screens.show_due_question(NONCE, name) for name in names]
    screens += [remind_screens.show_stopped(was=was, resume=was) for was in (True, False)]
    screens += [remind_screens.show_list(None, courts, TODAY), remind_screens.show_stop(None, TODAY)]
    for one in subscriptions():
        screens += [remind_screens.show_list(one, courts, TODAY), remind_screens.show_stop(one, TODAY)]
        screens += [remind_screens.show_hearing(hearing, courts, TODAY) for hearing in one.hearings]
        kinds = ("nudge", "after") if any(h.on is None for h in one.hearings) else ("before", "look", "after")
        about = [("deadline", d.id) for d in one.deadlines] + [(k, h.label) for h in one.hearings for k in kinds]
        for kind, of in about:
            due = Reminder(kind, of, "7", NOW, NOW)  # type: ignore[arg-type]
            screens.append(remind_screens.show_reminder(one, due, courts, TODAY))
    for screen in screens:
        yield Shown(f"{screen.name} reminders", words.render(screen), None, code)


def said_beside(code: str) -> Iterator[Shown]:
    """What is said outside of messages: toasts, commands, descriptions."""
    words = words_of(code)
    for toast in ("stale", "repeated", "picture"):
        yield Shown(f"toast {toast}", Message(words.block("walk/toasts", toast, {}), ()), None, code)
    commands, short, long = calls_for(words, "")
    for command in commands["commands"]:
        yield Shown(f"command {command['command']}", Message(command["description"], ()), None, code)
    for command in menu_call(words, 1, "administrator")["commands"]:
        yield Shown(f"command {command['command']}", Message(command["description"], ()), None, code)
    yield Shown("about short", Message(short["short_description"], ()), None, code)
    yield Shown("about long", Message(long["description"], ()), None, code)


def taken(code: str) -> Iterator[Shown]:
    """The first question of a walk that took what the notice check knows, in a state of each kind."""
    for check in (*ends()[::7], *hardest_ends()[::9]):
        for walk in WALK_TABLE.values():
            run = begin_from(walk, NONCE, check.place.facts, law().courts)
            if run.taken:
                place = stand(walk, run.answers, law().courts, check.place.facts.today)
                screen = show_run(desk(), run, place, code)
                yield Shown(f"taken {walk.id}", words_of(code).render(screen), place.facts, code)
                screen, _ = show_result_page(desk(), run, place, "change", code)
                yield Shown("changes taken", words_of(code).render(screen), place.facts, code)


def cases(code: str) -> Iterator[Shown]:
    """Cases of the command line."""
    facts = Facts(TODAY, walk="missed-hearing", order_on=TODAY - timedelta(days=9), missed_why=("no-notice",))
    late = Facts(TODAY, document="hearing-notice", hearing_date=TODAY, received_on=TODAY, served_how="mail")
    words = words_of(code)
    for case in (facts, late):
        yield Shown("case", Message(html.escape(text_of(case, words, law()), quote=False), ()), case, code)
