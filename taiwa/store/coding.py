"""Nouns as JSON and back: what a database keeps of a reading, and what a history keeps of a change.

One canonical form: keys sorted, no spaces, characters as they are; equal nouns give equal text. Decoding follows the
types that the dataclasses declare, so that a tuple comes back as a tuple and a span as a span.
"""

from __future__ import annotations

import json
import types
import zlib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from taiwa.model import Reading
from taiwa.model.plain import plain

Noun = TypeVar("Noun")


def canonical(value: object) -> str:
    """`value` (nouns, mappings, sequences, scalars) as JSON text in the one canonical form."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def noun(kind: type[Noun], data: Any) -> Noun:
    """The noun that `plain` made `data` of. Fields that a newer version added take their defaults. Raises ValueError
    where `data` is not of that shape."""
    try:
        return _decode(kind, data)  # type: ignore[no-any-return]
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not a {kind.__name__}: {error}") from error


def packed(reading: Reading) -> bytes:
    """A reading as compressed canonical JSON, without a PDF's boxes: they are made anew from the source's bytes."""
    data = plain_reading(reading)
    return zlib.compress(canonical(data).encode("utf-8", "surrogatepass"), 6)


def plain_reading(reading: Reading) -> dict[str, Any]:
    """A reading in JSON's types, without the boxes of its source."""
    data = {part.name: getattr(reading, part.name) for part in fields(Reading)}
    source = {
        part.name: plain(getattr(reading.source, part.name)) for part in fields(reading.source) if part.name != "boxes"
    }
    return {**{key: plain(value) for key, value in data.items() if key != "source"}, "source": source}


def unpacked(data: bytes) -> Reading:
    """The reading that `packed` made `data` of. Raises ValueError where it made nothing like that."""
    try:
        return noun(Reading, json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass")))
    except (zlib.error, RecursionError) as error:
        raise ValueError(f"no reading: {error}") from error


def value_of(kind: type, field: str, data: Any) -> Any:
    """A field's value of a noun, from JSON's types. Raises ValueError where it is not of the field's shape."""
    hint = _hints(kind).get(field)
    try:
        made = _decode(hint, data)
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"no value of {kind.__name__}.{field}: {error}") from error
    if hint is None or not _fits(hint, made):
        raise ValueError(f"no value of {kind.__name__}.{field}: {data!r}")
    return made


def _fits(hint: Any, value: Any) -> bool:
    """Whether a value is of the declared type, and all that it holds."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return any(value is None if each is type(None) else _fits(each, value) for each in get_args(hint))
    if origin is tuple:
        inner = get_args(hint)
        every = [inner[0]] * len(value) if len(inner) == 2 and inner[1] is Ellipsis else inner
        return isinstance(value, tuple) and all(_fits(a, b) for a, b in zip(every, value, strict=True))
    if origin is not None:
        return isinstance(value, Mapping) and all(_fits(get_args(hint)[1], each) for each in value.values())
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if hint is Any or hint is object:
        return True
    parts = fields(hint) if is_dataclass(hint) else ()
    named = [part.name for part in parts] or list(getattr(hint, "_fields", ()))
    return isinstance(value, hint) and all(_fits(_hints(hint)[name], getattr(value, name)) for name in named)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _decode(kind: Any, data: Any) -> Any:
    return _decoder(kind)(data)


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of a declared type from JSON's types. Made once for each type: a reading has thousands of
    values, and asking each time what their type is took most of the time."""
    if kind is Any or kind is object:
        return _frozen
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _maybe(_decoder(next(each for each in get_args(kind) if each is not type(None))))
    if origin is tuple:
        return _row(get_args(kind))
    if origin is not None and issubclass(origin, Mapping):
        inner = _decoder(get_args(kind)[1])
        return lambda data: {key: inner(value) for key, value in data.items()}
    if is_dataclass(kind):
        return _fields(kind)
    if hasattr(kind, "_fields"):
        return lambda data: kind(*data)
    return _nothing if kind is bytes else _same


def _same(data: Any) -> Any:
    return data


def _nothing(_: Any) -> bytes:
    return b""


def _maybe(inner: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda data: None if data is None else inner(data)


def _row(inner: tuple[Any, ...]) -> Callable[[Any], Any]:
    """A tuple: of any length and one type, or of one type for each place."""
    if len(inner) == 2 and inner[1] is Ellipsis:
        one = _decoder(inner[0])

        def several(data: Any) -> Any:
            if not isinstance(data, list | tuple):  # the letters of a word are no list
                raise TypeError(f"{data!r} is no list")
            return tuple(data) if one is _same else tuple([one(each) for each in data])

        return several
    every = tuple(map(_decoder, inner))

    def placed(data: Any) -> Any:
        if not isinstance(data, list | tuple):
            raise TypeError(f"{data!r} is no list")
        return tuple(each(value) for each, value in zip(every, data, strict=True))

    return placed


def _fields(kind: Any) -> Callable[[Any], Any]:
    """A dataclass; what it declares and the data lacks takes its default, where it has one."""
    hints = _hints(kind)
    parts = [
        (part.name, _decoder(hints[part.name]), part.default is MISSING and part.default_factory is MISSING)
        for part in fields(kind)
    ]

    def made(data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise TypeError(f"{data!r} has no fields")
        return kind(**{name: inner(data[name]) for name, inner, needed in parts if needed or name in data})

    return made


def _frozen(data: Any) -> Any:
    """Lists as tuples, all the way down: a fact's value has no declared shape."""
    return tuple(_frozen(each) for each in data) if isinstance(data, list) else data
