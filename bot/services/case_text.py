"""The words the chat would say of a case, as plain text for the command line."""

import html
import re

from bot.domain.deadlines import find_deadlines
from bot.domain.defects import find_defects
from bot.domain.facts import Facts
from bot.domain.grounds import find_grounds
from bot.domain.result import Outcome, full_text
from bot.domain.values import Screen
from bot.domain.ways import ground_parts
from bot.law.values import Law
from bot.text.words import Words

TAG = re.compile(r"<[^>]+>")


def text_of(facts: Facts, words: Words, law: Law) -> str:
    """The whole result of these facts in one language, without tags."""
    outcome = Outcome(facts, find_defects(facts), find_deadlines(facts), grounds=find_grounds(facts))
    grounds = tuple(p for g in outcome.grounds for p in ground_parts(outcome, g.id))
    parts = full_text(outcome, checked=law.checked, old=law.is_old(facts.today), grounds=grounds)
    return html.unescape(TAG.sub("", words.render(Screen("text", parts)).text))
