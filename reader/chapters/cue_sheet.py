"""CUE sheets: tracks with `TITLE "…"` and `INDEX 01 MM:SS:FF`, 75 frames to the second.

Source: the CDRWIN user's guide. DJs and audiobook tools use them for chapters of one file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reader.chapters.listing import chapter, listed
from reader.formats.source import Source
from reader.model import ChapterDraft

NAME = "CUE sheet"

_FRAMES = 75
_LINE = re.compile(
    r"^[ \t\ufeff]*(?P<word>FILE|TRACK|TITLE|INDEX|PERFORMER)[ \t]+(?P<rest>[^\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_INDEX = re.compile(r"(\d{1,2})[ \t]+(\d{1,5}):(\d{1,2})(?::(\d{1,2}))?")
_QUOTED = re.compile(r'"([^"\n]*)"|(\S[^\n]*)')


@dataclass(slots=True)
class _Track:
    """A track while it is read. `starts` are its indices; 01 is where it begins."""

    title: str = ""
    performer: str = ""
    starts: dict[int, int] | None = None

    def draft(self, album_performer: str) -> ChapterDraft | None:
        starts = self.starts or {}
        start = starts.get(1, min(starts.values(), default=None))
        guest = self.performer if self.performer != album_performer else ""
        title = " – ".join(part for part in (guest, self.title) if part)
        return chapter(title, start)


def confidence(source: Source) -> float:
    """Look for a track with an index."""
    words = [found["word"].upper() for found in _LINE.finditer(source.text, 0, 20_000)]
    indices = re.search(
        r"^\s*INDEX\s+\d\d?\s+\d+:\d\d", source.text[:20_000], re.MULTILINE | re.IGNORECASE
    )
    return 0.97 if "TRACK" in words and indices else 0.0


def read(source: Source) -> tuple[ChapterDraft, ...]:
    """Read the tracks. Raise TranscriptError where they belong to several files."""
    tracks: list[_Track] = []
    files: list[int] = []  # how many tracks came before each file
    whole = _Track()
    for word, rest in _lines(source.text):
        track = tracks[-1] if tracks else whole
        if word == "FILE":
            files.append(len(tracks))
        elif word == "TRACK":
            tracks.append(_Track())
        elif word == "TITLE":
            track.title = _unquoted(rest)
        elif word == "PERFORMER":
            track.performer = _unquoted(rest)
        elif index := _INDEX.match(rest):
            track.starts = (track.starts or {}) | {int(index[1]): _index_ms(index)}
    if len(set(files)) > 1:
        raise source.error(
            f"is a CUE sheet for {len(files)} audio files, each with times of its own. "
            "Choose one for a single file."
        )
    return listed(source, (track.draft(whole.performer) for track in tracks))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for found in _LINE.finditer(text):
        yield found["word"].upper(), found["rest"].strip()


def _unquoted(text: str) -> str:
    found = _QUOTED.match(text)
    return (found[1] or found[2] or "") if found else ""


def _index_ms(index: re.Match[str]) -> int:
    minutes, whole, frames = int(index[2]), int(index[3]), int(index[4] or 0)
    return (minutes * 60 + whole) * 1000 + frames * 1000 // _FRAMES
