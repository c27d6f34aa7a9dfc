"""Chapters of MP4 files: Nero's list, which Mutagen reads, and QuickTime's chapter tracks.

A QuickTime chapter track is a track of text samples that the sound's track points to by
`tref/chap`. A second one with links, and one with pictures, may stand beside it. Sources:
ISO 14496-12 (boxes) and Apple's QuickTime File Format (text sample data, chapter lists).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, BinaryIO

from reader.media.chapter_tags import in_order, one_line
from reader.media.lengths import LONGEST_MS
from reader.model import ChapterDraft

_LARGEST_MOOV = 64 << 20
_MOST_CHAPTERS = 5_000
_LONGEST_TITLE = 4_096
_LINK = ("http://", "https://", "mailto:")
_CONTAINERS = frozenset((b"trak", b"tref", b"mdia", b"minf", b"stbl"))

Boxes = dict[bytes, list[bytes]]


@dataclass(frozen=True, slots=True)
class _TextTrack:
    """A track of text: where its samples lie, and when each is shown, in `timescale` units."""

    timescale: int
    starts: list[int]
    places: list[tuple[int, int]]  # offset in the file, size


def nero_chapters(found: Any) -> tuple[ChapterDraft, ...]:
    """Return the chapters of a `chpl` box; `found` is Mutagen's list (seconds and titles)."""
    drafts = [ChapterDraft(one_line([c.title]), round(c.start * 1000)) for c in found or ()]
    return in_order(draft for draft in drafts if 0 <= draft.start_ms <= LONGEST_MS)


def quicktime_chapters(file: BinaryIO) -> tuple[ChapterDraft, ...]:
    """Return the chapters of the first chapter track with titles; none if there is no such track.

    Reads the `moov` box (up to 64 MB) and the titles. Never raises for damaged content: what
    cannot be read is left out.
    """
    tracks = [_boxes_below(content) for content in _tracks(file)]
    wanted = {number for track in tracks for number in _chapter_references(track)}
    for track in tracks:
        if _track_id(track) in wanted and _handler(track) in (b"text", b"sbtl"):
            chapters = _titled(file, _text_track(track))
            if chapters:
                return chapters
    return ()


def _titled(file: BinaryIO, track: _TextTrack) -> tuple[ChapterDraft, ...]:
    """Read a track's texts; none if they are all blank or links."""
    titles = [_text(file, *place) for place in track.places]
    if not any(title and not title.startswith(_LINK) for title in titles):
        return ()
    starts = [start * 1000 // track.timescale for start in track.starts]
    ends = [*starts[1:], None]
    return in_order(
        ChapterDraft(title, start, end if end and end > start else None)
        for title, start, end in zip(titles, starts, ends, strict=False)
        if start <= LONGEST_MS
    )


def _text(file: BinaryIO, offset: int, size: int) -> str:
    """Read a text sample: its length in two bytes, then UTF-8, or UTF-16 with its mark."""
    file.seek(offset)
    data = file.read(min(size, _LONGEST_TITLE))
    if len(data) < 2:
        return ""
    text = data[2 : 2 + int.from_bytes(data[:2], "big")]
    encoding = "utf-16" if text[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8"
    return one_line([text.decode(encoding, errors="replace")])


def _tracks(file: BinaryIO) -> Iterator[bytes]:
    """Yield the content of every track."""
    file.seek(0)
    while len(header := file.read(8)) == 8:
        size, name = struct.unpack(">I4s", header)
        skip = 8
        if size == 1:
            size, skip = int.from_bytes(file.read(8), "big"), 16
        if name == b"moov":
            content = file.read(min(size - skip if size else _LARGEST_MOOV, _LARGEST_MOOV))
            yield from (part for name, part in _parts(content) if name == b"trak")
            return
        if size < skip or size > 1 << 62:
            return
        file.seek(size - skip, 1)


def _parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and content of the boxes in a box; stop at the first damaged one."""
    at = 0
    while at + 8 <= len(content):
        size, name = struct.unpack_from(">I4s", content, at)
        size = size or len(content) - at
        if size < 8:
            return
        yield name, content[at + 8 : at + size]
        at += size


def _boxes_below(content: bytes, depth: int = 0) -> Boxes:
    """Return the leaf boxes below a track by name: the names wanted here occur in one place."""
    found: Boxes = {}
    for name, part in _parts(content):
        inner = (
            _boxes_below(part, depth + 1) if name in _CONTAINERS and depth < 6 else {name: [part]}
        )
        for key, parts in inner.items():
            found.setdefault(key, []).extend(parts)
    return found


def _first(track: Boxes, name: bytes) -> bytes:
    return track.get(name, [b""])[0]


def _chapter_references(track: Boxes) -> Iterator[int]:
    for content in track.get(b"chap", []):
        yield from _numbers(content, 0, len(content) // 4)


def _track_id(track: Boxes) -> int | None:
    header = _first(track, b"tkhd")
    at = 20 if header[:1] == b"\x01" else 12
    return next(_numbers(header, at, 1), None)


def _handler(track: Boxes) -> bytes:
    return _first(track, b"hdlr")[8:12]


def _text_track(track: Boxes) -> _TextTrack:
    header = _first(track, b"mdhd")
    timescale = next(_numbers(header, 20 if header[:1] == b"\x01" else 12, 1), 0)
    places = list(_sample_places(track))
    return _TextTrack(timescale or 1, _sample_starts(track, len(places)), places)


def _sample_starts(track: Boxes, count: int) -> list[int]:
    """Return when samples start, from the durations in `stts` (runs of count and duration)."""
    starts, now = list[int](), 0
    for samples, duration in _entries(_first(track, b"stts"), 2):
        for _ in range(min(samples, count - len(starts))):
            starts.append(now)
            now += duration
    return starts


def _sample_places(track: Boxes) -> Iterator[tuple[int, int]]:
    """Yield offset and size of each sample, from `stsz`, `stsc` and `stco` or `co64`."""
    sizes = iter(_sample_sizes(track))
    for chunk, samples in _chunks(track):
        place = chunk
        for size in islice(sizes, samples):
            yield place, size
            place += size


def _sample_sizes(track: Boxes) -> list[int]:
    table = _first(track, b"stsz")
    same, count = next(_entries_at(table, 4, 1, 2), (0, 0))
    count = min(count, _MOST_CHAPTERS)
    return [same] * count if same else list(_numbers(table, 12, count))


def _chunks(track: Boxes) -> Iterator[tuple[int, int]]:
    """Yield each chunk's offset and how many samples it holds."""
    offsets = [entry[0] for entry in _entries(_first(track, b"stco"), 1)]
    offsets = offsets or [high << 32 | low for high, low in _entries(_first(track, b"co64"), 2)]
    runs = [(first, samples) for first, samples, _ in _entries(_first(track, b"stsc"), 3)]
    for (first, samples), (after, _) in pairwise([*runs, (len(offsets) + 1, 0)]):
        for offset in offsets[max(0, first - 1) : max(0, after - 1)]:
            yield offset, min(samples, _MOST_CHAPTERS)


def _entries(table: bytes, width: int) -> Iterator[tuple[int, ...]]:
    """Yield the rows of a table box: version and flags, a count, then rows of numbers."""
    count = next(_numbers(table, 4, 1), 0)
    yield from _entries_at(table, 8, min(count, _MOST_CHAPTERS), width)


def _entries_at(table: bytes, at: int, count: int, width: int) -> Iterator[tuple[int, ...]]:
    row = struct.Struct(f">{width}I")
    for index in range(count):
        if at + (index + 1) * row.size > len(table):
            return
        yield row.unpack_from(table, at + index * row.size)


def _numbers(data: bytes, at: int, count: int) -> Iterator[int]:
    yield from (entry[0] for entry in _entries_at(data, at, count, 1))
