"""What is to be taken along: which quotes or transcripts are wanted, and these as they are."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from reader.errors import ExportError
from reader.library import Library
from reader.model import Bookmark, Episode
from reader.shelves.tags import clean_tags


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be exported. Everything that is given narrows it."""

    episode: str | None = None  # an id
    tags: tuple[str, ...] = ()  # what has all of these
    ids: tuple[str, ...] | None = None  # these quotes, such as those shown in a list
    transcripts: bool = False  # whole transcripts instead of quotes


@dataclass(frozen=True, slots=True)
class Material:
    """Quotes, or the episodes whose transcripts are wanted; and where recordings are."""

    bookmarks: tuple[Bookmark, ...] = ()
    episodes: tuple[Episode, ...] = ()
    audio: Mapping[str, Path] = field(default_factory=dict)  # by the episode's id
    stopped: Callable[[], bool] = lambda: False  # asked between files that take long


@dataclass(frozen=True, slots=True)
class EpisodeQuotes:
    """The quotes of one episode, by their start. `id` is None where the episode is gone."""

    id: str | None
    title: str
    show: str
    date: dt.date | None
    bookmarks: tuple[Bookmark, ...]


def gather(library: Library, wanted: Wanted, *, with_audio: bool = False) -> Material:
    """Read what is wanted from the library; `with_audio` looks for recordings, also moved ones.

    Raise LibraryError, EpisodeNotFoundError, and ExportError for an episode without a transcript.
    """
    if wanted.transcripts:
        return Material(episodes=_episodes(library, wanted))
    bookmarks = chosen(library.bookmarks(wanted.episode), wanted)
    audio = _recordings(library, bookmarks) if with_audio else {}
    return Material(bookmarks, audio=audio)


def chosen(bookmarks: Sequence[Bookmark], wanted: Wanted) -> tuple[Bookmark, ...]:
    """Return those of some bookmarks that are wanted by tag and by id."""
    tags = {tag.casefold() for tag in clean_tags(wanted.tags)}
    ids = None if wanted.ids is None else frozenset(wanted.ids)
    return tuple(
        bookmark
        for bookmark in bookmarks
        if (tags or not wanted.tags)  # a tag of blanks is nobody's
        and tags <= {tag.casefold() for tag in bookmark.tags}
        and (ids is None or bookmark.id in ids)
    )


def by_episode(bookmarks: Sequence[Bookmark]) -> tuple[EpisodeQuotes, ...]:
    """Return the quotes by episode: by show, then the newest first, as the library lists them."""
    ordered = sorted(bookmarks, key=_order)
    groups = (tuple(group) for _, group in groupby(ordered, key=_episode_order))
    return tuple(
        EpisodeQuotes(one.episode, one.episode_title, one.show, one.date, group)
        for group in groups
        for one in group[:1]
    )


def _episode_order(bookmark: Bookmark) -> tuple[object, ...]:
    day = bookmark.date.toordinal() if bookmark.date else 0
    names = (bookmark.show.casefold(), bookmark.show, -day, bookmark.episode_title)
    return (*names, bookmark.episode is None, bookmark.episode or "")


def _order(bookmark: Bookmark) -> tuple[object, ...]:
    quote = bookmark.quote
    return (*_episode_order(bookmark), quote.start_ms, quote.end_ms, bookmark.id)


def _episodes(library: Library, wanted: Wanted) -> tuple[Episode, ...]:
    if wanted.episode is not None:
        episode = library.episode(wanted.episode)
        if not episode.turns:
            raise ExportError(f"“{episode.title}” has no transcript; import one and export again.")
        return (episode,)
    lines = (line for line in library.summaries() if line.turns)
    tags = {tag.casefold() for tag in clean_tags(wanted.tags)}
    return tuple(
        library.episode(line.id) for line in lines if tags <= {tag.casefold() for tag in line.tags}
    )


def _recordings(library: Library, bookmarks: Sequence[Bookmark]) -> dict[str, Path]:
    found = {}
    for id_ in dict.fromkeys(one.episode for one in bookmarks if one.episode is not None):
        audio = library.present_audio(library.episode(id_))
        if audio is not None:
            found[id_] = audio.path
    return found
