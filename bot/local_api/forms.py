"""Read the parameters of a call out of a body: JSON, form or multipart."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

import orjson

from bot.local_api.errors import Json, bad_request

ATTACH = "attach://"
_BOUNDARY = re.compile(r'boundary="?([^";,]+)"?', re.IGNORECASE)
_DISPOSITION = re.compile(rb'(\w+\*?)="((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call or from a person's phone."""

    name: str
    data: bytes
    media_type: str = "application/octet-stream"


def read_parameters(content_type: str, body: bytes) -> Json:
    """Give the parameters of a call; an `attach://` reference is replaced by the file it names."""
    kind = content_type.partition(";")[0].strip().lower()
    if not body:
        return {}
    if kind == "application/json":
        return _read_json(body)
    if kind == "multipart/form-data":
        return _attached(_read_multipart(content_type, body))
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _read_json(body: bytes) -> Json:
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        value = None
    if not isinstance(value, dict):
        raise bad_request("can't parse JSON object")
    return value


def _read_multipart(content_type: str, body: bytes) -> Json:
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise bad_request("boundary in Content-Type header not found")
    fields: Json = {}
    for part in body.split(b"--" + found[1].encode())[1:]:
        if part.startswith(b"--"):
            break
        _read_part(part, fields)
    return fields


def _read_part(part: bytes, fields: Json) -> None:
    head, _, data = part.partition(b"\r\n\r\n")
    if data.endswith(b"\r\n"):
        data = data[:-2]
    names: dict[str, str] = {}
    media_type = "application/octet-stream"
    for line in head.split(b"\r\n"):
        label, _, value = line.partition(b":")
        if label.strip().lower() == b"content-disposition":
            names = {key.decode(): text.decode("utf-8", "replace") for key, text in _DISPOSITION.findall(value)}
        elif label.strip().lower() == b"content-type":
            media_type = value.strip().decode("latin-1")
    if "filename" in names:
        fields[names["name"]] = Upload(names["filename"], data, media_type)
    elif "name" in names:
        fields[names["name"]] = data.decode("utf-8", "replace")


def _attached(fields: Json) -> Json:
    for name, value in list(fields.items()):
        if isinstance(value, str) and value.startswith(ATTACH):
            upload = fields.pop(value.removeprefix(ATTACH), None)
            if upload is not None:
                fields[name] = upload
    return fields
