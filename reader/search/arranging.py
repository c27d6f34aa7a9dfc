"""An answer as a person looks through it: grouped by episode, in an order, a page at a time."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from reader.search.records import EpisodeHits, SearchAnswer, SearchHit

PAGE = 50  # hits that are loaded at a time
MOST_HITS = 2000  # that are loaded at all; who wants more is better served by a narrower query
FEW = 8  # hits of an episode that are shown at first in the order of dates


class HitOrder(StrEnum):
    """In which order episodes are shown; within one, by score or, with dates, by time."""

    BEST = "best"
    NEWEST = "newest"
    OLDEST = "oldest"


class Searching(Protocol):
    """What answers queries; see `reader.search.searching`. Errors: ReaderError. One thread."""

    def answer(
        self, query: str, *, limit: int = PAGE, cancelled: Callable[[], bool] | None = None
    ) -> SearchAnswer:
        """Return the best hits of a query, whatever is typed."""

    def hits_in(self, query: str, episode: str) -> tuple[SearchHit, ...]:
        """Return every hit of one episode, by time."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted of a query.

    `wanted` is about how many hits are to be loaded; of the episodes in `whole` all are.
    `as_typed` asks for no other query where this one finds nothing.
    """

    query: str
    order: HitOrder = HitOrder.BEST
    wanted: int = PAGE
    whole: frozenset[str] = frozenset()
    as_typed: bool = False


@dataclass(frozen=True, slots=True)
class EpisodeGroup:
    """One episode with those of its hits that are loaded."""

    episode: EpisodeHits
    hits: tuple[SearchHit, ...]

    @property
    def left_out(self) -> int:
        """How many of the episode's hits are not loaded."""
        return max(self.episode.count - len(self.hits), 0)


@dataclass(frozen=True, slots=True)
class Results:
    """What is shown for a request: the answer, and its hits by episode."""

    request: Request
    answer: SearchAnswer
    groups: tuple[EpisodeGroup, ...]

    @property
    def answered(self) -> str:
        """The query that was answered: the one that was asked, or a corrected one."""
        return self.answer.corrected or self.request.query

    @property
    def hits(self) -> tuple[SearchHit, ...]:
        """All that are loaded, in the order in which they are shown."""
        return tuple(hit for group in self.groups for hit in group.hits)

    @property
    def has_more(self) -> bool:
        """Whether a request for more would bring any."""
        shown = sum(len(group.hits) for group in self.groups)
        if self.request.order is HitOrder.BEST:
            return shown < self.answer.total and self.request.wanted < MOST_HITS
        return len(self.groups) < len(self.answer.episodes) and shown < MOST_HITS


def wanting_more(request: Request) -> Request:
    """Return the request for the next page too; pages grow, so that the end is soon reached."""
    return replace(request, wanted=min(request.wanted * 2 + PAGE, MOST_HITS))


def look_up(
    search: Searching, request: Request, cancelled: Callable[[], bool] | None = None
) -> Results:
    """Carry out a request. Raise ReaderError. A cancelled one answers with what there is."""
    by_score = request.order is HitOrder.BEST
    limit = request.wanted if by_score else 1
    answer = search.answer(request.query, limit=limit, cancelled=cancelled)
    if request.as_typed and answer.corrected:
        answer = replace(answer, total=0, hits=(), episodes=(), corrected="")
    arrange = _by_score if by_score else _by_date
    return Results(request, answer, arrange(search, request, answer, cancelled or _never))


def _by_score(
    search: Searching, request: Request, answer: SearchAnswer, cancelled: Callable[[], bool]
) -> tuple[EpisodeGroup, ...]:
    """Group the best hits; the episode with the best one is first."""
    by_episode: dict[str, list[SearchHit]] = {}
    for hit in answer.hits:
        by_episode.setdefault(hit.episode, []).append(hit)
    known = {episode.episode: episode for episode in answer.episodes}
    groups = []
    for id_, hits in by_episode.items():
        episode = known.get(id_) or _told_by(hits)
        shown = tuple(hits)
        if id_ in request.whole and not cancelled():
            shown = search.hits_in(answer.corrected or request.query, id_)
        groups.append(EpisodeGroup(episode, shown))
    return tuple(groups)


def _by_date(
    search: Searching, request: Request, answer: SearchAnswer, cancelled: Callable[[], bool]
) -> tuple[EpisodeGroup, ...]:
    """Take episodes by date, until as many hits are loaded as are wanted."""
    groups: list[EpisodeGroup] = []
    loaded = 0
    for episode in dated(answer.episodes, request.order):
        if loaded >= request.wanted or cancelled():
            break
        hits = search.hits_in(answer.corrected or request.query, episode.episode)
        shown = hits if episode.episode in request.whole else hits[:FEW]
        groups.append(EpisodeGroup(episode, shown))
        loaded += len(shown)
    return tuple(groups)


def dated(episodes: Sequence[EpisodeHits], order: HitOrder) -> list[EpisodeHits]:
    """Sort episodes by date; those without one come last, the best of a day first."""
    newest_first = order is HitOrder.NEWEST
    best_first = sorted(episodes, key=lambda episode: -episode.best)
    with_date = [episode for episode in best_first if episode.date is not None]
    without = [episode for episode in best_first if episode.date is None]
    with_date.sort(key=lambda one: one.date or dt.date.min, reverse=newest_first)
    return with_date + without


def _told_by(hits: Sequence[SearchHit]) -> EpisodeHits:
    """Describe an episode from its hits alone, where an answer does not list it."""
    best = max(hit.score for hit in hits)
    return EpisodeHits(hits[0].episode, hits[0].episode_title, "", None, len(hits), best)


def _never() -> bool:
    return False


def remembered(recent: Sequence[str], query: str, most: int = 12) -> tuple[str, ...]:
    """Return the recent queries with this one first: each once, a bounded number, one line each."""
    line = " ".join(query.split())
    others = [other for other in recent if other and other.casefold() != line.casefold()]
    return tuple(([line] if line else []) + others)[:most]


def identity(hit: SearchHit) -> tuple[object, ...]:
    """Return what makes a hit the same one in two answers, whatever its score."""
    text = hit.text.text if hit.turn is None else ""  # a turn is found once
    return (hit.episode, hit.kind, hit.turn, hit.start_ms, hit.bookmark, text)
