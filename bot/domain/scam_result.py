"""The result of the scam check: the signs in plain words, never a verdict, and where to go on."""

from collections.abc import Mapping

from bot.domain.asking import key
from bot.domain.chat import Run
from bot.domain.facts import Facts
from bot.domain.result import LABELS
from bot.domain.scam_check import NOT_A_SIGN, signs_of
from bot.domain.values import Button, Part, Screen
from bot.domain.walk import BACK, RESULT

TEMPLATE = "scam-check/result"
FROM_AN_OFFICE = "sender-office"


def scam_parts(facts: Facts, beside: Mapping[str, object]) -> tuple[Part, ...]:
    """The signs found, what people often do, and that each date stands."""
    signs = signs_of(facts.flags)
    found = set(signs) - NOT_A_SIGN
    return (
        Part(TEMPLATE, "head" if found else "none"),
        *(Part(TEMPLATE, sign.replace("-", "_")) for sign in signs),
        *((Part(TEMPLATE, "ice"),) if FROM_AN_OFFICE in facts.flags else ()),
        Part(TEMPLATE, "do"),
        Part("general/go"),
        Part(LABELS, "body", beside),
    )


def show_scam(run: Run, facts: Facts, beside: Mapping[str, object]) -> Screen:
    """The result as one screen."""
    buttons = (
        Button("g:findhelp.fraud", "findhelp/fraud", "title"),
        Button("g:findhelp.check", "findhelp/check", "title"),
        Button("g:check", "start/menu", "check"),
        Button(key(run, RESULT, "law.p.result"), "shared/buttons", "law"),
        Button(key(run, RESULT, "change"), LABELS, "change"),
        Button(key(run, RESULT, BACK), "shared/buttons", "back"),
        Button("g:menu", "shared/buttons", "menu"),
    )
    return Screen("scam", scam_parts(facts, beside), buttons)
