"""Keeps quotes of an open episode, grows them, places them by hand, changes many at once.

Each call is one transaction: what has returned is on the disk. Errors are those of
`reader.library.Library`; a place without words is a LibraryError as well. Runs on the thread that
has the library.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from reader.errors import LibraryError
from reader.library import Library
from reader.library.placing_again import heard_now
from reader.model import Bookmark, Placed, Quote, TurnRange
from reader.quotes.capturing import quote_of
from reader.shelves.tags import tags_to_keep
from reader.timing.timeline import Timeline

NOTHING_THERE = "There are no words to keep here; select some, or let somebody speak first."


def keep_place(
    library: Library, episode: str, timeline: Timeline, place: TurnRange
) -> tuple[Bookmark, bool]:
    """Keep what is said at a place of an episode; return the bookmark, and whether it is new.

    What is kept at this very place already is not kept twice.
    """
    quote = _quote(timeline, place)
    for known in library.bookmarks(episode):
        if (known.quote.place, known.quote.transcript) == (quote.place, quote.transcript):
            return known, False
    return library.add_bookmark(episode, heard_now(library.storage, episode, quote)), True


def widen(library: Library, bookmark: str, timeline: Timeline, place: TurnRange) -> Bookmark:
    """Let a bookmark hold other words than before: it was grown or shrunk."""
    return library.change_bookmark(bookmark, quote=_said(library, bookmark, timeline, place))


def heard_length(library: Library, bookmark: Bookmark) -> int | None:
    """Return how long the recording is that a bookmark is of, in ms; None: nobody knows."""
    if bookmark.episode is None:
        return None
    audio = library.storage.audio_of(bookmark.episode)
    return audio.duration_ms or None if audio is not None else None


def place_by_hand(
    library: Library, bookmark: str, timeline: Timeline, place: TurnRange
) -> Bookmark:
    """Let a quote stand where a person says; the words that were kept stay as they are."""
    found = _said(library, bookmark, timeline, place)
    kept = library.bookmark(bookmark).quote
    text = kept.text if kept.text.strip() else found.text
    return library.change_bookmark(bookmark, quote=replace(found, text=text, placed=Placed.EXACT))


def change_many(
    library: Library,
    ids: Sequence[str],
    *,
    colour: str | None = None,
    add_tags: Sequence[str] = (),
    drop_tags: Sequence[str] = (),
) -> None:
    """Give bookmarks a colour, more tags or fewer, all at once; those that are gone stay so."""
    now = datetime.now(UTC)
    with library.storage.writing():
        known = library.storage.bookmarks_by_id(ids)
        for bookmark in known:
            kept = (tag for tag in bookmark.tags if tag not in drop_tags)
            changed = replace(
                bookmark,
                colour=bookmark.colour if colour is None else colour,
                tags=tags_to_keep([*kept, *add_tags]),
                changed_at=now,
            )
            library.storage.save_remarks(changed)
        for episode in {bookmark.episode for bookmark in known}:
            library.storage.touch_bookmarks(episode)


def _said(library: Library, bookmark: str, timeline: Timeline, place: TurnRange) -> Quote:
    """Return what stands at a place of a bookmark's episode, when it is heard by now."""
    quote, episode = _quote(timeline, place), library.bookmark(bookmark).episode
    return quote if episode is None else heard_now(library.storage, episode, quote)


def _quote(timeline: Timeline, place: TurnRange) -> Quote:
    quote = quote_of(timeline, place)
    if quote is None:
        raise LibraryError(NOTHING_THERE)
    return quote
