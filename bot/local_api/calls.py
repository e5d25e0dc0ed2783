"""One call of a bot, from its raw parameters to Telegram's answer."""

import inspect
from typing import TYPE_CHECKING, Any

from bot.local_api.errors import ApiError, Json
from bot.local_api.faults import Fault
from bot.local_api.forms import Upload
from bot.local_api.methods import METHODS
from bot.local_api.records import Call
from bot.local_api.schema import Schema, read_schema

if TYPE_CHECKING:
    from bot.local_api.telegram import LocalTelegram

SCHEMA_DATA = read_schema()
SCHEMA = Schema(SCHEMA_DATA)
BY_LOWER_CASE = {name.lower(): name for name in METHODS}
NO_METHOD = ApiError(404, "Not Found: method not found")
WRITES = ("send", "edit")


async def answer_call(telegram: "LocalTelegram", method: str, params: Json, *, via: str = "http") -> tuple[int, Json]:
    """Give the status and the JSON object that Telegram answers a call with, and keep a record of it."""
    name = BY_LOWER_CASE.get(method.lower())
    if name is None:
        _record(telegram, method, params, error=NO_METHOD, via=via)
        return NO_METHOD.status, NO_METHOD.envelope()
    if name == "getUpdates":
        return await _answer(telegram, name, params, via)
    telegram.busy += 1
    try:
        return await _answer(telegram, name, params, via)
    finally:
        telegram.busy -= 1
        telegram.settle()


async def _answer(telegram: "LocalTelegram", name: str, params: Json, via: str) -> tuple[int, Json]:
    error: ApiError | None = None
    result: Any = None
    try:
        params = SCHEMA.check(name, params, telegram.unknown_fields)
        fault = telegram.faults.take(name, params)
        if fault is None or await _goes_on(fault):
            result = await _do(telegram, name, params)
        if fault is not None and fault.error is not None:
            error = fault.error
    except ApiError as refused:
        error = refused
    if name != "getUpdates":
        _record(telegram, name, params, error=error, via=via)
    if error is not None:
        return error.status, error.envelope()
    return 200, {"ok": True, "result": result}


async def _goes_on(fault: Fault) -> bool:
    if fault.until is not None:
        await fault.until.wait()
    return fault.error is None or fault.after_doing


async def _do(telegram: "LocalTelegram", name: str, params: Json) -> Any:
    if telegram.pace is not None and name.startswith(WRITES) and "chat_id" in params:
        telegram.pace.check(params["chat_id"], telegram.rules.clock())
    result = METHODS[name](telegram, params)
    return await result if inspect.isawaitable(result) else result


def _record(telegram: "LocalTelegram", name: str, params: Json, *, error: ApiError | None, via: str) -> None:
    kept = {key: _brief(value) for key, value in params.items()}
    status, words = (error.status, error.description) if error else (200, "")
    telegram.record(Call(name, kept, status, words, via, telegram.rules.clock()))


def _brief(value: Any) -> Any:
    return {"file": value.name, "bytes": len(value.data)} if isinstance(value, Upload) else value
