"""Read Telegram's HTML into plain text and entities, with Telegram's words for what is wrong.

Source: https://core.telegram.org/bots/api#html-style. Offsets and lengths count UTF-16 units.
"""

import re
from dataclasses import dataclass

from bot.local_api.errors import ApiError, Json, bad_request

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LANGUAGE = "language-"
_SPECIAL = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))|(lt|gt|amp|quot));?")
_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>"']+)\s*(?:=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
_LINK = re.compile(r"(?:(?:https?|tg|ton)://|mailto:|[\w-]+\.\w)", re.IGNORECASE)


@dataclass(slots=True)
class Tag:
    """A start tag that waits for its end."""

    name: str
    byte: int
    start: int
    attributes: dict[str, str]


def units(text: str) -> int:
    """Give the length in UTF-16 units, which is how Telegram counts."""
    return len(text) + sum(1 for letter in text if letter > "\uffff")


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Give the plain text and its entities, or refuse with Telegram's words."""
    return _Reader(source).read()


class _Reader:
    """One pass over one text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.written = 0
        self.open: list[Tag] = []
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            self._step()
        if self.open:
            raise self._wrong(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.out), self.entities

    def _step(self) -> None:
        found = _SPECIAL.search(self.source, self.at)
        stop = found.start() if found else len(self.source)
        self._write(self.source[self.at : stop])
        self.at = stop
        if found is None:
            return
        if found[0] == "&":
            self._reference()
        elif self.source.startswith("</", stop):
            self._end_tag()
        else:
            self._start_tag()

    def _write(self, text: str) -> None:
        if text:
            self.out.append(text)
            self.written += units(text)

    def _reference(self) -> None:
        found = _REFERENCE.match(self.source, self.at)
        letter = _letter(found) if found else None
        if found is None or letter is None:
            self._write("&")
            self.at += 1
            return
        self._write(letter)
        self.at = found.end()

    def _start_tag(self) -> None:
        begin = self.at
        found = _NAME.match(self.source, begin + 1)
        name = found[0].lower() if found else ""
        self.at = begin + 1 + len(name)
        if self.at >= len(self.source):
            raise self._wrong(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if name not in TAGS:
            raise self._wrong(f'Unsupported start tag "{name}" at byte offset {self._byte(begin)}')
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(Tag(name, begin, self.written, attributes))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._skip_space()
            if self.at >= len(self.source):
                raise self._wrong(f"Unclosed start tag at byte offset {self._byte(begin)}")
            if self.source[self.at] == ">":
                self.at += 1
                return attributes
            found = _ATTRIBUTE.match(self.source, self.at)
            if found is None:
                raise self._wrong(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
            name, value = found[1].lower(), found[2]
            if value is None and (tag, name) != ("blockquote", "expandable"):
                raise self._wrong(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
                    f" at byte offset {self._byte(begin)}"
                )
            attributes[name] = _unescaped((value or "").strip("\"'"))
            self.at = found.end()

    def _skip_space(self) -> None:
        while self.at < len(self.source) and self.source[self.at].isspace():
            self.at += 1

    def _end_tag(self) -> None:
        begin = self.at
        stop = self.source.find(">", begin)
        if stop < 0:
            raise self._wrong(f"Unclosed end tag at byte offset {self._byte(begin)}")
        name = self.source[begin + 2 : stop].strip().lower()
        if not self.open:
            raise self._wrong(f"Unexpected end tag at byte offset {self._byte(begin)}")
        tag = self.open.pop()
        if name and name != tag.name:
            raise self._wrong(
                f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{tag.name}>", found "</{name}>"'
            )
        self.at = stop + 1
        self._close(tag)

    def _close(self, tag: Tag) -> None:
        length = self.written - tag.start
        if length == 0 or any(outer.name in {"code", "pre"} for outer in self.open):
            self._keep_language(tag)
            return
        entity: Json = {"type": TAGS[tag.name], "offset": tag.start, "length": length}
        if tag.name == "a":
            url = tag.attributes.get("href", "") or self._text_since(tag.start)
            if not _LINK.match(url):
                return
            entity["url"] = url
        elif tag.name == "pre" and "language" in tag.attributes:
            entity["language"] = tag.attributes["language"]
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        self.entities.append(entity)

    def _keep_language(self, tag: Tag) -> None:
        named = tag.attributes.get("class", "")
        if tag.name == "code" and self.open and self.open[-1].name == "pre" and named.startswith(LANGUAGE):
            self.open[-1].attributes["language"] = named.removeprefix(LANGUAGE)

    def _text_since(self, start: int) -> str:
        return cut("".join(self.out), start, self.written)

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _wrong(self, words: str) -> ApiError:
        return bad_request(f"can't parse entities: {words}")


def cut(text: str, start: int, stop: int) -> str:
    """Give a part of a text by UTF-16 offsets."""
    return text.encode("utf-16-le")[start * 2 : stop * 2].decode("utf-16-le")


def _letter(found: re.Match[str]) -> str | None:
    if found[3]:
        return NAMED[found[3]]
    code = int(found[1], 16) if found[1] else int(found[2])
    usable = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF  # noqa: PLR2004 - the limits of Unicode
    return chr(code) if usable else None


def _unescaped(value: str) -> str:
    return _REFERENCE.sub(lambda found: _letter(found) or found[0], value)
