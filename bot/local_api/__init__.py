"""A local Bot API server with a phone page: the demo and the tests' Telegram.

It knows nothing of the bot: it speaks HTTP as Telegram does, keeps Telegram's rules and words, and is the
judge of what a bot sends. `make_app(token)` gives the Starlette application; `app.state.telegram` is the
world behind it (`LocalTelegram`); `serve(app)` serves it in the running event loop.

    app = make_app("1:token", people=(NewPerson("Maria", "es", "respondent"),), rules=Rules(seed=1))
    telegram = app.state.telegram
    async with serve(app) as url:                 # the bot's FAIRHEARING_API_URL
        maria = telegram.person("Maria")          # by name or id; a new name is a new person
        await maria.says("/start")
        await telegram.idle()                     # every update taken, no call under way
        await maria.presses("Yes")                # part of a label, or the data
        await telegram.idle(taps_answered=True)   # and every press answered
        maria.last.text, maria.last.labels, maria.messages, maria.toasts, maria.commands

What a person does (all awaited): `says`, `presses` (of an earlier state with `version=`), `taps` (any data),
`sends` (photo, sticker, voice, location, contact, document), `edits`, `forwards`, `deletes`, `blocks`,
`unblocks`, `adds_bot_to` (a group), `removes_bot_from`. A `Message` has `text`, `rows`, `buttons`, `labels`,
`wire` (the Bot API's form), `versions` (before each edit), `deleted`.

What a test orders: `telegram.fail("sendMessage", chat_id=…, status=403)` for the next call, `times=` for more,
`after_doing=True` where only the answer is lost; `telegram.stall(method, event)`; `Rules(limits=Limits())` for
429s; `Rules(clock=…, sleep=…, post=…)` so that nothing waits for real time and updates may go to an ASGI
application without a socket. What it reads: `telegram.calls`, `telegram.calls_of(method)`,
`telegram.unknown_fields`, `telegram.updates.pending`.

Outside the process the same is at /phone/…: GET `state`, `chats/<id>` (`?versions`), `calls?after=n`,
`files/<id>`, `events` (Server-Sent Events); POST JSON `people`, `people/<id>/<deed>` with a deed of text, press,
send, edit, forward, delete, block, group, ungroup; `fail`; `idle`. The page at / is made of nothing else.

`idle` cannot see what a bot does without calling: with polling, an update counts as taken when the next
getUpdates confirms it. Served methods and their fields: `methods.json` (with its source and date).
"""

from bot.local_api.app import make_app
from bot.local_api.chats import Button, Chat, Message
from bot.local_api.errors import ApiError
from bot.local_api.person import Person, Toast
from bot.local_api.records import Call
from bot.local_api.rules import PEOPLE, Answer, Limits, NewPerson, Rules
from bot.local_api.serving import serve
from bot.local_api.telegram import LocalTelegram

__all__ = [
    "PEOPLE",
    "Answer",
    "ApiError",
    "Button",
    "Call",
    "Chat",
    "Limits",
    "LocalTelegram",
    "Message",
    "NewPerson",
    "Person",
    "Rules",
    "Toast",
    "make_app",
    "serve",
]
