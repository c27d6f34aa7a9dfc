"""JSON transcripts of programs that no other format knows: objects with a text and a time.

The last resort, and never sure. Names of fields are compared without case, `_` and `-`; a
unit at their end counts (`startMs`, `offsetInTicks`, `start_seconds`), else strings such as
`1.2s` or `00:01:02` are seconds, and numbers are what makes speech plausible.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Any

from reader.formats import json_document
from reader.formats.json_fields import (
    milliseconds,
    number,
    objects,
    seconds,
    speaker_names,
    speaker_of,
    text_of,
    ticks,
)
from reader.formats.json_units import are_milliseconds
from reader.formats.source import Source
from reader.formats.spoken_words import Piece, Segment, from_segments, from_words, parted
from reader.model import EpisodeDraft

NAME = "other JSON transcript"

# In each row, what is preferred stands first.
_TEXTS = """punctuatedword displaytext text body transcript transcription content word value utf8
    caption sentence line display message utterance paragraph phrase subtitle lexical"""
_STARTS = """start starttime begin begintime from startoffset offset tstart starts startat startpos
    audiostart datastart in tcin ts t time timestamp timecode position"""
_ENDS = """end endtime until to endoffset tend ends endat endpos audioend dataend out tcout endts
    stop finish"""
_LENGTHS = "duration dur length dduration d"
_SPEAKERS = """speakername speaker speakerlabel speakerid speakertag spk voice actor who
    participant"""
_UNITLESS = frozenset(f"{_STARTS} {_ENDS} {_LENGTHS}".split())
_UNIT = re.compile(
    r"(?:in)?(?P<ms>ms|millis|milliseconds|msec)$|(?:in)?(?P<ticks>ticks)$|(?:in)?(?P<s>s|sec|secs|seconds)$"
)
_BEST_FIRST = frozenset({"alternatives", "nbest", "candidates"})
_OTHER_MATTERS = frozenset({"chapters", "toc", "soundbites", "summary", "entities", "tokens"})

_DEEPEST = 12
_MOST_PLACES = 500  # different paths that are told apart
_GLANCE = 3000  # values that `confidence` looks at


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which fields of an object are what; the start's unit is `s`, `ms`, `ticks` or unsaid."""

    text: str = ""
    start: str = ""
    end: str = ""
    length: str = ""
    speaker: str = ""
    unit: str = ""


@dataclass(slots=True)
class _Entry:
    """An object with a text and a time, whose unit may still be open."""

    item: dict[str, Any]
    plan: _Plan
    text: str
    speaker: str


_Path = tuple[str, ...]


def confidence(source: Source) -> float:
    """Claim, weakly, JSON with objects that have texts and times, and JSON that is broken."""
    document = source.json
    if document is None:
        return 0.15 if json_document.is_meant_as_json(source.text) else 0.0
    entries = _chosen(_entries(document, most=_GLANCE))
    if sum(len(entry.text) for entry in entries) < 4:
        return 0.0
    return 0.3 if len(entries) > 2 else 0.2


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the objects in the place that holds most text. Raise TranscriptError for broken JSON."""
    if source.json is None:
        raise source.error(_fault(source.text))
    names = speaker_names(source.json)
    entries = _chosen(_entries(source.json))
    segments = _segments(entries, names)
    if segments and not any(segment.speaker for segment in segments):
        segments = _with_speakers(segments, _speaker_spans(source.json, names))
    if _are_words(segments):
        return from_words(source, parted([_piece(segment) for segment in segments]))
    return from_segments(source, segments)


def _fault(text: str) -> str:
    try:
        json_document.parse(text)
    except json_document.JsonFault as fault:
        return str(fault)
    return "is JSON without a transcript in it."


@lru_cache(maxsize=1024)
def _plan(names: _Path) -> _Plan:
    """Choose among an object's names those of its text, times and speaker."""
    known = {_plain(name): name for name in reversed(names)}
    bare = {
        _UNIT.sub("", plain) if plain not in _UNITLESS else plain: name
        for plain, name in known.items()
    }
    both = {**bare, **known}
    start = _first(_STARTS, both)
    return _Plan(
        _first(_TEXTS, known),
        start,
        _first(_ENDS, both),
        _first(_LENGTHS, both),
        _first(_SPEAKERS, known),
        _unit_in(_plain(start)),
    )


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "").replace("@", "")


def _first(wanted: str, names: dict[str, str]) -> str:
    return next((names[name] for name in wanted.split() if name in names), "")


def _unit_in(plain: str) -> str:
    found = None if plain in _UNITLESS else _UNIT.search(plain)
    return (found.lastgroup or "") if found else ""


def _entries(document: Any, most: int | None = None) -> dict[_Path, list[_Entry]]:
    """Collect the objects with a text and a start, by their path in the document."""
    places: dict[_Path, list[_Entry]] = {}
    for path, item, speaker in islice(_walk(document), most):
        plan = _plan(tuple(item))
        if not plan.start or not _is_time(item[plan.start]):
            continue
        text = _text_in(item, plan)
        if text and (path in places or len(places) < _MOST_PLACES):
            places.setdefault(path, []).append(_Entry(item, plan, text, speaker))
    return places


def _walk(document: Any) -> Iterator[tuple[_Path, dict[str, Any], str]]:
    """Yield each object with its path and the nearest speaker's id around it, in file order."""
    waiting: list[tuple[_Path, Any, str]] = [((), document, "")]
    while waiting:
        path, value, speaker = waiting.pop()
        if isinstance(value, dict):
            plan = _plan(tuple(value))
            told = value.get(plan.speaker)
            speaker = _id_of(told) or speaker
            yield path, value, speaker
        if len(path) < _DEEPEST:
            waiting.extend(reversed([(*p, speaker) for p in _children(path, value)]))


def _children(path: _Path, value: Any) -> Iterator[tuple[_Path, Any]]:
    if isinstance(value, list):
        within = (*path, "[]")
        listed = value[:1] if path and _plain(path[-1]) in _BEST_FIRST else value
        yield from ((within, item) for item in listed if isinstance(item, dict | list))
    elif isinstance(value, dict):
        for name, item in value.items():
            if isinstance(item, dict | list) and _plain(name) not in _OTHER_MATTERS:
                yield (*path, "[]" if name.isdigit() else name), item


def _id_of(value: Any) -> str:
    return text_of(value) or speaker_of(value)  # an object says its name


def _text_in(item: dict[str, Any], plan: _Plan) -> str:
    """Return an object's text: its own, or that of the first of its alternatives."""
    value = item.get(plan.text)
    if isinstance(value, dict):  # {"sentence": {"text": …}}
        inner = next((v for v in value.values() if isinstance(v, dict)), value)
        return text_of(inner.get(_plan(tuple(inner)).text))
    if not plan.text or isinstance(value, list):
        best = _best(item)
        return text_of(best.get(_plan(tuple(best)).text)) if best else ""
    return text_of(value)


def _best(item: dict[str, Any]) -> dict[str, Any]:
    lists = (objects(value) for name, value in item.items() if _plain(name) in _BEST_FIRST)
    return next((found[0] for found in lists if found), {})


def _is_time(value: Any) -> bool:
    return seconds(value[0] if isinstance(value, list) and value else value) is not None


def _chosen(places: dict[_Path, list[_Entry]]) -> list[_Entry]:
    """Choose the place with the most text; of several with almost as much, the outermost."""
    sizes = {path: sum(len(e.text) for e in entries) for path, entries in places.items()}
    most = max(sizes.values(), default=0)
    rich = [path for path, size in sizes.items() if size * 5 >= most * 4]
    return places[min(rich, key=lambda path: (len(path), -sizes[path]))] if rich else []


def _segments(entries: Sequence[_Entry], names: dict[str, str]) -> list[Segment]:
    spans = [_raw_span(entry) for entry in entries if not entry.plan.unit]
    characters = sum(len(entry.text) for entry in entries if not entry.plan.unit)
    unsaid = "ms" if are_milliseconds([s for s in spans if s], characters) else "s"
    return [_segment(entry, names, unsaid) for entry in entries]


def _raw_span(entry: _Entry) -> tuple[float, float | None] | None:
    start = number(entry.item[entry.plan.start])
    end, length = number(entry.item.get(entry.plan.end)), number(entry.item.get(entry.plan.length))
    if start is None:
        return None
    return start, end if end is not None or length is None else start + length


def _segment(entry: _Entry, names: dict[str, str], unsaid: str) -> Segment:
    start_ms, end_ms = _span(entry.item, entry.plan, unsaid)
    words = [
        Piece(_text_in(word, _plan(tuple(word))), *_span(word, _plan(tuple(word)), unsaid))
        for word in _nested_words(entry.item)
    ]
    return Segment(entry.text, start_ms, end_ms, speaker_of(entry.speaker, names), words)


def _nested_words(item: dict[str, Any]) -> list[dict[str, Any]]:
    for value in (*item.values(), *_best(item).values()):
        found = [word for word in objects(value) if _plan(tuple(word)).start]
        if found and _text_in(found[0], _plan(tuple(found[0]))):
            return found
    return []


def _span(item: dict[str, Any], plan: _Plan, unsaid: str) -> tuple[int | None, int | None]:
    start, end = item.get(plan.start), item.get(plan.end)
    if isinstance(start, list):
        start, end = (start[0], start[-1] if len(start) > 1 else None) if start else (None, None)
    start_ms, end_ms = _time(start, plan.start, unsaid), _time(end, plan.end, unsaid)
    length_ms = _time(item.get(plan.length), plan.length, unsaid) if end_ms is None else None
    if start_ms is not None and length_ms is not None:
        end_ms = start_ms + length_ms
    return start_ms, end_ms


def _time(value: Any, name: str, unsaid: str) -> int | None:
    unit = _unit_in(_plain(name)) or unsaid
    return {"ms": milliseconds, "ticks": ticks}.get(unit, seconds)(value)


def _are_words(segments: Sequence[Segment]) -> bool:
    single = sum(len(segment.text.split()) <= 1 for segment in segments)
    return single * 4 > len(segments) * 3


def _piece(segment: Segment) -> Piece:
    return Piece(segment.text, segment.start_ms, segment.end_ms, segment.speaker)


def _speaker_spans(document: Any, names: dict[str, str]) -> list[tuple[int, str]]:
    """Return when each speaker begins, where a list apart from the texts says so."""
    spans: list[tuple[int, str]] = []
    for _, item, _ in _walk(document):
        plan = _plan(tuple(item))
        if plan.speaker and plan.start and not plan.text:
            start_ms = _span(item, plan, "s")[0]
            speaker = speaker_of(item[plan.speaker], names)
            spans += [(start_ms, speaker)] if start_ms is not None and speaker else []
    return sorted(spans)


def _with_speakers(segments: Iterable[Segment], spans: list[tuple[int, str]]) -> list[Segment]:
    begins = [start_ms for start_ms, _ in spans]
    told: list[Segment] = []
    for segment in segments:
        at = bisect_right(begins, segment.start_ms or 0) - 1
        told.append(replace(segment, speaker=spans[at][1]) if at >= 0 else segment)
    return told
