"""How the library's episodes stand on the shelf: found, sorted, by show, with what to go on with.

Works on `EpisodeSummary` records alone, so that a list of 5,000 follows every key: what searching
and sorting need is worked out once, in `Stock`.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reader.dates import full_day, short_day
from reader.model import EpisodeSummary
from reader.shelves.tags import sorted_tags
from reader.text_direction import in_one_line
from reader.timecode import MINUTE_MS, spoken_length

CONTINUED = 3
NO_SHOW = "Without a show"
_READ_SHARE = 0.97
_LEFT_UNHEARD_MS = 30_000  # nobody waits for the last of the closing music
_LONG_AGO = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
_QUOTES = str.maketrans(dict.fromkeys("‘’‛", "'") | dict.fromkeys("“”„‟", '"'))
_DIGITS = re.compile(r"(\d{1,18})")


class Order(StrEnum):
    """How episodes are sorted; the shows follow their first episode."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    LONGEST = "longest"
    USED = "used"
    ADDED = "added"
    PROGRESS = "progress"


class State(StrEnum):
    """Which episodes are shown."""

    ANY = "any"
    AUDIO = "audio"
    SILENT = "silent"  # a transcript without its audio
    UNREAD = "unread"
    BEGUN = "begun"
    FINISHED = "finished"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to see."""

    text: str = ""  # words, in any order; "#word" is a tag
    state: State = State.ANY
    tags: frozenset[str] = frozenset()  # all of them
    order: Order = Order.NEWEST
    folded: frozenset[str] = frozenset()  # keys of shows that are closed

    @property
    def narrows(self) -> bool:
        """Whether some episodes may be left out."""
        return bool(self.text.strip() or self.tags or self.state is not State.ANY)


@dataclass(frozen=True, slots=True)
class ShowShelf:
    """One show's episodes, in the order that was wished for."""

    key: str  # the show's name as it is compared
    name: str  # "" for the episodes of none
    episodes: tuple[EpisodeSummary, ...]
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is to be seen. `continued` episodes stand in their shows as well."""

    continued: tuple[EpisodeSummary, ...] = ()
    shows: tuple[ShowShelf, ...] = ()
    total: int = 0  # episodes in the library

    @property
    def found(self) -> int:
        """How many episodes answer to the wish, those in closed shows counted."""
        return sum(len(show.episodes) for show in self.shows)

    @property
    def needs_headings(self) -> bool:
        """Whether there is a show to be named."""
        return len(self.shows) > 1 or any(show.name for show in self.shows)


# One episode


def is_article(episode: EpisodeSummary) -> bool:
    """Return whether there is nothing but a text to read."""
    return not episode.turns and episode.audio is None


def share_read(episode: EpisodeSummary) -> float:
    """Return how far somebody got, from 0 to 1; 0 where the length is not known."""
    if not episode.duration_ms:
        return 0.0
    return min(max(episode.position_ms / episode.duration_ms, 0.0), 1.0)


def is_finished(episode: EpisodeSummary) -> bool:
    """Return whether somebody got to the end, or so near that nothing is missed."""
    share = share_read(episode)
    left_ms = (episode.duration_ms or 0) - episode.position_ms
    return share >= _READ_SHARE or (share > 0.5 and left_ms <= _LEFT_UNHEARD_MS)


def is_begun(episode: EpisodeSummary) -> bool:
    """Return whether somebody began and did not get to the end."""
    return episode.position_ms > 0 and not is_finished(episode)


def detail_of(episode: EpisodeSummary) -> str:
    """Return an episode's second line: date, length, what it lacks, how far it is read, tags."""
    lacks = "article" if is_article(episode) else "no audio" if episode.audio is None else ""
    parts = (
        short_day(episode.date) if episode.date else "",
        spoken_length(episode.duration_ms) if episode.duration_ms else "",
        lacks,
        _progress_of(episode),
        " ".join(f"#{tag}" for tag in episode.tags),
    )
    return "  ·  ".join(part for part in parts if part)


def continued_detail_of(episode: EpisodeSummary) -> str:
    """Return the second line of an episode to go on with: its show, and how much is left."""
    left_ms = (episode.duration_ms or 0) - episode.position_ms
    left = f"{spoken_length(max(left_ms, MINUTE_MS))} left" if episode.duration_ms else "begun"
    return in_one_line((episode.show, left), "  ·  ")


def _progress_of(episode: EpisodeSummary) -> str:
    if is_finished(episode):
        return "finished"
    if not is_begun(episode):
        return ""
    share = share_read(episode)
    return f"{max(round(share * 100), 1)} %" if share else "begun"


_STATES: dict[State, Callable[[EpisodeSummary], bool]] = {
    State.ANY: lambda _: True,
    State.AUDIO: lambda episode: episode.audio is not None,
    State.SILENT: lambda episode: bool(episode.turns) and episode.audio is None,
    State.UNREAD: lambda episode: not episode.position_ms,
    State.BEGUN: is_begun,
    State.FINISHED: is_finished,
    State.ARTICLE: is_article,
}


# All of them


@dataclass(frozen=True, slots=True)
class _Item:
    """An episode with what it is found and sorted by."""

    episode: EpisodeSummary
    words: str  # everything it can be found by, as it is compared
    title: tuple[Any, ...]
    show: str


class Stock:
    """The library's episodes, ready to be arranged. Make it on any thread; use it on one."""

    def __init__(self, episodes: Iterable[EpisodeSummary] = ()) -> None:
        self._items = [_item(episode) for episode in episodes]
        self._sorted: dict[Order, list[_Item]] = {}
        self.tags = sorted_tags(tag for item in self._items for tag in item.episode.tags)

    @property
    def episodes(self) -> tuple[EpisodeSummary, ...]:
        """Every episode, as it came."""
        return tuple(item.episode for item in self._items)

    def arrange(self, wish: Wish) -> Arrangement:
        """Return what answers to a wish: a few milliseconds for 5,000 episodes."""
        shown = self._found(wish)
        shows: dict[str, list[_Item]] = {}
        for item in shown:
            shows.setdefault(item.show, []).append(item)
        keys = sorted(shows, key=_last_without_name) if wish.order is Order.TITLE else list(shows)
        return Arrangement(
            () if wish.narrows else self._continued(),
            tuple(_show_shelf(key, shows[key], wish) for key in keys),
            len(self._items),
        )

    def sort(self, order: Order) -> None:
        """Sort beforehand, where nobody waits."""
        self._in_order(order)

    def _found(self, wish: Wish) -> list[_Item]:
        items = self._in_order(wish.order)
        if not wish.narrows:
            return items
        words, suits = folded(wish.text).split(), _STATES[wish.state]
        return [
            item
            for item in items
            if all(word in item.words for word in words)
            and wish.tags <= set(item.episode.tags)
            and suits(item.episode)
        ]

    def _in_order(self, order: Order) -> list[_Item]:
        if order not in self._sorted:
            items = sorted(self._items, key=lambda item: item.title)
            items.sort(key=_newest)
            self._sorted[order] = sorted(items, key=_KEYS[order])
        return self._sorted[order]

    def _continued(self) -> tuple[EpisodeSummary, ...]:
        begun = (item for item in self._items if is_begun(item.episode))
        latest = sorted(begun, key=_last_used, reverse=True)
        return tuple(item.episode for item in latest[:CONTINUED])


def folded(text: str) -> str:
    """Return a text as it is compared: without case, accents and curly quotes."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_QUOTES)).casefold()
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _item(episode: EpisodeSummary) -> _Item:
    day = ""
    if episode.date is not None:
        day = f"{episode.date.isoformat()} {full_day(episode.date)}"
    tags = " ".join(f"#{tag}" for tag in episode.tags)
    words = folded(f"{episode.title}\n{episode.show}\n{day}\n{tags}")
    return _Item(episode, words, _natural(folded(episode.title)), folded(episode.show).strip())


def _natural(text: str) -> tuple[Any, ...]:
    """Return a key that sorts "Part 2" before "Part 10"."""
    parts = _DIGITS.split(text)
    return tuple((0, int(p), "") if i % 2 else (1, 0, p) for i, p in enumerate(parts) if p)


def _last_without_name(show: str) -> tuple[bool, tuple[Any, ...]]:
    return not show, _natural(show)


def _show_shelf(key: str, items: Sequence[_Item], wish: Wish) -> ShowShelf:
    # While something is looked for, every find is to be seen.
    is_folded = key in wish.folded and not wish.narrows
    episodes = tuple(item.episode for item in items)
    return ShowShelf(key, episodes[0].show.strip(), episodes, is_folded)


def _newest(item: _Item) -> int:
    return -item.episode.date.toordinal() if item.episode.date else 0


def _oldest(item: _Item) -> int:
    return item.episode.date.toordinal() if item.episode.date else dt.date.max.toordinal()


def _last_used(item: _Item) -> dt.datetime:
    return item.episode.used_at or _LONG_AGO


def _last_used_first(item: _Item) -> float:
    return -(_last_used(item) - _LONG_AGO).total_seconds()


def _last_added_first(item: _Item) -> float:
    return -((item.episode.added_at or _LONG_AGO) - _LONG_AGO).total_seconds()


def _begun_first(item: _Item) -> tuple[int, float]:
    if is_finished(item.episode):
        return 2, 0.0
    return (0, -share_read(item.episode)) if is_begun(item.episode) else (1, 0.0)


_KEYS: dict[Order, Callable[[_Item], Any]] = {
    Order.NEWEST: _newest,
    Order.OLDEST: _oldest,
    Order.TITLE: lambda item: item.title,
    Order.LONGEST: lambda item: -(item.episode.duration_ms or 0),
    Order.USED: _last_used_first,
    Order.ADDED: _last_added_first,
    Order.PROGRESS: _begun_first,
}
