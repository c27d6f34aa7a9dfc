"""Reading one field of a JSON transcript: its text, its time in one of many ways, its speaker.

Files are made by many programs, and edited by hand: a field of the wrong type is as good as
missing, never an error.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

_LONGEST_MS = 300 * 3_600_000  # later than any recording, earlier than a date counted from 1970
_LONGEST_S = _LONGEST_MS // 1000
_EARLIEST_MS = -1000  # rounding and padding can put a start a little before the beginning
_NUMBER = re.compile(r"\s*(-?\d{1,12}(?:[.,]\d{0,12})?)\s*s?\s*$")
_CLOCK = re.compile(r"\s*(-?)(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2}(?:[.,]\d{0,9})?)\s*$")
_ISO = re.compile(r"\s*PT(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d{0,9})?)S)?\s*$")
# A number or a letter, alone or as `spk_0`, `speaker_1`.
_SPEAKER_ID = re.compile(r"(?:spk_|speaker_)?(\d+|\w)")
_NAME_LISTS = (
    "speakers",
    "speaker_map",
    "speakerMap",
    "speaker_names",
    "speaker_labels",
    "speakerNames",
    "contributors",
    "personas",
)
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_NAMES = ("name", "display_name", "displayName", "label", "title")
_IDS = ("id", "@id", "spkid", "speaker_id", "speakerId", "speaker", "key", "label", "identifier")
_NOBODY = frozenset({"unknown", "none", "null", "?", "undefined", "n/a"})


def objects(value: Any) -> list[dict[str, Any]]:
    """Return the objects in a list; none where it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def field(value: Any, *path: str) -> Any:
    """Return what lies at a path of names, or None where it breaks off."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def text_of(value: Any) -> str:
    """Return a string as it is, a number as it is written; anything else is no text.

    Half a surrogate pair, which JSON may hold and no encoding can, becomes U+FFFD.
    """
    if value.__class__ is str:
        return value if value.isascii() else _HALF_PAIR.sub("\ufffd", value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else ""


def has_all(item: Mapping[str, Any], *names: str) -> bool:
    """Say whether an object has each of the names."""
    return all(name in item for name in names)


def share(items: Iterable[Mapping[str, Any]], *names: str, most: int = 50) -> float:
    """Return how many of the first objects have each of the names, 0 to 1."""
    first = [item for item, _ in zip(items, range(most), strict=False)]
    return sum(has_all(item, *names) for item in first) / len(first) if first else 0.0


def seconds(value: Any) -> int | None:
    """Convert a time in seconds into milliseconds, None where it is no time.

    It may be a number, a string of one (`"1.2"`, `"1.200s"`), a clock's time (`"00:01:02.5"`),
    an ISO 8601 duration (`"PT1.5S"`), or seconds and nanos apart.
    """
    if value.__class__ is float and 0 <= value <= _LONGEST_S:  # nearly all are
        return round(value * 1000)
    return _bounded(_seconds(value), 1000)


def milliseconds(value: Any) -> int | None:
    """Convert a time in milliseconds, as a number or a string of one; None where it is none."""
    if isinstance(value, str) and ":" in value:
        return seconds(value)
    return _bounded(number(value), 1)


def ticks(value: Any) -> int | None:
    """Convert a time in units of 100 nanoseconds into milliseconds."""
    return _bounded(number(value), 1e-4)


def microseconds(value: Any) -> int | None:
    """Convert a time in microseconds into milliseconds."""
    return _bounded(number(value), 1e-3)


def _bounded(value: float | None, factor: float) -> int | None:
    if value is None or not -_LONGEST_MS <= value * factor <= _LONGEST_MS:
        return None  # so it is with NaN, too, of which nothing holds
    at_ms = round(value * factor)
    if at_ms >= 0:
        return at_ms
    return 0 if at_ms >= _EARLIEST_MS else None


def number(value: Any) -> float | None:
    """Return a number, or a string of one, as a float; None where it is none or absurd."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return value
    if isinstance(value, int):
        return float(value) if abs(value) < 10**15 else None
    found = _NUMBER.match(value) if isinstance(value, str) and len(value) < 40 else None
    return float(found[1].replace(",", ".")) if found else None


def _seconds(value: Any) -> float | None:
    if isinstance(value, dict):
        whole, nanos = number(value.get("seconds", 0)), number(value.get("nanos", 0))
        known = "seconds" in value or "nanos" in value
        return whole + nanos / 1e9 if known and whole is not None and nanos is not None else None
    if isinstance(value, str) and len(value) < 40:
        clock = _CLOCK.match(value)
        if clock:
            return _sum_up(clock[2], clock[3], clock[4]) * (-1 if clock[1] else 1)
        iso = _ISO.match(value)
        if iso and any(iso.groups()):
            return _sum_up(*iso.groups())
    return number(value)


def _sum_up(hours: str | None, minutes: str | None, last: str | None) -> float:
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float((last or "0").replace(",", "."))


def speaker_of(value: Any, names: Mapping[str, str] | None = None) -> str:
    """Return the name that the file gives to an id, else the id, a bare one after “Speaker”."""
    if value is None:
        return ""
    if isinstance(value, dict):
        told = next((text_of(value[key]) for key in _NAMES if text_of(value.get(key))), None)
        value = told or next((value[key] for key in _IDS if key in value), None)
    name = " ".join(text_of(value).split())
    return names[name] if names and name in names else _shown(name)


@lru_cache(maxsize=1024)
def _shown(name: str) -> str:
    """Return a speaker's id as it is shown."""
    if not name or name.casefold() in _NOBODY:
        return ""
    bare = _SPEAKER_ID.fullmatch(name)
    return f"Speaker {bare[1]}" if bare else name


def speaker_names(document: Any) -> dict[str, str]:
    """Return the names that a file gives to its speakers' ids, in any of the common shapes."""
    names: dict[str, str] = {}
    for key in _NAME_LISTS:
        value = field(document, key)
        pairs = _listed(value) if isinstance(value, list) else _mapped(value)
        names |= {speaker: name for speaker, name in pairs if speaker and name}
    return names


def _mapped(value: Any) -> Iterable[tuple[str, str]]:
    for speaker, name in value.items() if isinstance(value, dict) else ():
        yield speaker, _name_in(name)


def _listed(value: list[Any]) -> Iterable[tuple[str, str]]:
    for item in objects(value):
        for key in _IDS:
            speaker, name = text_of(item.get(key)), _name_in(item)
            if speaker and name != speaker:
                yield speaker, name


def _name_in(value: Any) -> str:
    if isinstance(value, dict):
        value = next((value[key] for key in _NAMES if text_of(value.get(key))), None)
    return " ".join(text_of(value).split()) if isinstance(value, str) else ""
