"""What a search answers: frozen, and light to import."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class HitKind(StrEnum):
    """Where the words were found."""

    TURN = "turn"
    CHAPTER = "chapter"
    NOTE = "note"
    TITLE = "title"
    BOOKMARK = "bookmark"


@dataclass(frozen=True, slots=True)
class HighlightedText:
    """A text with the matches in it: `text[start:end]`, in code points, in order, apart."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One place where the words were found.

    `text` is the sentence around the first match, with its neighbours where it is short, and
    `offset` where it begins in the turn's text. `start_ms` is the turn's, chapter's or bookmark's
    start; `match_ms` the start of the sentence with the first match, as well as it is known.
    `elsewhere` are the matches outside of `text`, as spans of the whole turn's text.
    """

    episode: str
    episode_title: str
    kind: HitKind
    text: HighlightedText
    score: float  # higher is better; comparable within one answer
    speaker: str = ""
    turn: int | None = None  # None for what is not in a turn
    start_ms: int | None = None  # None for notes and titles
    match_ms: int | None = None
    end_ms: int | None = None  # of the turn, the chapter or the bookmark
    offset: int = 0
    bookmark: str | None = None  # its id
    elsewhere: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class EpisodeHits:
    """How often one episode was found, all hits counted."""

    episode: str
    title: str
    show: str
    date: dt.date | None
    count: int
    best: float  # the score of its best hit


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The answer to one query.

    `hits` are the best ones, best first (at most as many as were asked for); `total` and
    `episodes` count all of them. `corrected` is the query that was answered in place of one that
    found nothing ("did you mean"), "" where the query itself was answered. `incomplete` is a
    sentence where the index does not hold the whole library yet, or was found damaged; `remark`
    one where part of the query was not understood, or left out because it asked for too much.
    """

    query: str
    total: int
    hits: tuple[SearchHit, ...]
    episodes: tuple[EpisodeHits, ...]  # best first
    took_ms: float
    corrected: str = ""
    incomplete: str = ""
    remark: str = ""
