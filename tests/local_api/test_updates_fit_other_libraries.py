from collections.abc import Awaitable, Callable

import pytest
import telegram as ptb

from bot.local_api import LocalTelegram, Person

KEYBOARD = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}


async def a_text(person: Person) -> None:
    await person.says("hello 😀 /help")


async def an_answer(person: Person) -> None:
    await person.says("this one", reply_to=person.messages[0])


async def an_edit(person: Person) -> None:
    await person.edits(await person.says("helo"), "hello")


async def a_press(person: Person) -> None:
    await person.presses("Yes")


async def an_old_press(person: Person) -> None:
    await person.taps("y", person.last, too_old=True)


async def a_block(person: Person) -> None:
    await person.blocks()
    await person.unblocks()


async def a_group(person: Person) -> None:
    chat = await person.adds_bot_to("Neighbours")
    await person.says("/start@local_bot", chat=chat)
    await person.removes_bot_from(chat)


async def a_forward(person: Person) -> None:
    await person.forwards(person.last)


def a_thing(kind: str) -> Callable[[Person], Awaitable[None]]:
    async def deed(person: Person) -> None:
        await person.sends(kind, phone_number="555-0100")

    return deed


DEEDS = {
    "text": (a_text, 1),
    "answer": (an_answer, 1),
    "edit": (an_edit, 2),
    "press": (a_press, 1),
    "press of a message too old": (an_old_press, 1),
    "block": (a_block, 2),
    "group": (a_group, 4),
    "forward": (a_forward, 1),
    **{kind: (a_thing(kind), 1) for kind in ("photo", "sticker", "voice", "location", "contact", "document")},
}


@pytest.mark.parametrize("name", DEEDS)
async def test_every_kind_of_update_fits_aiogram_and_python_telegram_bot(
    name: str, telegram: LocalTelegram, maria: Person, api: Callable[..., Awaitable[object]]
) -> None:
    import aiogram.types  # here, since it takes seconds, and every process of pytest reads this file

    await api("sendMessage", chat_id=maria.id, text="<b>Ready</b>?", parse_mode="HTML", reply_markup=KEYBOARD)
    deed, expected = DEEDS[name]
    await deed(maria)
    updates = [update.wire for update in telegram.updates.pending.values()]
    assert len(updates) == expected
    for wire in updates:
        kind = next(key for key in wire if key != "update_id")
        seen = aiogram.types.Update.model_validate(wire)
        assert seen.event_type == kind
        parsed = ptb.Update.de_json(wire, None)
        assert getattr(parsed, kind) is not None
        assert parsed.effective_user is not None
        assert parsed.effective_user.id == maria.id
        assert not parsed.api_kwargs
