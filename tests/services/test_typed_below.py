"""The labels below what the bot sent by itself, typed: each names its own button, in every language."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.subscriptions import DeadlineAhead, Hearing, Subscription
from bot.domain.typed_below import typed_below
from bot.services.talk import named_below
from tests.text.shown import LOOKED_AT, law, offered, words_of

TODAY = date(2027, 3, 8)
KEPT = Subscription(
    7,
    "en",
    "America/New_York",
    TODAY,
    (Hearing("me", date(2027, 3, 15), court="miami"), Hearing("child-1", nudged=True)),
    (DeadlineAhead("motion-suggested-by", TODAY),),
    purposes=frozenset({"reminders"}),
)
SENT = ("before.me", "look.me", "after.me", "nudge.child-1", "deadline.motion-suggested-by", "news.0123abcd")


@pytest.mark.parametrize("code", [code for code in offered() if code not in LOOKED_AT])
def test_each_label_that_is_typed_names_its_own_button(code: str) -> None:
    words, wrong = words_of(code), []
    for last in SENT:
        screens = tuple(typed_below(replace(KEPT, last=last), law().courts, TODAY))
        for button in (b for buttons in screens for b in buttons if not any(c.isdigit() for c in words.label(b))):
            label = words.label(button)
            first = next(b for buttons in screens for b in buttons if words.label(b) == label)
            if named_below(label.lower(), screens, words) != first.data:
                wrong.append((last, label))
    assert wrong == []
