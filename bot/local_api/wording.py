"""Turn what a bot or a person wrote into the text and entities of a message."""

import re

from bot.local_api.errors import Json, bad_request
from bot.local_api.rich_text import parse_html, units

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_FOUND_BY_ITSELF = re.compile(
    r"(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?!\w))"
    r"|(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]])"
    r"|(?P<email>(?<![\w.])[\w.+-]+@[\w-]+\.[\w.-]*\w)"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_MARKS = re.compile(r"[/@]|://")


def words_of(params: Json, field: str) -> tuple[str, list[Json]]:
    """Give text and entities of a call's `text` or `caption`, as its parse mode says."""
    source: str = params.get(field, "")
    mode = params.get("parse_mode", "")
    given = params.get("entities" if field == "text" else "caption_entities")
    if given:
        text, entities = source, [dict(entity) for entity in given]
    elif mode.lower() == "html":
        text, entities = parse_html(source)
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        text, entities = source, []
    return tidy(text, entities)


def message_words(params: Json) -> tuple[str, list[Json]]:
    """Give text and entities of a message, refused when empty or too long."""
    text, entities = words_of(params, "text")
    if not text:
        raise bad_request("message text is empty")
    if units(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return text, entities


def caption_words(params: Json) -> tuple[str, list[Json]]:
    """Give text and entities of a caption, which may be empty, refused when too long."""
    text, entities = words_of(params, "caption")
    if units(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return text, entities


def tidy(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Take white space off both ends, move the entities along, and add those that are found by themselves."""
    cleaned = _CONTROL.sub(" ", text.replace("\r", ""))
    if cleaned != text:
        text = cleaned if len(cleaned) == len(text) else text.replace("\r", "")
    body = text.strip()
    front = units(text[: len(text) - len(text.lstrip())])
    kept = _moved(entities, front, units(body)) if entities else []
    if _MARKS.search(body):
        kept = _with_automatic(body, kept)
    return body, kept


def _moved(entities: list[Json], front: int, length: int) -> list[Json]:
    moved = []
    for entity in entities:
        start = max(entity["offset"] - front, 0)
        stop = min(entity["offset"] - front + entity["length"], length)
        if stop > start:
            moved.append({**entity, "offset": start, "length": stop - start})
    return moved


def _with_automatic(text: str, entities: list[Json]) -> list[Json]:
    found = list(entities)
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in {"code", "pre", "text_link"}
    ]
    for match in _FOUND_BY_ITSELF.finditer(text):
        start = units(text[: match.start()])
        stop = start + units(match[0])
        if not any(start < end and begin < stop for begin, end in taken):
            found.append({"type": match.lastgroup, "offset": start, "length": stop - start})
    return sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))
