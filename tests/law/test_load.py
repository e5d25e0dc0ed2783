import shutil
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest

import bot.law
from bot.law.load import LawError, load_law, load_nicknames, load_states

DATA = Path(bot.law.__file__).parent
LAW = load_law()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in DATA.glob("*.toml"):
        shutil.copy(file, tmp_path)
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def refusal(folder: Path) -> str:
    with pytest.raises(LawError) as caught:
        load_law(folder)
    words = str(caught.value)
    assert "\n" not in words
    return words


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("courts.toml", 'city = "Annandale"', 'town = "Annandale"', "[annandale] town must be left out"),
        ("courts.toml", 'city = "Annandale"\n', "", "[annandale] city must be given: a text"),
        ("courts.toml", 'city = "Annandale"', 'city = ""', "[annandale] city must be a text that is not empty"),
        ("courts.toml", 'city = "Annandale"', "city = 7", "[annandale] city must be a text"),
        ("courts.toml", 'short = "Annandale"', 'short = "Baltimore"', "[baltimore] short must be unique"),
        (
            "courts.toml",
            'short = "Annandale"',
            f'short = "{"A" * 29}"',
            "[annandale] short must be a text of at most 28",
        ),
        ("courts.toml", '"America/New_York"', '"America/Annandale"', "[annandale] time_zone must be a time zone"),
        ("courts.toml", '"America/New_York"', '"../New_York"', "[annandale] time_zone must be a time zone"),
        ("courts.toml", '"America/New_York"', '""', "[annandale] time_zone must be a time zone"),
        (
            "courts.toml",
            'status = "current"',
            'status = "open"',
            "[annandale] status must be one of current, closing",
        ),
        ("courts.toml", 'state = "VA"', 'state = "XX"', "[annandale] state must be the two capital letters"),
        ("courts.toml", 'state = "VA"', 'state = "Virginia"', "[annandale] state must be the two capital letters"),
        ("courts.toml", 'zip = "22003"', "zip = 22003", "[annandale] zip must be five digits in quotes"),
        ("courts.toml", '"703-343-4000"', '"+1 703"', "[annandale] phone must be a phone number"),
        (
            "courts.toml",
            "phone_sources = 1",
            "phone_sources = -1",
            "[annandale] phone_sources must be a whole number",
        ),
        (
            "courts.toml",
            "phone_sources = 1",
            "phone_sources = true",
            "[annandale] phone_sources must be a whole number",
        ),
        ("courts.toml", "time_zone_trap = false", 'time_zone_trap = "no"', "[annandale] time_zone_trap must be true"),
        ("courts.toml", 'checked = "c. 2026"', 'checked = "2026"', "[annandale] checked must be a day"),
        ("courts.toml", "notes = []", 'notes = [""]', "[annandale] notes must be a list of texts"),
        ("courts.toml", "[annandale]", 'title = "x"\n[annandale]', "title must be a table"),
        ("authorities.toml", 'kind = "statute"', 'kind = "law"', "[ina-239-a-1] kind must be one of statute"),
        ("authorities.toml", 'state = "in-force"', 'state = "yes"', "[ina-239-a-1] state must be one of in-force"),
        ("authorities.toml", 'how = "V"', 'how = "?"', "[ina-239-a-1] how must be one of V, V2, M"),
        ("authorities.toml", "checked = 2026-11-24", 'checked = "2026-11-24"', "[ina-239-a-1] checked must be a day"),
        ("authorities.toml", "checked = 2026-11-24", "checked = 2026-11-24T10:00:00", "checked must be a day"),
        ("authorities.toml", 'url = "https:', 'url = "http:', "[acis] url must be an https address"),
        ("fees.toml", "amount = 1095", "amount = 1095.5", "[motion-to-reopen-judge] amount must be a whole number"),
        ("fees.toml", "amount = 1095", "amount = -1", "[motion-to-reopen-judge] amount must be a whole number"),
        ("fees.toml", "from = 2026-10-01\n", "", "[motion-to-reopen-judge] from must be given"),
        ("languages.toml", 'direction = "ltr"', 'direction = "left"', "[en] direction must be one of ltr, rtl"),
        (
            "languages.toml",
            "label_width = 28",
            'label_width = 28\nmonths = ["May"]',
            "[en] months must be a list of 12",
        ),
        ("languages.toml", 'no = ["no"', 'nein = ["no"', "[en] nein must be left out"),
        ("states.toml", 'name = "Alabama"', 'title = "Alabama"', "[AL] title must be left out"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(folder: Path, file: str, old: str, new: str, words: str) -> None:
    change(folder / file, old, new)
    said = refusal(folder)
    assert said.startswith(f"{file}: ")
    assert words in said


def test_broken_toml_names_the_file_and_the_line(folder: Path) -> None:
    change(folder / "fees.toml", "amount = 1095", "amount = ")
    said = refusal(folder)
    assert said.startswith("fees.toml: must be valid TOML")
    assert "line 7" in said


def test_a_missing_file_is_refused_by_name(folder: Path) -> None:
    (folder / "languages.toml").unlink()
    assert refusal(folder).startswith("languages.toml: must be a readable UTF-8 file")


def test_a_file_in_another_encoding_is_refused(folder: Path) -> None:
    (folder / "fees.toml").write_bytes(b"\xff\xfe")
    assert refusal(folder).startswith("fees.toml: must be a readable UTF-8 file")


def test_an_empty_file_is_refused(folder: Path) -> None:
    (folder / "fees.toml").write_text("", encoding="utf-8")
    assert refusal(folder) == "fees.toml: must hold at least one table"


def test_a_copy_of_the_data_reads_the_same(folder: Path) -> None:
    assert load_law(folder) == LAW


def test_the_data_is_read_once() -> None:
    assert load_law() is load_law()


def test_the_data_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        LAW.courts["new"] = LAW.courts["miami"]  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        LAW.checked = date(2030, 1, 1)  # type: ignore[misc]


def test_the_law_is_as_old_as_its_oldest_part(folder: Path) -> None:
    change(folder / "fees.toml", "checked = 2026-11-24", "checked = 2026-10-02")
    assert load_law(folder).checked == date(2026, 10, 2)


def test_the_law_is_old_after_180_days() -> None:
    assert LAW.old_after_days == 180
    assert not LAW.is_old(date(2027, 5, 23))
    assert LAW.is_old(date(2027, 5, 24))
    assert not LAW.authorities["pereira"].is_old(date(2027, 5, 23))
    assert LAW.authorities["pereira"].is_old(date(2027, 5, 24))


def test_nicknames_are_folded_and_stand_for_a_place() -> None:
    names = " ".join(f"{court.name} {court.city}" for court in LAW.courts.values()).casefold()
    for nickname, meant in load_nicknames().items():
        assert nickname == nickname.casefold()
        assert nickname.replace(" ", "").isalnum()
        assert meant in names


def test_states_are_two_letters_and_a_name() -> None:
    states = load_states()
    assert len(states) == 50 + 1 + 5
    assert states["TX"] == "Texas"
    assert len(set(states.values())) == len(states)
