"""What is looked for after a seizure: everybody's canaries, and every form in which a file might tell them.

The ids share their lowest four bytes, so that these can be looked for among megabytes of sealed rows.
"""

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from benchmarks.phones import ROOT_KEY, TOKEN
from bot.local_api import NewPerson, Person

LOW_WORD = 0x5EA7C0DE
NAME, WORDS, STREET = "Qznombre Ñandú", "qzsecreto no entiendo la carta", "Calle Qzdirección 4417"
STEMS = ("qznombre", "Qznombre", "qzsecreto", "Qzdirecci", "qzusuario", "QZTOKENx", "Calle Qz")
RUN = re.compile(rb"[0-9A-Za-z+/%_-]{8,}")  # what could be text


def a_number(k: int) -> str:
    """A made-up A-number, the digits only."""
    return f"{217_430_000 + k:09}"


def phone_number(k: int) -> str:
    """A made-up phone number."""
    return f"+1217555{k:05}"


def newcomers(how_many: int) -> list[NewPerson]:
    """People with a canary wherever Telegram tells a bot something about them."""
    return [
        NewPerson(f"{NAME} {k}", "es", id=(k << 32) | LOW_WORD, username=f"qzusuario{k}")
        for k in range(1, how_many + 1)
    ]


def common_secrets(texts: Mapping[str, str]) -> Iterator[tuple[bytes, str]]:
    """The canaries that are the same for all, and these texts with what each of them is."""
    words = dict.fromkeys((*STEMS, TOKEN, TOKEN.partition(":")[2]), "a name, a word or the token")
    for text, what in (words | {ROOT_KEY: "the root key"} | dict(texts)).items():
        yield from ((form, what) for form in forms_of_text(text))
    yield bytes.fromhex(ROOT_KEY), "the root key"
    for order in ("big", "little"):
        yield repr(LOW_WORD.to_bytes(4, order))[2:-1].encode(), "a chat id in 4 bytes"


def told(content: bytes, people: Sequence[Person]) -> list[str]:
    """Which canaries a file tells, of not too many people: each form is looked for by itself."""
    words = b"\n".join({*RUN.findall(content), *RUN.findall(content.replace(b"\0", b""))})
    common, own = common_secrets({}), own_secrets(people)
    return sorted({what for form, what in common if form in content} | {what for form, what in own if form in words})


def own_secrets(people: Sequence[Person]) -> Iterator[tuple[bytes, str]]:
    """The canaries of each: ids (their bytes hold the common four), A-numbers, telephones."""
    for person in people:
        k = person.id >> 32
        yield from ((form, "a chat id") for form in forms_of_number(person.id))
        number = a_number(k)
        for text in (number, f"{number[:3]}-{number[3:6]}-{number[6:]}"):
            yield from ((form, "an A-number") for form in forms_of_text(text))
        yield phone_number(k).encode(), "a phone number"


def forms_of_number(number: int) -> Iterator[bytes]:
    """A number the ways somebody might write it: digits, hexadecimal, its bytes in hexadecimal or base64."""
    binary = [number.to_bytes(8, "big"), number.to_bytes(8, "little")]
    yield from (b"%x" % number, b"%X" % number)
    for raw in binary:
        yield raw.hex().encode()
        yield from base64_of(raw)
    yield from forms_of_text(str(number))


def forms_of_text(text: str) -> Iterator[bytes]:
    """A text as UTF-8, as UTF-16, in hexadecimal digits, in an address, escaped, in base64."""
    raw = text.encode()
    yield from (raw, text.encode("utf-16-le"), raw.hex().encode(), quote(text).encode())
    yield text.encode("unicode-escape")
    yield from base64_of(raw)


def base64_of(raw: bytes) -> Iterator[bytes]:
    """The bytes in base64 wherever they stand in a longer text: what of it does not depend on the neighbours."""
    for before in range(3):
        whole = base64.b64encode(bytes(before) + raw)
        from_digit = -(-before * 8 // 6)
        digits = (before + len(raw)) * 8 // 6
        yield whole[from_digit:digits]
