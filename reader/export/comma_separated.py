"""Quotes as a table for spreadsheets: every column that there is."""

from collections.abc import Sequence

from reader.export.material import by_episode
from reader.export.tables import table
from reader.links import link_to
from reader.model import Bookmark
from reader.timecode import timecode

NAME = "csv"
TITLE = "CSV table"
DESCRIPTION = "One row a quote, with every column, for spreadsheets."
SUFFIX = ".csv"
MARKED = True  # else Excel takes UTF-8 for the system's old encoding

COLUMNS = (
    *("Show", "Episode", "Date", "Start", "End", "Speaker", "Chapter", "Quote", "Note", "Tags"),
    *("Colour", "Link", "Placed", "Created", "Changed", "Start ms", "End ms"),
    *("Episode id", "Bookmark id"),
)


def quotes(bookmarks: Sequence[Bookmark]) -> str:
    """Return a row for each quote, by episode and start."""
    rows = (_row(one) for group in by_episode(bookmarks) for one in group.bookmarks)
    return table(COLUMNS, rows)


def _row(bookmark: Bookmark) -> tuple[str, ...]:
    quote = bookmark.quote
    like_ms = quote.end_ms
    return (
        *(bookmark.show, bookmark.episode_title, str(bookmark.date or "")),
        *(timecode(quote.start_ms, like_ms=like_ms), timecode(quote.end_ms, like_ms=like_ms)),
        *(quote.speaker, quote.chapter, quote.text, bookmark.note, ", ".join(bookmark.tags)),
        *(bookmark.colour, link_to(bookmark), quote.placed.value),
        *(bookmark.created_at.isoformat(), bookmark.changed_at.isoformat()),
        *(str(quote.start_ms), str(quote.end_ms), bookmark.episode or "", bookmark.id),
    )
