"""Typed words: tried against the open question first, then as a word such as menu or stop, then as an A-number."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from bot.domain.chat import Chat, Run
from bot.domain.pages import show_intents, show_menu
from bot.domain.steps import Step
from bot.domain.typed_below import typed_below
from bot.domain.values import Button, Part
from bot.domain.walk import Place, answered, offer
from bot.services.checks import Checks
from bot.services.desk import Desk
from bot.services.first import first_words
from bot.services.showing import show_run
from bot.services.typing import Asked, Reading, read_typed
from bot.services.visit import Answer, Visit
from bot.storage.subscriptions import load_subscription
from bot.text.catalog import SOURCE
from bot.text.intents import Meant, find_intents
from bot.text.reading import fold, looks_like_a_number, match_label
from bot.text.typed_words import any_of
from bot.text.words import Words

Screens = Sequence[Sequence[Button]]
NOTE = "walk/note"
STOP = "r:stop:all"  # typed alone, it stops everything at once
STOP_WHAT = "r:stop"  # within a sentence: asks what
NO_INTENT = Meant()
UNKNOWN_WORDS = "not_understood_ticks"
CONSENTS = {"yes": "r:on:", "no": "r:off:"}  # how the buttons of the consent begin that such a word means
ENTRY_OF = {"missed-hearing": "missed", "lost-paper": "check"}  # entries of the menu with another name
LONGEST_LABEL = 60  # signs; no label of a button is longer
LONGEST = 400  # no answer is longer; a longer text is not read


class Talk:
    """The use cases of typed words, and of what is no text at all."""

    def __init__(self, desk: Desk, checks: Checks) -> None:
        """Work with these parts."""
        self.desk = desk
        self.checks = checks

    async def typed(self, visit: Visit, text: str) -> Answer:
        """Answer typed words; nothing of them is kept but the answer they name."""
        short = text[:LONGEST]
        below = await self._below(visit.chat_id)

        def change(chat: Chat) -> tuple[Chat, Answer]:
            run = chat.current if chat.active else None
            place = self.desk.place(run) if run is not None else None
            note = ""
            if run is not None and place is not None and place.open is not None:
                read = self._read(short, chat, visit, run, place)
                if read.understood:
                    return self._answered(chat, visit, run, place, read)
                note = read.note or not_understood(place.open)
            return self._other_words(chat, visit, short, note=note, below=below)

        return await self.desk.unit(visit, change, again=self.checks.still(visit))

    async def not_text(self, visit: Visit) -> Answer:
        """A picture, a file, a voice message: said that it was not opened, then where things stand."""

        def change(chat: Chat) -> tuple[Chat, Answer]:
            return chat, self._noted(chat, visit, "file")

        return await self.desk.unit(visit, change, again=self.checks.still(visit))

    def _read(self, text: str, chat: Chat, visit: Visit, run: Run, place: Place) -> Reading:
        language = self.desk.language(chat, visit)
        words = self.desk.words[language]
        screen = show_run(self.desk, run, place, language)
        labels = tuple(words.label(b) for b in screen.buttons)
        return read_typed(text, Asked(place, screen, labels), self.desk.law, self.desk.law.languages[language])

    def _answered(self, chat: Chat, visit: Visit, run: Run, place: Place, read: Reading) -> tuple[Chat, Answer]:
        if read.press:
            step, value = read.press.split(":", 3)[2:]
            before, answer = self.checks.pressed(chat, visit, run, (step, value))
            return before, replace(answer, retire=chat.live)
        many = len(read.readings) > 1 or (place.open is not None and place.open.kind == "court")
        moved = (
            offer(run, read.readings) if many else answered(run, place, read.readings[0], courts=self.desk.law.courts)
        )
        changed = chat.with_run(moved)
        return changed, replace(self.checks.now(changed, visit), retire=chat.live)

    def _stop_words(self, language: str) -> set[str]:
        languages = self.desk.law.languages
        return {fold(word) for code in (language, SOURCE) for word in languages[code].says["stop"]}

    async def _below(self, chat_id: int) -> Screens | None:
        """The buttons that words may name below what was sent and is kept; None where nothing is kept."""
        kept = await self.desk.store.read(partial(load_subscription, keys=self.desk.keys, chat_id=chat_id))
        if kept is None:
            return None
        today = self.desk.clock().astimezone(ZoneInfo(kept.zone)).date()
        return tuple(typed_below(kept, self.desk.law.courts, today))

    def _other_words(
        self, chat: Chat, visit: Visit, text: str, *, note: str, below: Screens | None
    ) -> tuple[Chat, Answer]:
        """A word such as stop or menu, an A-number, a button of a reminder, or words that nobody here understands."""
        language = self.desk.language(chat, visit)
        says = self.desk.law.languages[language].says
        folded = fold(text).strip(".!¡ ")
        stop = self._stop_words(language)
        if folded in stop:
            return chat, replace(self._menu(chat, visit), follow=STOP)
        if folded in {fold(w) for w in says["menu"]}:
            return replace(chat, active=""), self._menu(chat, visit)
        if looks_like_a_number(text):
            return chat, replace(self._noted(chat, visit, "a_number"), delete_typed=True)
        first = first_words(self.desk, chat, visit)
        shown = first or self._result_or_menu(chat, visit)
        named = "" if note else self._named(text, shown)
        sent = named_below(text, below or (), self.desk.words[language])
        if not first and not named and sent:
            return chat, replace(shown, follow=sent)
        meant = find_intents(text, language) if not first and not named else NO_INTENT
        entries = tuple(dict.fromkeys(ENTRY_OF.get(intent, intent) for intent in meant.intents))
        if meant.sure and not note:
            named = f"g:{entries[0]}"
        elif entries:
            return chat, replace(self._asked_which(chat, visit, entries), retire=chat.live)
        if below is not None and not first and not named and any_of(stop).search(folded):
            return chat, replace(shown, follow=STOP_WHAT)
        if not first and not note and not named and chat.active:  # a walk that is through: nothing else would say it
            note = UNKNOWN_WORDS
        return chat, self._noted(chat, visit, note) if note else replace(shown, follow=named)

    def _asked_which(self, chat: Chat, visit: Visit, entries: tuple[str, ...]) -> Answer:
        """The parts of the menu that the words may mean, to choose from."""
        return Answer(show_intents(entries, resume=bool(chat.active)), self.desk.language(chat, visit))

    def _named(self, text: str, shown: Answer) -> str:
        """The button of a screen that the words name; empty where none is."""
        says = self.desk.law.languages[shown.language].says
        for word, begins in CONSENTS.items():
            if fold(text).strip(".!") in {fold(w) for w in says[word]}:
                return next((b.data for b in shown.screen.buttons if b.data.startswith(begins)), "")
        return named_below(text, (shown.screen.buttons,), self.desk.words[shown.language])

    def _result_or_menu(self, chat: Chat, visit: Visit) -> Answer:
        """What is shown where words say nothing: the result where it is on the phone, else the menu."""
        return self.checks.now(chat, visit) if chat.active else self._menu(chat, visit, "start/not_understood")

    def _menu(self, chat: Chat, visit: Visit, lead: str = "") -> Answer:
        walk = self.checks.state(chat.current)
        return Answer(show_menu(walk=walk, lead=lead), self.desk.language(chat, visit))

    def _noted(self, chat: Chat, visit: Visit, note: str) -> Answer:
        """Where things stand, with a note before it."""
        answer = self.checks.now(chat, visit)
        screen = replace(answer.screen, parts=(Part(NOTE, note), *answer.screen.parts))
        return replace(answer, screen=screen, retire=chat.live)


def named_below(text: str, screens: Screens, words: Words) -> str:
    """The data of the button that the words name, on the first of these screens that has such a one; else empty.

    No number names one, since the screens are not all on the phone; nor do words longer than any label.
    """
    if len(text) > LONGEST_LABEL or any(c.isdigit() for c in text):
        return ""
    for buttons in screens:
        named = match_label(text, [words.label(b) for b in buttons])
        if named is not None:
            return buttons[named].data
    return ""


def not_understood(step: Step) -> str:
    """The note for words that are no answer to this question."""
    return "not_understood_" + ("past_day" if step.past else step.kind)
