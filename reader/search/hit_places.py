"""Where hits of one episode are: on its page, in the rows' own code points, and in its time."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reader.finding import Match
from reader.reading_page import ReadingPage, RowKind
from reader.search.arranging import identity
from reader.search.excerpts import ELLIPSIS
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
    found = [(identity(hit), _all_matches(hit, unfolded)) for hit in hits]
    return HitPlaces(
        tuple(moment for moment in moments if moment is not None),
        tuple(match for _, matches in found for match in matches),
        {key: matches[0] for key, matches in found if matches},
    )


def _all_matches(hit: SearchHit, page: ReadingPage) -> tuple[Match, ...]:
    """Return a hit's matches, those that its excerpt shows first."""
    shown = tuple(_matches(hit, page))
    # A page that says otherwise there may do so in all of the turn.
    return (*shown, *_in_the_rest(hit, page)) if shown else ()


def _matches(hit: SearchHit, page: ReadingPage) -> Iterator[Match]:
    for start, end in hit.text.spans:
        words = hit.text.text[start:end]
        if hit.kind is HitKind.TURN and hit.turn is not None:
            yield from _in_turn(page, hit.turn, hit.offset + start, words)
        elif hit.kind is HitKind.CHAPTER:
            yield from _in_chapter(page, hit, start, words)
        else:
            kinds = OPENING.get(hit.kind, frozenset())
            yield from _in_opening(page, kinds, hit.text.text, (start, end))


def _in_the_rest(hit: SearchHit, page: ReadingPage) -> Iterator[Match]:
    """Yield what a turn holds beside the excerpt."""
    for start, end in hit.elsewhere:
        if hit.turn is not None:
            number = page.row_of(hit.turn, start)
            row = page.rows[number]
            if end - row.offset <= len(row.text):
                yield Match(number, start - row.offset, end - row.offset)


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


def _in_opening(
    page: ReadingPage, kinds: frozenset[RowKind], excerpt: str, span: tuple[int, int]
) -> Iterator[Match]:
    """Find a match in the rows of some kinds: notes are searched by paragraph, shown by line.

    It is where the row says around it what the excerpt does.
    """
    words = excerpt[slice(*span)]
    places = [
        (_shared(row.text, at, excerpt, span[0]), -number, -at)
        for number, row in enumerate(page.rows)
        if row.kind in kinds
        for at in _occurrences(words, row.text)
    ]
    shared, number, at = max(places, default=(0, 0, 0))
    if shared:
        yield Match(-number, -at, -at + len(words))


def _occurrences(words: str, line: str) -> Iterator[int]:
    at = line.find(words) if words else -1
    while at >= 0:
        yield at
        at = line.find(words, at + 1)


def _shared(line: str, at: int, excerpt: str, start: int) -> int:
    """Return how much two texts share around these places; 0: they differ before one ends."""
    before = min(at, start - excerpt.startswith(ELLIPSIS))
    after = min(len(line) - at, len(excerpt) - excerpt.endswith(ELLIPSIS) - start)
    same = line[at - before : at + after] == excerpt[start - before : start + after]
    return before + after if same else 0


def _if_said(page: ReadingPage, row: int, start: int, words: str) -> Iterator[Match]:
    """Yield a match unless the page says something else there: the index may lag behind."""
    end = start + len(words)
    if start >= 0 and page.rows[row].text[start:end] == words:
        yield Match(row, start, end)
