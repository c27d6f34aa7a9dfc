"""Quotes in the columns that Readwise's import of CSV files takes.

Readwise takes what has one title, author and address for one source: the address is therefore
the episode's, and the link to the second stands at the end of the note. A word with a dot before
it in a note becomes a tag there. Times are UTC.
"""

import re
from collections.abc import Sequence
from datetime import UTC

from reader.export.material import by_episode
from reader.export.tables import table
from reader.links import Link, link_to, written
from reader.model import Bookmark

NAME = "readwise"
TITLE = "CSV for Readwise"
DESCRIPTION = "The columns that Readwise imports, with tags in the notes."
SUFFIX = ".csv"

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")


def quotes(bookmarks: Sequence[Bookmark]) -> str:
    """Return a row for each quote; one without words, which Readwise refuses, is its note."""
    rows = (_row(one) for group in by_episode(bookmarks) for one in group.bookmarks)
    return table(COLUMNS, rows)


def _row(bookmark: Bookmark) -> tuple[str, ...]:
    quote = bookmark.quote
    page = written(Link(bookmark.episode or "", None, bookmark.id if not bookmark.episode else ""))
    return (
        quote.text or bookmark.note or bookmark.episode_title,
        bookmark.episode_title,
        bookmark.show or quote.speaker,
        page,
        "\n".join(_noted(bookmark)),
        str(quote.start_ms // 1000),
        bookmark.created_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"),
    )


def _noted(bookmark: Bookmark) -> list[str]:
    """Return the note's lines: tags, the note, who speaks in which chapter, and the link."""
    tags = ("-".join(re.findall(r"[\w-]+", tag)) for tag in bookmark.tags)
    quote = bookmark.quote
    said = ", ".join(part for part in (quote.speaker, quote.chapter) if part)
    lines = (" ".join(f".{tag}" for tag in tags if tag), bookmark.note, said, link_to(bookmark))
    return [line for line in lines if line]
