"""Finding, in JSON of any shape, the objects that hold a text and the time it is said at.

Names of fields are compared without case, `_`, `-` and `@`. A unit at a name's end counts:
`startMs`, `offsetInTicks`, `start_seconds`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

from reader.formats.json_reading.fields import (
    microseconds,
    milliseconds,
    objects,
    seconds,
    speaker_of,
    text_of,
    ticks,
)

# In each row, what is preferred stands first.
_TEXTS = """punctuatedword displaytext text body transcript transcription content word value
    utf8 caption sentence line display message utterance paragraph phrase subtitle dialogue
    speech lexical txt"""
_STARTS = """start starttime starttimecode bgn begin begintime from startoffset offset
    tstart starts startat startpos audiostart datastart in tcin ts t time timestamp timecode
    position"""
_ENDS = """end endtime endtimecode until to endoffset tend ends endat endpos audioend
    dataend out tcout endts stop finish"""
_LENGTHS = "duration dur length dduration d"
_SPEAKERS = """speakername speaker speakerlabel speakerid speakertag spk voice actor who
    participant"""
_UNITLESS = frozenset(f"{_STARTS} {_ENDS} {_LENGTHS}".split())
_UNIT = re.compile(
    r"(?:in)?(?:(?P<ms>ms|millis|milliseconds|msec)|(?P<us>us|micros|microseconds)|(?P<ticks>ticks)|(?P<s>s|sec|secs|seconds))$"
)
_CONVERTERS = {"ms": milliseconds, "us": microseconds, "ticks": ticks, "s": seconds}
_BEST_FIRST = frozenset({"alternatives", "nbest", "candidates"})
_OTHER_MATTERS = frozenset({"chapters", "toc", "soundbites", "summary", "entities", "tokens"})

_DEEPEST = 12
_MOST_PLACES = 500  # different paths that are told apart
_MOST_FIELDS = 60  # an object with more is a table of something

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Which fields of an object are what, and the units that the names of its times say."""

    text: str = ""
    start: str = ""
    end: str = ""
    length: str = ""
    speaker: str = ""
    units: tuple[str, str, str] = ("", "", "")  # of start, end and length; "" is not said

    def span(self, item: Mapping[str, Any], unsaid: str = "s") -> tuple[int | None, int | None]:
        """Return start and end in milliseconds; `unsaid` is the unit that no name says."""
        start, end = item.get(self.start), item.get(self.end)
        if isinstance(start, list):
            start, end = (start[0], start[-1] if len(start) > 1 else None) if start else (None, end)
        units = [_CONVERTERS[unit or unsaid] for unit in self.units]
        start_ms, end_ms = units[0](start), units[1](end)
        if end_ms is None and start_ms is not None and self.length:
            length_ms = units[2](item.get(self.length))
            end_ms = None if length_ms is None else start_ms + length_ms
        return start_ms, end_ms


_NOTHING = Plan()


@dataclass(slots=True)
class Place:
    """The objects at one path, in the file's order, each with the nearest speaker's id."""

    items: list[dict[str, Any]] = field(default_factory=list)
    speakers: list[str] = field(default_factory=list)
    characters: int = 0


def plan_of(item: Mapping[str, Any]) -> Plan:
    """Choose among an object's names those of its text, its times and its speaker."""
    return _plan(tuple(item)) if len(item) <= _MOST_FIELDS else _NOTHING


def text_in(item: Mapping[str, Any]) -> str:
    """Return an object's text: its own, or that of the first of its alternatives."""
    value = item.get(plan_of(item).text)
    if isinstance(value, dict):  # {"text": {"sentence": {"text": …}}}
        inner = next((v for v in value.values() if isinstance(v, dict)), value)
        return text_of(inner.get(plan_of(inner).text))
    if value is None or isinstance(value, list):
        best = best_of(item)
        return text_of(best.get(plan_of(best).text))
    return text_of(value)


def best_of(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the first of an object's alternatives, an empty object where it has none."""
    lists = (objects(value) for name, value in item.items() if _plain(name) in _BEST_FIRST)
    return next((found[0] for found in lists if found), {})


def nested_words(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the objects with a text and a start that an object has a list of."""
    for value in (*item.values(), *best_of(item).values()):
        if isinstance(value, list) and value:
            found = [word for word in objects(value) if plan_of(word).start]
            if found and text_in(found[0]):
                return found
    return []


def places_of(document: Any, most: int | None = None) -> dict[Path, Place]:
    """Collect the objects with a text and a start by their path, at `most` so many looked at."""
    places: dict[Path, Place] = {}
    for path, item, speaker in islice(walk(document), most):
        place = places.get(path)
        # Beside objects with a time, one without is kept: a mark, as a rule.
        if place is None and (len(places) >= _MOST_PLACES or not _is_timed(item)):
            continue
        characters = len(text_in(item))
        if characters:
            place = place or places.setdefault(path, Place())
            place.items.append(item)
            place.speakers.append(speaker)
            place.characters += characters
    return places


def fullest(places: Mapping[Path, Place]) -> Place:
    """Choose the place with the most text; of several with almost as much, the outermost."""
    most = max((place.characters for place in places.values()), default=0)
    rich = [path for path, place in places.items() if place.characters * 5 >= most * 4]
    if not rich:
        return Place()
    return places[min(rich, key=lambda path: (len(path), -places[path].characters))]


def walk(document: Any) -> Iterator[tuple[Path, dict[str, Any], str]]:
    """Yield each object with its path and the nearest speaker's id, in the file's order."""
    waiting: list[Iterator[tuple[Path, Any, str]]] = [iter([((), document, "")])]
    while waiting:
        found = next(waiting[-1], None)
        if found is None:
            waiting.pop()
            continue
        path, value, speaker = found
        if isinstance(value, dict):
            told = value.get(plan_of(value).speaker)
            speaker = text_of(told) or (speaker_of(told) if told else "") or speaker
            yield path, value, speaker
        if len(path) < _DEEPEST:
            waiting.append(_children(path, value, speaker))


def _children(path: Path, value: Any, speaker: str) -> Iterator[tuple[Path, Any, str]]:
    if isinstance(value, list):
        within = (*path, "[]")
        listed = value[:1] if path and _are_guesses(path[-1], value) else value
        yield from ((within, item, speaker) for item in listed if isinstance(item, dict | list))
    elif isinstance(value, dict):
        for name, item in value.items():
            if isinstance(item, dict | list) and _plain(name) not in _OTHER_MATTERS:
                yield (*path, "[]" if name.isdigit() else name), item, speaker


def _are_guesses(name: str, listed: list[Any]) -> bool:
    """Say whether a list holds several readings of the same speech, the best one first."""
    if _plain(name) == "transcripts":  # DeepSpeech
        return all(isinstance(item, dict) and "confidence" in item for item in listed)
    return _plain(name) in _BEST_FIRST


@lru_cache(maxsize=1024)
def _plan(names: Path) -> Plan:
    known = {_plain(name): name for name in reversed(names)}
    bare = {plain if plain in _UNITLESS else _UNIT.sub("", plain): known[plain] for plain in known}
    either = {**bare, **known}
    start, end, length = (_first(row, either) for row in (_STARTS, _ENDS, _LENGTHS))
    units = (_unit_in(_plain(start)), _unit_in(_plain(end)), _unit_in(_plain(length)))
    return Plan(_first(_TEXTS, known), start, end, length, _first(_SPEAKERS, known), units)


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    return re.sub("[_@ -]", "", name[:60].lower())


def _first(wanted: str, names: Mapping[str, str]) -> str:
    return next((names[name] for name in wanted.split() if name in names), "")


def _unit_in(plain: str) -> str:
    found = None if plain in _UNITLESS else _UNIT.search(plain)
    return (found.lastgroup or "") if found else ""


def _is_timed(item: Mapping[str, Any]) -> bool:
    plan = plan_of(item)
    if not plan.start:
        return False
    return plan.span(item)[0] is not None or plan.span(item, "ms")[0] is not None
