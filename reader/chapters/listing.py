"""What all kinds of chapter lists share: the order, the titles, and what is too much."""

import re
from collections.abc import Iterable
from dataclasses import replace
from html import unescape

from reader.formats.source import Source
from reader.model import ChapterDraft

MOST_CHAPTERS = 10_000
_LONGEST_TITLE = 1_000
_LATEST_MS = 2_000 * 3_600_000  # later than any recording
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,30}\d{0,2});")
_BLANKS = re.compile(r"[\s\x00-\x1f\u200b\ufeff]+")


def title_of(value: object) -> str:
    """Return a title as one line, its HTML entities resolved; "" for what is no text."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return ""
    text = _ENTITY.sub(lambda found: unescape(found[0]), value[:_LONGEST_TITLE])
    return _BLANKS.sub(" ", text).strip()


def chapter(title: object, start_ms: int | None, end_ms: int | None = None) -> ChapterDraft | None:
    """Make a chapter; None where there is no start. An end that is not after it is not kept."""
    if start_ms is None or not 0 <= start_ms <= _LATEST_MS:
        return None
    ends = end_ms is not None and start_ms < end_ms <= _LATEST_MS
    return ChapterDraft(title_of(title), start_ms, end_ms if ends else None)


def listed(source: Source, found: Iterable[ChapterDraft | None]) -> tuple[ChapterDraft, ...]:
    """Order chapters by start, equal ones as in the file, and number those without a title.

    Raise TranscriptError where there are none, or too many to be a list for people.
    """
    chapters = [draft for draft in found if draft is not None]
    if not chapters:
        raise source.error("holds no chapter with a time. Choose another file with chapters.")
    if len(chapters) > MOST_CHAPTERS:
        raise source.error(
            f"holds more than {MOST_CHAPTERS:,} chapters, too many for one episode. "
            "Choose another file with chapters."
        )
    chapters.sort(key=lambda draft: draft.start_ms)
    return tuple(
        draft if draft.title else replace(draft, title=f"Chapter {number}")
        for number, draft in enumerate(chapters, 1)
    )
