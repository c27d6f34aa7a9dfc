"""Bookmarks made up for tests that need no library."""

import datetime as dt

from reader.model import Bookmark, Placed, Quote

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def kept(
    name: str,
    start_ms: int = 0,
    *,
    episode: str | None = "ferry",
    title: str = "The last ferry",
    text: str = "",
    speaker: str = "Ida Holm",
    placed: Placed = Placed.EXACT,
    age_h: int = 0,
    **remarks,
) -> Bookmark:
    """Return a bookmark whose id is its name."""
    quote = Quote(start_ms, start_ms + 1000, text or f"Words of {name}", speaker, placed=placed)
    made = NOW - dt.timedelta(hours=age_h)
    return Bookmark(
        name, quote, episode, title, "Night Ferry", dt.date(2026, 1, 27), made, made, **remarks
    )
