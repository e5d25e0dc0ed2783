"""A new language is one table in languages.toml and one catalog: nothing else is touched, and all of it works."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from bot.law.load import load_law
from bot.text.catalog_file import catalog_file
from bot.text.messages import merge, start
from tests.cli.test_start import GOOD, copied, fairhearing

TABLE = """
[qya]
native = "Quenya"
locale = "en_US"
direction = "ltr"
telegram = ["qy"]
label_width = 28
plural = "nplurals=2; plural=(n != 1);"
formality = "le"
date_order = "dmy"
source = "made up"
yes = ["ná"]
no = ["lá"]
stop = ["pusta"]
back = ["at"]
menu = ["minna"]
unknown = ["uan ista"]
months = [
    "Narvinyë", "Nénimë", "Súlìmë", "Víressë", "Lótessë", "Nárië",
    "Cermië", "Urimë", "Yavannië", "Narquelië", "Hísimë", "Ringarë",
]
weekdays = ["Isilya", "Aldúya", "Menelya", "Valanya", "Elenya", "Anarya", "Eärenya"]
tomorrow = ["enwa"]
morning = ["arinya"]
"""
READ = """
import json
from datetime import date
from bot.text.reading import read_dates, read_times
today = date(2026, 11, 20)
print(json.dumps([read_dates("15 súlimë 2027", "qya", today=today), read_dates("enwa", "qya", today=today),
    read_times("arinya 8:30", "qya")]))
"""


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """A copy of the project with one language more; of the other catalogs it has one, since all take time."""
    made = copied(tmp_path / "code")
    for catalog in (made / "locales").iterdir():
        if catalog.name != "es":
            shutil.rmtree(catalog)
    with (made / "bot" / "law" / "languages.toml").open("a", encoding="utf-8") as table:
        table.write(TABLE)
    return made


def add_catalog(code: Path) -> None:
    """The catalog, with one message translated."""
    language = load_law(code / "bot" / "law").languages["qya"]
    start(code, language)
    assert "qya" in merge(code)
    path = catalog_file(code / "locales", "qya")
    catalog = polib.pofile(str(path), wrapwidth=110)
    for entry in catalog.untranslated_entries()[:1]:
        entry.msgstr = entry.msgid
    catalog.save(str(path))


def test_a_language_without_a_catalog_is_known_and_not_on_offer(code: Path, tmp_path: Path) -> None:
    status, out, err = fairhearing("languages", home=tmp_path, code=code)
    assert status == 0, err
    (line,) = (line for line in out.splitlines() if line.startswith("qya"))
    assert line.split() == ["qya", "not", "offered", "0", "%", "0", "%", "0", "no", "catalog"]
    status, _, err = fairhearing("doctor", home=tmp_path, code=code, settings=GOOD | {"FAIRHEARING_LOCALES": "qya"})
    assert status == 2


def test_a_language_whose_catalog_is_only_begun_is_not_on_offer(code: Path, tmp_path: Path) -> None:
    add_catalog(code)
    path = catalog_file(code / "locales", "qya")
    path.write_text(path.read_text("utf-8").replace("X-Review: machine-drafted", "X-Review: begun"), "utf-8")
    _, out, _ = fairhearing("languages", home=tmp_path, code=code)
    (line,) = (line for line in out.splitlines() if line.startswith("qya"))
    assert line.split()[1:3] == ["not", "offered"]
    assert line.endswith("begun")
    _, ready, _ = fairhearing("doctor", home=tmp_path, code=code, settings=GOOD)
    assert "qya" not in ready


def test_one_table_and_one_catalog_make_a_language(code: Path, tmp_path: Path) -> None:
    add_catalog(code)
    status, out, err = fairhearing("languages", home=tmp_path, code=code)
    assert status == 0, err
    (line,) = (line for line in out.splitlines() if line.startswith("qya"))
    assert line.split()[1] == "offered"
    assert line.endswith("machine-drafted")
    _, ready, _ = fairhearing("doctor", home=tmp_path, code=code, settings=GOOD)
    assert "qya (machine-drafted)" in ready


def test_its_dates_and_hours_are_read_and_its_result_is_written(code: Path, tmp_path: Path) -> None:
    add_catalog(code)
    (tmp_path / "read.py").write_text(READ, encoding="utf-8")
    case = tmp_path / "case.json"
    case.write_text(json.dumps({"document": "nta", "hearing_date": "2027-03-15", "hearing_time": "missing"}))
    status, out, err = fairhearing("check", str(case), "--locale", "qya", home=tmp_path, code=code)
    assert status == 0, err
    assert "Isilya 15 Súlìmë 2027" in json.loads(out)["text"]
    assert run(tmp_path / "read.py", code) == [["2027-03-15"], ["2026-11-21"], ["08:30"]]


def run(script: Path, code: Path) -> object:
    """What a script prints that sees only this copy of the project."""
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, str(script)],
        env=os.environ | {"PYTHONPATH": str(code), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_without_a_key_it_must_have_the_start_is_refused_by_name(code: Path, tmp_path: Path) -> None:
    file = code / "bot" / "law" / "languages.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('yes = ["ná"]\n', ""), encoding="utf-8")
    status, _, err = fairhearing("languages", home=tmp_path, code=code)
    assert status == 2
    assert "languages.toml: [qya] yes must be given" in err
