"""Where hits of one episode are: on its page, in the rows' own code points, and in its time."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reader.finding import Match
from reader.reading_page import ReadingPage, RowKind
from reader.search.arranging import identity
from reader.search.records import HitKind, SearchHit

OPENING = {
    HitKind.TITLE: frozenset({RowKind.TITLE, RowKind.SUBTITLE}),
    HitKind.NOTE: frozenset({RowKind.NOTE, RowKind.ITEM}),
}


@dataclass(frozen=True, slots=True)
class HitPlaces:
    """The hits of one episode. Rows count as in the page with its notes shown."""

    moments_ms: tuple[int, ...] = ()
    matches: tuple[Match, ...] = ()
    first_of: Mapping[Hashable, Match] | None = None  # by a hit's `identity`

    def first(self, hit: SearchHit) -> Match | None:
        """Return where a hit's first match is on the page."""
        return (self.first_of or {}).get(identity(hit))


def places_of(hits: Sequence[SearchHit], page: ReadingPage) -> HitPlaces:
    """Find hits on a page. What the page does not say any more is left out."""
    unfolded = page.unfolded()
    moments = (hit.match_ms if hit.match_ms is not None else hit.start_ms for hit in hits)
    found = [(identity(hit), tuple(_matches(hit, unfolded))) for hit in hits]
    return HitPlaces(
        tuple(moment for moment in moments if moment is not None),
        tuple(match for _, matches in found for match in matches),
        {key: matches[0] for key, matches in found if matches},
    )


def _matches(hit: SearchHit, page: ReadingPage) -> Iterator[Match]:
    for start, end in hit.text.spans:
        words = hit.text.text[start:end]
        if hit.kind is HitKind.TURN and hit.turn is not None:
            yield from _in_turn(page, hit.turn, hit.offset + start, words)
        elif hit.kind is HitKind.CHAPTER:
            yield from _in_chapter(page, hit, start, words)
        else:
            yield from _wherever(page, OPENING.get(hit.kind, frozenset()), words)


def _in_turn(page: ReadingPage, turn: int, at: int, words: str) -> Iterator[Match]:
    if turn >= len(page.timeline.turns):
        return
    number = page.row_of(turn, at)
    yield from _if_said(page, number, at - page.rows[number].offset, words)


def _in_chapter(page: ReadingPage, hit: SearchHit, start: int, words: str) -> Iterator[Match]:
    for number, chapter in enumerate(page.timeline.chapters):
        row = page.row_of_chapter(number)
        if chapter.start_ms == hit.start_ms and row is not None:
            yield from _if_said(page, row, hit.offset + start, words)


def _wherever(page: ReadingPage, kinds: frozenset[RowKind], words: str) -> Iterator[Match]:
    """Find words in the rows of some kinds: notes are searched by paragraph, shown by line."""
    for number, row in enumerate(page.rows):
        at = row.text.find(words) if row.kind in kinds and words else -1
        if at >= 0:
            yield Match(number, at, at + len(words))


def _if_said(page: ReadingPage, row: int, start: int, words: str) -> Iterator[Match]:
    """Yield a match unless the page says something else there: the index may lag behind."""
    end = start + len(words)
    if start >= 0 and page.rows[row].text[start:end] == words:
        yield Match(row, start, end)
