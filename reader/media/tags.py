"""Reading what an audio file says about itself: length, title, show, date and chapters."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from mutagen.asf import ASFTags
from mutagen.id3 import ID3
from mutagen.mp4 import MP4Tags

from reader.media.chapter_tags import id3_chapters, one_line, vorbis_chapters
from reader.media.kinds import AudioKind
from reader.media.lengths import duration_ms
from reader.media.loading import Loaded, loaded, tag_values
from reader.media.mp4_chapters import nero_chapters, quicktime_chapters
from reader.model import AudioTags, ChapterDraft

# By kind of tag, the names under which each fact stands, best first.
_ID3_NAMES = {
    "title": ("TIT2",),
    "show": ("TALB", "TPE2", "TPE1"),
    "date": ("TDRL", "TDRC", "TDOR"),
}
_MP4_NAMES = {
    "title": ("\xa9nam",),
    "show": ("\xa9alb", "tvsh", "aART", "\xa9ART"),
    "date": ("\xa9day",),
}
_ASF_NAMES = {
    "title": ("Title",),
    "show": ("WM/AlbumTitle", "WM/AlbumArtist", "Author"),
    "date": ("WM/Year",),
}
_COMMENT_NAMES = {  # Vorbis comments and APE tags; their names ignore case
    "title": ("title",),
    "show": ("album", "show", "albumartist", "album artist", "artist"),
    "date": ("date", "releasedate", "year"),
}

_DAY = re.compile(r"^\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


def read_tags(path: Path) -> AudioTags:
    """Return a file's length, title, show, date and chapters; what it does not say is empty.

    The length is that of the sound really there, so less than the header's in a truncated file;
    0 where nothing tells it. A date counts only if it names the day. Chapters come by start,
    from ID3 CHAP frames, Vorbis comments, Nero's list or a QuickTime track.

    Raises MediaError when the file is missing, empty, unreadable, no audio, or damaged beyond
    reading. Reads the tags and, for an MP3 without a length in its header, every frame. Any thread.
    """
    with loaded(path) as audio:
        return AudioTags(
            duration_ms=duration_ms(audio.file, audio.kind, audio.seconds),
            title=_text(audio.tags, "title"),
            show=_text(audio.tags, "show"),
            date=_date(audio.tags),
            chapters=_chapters(audio),
        )


def _chapters(audio: Loaded) -> tuple[ChapterDraft, ...]:
    tags = audio.tags
    if audio.kind is AudioKind.MP4:
        lists = (quicktime_chapters(audio.file), nero_chapters(audio.media.chapters))
        return max(lists, key=len)
    if isinstance(tags, ID3):
        return id3_chapters(tags)
    if tags is None or isinstance(tags, ASFTags):
        return ()
    return vorbis_chapters(list(tags.keys()), lambda key: tag_values(tags, key))


def _text(tags: Any, fact: str) -> str:
    return next((text for text in _texts(tags, fact) if text), "")


def _date(tags: Any) -> date | None:
    """Return the first date that names a day: `2026-03-21`, `20260321`, with or without a time."""
    for text in _texts(tags, "date"):
        match = _DAY.match(text)
        if match:
            try:
                return date(*(int(part) for part in match.groups()))
            except ValueError:
                continue
    return None


def _texts(tags: Any, fact: str) -> Iterator[str]:
    """Yield the texts that may state a fact, best first."""
    for name in _names(tags)[fact]:
        values = tag_values(tags, name)
        yield one_line(values[0].text if values and isinstance(tags, ID3) else values)


def _names(tags: Any) -> dict[str, tuple[str, ...]]:
    for kind, names in ((ID3, _ID3_NAMES), (MP4Tags, _MP4_NAMES), (ASFTags, _ASF_NAMES)):
        if isinstance(tags, kind):
            return names
    return _COMMENT_NAMES
