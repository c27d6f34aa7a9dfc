"""A source's JSON, parsed once for all the formats that look at it."""

import json
import re
from typing import Any

# What a value's first characters can be: an object with a name in it, or a list of anything but
# the footnotes, times and names that pages put in brackets.
_BEGINS = re.compile(r'\s*(?:\{\s*["}]|\[\s*(?:[\[{"\]]|-?\d[\d.eE+-]*\s*[,\]]))')
_OBJECT_BEGINS = re.compile(r'\s*(?:\[\s*){0,1000}\{\s*"[^"\n]{0,200}"\s*:')
_DEEP = re.compile(r"\s*(?:[\[{]\s*){100}")
_BLANKS = re.compile(r"[\s,\x1e]*")  # between the values of JSON Lines and JSON text sequences

# Python's objects for one bracket, brace or string; what is read of the rest is smaller.
_LIST_BYTES, _OBJECT_BYTES, _STRING_BYTES = 64, 184, 56
_ALWAYS_ALLOWED_BYTES = 96 * 1024 * 1024
_MOST_TIMES_LARGER = 8


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
        raise JsonFault("holds far more lists and objects than a transcript of its size has.")
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
    decoder = json.JSONDecoder(strict=False)  # a line separator in a string is a newline by now
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


def _weight(text: str) -> int:
    return (
        text.count("[") * _LIST_BYTES
        + text.count("{") * _OBJECT_BYTES
        + text.count('"') // 4 * _STRING_BYTES
    )


def _place(error: json.JSONDecodeError) -> str:
    if error.pos >= len(error.doc.rstrip()):
        return f"is JSON that breaks off in line {error.lineno}. Save or export it again."
    problem = error.msg[:1].lower() + error.msg[1:]
    return f"is not valid JSON: line {error.lineno}, column {error.colno}: {problem}."
