import re
from itertools import pairwise
from pathlib import Path

import pytest
from babel import Locale

from bot.domain.defects import BOOK
from bot.domain.grounds import REASON_LAW
from bot.law.load import load_law
from bot.law.values import Authority, Language

ROOT = Path(__file__).parents[2]
LAW = load_law()
EACH = pytest.mark.parametrize("authority", LAW.authorities.values(), ids=list(LAW.authorities))
LANGUAGES = pytest.mark.parametrize("language", LAW.languages.values(), ids=list(LAW.languages))
NEEDED = """
ina-239-a-1 ina-239-a-1-c ina-239-a-1-d ina-239-a-1-e ina-239-a-1-f ina-239-a-1-g ina-239-a-2 ina-239-b-1 ina-239-b-2
ina-239-c ina-240-b-4 ina-240-b-5-a ina-240-b-5-c ina-240-b-7 ina-240-e-1 ina-208-a-2-b ina-235-b-1 ina-241-a-5
ina-238-b 8-cfr-1003-13 8-cfr-1003-14-a 8-cfr-1003-15-b 8-cfr-1003-15-c 8-cfr-1003-15-d 8-cfr-1003-18 8-cfr-1003-22
8-cfr-1003-23-b-4-ii 8-cfr-1003-25-c 8-cfr-1003-29 8-cfr-1003-32 8-cfr-1003-61 8-cfr-1240-6 8-cfr-1240-10-a
8-cfr-239-1-a 8-cfr-103-8-c 8-cfr-265-1 8-cfr-1292-1 5-usc-6103 pereira niz-chavez campos-chaves fernandes
larios-gutierrez nchifor aguilar-hernandez r-t-p g-y-r m-r-a c-r-c mejia-andino cubor-cruz flores-chavez w-a-f-c e-s-i
rosales-vargas c-b sibrun hashmi l-a-b-r s-l-h laparra pm-25-22 acis eoir-fraud eoir-pro-bono-list bia-appeal-rule
eoir-fees
"""
QUOTED = re.compile(r'"((?:ina|8-cfr|5-usc|8-usc|pm)-[a-z0-9-]+)"')


@pytest.mark.parametrize("name", NEEDED.split())
def test_an_authority_that_findings_and_papers_name_exists(name: str) -> None:
    assert name in LAW.authorities


def test_every_statute_and_rule_named_in_code_exists() -> None:
    named = {one for file in (ROOT / "bot").rglob("*.py") for one in QUOTED.findall(file.read_text(encoding="utf-8"))}
    assert named
    assert named <= LAW.authorities.keys()


def test_every_authority_of_a_finding_or_a_ground_exists() -> None:
    named = {one for rule in BOOK for one in rule.authorities}
    named |= {one for group in REASON_LAW.values() for one in group}
    assert named
    assert named <= LAW.authorities.keys()


@EACH
def test_an_authority_prints_a_citation_and_not_a_chapter(authority: Authority) -> None:
    assert not re.search(r"ICPM|chapter|ch\.", authority.citation)
    shapes = {
        "statute": r"(INA § .+; )?\d+ U\.S\.C\. § \S+",
        "regulation": r"8 C\.F\.R\. § .+|91 Fed\. Reg\. .+|Form .+",
        "case": r".+, \d+ (U\.S\.|I&N Dec\.|F\.3d) \d+ \(.*\d{4}\)",
        "policy": r"EOIR Policy .+",
        "page": r"EOIR.+",
        "order": r".+, No\. \S+ \(.+ \d{4}\)",
    }
    assert re.fullmatch(shapes[authority.kind], authority.citation)


@EACH
def test_an_authority_is_said_in_a_few_plain_words_without_advice(authority: Authority) -> None:
    assert len(authority.says) <= 260
    assert authority.says.endswith(".")
    assert not re.search(r"\b(you|your|should|void|cancelled|official)\b", authority.says, re.IGNORECASE)
    for sentence in re.split(r"(?<=\.) ", authority.says):
        assert len(sentence.split()) <= 36


@EACH
def test_what_may_have_changed_is_not_said_to_be_in_force(authority: Authority) -> None:
    if "may have changed" in authority.says:
        assert authority.state == "may-have-changed"
    assert (authority.kind == "case") is (authority.state == "good-law")


def test_the_last_day_to_appeal_says_that_sources_conflict() -> None:
    rule = LAW.authorities["bia-appeal-rule"]
    assert rule.state == "conflict"
    assert "10 days or 30 days" in rule.says


@pytest.mark.parametrize(
    ("name", "amount"),
    [("motion-to-reopen-judge", 1095), ("motion-to-reopen-no-notice", 0), ("appeal-eoir-26", 1060)],
)
def test_a_fee_is_in_whole_dollars_and_has_its_day(name: str, amount: int) -> None:
    fee = LAW.fees[name]
    assert fee.amount == amount
    assert fee.since.isoformat() == "2026-10-01"
    assert fee.since <= fee.checked


def test_english_and_spanish_are_offered() -> None:
    assert {"en", "es"} <= LAW.languages.keys()


@LANGUAGES
def test_babel_knows_the_locale_or_the_language_brings_its_names(language: Language) -> None:
    assert str(Locale.parse(language.locale)) == language.locale
    assert bool(language.months) is bool(language.weekdays)


@LANGUAGES
def test_a_typed_word_means_one_thing(language: Language) -> None:
    words = sorted(word.casefold() for group in language.says.values() for word in group)
    assert all(one != other for one, other in pairwise(words))


def test_a_code_of_telegram_belongs_to_one_language() -> None:
    codes = [code for language in LAW.languages.values() for code in language.telegram]
    assert len(codes) == len(set(codes))
