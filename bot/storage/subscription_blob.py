"""A subscription as the bytes that are sealed: compact JSON with a version, filled up to one size for everybody."""

from datetime import date, time
from typing import Any

import orjson

from bot.domain.subscriptions import DeadlineAhead, Hearing, Subscription

VERSION = 1
BLOB_BYTES = 2044  # with the length that sealing puts before it, a whole number of its blocks


def pack(subscription: Subscription) -> bytes:
    """The subscription as bytes, always as many; raises ValueError where it holds more than that."""
    packed = orjson.dumps(
        [
            VERSION,
            subscription.chat_id,
            subscription.language,
            subscription.zone,
            subscription.touched.isoformat(),
            [_hearing_packed(h) for h in subscription.hearings],
            [(d.id, d.on.isoformat(), sorted(d.sent)) for d in subscription.deadlines],
            subscription.discreet,
            sorted(subscription.purposes),
            subscription.news,
            subscription.messages,
            subscription.last,
        ]
    )
    if len(packed) > BLOB_BYTES:
        raise ValueError("a subscription is too large")
    return packed.ljust(BLOB_BYTES)


def unpack(blob: bytes, revision: int) -> Subscription:
    """The subscription of these bytes; raises ValueError where they are of another version, or none."""
    version, *fields = orjson.loads(blob)
    if version != VERSION:
        raise ValueError("a subscription of another version")
    chat_id, language, zone, touched, hearings, deadlines, discreet, purposes, news, messages, *last = fields
    return Subscription(
        chat_id,
        language,
        zone,
        date.fromisoformat(touched),
        hearings=tuple([_hearing_unpacked(h) for h in hearings]),
        deadlines=tuple([DeadlineAhead(i, date.fromisoformat(on), frozenset(sent)) for i, on, sent in deadlines]),
        discreet=discreet,
        purposes=frozenset(purposes),
        news=tuple(news),
        messages=tuple([(message, hour) for message, hour in messages]),
        last="".join(last),  # a row from before it was kept has none
        revision=revision,
    )


def _hearing_packed(hearing: Hearing) -> tuple[object, ...]:
    on = hearing.on.isoformat() if hearing.on else ""
    at = hearing.at.isoformat("minutes") if hearing.at else ""
    typed = hearing.typed.isoformat()
    wishes = (hearing.days, hearing.nudged, hearing.looks)
    return (hearing.label, on, at, hearing.kind, hearing.court, typed, *wishes, sorted(hearing.sent))


def _hearing_unpacked(packed: list[Any]) -> Hearing:
    label, on, at, kind, court, typed, days, nudged, looks, sent = packed
    return Hearing(
        label,
        date.fromisoformat(on) if on else None,
        time.fromisoformat(at) if at else None,
        kind,
        court,
        date.fromisoformat(typed),
        days=tuple(days),
        nudged=nudged,
        looks=looks,
        sent=frozenset(sent),
    )
