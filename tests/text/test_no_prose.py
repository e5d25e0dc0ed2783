"""No sentence for a person stands in Python.

The rule. A literal is prose where three words, or more, follow each other with spaces between. In every module that
can reach a chat no literal may be prose, except
- docstrings, and strings that stand alone as notes on a name;
- what is raised: the words of an error are for whoever runs the bot;
- a file named in `NOT_FOR_THE_CHAT`, with the reason; a file there that has no prose any more is a fault too.
Whatever its length, no literal may be the text of a call to Telegram or the value of a button.
The pseudo-language (test_words) proves the same from the other end: what is shown comes from a template.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.text.places import PACKAGE

ROOT = PACKAGE.parent
PROSE = re.compile(r"[^\W\d_]+[,;:.]? +[^\W\d_]+[,;:.]? +[^\W\d_]+")
SENT = {"text", "caption", "description", "short_description", "title", "message"}
NOT_FOR_THE_CHAT = {
    "bot/__main__.py": "a terminal: help and results of the command line",
    "bot/auditing.py": "a terminal: whether the log is whole",
    "bot/demo.py": "a terminal: where the page of the demo is",
    "bot/doctor.py": "a terminal: what is ready",
    "bot/settings.py": "descriptions of settings, for whoever runs the bot",
    "bot/domain/answers.py": "what a key may hold, in an error of the command line",
    "bot/law/load.py": "what a row of the law data must hold, in an error at the start",
    "bot/law/table.py": "what a cell of the law data must hold, in an error at the start",
    "bot/law/place_words.py": "words that people type, taken out before a court is looked for",
    "bot/services/cases.py": "what is wrong in a file of cases, in an error of the command line",
    "bot/services/fit.py": "what does not fit, in an error at the start",
    "bot/services/fit_papers.py": "what does not fit, in an error at the start",
    "bot/services/fixed_words.py": "names of blocks of the templates",
    "bot/storage/migrations/versions/a006_monitor.py": "SQL",
    "bot/storage/addresses.py": "what is wrong with a database's address, in an error at the start",
    "bot/storage/cluster.py": "SQL",
    "bot/storage/key_file.py": "the first line of the key file",
    "bot/storage/lane.py": "an error of the program itself, handed over between threads",
    "bot/storage/leases.py": "SQL",
    "bot/storage/migrate.py": "what is wrong with a database's schema, in an error at the start",
    "bot/storage/postgres.py": "SQL",
    "bot/telegram/counts.py": "what a metric counts, for whoever runs the bot",
    "bot/telegram/reply.py": "Telegram's own words for an error, compared",
    "bot/telegram/sender.py": "Telegram's own words for an error, compared",
    "bot/text/dates.py": "patterns of Babel",
    "bot/text/lint.py": "a terminal: what is wrong in a catalog",
    "bot/text/lint_rules.py": "terms of the court, looked for in the English",
    "bot/text/words.py": "what a template lacks, in an error at the start",
}


def modules() -> list[Path]:
    """Every module but the local Bot API, which plays Telegram."""
    found = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "handlers").rglob("*.py")]
    return sorted(p for p in found if not p.is_relative_to(ROOT / "bot" / "local_api"))


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every text in the code, an f-string as one text; docstrings, notes and what is raised left out."""
    spared = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    spared |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.Raise) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            spared |= {id(part) for part in node.values}
            if id(node) not in spared:
                yield node.lineno, "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spared:
            yield node.lineno, node.value


def prose(source: str) -> list[tuple[int, str]]:
    return [(line, text) for line, text in literals(ast.parse(source)) if PROSE.search(text)]


def spoken(source: str) -> list[tuple[int, str]]:
    """Literals that are sent or stand on a button, whatever their length."""
    found = []
    for node in ast.walk(ast.parse(source)):
        pairs: list[tuple[object, ast.expr]] = []
        if isinstance(node, ast.Dict):
            keys = [k.value if isinstance(k, ast.Constant) else "" for k in node.keys]
            pairs = [(k, v) for k, v in zip(keys, node.values, strict=True) if k in SENT]
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Button", "Key", "Message"):
            pairs = [(k.arg, k.value) for k in node.keywords if k.arg in ("value", "label", "text")]
        for _, value in pairs:
            if isinstance(value, ast.JoinedStr) or (isinstance(value, ast.Constant) and value.value):
                found.append((value.lineno, ast.unparse(value)))
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_holds_no_prose(path: Path) -> None:
    found = prose(path.read_text(encoding="utf-8"))
    if str(path.relative_to(ROOT)) in NOT_FOR_THE_CHAT:
        assert found, "no prose here any more: take it off the list"
    else:
        assert found == []


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_is_sent_or_put_on_a_button_as_a_literal(path: Path) -> None:
    assert spoken(path.read_text(encoding="utf-8")) == []


def test_no_handler_and_no_service_that_shows_something_is_on_the_list() -> None:
    listed = [p for p in NOT_FOR_THE_CHAT if p.startswith(("handlers/", "bot/services/"))]
    assert listed == [f"bot/services/{name}.py" for name in ("cases", "fit", "fit_papers", "fixed_words")]
    assert {*NOT_FOR_THE_CHAT} <= {str(p.relative_to(ROOT)) for p in modules()}


@pytest.mark.parametrize(
    "source",
    ['x = "press this button"', 'f(f"You have {n} new findings here")', 'd = {"a": "Go to court"}'],
)
def test_prose_would_be_found(source: str) -> None:
    assert len(prose(source)) == 1


@pytest.mark.parametrize(
    "source",
    ['"""A note of words."""', 'raise E("no such court here")', 'x = "two words"', 'x = "a_b c-d:e"'],
)
def test_what_is_no_prose_is_spared(source: str) -> None:
    assert prose(source) == []


@pytest.mark.parametrize(
    "source", ['{"text": "Hi"}', 'Button("g:x", value="Menu")', 'call = {"caption": f"{n} left"}']
)
def test_a_spoken_literal_would_be_found(source: str) -> None:
    assert len(spoken(source)) == 1
