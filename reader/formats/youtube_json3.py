"""YouTube's captions as JSON: `json3` (srv3 in JSON), and the lists that downloaders make of it.

In automatic captions every word has an offset from its event's start; between the events stand
others that only break the line of the two that roll on the screen.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from reader.formats.json_reading.fields import field, milliseconds, objects, seconds, share, text_of
from reader.formats.source import Source
from reader.formats.speech.spoken_words import Piece, Segment, from_segments, from_words
from reader.model import EpisodeDraft

NAME = "YouTube captions JSON"


def confidence(source: Source) -> float:
    """Look for events with `tStartMs` and `segs`, or for lists with text and duration."""
    document = source.json
    events = objects(field(document, "events"))
    if share(events, "tStartMs") >= 0.5 and any("segs" in event for event in events):
        return 0.97
    return 0.85 if share(_downloaded(document), "text", "start", "duration") >= 0.5 else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read words where the events have them, else captions."""
    events = objects(field(source.json, "events"))
    if not events:
        return from_segments(source, [_listed(item) for item in _downloaded(source.json)])
    if any("tOffsetMs" in part for event in events for part in objects(event.get("segs"))):
        return from_words(source, list(_words(events)))
    return from_segments(source, [_caption(event) for event in events])


def _downloaded(document: Any) -> list[dict[str, Any]]:
    """Return the captions of a list, or of a list of lists for several videos."""
    if isinstance(document, list) and document and isinstance(document[0], list):
        document = document[0]
    return objects(document) or objects(field(document, "snippets"))


def _listed(item: dict[str, Any]) -> Segment:
    start_ms, length_ms = seconds(item.get("start")), seconds(item.get("duration"))
    end_ms = None if start_ms is None or length_ms is None else start_ms + length_ms
    return Segment(text_of(item.get("text")), start_ms, end_ms)


def _caption(event: dict[str, Any]) -> Segment:
    start_ms, end_ms = _span(event)
    text = "".join(text_of(part.get("utf8")) for part in objects(event.get("segs")))
    return Segment(_clean(text), start_ms, end_ms)


def _words(events: list[dict[str, Any]]) -> Iterator[Piece]:
    spoken = [event for event in events if _caption(event).text.strip()]
    for event, following in pairwise([*spoken, {}]):
        start_ms, end_ms = _span(event)
        next_ms = milliseconds(following.get("tStartMs"))
        if end_ms is not None and next_ms is not None:
            end_ms = min(end_ms, next_ms)  # the lines overlap on the screen, not in the sound
        parts = objects(event.get("segs"))
        starts = [_start(start_ms, part) for part in parts]
        for part, at_ms, until_ms in zip(parts, starts, [*starts[1:], end_ms], strict=True):
            yield Piece(_clean(text_of(part.get("utf8"))), at_ms, until_ms)
        yield Piece(" ")


def _start(start_ms: int | None, part: dict[str, Any]) -> int | None:
    offset_ms = milliseconds(part.get("tOffsetMs", 0))
    return None if start_ms is None or offset_ms is None else start_ms + offset_ms


def _span(event: dict[str, Any]) -> tuple[int | None, int | None]:
    start_ms = milliseconds(event.get("tStartMs"))
    length_ms = milliseconds(event.get("dDurationMs"))
    return start_ms, None if start_ms is None or length_ms is None else start_ms + length_ms


def _clean(text: str) -> str:
    return text.replace("\u200b", "")
