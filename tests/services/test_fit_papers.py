"""The check at the start refuses a paper that does not fit; a statement of law without an authority above all."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.sheets import Piece, Sheet
from bot.domain.values import Part
from bot.law.values import Law
from bot.services import fit_papers
from bot.services.fit_papers import paper_misfits, sheets_of_all
from bot.text.catalog import read_catalog
from bot.text.places import data_folder
from bot.text.words import Words
from tests.text.shown import law, words_of


def test_the_papers_as_they_are_fit() -> None:
    assert list(paper_misfits(law(), words_of("en"))) == []


def test_every_paper_states_some_law_and_names_it() -> None:
    lawless = {s.name for s in sheets_of_all(law()) if not any(p.authorities for p in s.pieces)}
    assert lawless <= {"summary"}  # where no sign was found


@pytest.fixture
def sheets(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Piece], Piece]], list[str]]:
    """What the check says of the papers after every piece was changed in some way."""

    def changed(change: Callable[[Piece], Piece]) -> list[str]:
        def damaged(known: Law) -> list[Sheet]:
            return [replace(s, pieces=tuple(change(p) for p in s.pieces)) for s in sheets_of_all(known)]

        monkeypatch.setattr(fit_papers, "sheets_of_all", damaged)
        return list(paper_misfits(law(), words_of("en")))

    return changed


Changed = Callable[[Callable[[Piece], Piece]], list[str]]


def test_a_statement_of_law_without_an_authority_is_refused(sheets: Changed) -> None:
    found = sheets(lambda p: replace(p, authorities=()))
    named = {line.partition(":")[0] for line in found if line.endswith("states the law and names no authority")}
    assert named >= {"motion-to-continue", "objection", "reopen-notice", "reopen-exceptional", "card"}


@pytest.mark.parametrize("block", ["good_cause", "will_come"])
def test_words_that_speak_of_the_law_need_an_authority_whatever_they_look_like(sheets: Changed, block: str) -> None:
    said = Part("about/reopen", "meaning")
    found = sheets(lambda p: replace(p, kind="text", words=said, authorities=()) if p.words.block == block else p)
    assert any(line.endswith("speaks of the law and names no authority") for line in found)


def test_an_authority_that_does_not_exist_is_refused(sheets: Changed) -> None:
    found = sheets(lambda p: replace(p, authorities=("ina-0",)) if p.authorities else p)
    assert "motion-to-continue: motion-to-continue good_cause cites ina-0, which authorities.toml lacks" in found


def test_law_that_may_have_changed_is_never_stated_to_the_court(sheets: Changed) -> None:
    found = sheets(lambda p: replace(p, authorities=("pm-25-17",)) if p.words.block == "good_cause" else p)
    assert "motion-to-continue: motion-to-continue good_cause cites pm-25-17, which may have changed" in found


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return shutil.copytree(data_folder("templates"), tmp_path / "templates")


def said_of(templates: Path) -> list[str]:
    english = Words(law().languages["en"], read_catalog(data_folder("locales"), "en"), templates)
    return list(paper_misfits(law(), english))


@pytest.mark.parametrize(
    "name", ["motion-to-continue", "motion-reasons/illness", "shared/cover", "shared/order", "about/steps", "drawing"]
)
def test_a_missing_template_of_a_paper_is_named(templates: Path, name: str) -> None:
    (templates / "documents" / f"{name}.html").unlink()
    assert f"templates/documents/{name}.html: is missing" in said_of(templates)


def test_a_missing_block_of_a_paper_is_named(templates: Path) -> None:
    path = templates / "documents" / "objection.html"
    path.write_text(path.read_text("utf-8").replace("block rule", "block ruling"), "utf-8")
    assert said_of(templates) == ["templates/documents/objection.html: has no block rule"]


def test_a_citation_in_the_words_of_a_paper_is_refused(templates: Path) -> None:
    path = templates / "documents" / "card.html"
    path.write_text(path.read_text("utf-8").replace("At the start", "At the start (8 C.F.R. § 1)"), "utf-8")
    assert any("cites in its words" in line for line in said_of(templates))
