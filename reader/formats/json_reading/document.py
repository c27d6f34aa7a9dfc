"""A source's JSON, parsed once for all the formats that look at it."""

import json
import re
from collections.abc import Callable
from typing import Any

# What a value's first characters can be: an object with a name in it, or a list of anything but
# the footnotes, times and names that pages put in brackets.
_BEGINS = re.compile(r'\s*(?:\{\s*["}]|\[\s*(?:[\[{"\]]|-?\d[\d.eE+-]*\s*[,\]]))')
_OBJECT_BEGINS = re.compile(r'\s*(?:\[\s*){0,1000}\{\s*"[^"\n]{0,200}"\s*:')
_DEEP = re.compile(r"\s*(?:[\[{]\s*){100}")
_BLANKS = re.compile(r"[\s,\x1e]*")  # between the values of JSON Lines and JSON text sequences

# What Python's objects take, at most, for each sign in the text; see `_weight`.
_LIST_BYTES, _OBJECT_BYTES, _STRING_BYTES, _NUMBER_BYTES, _PLACE_BYTES = 64, 184, 56, 24, 8
_ALWAYS_ALLOWED_BYTES = 96 * 1024 * 1024
_MOST_TIMES_LARGER = 6  # beside the file's bytes and its text, and what is made of it

# Speakers, types and words come again and again; each is kept once.
_LONGEST_SHARED = 24
_MOST_SHARED = 20_000
_SHARED_FROM = 4 * 1024 * 1024  # characters; in less there is little to save


class JsonFault(ValueError):  # noqa: N818 - a finding, which a format turns into the error
    """Text that begins as JSON and cannot be read; `str()` goes after the file's name."""


def begins_as_json(text: str) -> bool:
    """Say whether text can be JSON, by its first characters."""
    return _BEGINS.match(text) is not None


def is_meant_as_json(text: str) -> bool:
    """Say whether text that does not parse was surely written as JSON."""
    return _OBJECT_BEGINS.match(text) is not None or _DEEP.match(text) is not None


def parse(text: str) -> Any:
    """Return the value of JSON text, or a list of the values where there are several.

    Values may follow one another with blanks between them, as in JSON Lines. The last of
    duplicate names counts; NaN and Infinity are read as floats. Raise JsonFault for text that
    is not JSON, is nested too deeply for Python's parser, or would need too much memory.
    """
    if _weight(text) > max(_ALWAYS_ALLOWED_BYTES, _MOST_TIMES_LARGER * len(text)):
        raise JsonFault("is JSON of far more values than a transcript of its size has.")
    try:
        return _values(text)
    except RecursionError:
        raise JsonFault("is JSON nested too deeply to be a transcript.") from None
    except json.JSONDecodeError as error:
        raise JsonFault(_place(error)) from None
    except ValueError:  # an integer of thousands of digits
        raise JsonFault("is JSON with a number too long to be read.") from None


def document(text: str) -> Any:
    """Return what `parse` returns, or None where the text is no JSON that can be read."""
    try:
        return parse(text) if begins_as_json(text) else None
    except JsonFault:
        return None


def _values(text: str) -> Any:
    # Not strict: a line separator within a string has become a newline by now.
    hook = _sharing() if len(text) >= _SHARED_FROM else None
    decoder = json.JSONDecoder(object_pairs_hook=hook, strict=False)
    values: list[Any] = []
    at = _skip_blanks(text, 0)
    while at < len(text):
        value, end = decoder.raw_decode(text, at)
        values.append(value)
        at = _skip_blanks(text, end)
    return values[0] if len(values) == 1 else values


def _skip_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _sharing() -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    """Return what makes an object of its pairs, with one copy of each short string."""
    shared: dict[str, str] = {}

    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        for name, item in pairs:
            if item.__class__ is str and len(item) <= _LONGEST_SHARED:
                known = shared.get(item)
                if known is not None:
                    value[name] = known
                elif len(shared) < _MOST_SHARED:
                    shared[item] = item
        return value

    return made


def _weight(text: str) -> int:
    """Estimate the memory that the parsed text takes, without parsing it."""
    lists, things, names = text.count("["), text.count("{"), text.count(":")
    strings = max(text.count('"') // 2 - names, 0)
    values = text.count(",") + lists + things
    numbers = max(values - strings - lists - things, 0)
    containers = lists * _LIST_BYTES + things * _OBJECT_BYTES
    return containers + strings * _STRING_BYTES + numbers * _NUMBER_BYTES + values * _PLACE_BYTES


def _place(error: json.JSONDecodeError) -> str:
    if error.pos >= len(error.doc.rstrip()):
        return f"is JSON that breaks off in line {error.lineno}. Save or export it again."
    problem = error.msg[:1].lower() + error.msg[1:]
    return f"is not valid JSON: line {error.lineno}, column {error.colno}: {problem}."
