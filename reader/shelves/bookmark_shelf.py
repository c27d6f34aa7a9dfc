"""How bookmarks stand in a list: filtered, sorted, under headings, those without a place apart.

Works on `Bookmark` records alone. What filtering compares is worked out once, in `KeptQuotes`, so
that a list of thousands follows every key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

from reader.bookmark_colours import colour_name, colour_rank
from reader.finding import fold
from reader.model import Bookmark, Placed
from reader.shelves.tags import sorted_tags

AGAIN_TITLE = "To place again"
GONE_TITLE = "Episodes that are gone"


class BookmarkOrder(StrEnum):
    """How bookmarks are sorted."""

    TIME = "time"  # by episode, each by the time in the audio
    NEWEST = "newest"
    COLOUR = "colour"


@dataclass(frozen=True, slots=True)
class BookmarkWish:
    """Which bookmarks a person wants to see, and in which order."""

    text: str = ""  # words, in any order; "#word" is a tag
    episode: str | None = None  # of this one alone; None: of all
    tags: frozenset[str] = frozenset()  # all of them
    colours: frozenset[str] = frozenset()  # any of them; none named: all
    to_place: bool = False  # only those whose place is lost or not sure
    order: BookmarkOrder = BookmarkOrder.TIME

    @property
    def narrows(self) -> bool:
        """Whether some bookmarks of the episode, or of all, may be left out."""
        return bool(self.text.strip() or self.tags or self.colours or self.to_place)


@dataclass(frozen=True, slots=True)
class BookmarkGroup:
    """Some bookmarks under a heading; "" is none."""

    title: str
    bookmarks: tuple[Bookmark, ...]


class KeptQuotes:
    """All bookmarks, ready to be filtered. Immutable, so any thread may make it."""

    def __init__(self, bookmarks: Sequence[Bookmark] = ()) -> None:
        self.bookmarks = tuple(bookmarks)
        self.tags = sorted_tags(tag for one in self.bookmarks for tag in one.tags)
        self._texts = {one.id: _compared(one) for one in self.bookmarks}

    def of_episode(self, episode: str) -> tuple[Bookmark, ...]:
        """Return an episode's bookmarks by their start."""
        found = (one for one in self.bookmarks if one.episode == episode)
        return tuple(sorted(found, key=_by_time))

    def groups(self, wish: BookmarkWish) -> tuple[BookmarkGroup, ...]:
        """Return what is wished for, those that have to be placed again first."""
        found = [one for one in self.bookmarks if self._holds(one, wish)]
        lost = sorted((one for one in found if is_lost(one)), key=_by_episode)
        rest = [one for one in found if not is_lost(one)]
        again = [BookmarkGroup(AGAIN_TITLE, tuple(lost))] if lost else []
        return (*again, *_ordered(rest, wish))

    def _holds(self, bookmark: Bookmark, wish: BookmarkWish) -> bool:
        if wish.episode is not None and bookmark.episode != wish.episode:
            return False
        if wish.colours and bookmark.colour not in wish.colours:
            return False
        if wish.to_place and bookmark.quote.placed is Placed.EXACT:
            return False
        if not wish.tags <= frozenset(bookmark.tags):
            return False
        return all(word in self._texts[bookmark.id] for word in fold(wish.text).split())


def is_lost(bookmark: Bookmark) -> bool:
    """Tell whether a quote has to be placed again before it can be shown in its text."""
    return bookmark.quote.placed is Placed.LOST


@lru_cache(maxsize=10_000)  # after a change all but one are the same
def _compared(bookmark: Bookmark) -> str:
    quote = bookmark.quote
    tags = " ".join(f"#{tag}" for tag in bookmark.tags)
    parts = (quote.text, bookmark.note, quote.speaker, quote.chapter, tags)
    return fold("\n".join((*parts, bookmark.episode_title, bookmark.show)))


def _ordered(found: Sequence[Bookmark], wish: BookmarkWish) -> list[BookmarkGroup]:
    if not found:
        return []
    if wish.order is BookmarkOrder.COLOUR:
        by_colour = sorted(found, key=lambda one: (colour_rank(one.colour), _by_episode(one)))
        parted = groupby(by_colour, key=lambda one: one.colour)
        return [BookmarkGroup(colour_name(colour), tuple(some)) for colour, some in parted]
    if wish.order is BookmarkOrder.NEWEST:
        newest = sorted(found, key=lambda one: (one.created_at, one.id), reverse=True)
        return [BookmarkGroup("", tuple(newest))]
    if wish.episode is not None:
        return [BookmarkGroup("", tuple(sorted(found, key=_by_time)))]
    by_episode = sorted(found, key=_by_episode)
    episodes = groupby(by_episode, key=lambda one: (one.episode, one.episode_title, one.show))
    return [BookmarkGroup(_heading(*key), tuple(some)) for key, some in episodes]


def _heading(episode: str | None, title: str, show: str) -> str:
    named = " · ".join(part for part in (title, show) if part)
    return named if episode is not None else f"{named or GONE_TITLE} (no longer in the library)"


def _by_time(bookmark: Bookmark) -> tuple[int, int, str]:
    return bookmark.quote.start_ms, bookmark.quote.end_ms, bookmark.id


def _by_episode(bookmark: Bookmark) -> tuple[bool, str, str, str, tuple[int, int, str]]:
    return (
        bookmark.episode is None,
        fold(bookmark.episode_title),
        bookmark.show,
        bookmark.episode or "",
        _by_time(bookmark),
    )
