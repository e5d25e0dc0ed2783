"""Check and convert the parameters of a call against the published names and types.

Source: `methods.json` beside this file, which says where it comes from and of which date.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

from bot.local_api.errors import Json, bad_request
from bot.local_api.forms import Upload

Convert = Callable[[Any], Any]
ARRAY = "Array of "
TRUE = frozenset({"true", "yes", "1"})


class WrongTypeError(ValueError):
    """A value that does not have the type that is published for it."""


class Schema:
    """The published methods and types, made into functions once."""

    def __init__(self, data: Json) -> None:
        """Take the content of `methods.json`."""
        self._unknown: Counter[str] = Counter()
        self._types: Json = data["types"]
        self._converters: dict[str, Convert] = {
            "Integer": _integer,
            "String": _string,
            "Boolean": _boolean,
            "Float": _float,
            "InputFile": _file,
        }
        self._methods = {
            name: {field: (types[0] == "!", self._converter(types.lstrip("!"))) for field, types in fields.items()}
            for name, fields in data["methods"].items()
        }

    def check(self, method: str, params: Json, unknown: Counter[str]) -> Json:
        """Give the parameters as the types say, or refuse the call; a field nobody knows is counted."""
        self._unknown = unknown
        fields = self._methods[method]
        checked: Json = {}
        for name, value in params.items():
            known = fields.get(name)
            if known is None:
                self._unknown[f"{method}.{name}"] += 1
                continue
            if value is None:
                continue
            try:
                checked[name] = known[1](value)
            except WrongTypeError as wrong:
                raise bad_request(f'can\'t parse parameter "{name}": {wrong}') from wrong
        for name, (required, _) in fields.items():
            if required and name not in checked:
                raise bad_request(f'parameter "{name}" is required')
        return checked

    def _converter(self, types: str) -> Convert:
        known = self._converters.get(types)
        if known is not None:
            return known
        if "|" in types:
            made = self._union(types.split("|"))
        elif types.startswith(ARRAY):
            made = _array(self._converter(types.removeprefix(ARRAY)))
        else:
            return self._named(types)
        self._converters[types] = made
        return made

    def _union(self, names: list[str]) -> Convert:
        if all(name in self._types for name in names):
            return self._choice(names)
        return _first_of([self._converter(name) for name in names])

    def _named(self, name: str) -> Convert:
        described = self._types[name]
        if isinstance(described, str):
            return self._converter(described)
        fields: dict[str, tuple[bool, Convert]] = {}

        def convert(value: Any) -> Any:
            return self._object(name, fields, value)

        self._converters[name] = convert  # before its fields: a type may hold itself
        for field, types in described.items():
            fields[field] = (types[0] == "!", self._converter(types.lstrip("!")))
        return convert

    def _object(self, name: str, fields: dict[str, tuple[bool, Convert]], value: Any) -> Json:
        given = _parsed(value)
        if not isinstance(given, dict):
            raise WrongTypeError(f"object expected as {name}")
        for field, (required, _) in fields.items():
            if required and field not in given:
                raise WrongTypeError(f'can\'t find field "{field}"')
        converted: Json = {}
        for field, item in given.items():
            known = fields.get(field)
            if known is None:
                self._unknown[f"{name}.{field}"] += 1
            elif item is not None:
                converted[field] = known[1](item)
        return converted

    def _choice(self, names: list[str]) -> Convert:
        made = [(self._fields_of(name), self._converter(name)) for name in names]

        def convert(value: Any) -> Any:
            given = _parsed(value)
            if not isinstance(given, dict):
                raise WrongTypeError(f"object expected as {' or '.join(names)}")
            return max(made, key=lambda one: _fit(one[0], given))[1](given)

        return convert

    def _fields_of(self, name: str) -> dict[str, bool]:
        return {field: types[0] == "!" for field, types in self._types[name].items()}


def _fit(fields: dict[str, bool], given: Json) -> tuple[bool, int, int]:
    complete = all(field in given for field, required in fields.items() if required)
    return complete, sum(field in fields for field in given), -len(fields)


def _first_of(converters: list[Convert]) -> Convert:
    def convert(value: Any) -> Any:
        for one in converters[:-1]:
            try:
                return one(value)
            except WrongTypeError:
                continue
        return converters[-1](value)

    return convert


def _parsed(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        raise WrongTypeError("can't parse JSON object") from None


def _integer(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise WrongTypeError("an integer is expected")
    try:
        return int(value)
    except ValueError:
        raise WrongTypeError("an integer is expected") from None


def _float(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise WrongTypeError("a number is expected") from None


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise WrongTypeError("a string is expected")


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str | int):
        return str(value).lower() in TRUE
    raise WrongTypeError("a boolean is expected")


def _file(value: Any) -> Upload:
    if isinstance(value, Upload):
        return value
    raise WrongTypeError("a file is expected")


def _array(item: Convert) -> Convert:
    def convert(value: Any) -> list[Any]:
        given = _parsed(value)
        if not isinstance(given, list):
            raise WrongTypeError("an array is expected")
        return [item(one) for one in given]

    return convert


def read_schema() -> Json:
    """Give the published fields of the methods served here, with their source and date."""
    data: Json = orjson.loads(Path(__file__).with_name("methods.json").read_bytes())
    return data
