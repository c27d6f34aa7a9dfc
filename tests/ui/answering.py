"""What answers queries in tests of the search's window: told beforehand, and held back at will."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event

from reader.errors import LibraryError
from reader.library import Library
from reader.search.records import EpisodeHits, HighlightedText, HitKind, SearchAnswer, SearchHit
from reader.search.upkeep import Standing

PATIENCE_S = 10.0


def hit(
    words: str, episode: str = "ferry", turn: int | None = 0, score: float = 1.0, **more: object
) -> SearchHit:
    """Return a hit whose matches are what stands in [brackets]."""
    text, spans = "", []
    for part in words.replace("]", "[").split("["):
        if text or part:
            spans.append((len(text), len(text) + len(part)))
        text += part
    marked = tuple(span for span in spans[1::2] if span[0] < span[1]) if "[" in words else ()
    start_ms = None if turn is None else turn * 10_000
    plain = SearchHit(
        episode,
        f"About the {episode}",
        HitKind.TURN,
        HighlightedText(text, marked),
        score,
        speaker="Ida Holm",
        turn=turn,
        start_ms=start_ms,
        match_ms=start_ms,
    )
    return replace(plain, **more)


def answer_of(
    query: str, *hits: SearchHit, dates: dict[str, dt.date] | None = None, **more: object
) -> SearchAnswer:
    """Return the answer that has these hits; an episode's date is the one given, or none."""
    episodes: dict[str, list[SearchHit]] = {}
    for one in hits:
        episodes.setdefault(one.episode, []).append(one)
    found = tuple(
        EpisodeHits(
            name, own[0].episode_title, "Night Ferry", (dates or {}).get(name), len(own),
            max(one.score for one in own),
        )
        for name, own in episodes.items()
    )  # fmt: skip
    best = tuple(sorted(hits, key=lambda one: -one.score))
    plain = SearchAnswer(query, len(hits), best, found, 0.5)
    return replace(plain, **more)


@dataclass
class ToldSearch:
    """Answers with what it was told, at once or, while `gate` is not set, when that is."""

    answers: dict[str, SearchAnswer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    gates: dict[str, Event] = field(default_factory=dict)
    failing: str = ""

    def tell(self, answer: SearchAnswer) -> None:
        self.answers[answer.query] = answer

    def hold(self, query: str) -> Event:
        """Hold an answer back until the event that is returned is set, or it is cancelled."""
        self.gates[query] = Event()
        return self.gates[query]

    def answer(
        self, query: str, *, limit: int = 50, cancelled: Callable[[], bool] | None = None
    ) -> SearchAnswer:
        self.asked.append(query)
        self._wait(query, cancelled or (lambda: False))
        if self.failing:
            raise LibraryError(self.failing)
        known = self.answers.get(query) or SearchAnswer(query, 0, (), (), 0.1)
        return replace(known, hits=known.hits[:limit])

    def hits_in(self, query: str, episode: str) -> tuple[SearchHit, ...]:
        known = self.answers.get(query)
        hits = known.hits if known else ()
        own = [one for one in hits if one.episode == episode]
        return tuple(sorted(own, key=lambda one: one.start_ms or 0))

    def _wait(self, query: str, cancelled: Callable[[], bool]) -> None:
        gate = self.gates.get(query)
        for _ in range(int(PATIENCE_S / 0.005)):
            if gate is None or gate.wait(0.005):
                return
            if cancelled():
                self.cancelled.append(query)
                return


@dataclass
class ToldTools:
    """The tools around a told search; the index is as far behind as `behind` says.

    `busy`: so often another process is found to be writing. `sound`: what a check finds.
    """

    search: ToldSearch = field(default_factory=ToldSearch)
    behind: int = 0
    whole: int = 10
    busy: int = 0
    sound: bool = True
    done: list[str] = field(default_factory=list)
    news: bool = True

    def __call__(self, folder: Path, library: Library | None) -> "ToldTools":
        self.done.append("opened")
        return self

    def standing(self) -> Standing | None:
        if not self.news:
            return None
        self.news = False
        return Standing(self.behind, self.whole, is_changed=False)

    def change(self, behind: int) -> None:
        """Let the library have changed."""
        self.behind, self.news = behind, True

    def catch_up(self, most_units: int) -> bool:
        self.news = True
        if self.busy:
            self.busy -= 1
            return False
        self.done.append(f"indexed {min(most_units, self.behind)}")
        self.behind = max(self.behind - most_units, 0)
        return True

    def verify(self) -> bool:
        self.done.append("verified")
        if not self.sound:
            self.sound, self.news, self.behind = True, True, self.whole
            return False
        return True

    def close(self) -> None:
        self.done.append("closed")
