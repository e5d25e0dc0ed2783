"""Made-up things that a person can send: nothing in them is anybody's."""

from collections.abc import Callable, Mapping
from functools import cache

from bot.local_api.errors import Json
from bot.local_api.files import Files, document, photo_sizes
from bot.local_api.forms import Upload
from bot.local_api.images import made_up_picture

STICKER_EMOJI = "🌻"
VOICE_SECONDS = 4


def content_of(kind: str, values: Mapping[str, str], files: Files) -> Json:
    """Give the part of a message that a kind of thing takes."""
    return KINDS[kind](values, files)


@cache
def _picture() -> bytes:
    return made_up_picture()


def _photo(_values: Mapping[str, str], files: Files) -> Json:
    return {"photo": photo_sizes(files.keep(Upload("photo.png", _picture()), folder="photos"))}


def _sticker(_values: Mapping[str, str], files: Files) -> Json:
    file = files.keep(Upload("sticker.png", _picture(), "image/png"), folder="stickers")
    sizes: Json = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": {**file.wire(), **sizes, "type": "regular", "emoji": STICKER_EMOJI}}


def _voice(_values: Mapping[str, str], files: Files) -> Json:
    file = files.keep(Upload("voice.ogg", b"OggS" + bytes(60), "audio/ogg"), folder="voice")
    return {"voice": {**file.wire(), "duration": VOICE_SECONDS, "mime_type": "audio/ogg"}}


def _location(values: Mapping[str, str], _files: Files) -> Json:
    return {
        "location": {
            "latitude": float(values.get("latitude", 0)),
            "longitude": float(values.get("longitude", 0)),
        }
    }


def _contact(values: Mapping[str, str], _files: Files) -> Json:
    return {
        "contact": {
            "phone_number": values["phone_number"],
            "first_name": values.get("name", "Somebody"),
        }
    }


def _document(values: Mapping[str, str], files: Files) -> Json:
    upload = Upload(values.get("name", "notes.txt"), values.get("text", "Made up.").encode(), "text/plain")
    return {"document": document(files.keep(upload, folder="documents"))}


KINDS: dict[str, Callable[[Mapping[str, str], Files], Json]] = {
    "photo": _photo,
    "sticker": _sticker,
    "voice": _voice,
    "location": _location,
    "contact": _contact,
    "document": _document,
}
