import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from bot.services.fit import Misfit, check_fit
from bot.text.catalog import read_catalog
from bot.text.places import data_folder
from bot.text.words import Words
from tests.text.shown import everything, law, words_of

LANGUAGES = ("en", "es")
LONGEST_SCREEN, LONGEST_CARD = 900, 500
LONGEST_MESSAGE = 4096  # Bot API, sendMessage: after its markup is read
# pictures, dingbats, arrows and flags: what says something by its look or its colour alone
PICTURE = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2900-\u297f\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]"
)
KINDS = (
    *("question", "reading", "picker"),
    *("result", "finding", "law", "dates", "date", "unseen", "objection", "changes"),
    *("way", "ground", "way-page", "scam", "taken", "guide", "topic", "card", "page-law", "intent"),
    *("language", "intro", "lawyer-first", "menu", "resume", "not-understood"),
    *("acis", "free-help", "help", "privacy", "counts"),
    *("stop", "forget", "forgotten", "cancelled", "failed"),
    *("count", "count-lines", "count-answered", "joined"),
    *("reminder", "reminders", "reminder-times", "reminder-zones", "remind-consent", "remind-said", "remind-plan"),
    *("remind-on", "silent"),
    *("broadcast", "teaser", "news-gone", "broadcasts", "broadcast-texts", "no-organizer", "broadcast-stands"),
    *("broadcast-told", "broadcast-test", "broadcast-csv", "broadcast-choice"),
    *("team", "team-refused", "team-invite", "team-link", "team-took", "team-confirmed", "team-revoke", "team-sure"),
    *("team-gone", "team-news", "clinics", "clinic", "clinic-zone"),
    *("papers", "paper", "sent", "not-made", "spot", "caption", "entry"),
)


@cache
def longest(code: str, kind: str) -> tuple[int, str]:
    """The longest text of a kind of screen, as the phone shows it."""
    return max((len(s.plain), s.name) for s in everything(code) if s.kind == kind)


def test_every_kind_of_screen_is_measured() -> None:
    assert {s.kind for s in everything("en")} - {
        *KINDS,
        "text",
        "mydata",
        "case",
        "command",
        "about",
        "toast",
    } == set()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_screen_fits_a_phone(code: str, kind: str) -> None:
    length, name = longest(code, kind)
    assert length <= (LONGEST_CARD if kind == "card" else LONGEST_SCREEN), name


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_whole_result_as_one_text_fits_one_message(code: str) -> None:
    assert longest(code, "text")[0] <= LONGEST_MESSAGE
    assert longest(code, "mydata")[0] <= LONGEST_MESSAGE  # it has to tell all that is kept


@pytest.mark.parametrize("code", LANGUAGES)
def test_toasts_commands_and_descriptions_keep_the_limits_of_telegram(code: str) -> None:
    limits = {"toast": 200, "command": 256, "about": 512}
    assert all(longest(code, kind)[0] <= most for kind, most in limits.items())
    short = next(s for s in everything(code) if s.name == "about short")
    assert len(short.plain) <= 120


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_label_fits_its_button(code: str) -> None:
    width = words_of(code).language.label_width
    assert width == 28
    assert {label for s in everything(code) for label in s.bare_labels if len(label) > width} == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_labels_are_plain_text_and_never_empty(code: str) -> None:
    shown = {label for s in everything(code) for label in s.bare_labels}
    labels = {label for label in shown if not label.startswith("Qps")}  # the menu of languages names the pseudo one
    assert {label for label in labels if re.search(r"[<>⟦⟧\n]|&#?\w+;", label) or not label.strip()} == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_text_is_html_that_telegram_reads_and_nothing_is_escaped_twice(code: str) -> None:
    """`plain` reads it as Telegram does, and raises where a tag is unknown or not closed."""
    assert {s.name for s in everything(code) if not s.plain.strip() or re.search(r"&#?\w+;|[<>]", s.plain)} == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_only_four_tags_are_used(code: str) -> None:
    tags = {t for s in everything(code) for t in re.findall(r"</?(\w+)", s.message.text)}
    assert tags <= {"b", "i", "code", "a"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_has_gaps_of_more_than_one_empty_line(code: str) -> None:
    assert {
        s.name for s in everything(code) if "\n\n\n" in s.plain or re.search(r"[ \t]\n|\n[ \t]", s.plain)
    } == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_two_buttons_of_a_screen_never_say_the_same(code: str) -> None:
    """A typed label names one button, and a screen reader tells them apart."""
    assert {s.name for s in everything(code) if len(set(s.bare_labels)) < len(s.bare_labels)} == set()


def test_nothing_is_said_by_a_picture() -> None:
    places = [*data_folder("templates").rglob("*.html"), *data_folder("locales").rglob("*.po")]
    assert len(places) > 100
    assert {(p.name, m[0]) for p in places for m in PICTURE.finditer(p.read_text(encoding="utf-8"))} == set()


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A copy of the templates that a test may damage."""
    return shutil.copytree(data_folder("templates"), tmp_path / "templates")


def refused(templates: Path) -> str:
    """What the check at the start says of these templates; empty where all is well."""
    speaker = Words(law().languages["en"], read_catalog(data_folder("locales"), "en"), templates)
    try:
        check_fit(law(), {"en": speaker})
    except Misfit as error:
        return str(error)
    return ""


def test_templates_as_they_are_fit(templates: Path) -> None:
    assert refused(templates) == ""


def _broken(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("{% endblock %}", "{% endblok %}", 1), encoding="utf-8")


def _emptied(path: Path) -> None:
    path.write_text("", encoding="utf-8")


NEEDED = (
    "notice-check/hearing_date",
    "papers/list",
    "papers/spots",
    "papers/reopen-notice",
    "notice-check/result",
    "findings/no-date",
    "findings/nothing",
    "findings/objection",
    "dates/check-acis",
    "courts/notes",
    "general/go",
    "general/ice-call-in",
    "reasons/find-lawyer",
    "grounds/none-clear",
    "more-time/hearing_day",
    "missed-hearing/fee",
    "moved/first",
    "rights/lawyer",
    "walk/taken",
    "general/not-seen",
    "shared/states",
    "shared/echo",
    "shared/law",
    "shared/buttons",
    "shared/urgent",
    "shared/readings",
    "shared/pickers",
    "shared/clock",
    "shared/state",
    "start/menu",
    "start/commands",
    "start/privacy",
    "walk/note",
    "walk/toasts",
    "walk/resume",
)


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_template_is_refused_in_one_line_that_names_it(templates: Path, name: str) -> None:
    (templates / "chat" / f"{name}.html").unlink()
    assert re.fullmatch(rf"templates/chat/{name}\.html: is missing", refused(templates))


@pytest.mark.parametrize("damage", [_broken, _emptied], ids=["syntax", "no blocks"])
@pytest.mark.parametrize(
    "name", ["notice-check/status", "findings/weekend", "general/go", "shared/law", "start/menu"]
)
def test_a_damaged_template_is_refused_in_one_line_that_names_it(
    templates: Path, name: str, damage: Callable[[Path], None]
) -> None:
    damage(templates / "chat" / f"{name}.html")
    said = refused(templates)
    assert said.startswith(f"templates/chat/{name}.html: ")
    assert "\n" not in said


def test_a_missing_block_is_named(templates: Path) -> None:
    path = templates / "chat" / "findings" / "no-date.html"
    path.write_text(path.read_text(encoding="utf-8").replace("block why", "block because"), encoding="utf-8")
    assert refused(templates) == "templates/chat/findings/no-date.html: has no block why"


def test_a_template_that_cannot_be_read_says_in_which_line(templates: Path) -> None:
    _broken(templates / "chat" / "findings" / "no-date.html")
    assert re.match(r"templates/chat/findings/no-date\.html: line \d+: ", refused(templates))
