"""Where quotes stand on a reading page, and which place of the transcript a part of it shows.

Rows count as in the page with its notes shown, as everywhere where something is marked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.finding import Match
from reader.model import Bookmark, TurnRange
from reader.quotes.words import fingerprint
from reader.reading_page import ReadingPage

RowPlace = tuple[int, int]  # a row of the page as it is shown, and an offset in its text


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a row that is kept: `text[start:end]`; `opens` where the quote begins there."""

    start: int
    end: int
    bookmark: Bookmark
    opens: bool


class QuotesOnPage:
    """The quotes that stand in one page, by row. Immutable, so any thread may make and ask it.

    It is a `MatchedRows`, so that a scroll bar can show it.
    """

    def __init__(self, page: ReadingPage, bookmarks: Sequence[Bookmark]) -> None:
        transcript = fingerprint(page.timeline.turns)
        self.bookmarks = tuple(one for one in bookmarks if _stands(one, page, transcript))
        found: dict[int, list[Span]] = {}
        for bookmark in self.bookmarks:
            for at, match in enumerate(matches_of(page, bookmark.quote.place)):
                span = Span(match.start, match.end, bookmark, opens=at == 0)
                found.setdefault(match.row, []).append(span)
        self._spans = {
            row: tuple(sorted(found[row], key=lambda span: (span.start, span.end)))
            for row in sorted(found)
        }

    def spans(self, row: int) -> Sequence[Span]:
        """Return what is kept of a row, by its start."""
        return self._spans.get(row, ())

    def in_row(self, row: int) -> Sequence[tuple[int, int]]:
        """Return where quotes begin in a row."""
        return [(span.start, span.end) for span in self.spans(row) if span.opens]

    def rows(self) -> Sequence[int]:
        """Return the rows in which quotes begin."""
        return tuple(row for row in self._spans if any(s.opens for s in self._spans[row]))

    def at(self, row: int, offset: int) -> Bookmark | None:
        """Return the quote at a place; of several, the shortest there."""
        here = [span for span in self.spans(row) if span.start <= offset < span.end]
        return min(here, key=lambda span: span.end - span.start).bookmark if here else None


def matches_of(page: ReadingPage, place: TurnRange | None) -> Iterator[Match]:
    """Yield the parts of rows that a place covers, from the top."""
    if place is None:
        return
    for row in range(page.row_of(place.first_turn, place.first_offset), len(page.rows)):
        content = page.rows[row]
        if content.turn is None:
            continue
        if (content.turn, content.offset) >= (place.last_turn, place.last_offset):
            return
        start = place.first_offset - content.offset if content.turn == place.first_turn else 0
        length = len(content.text)
        end = place.last_offset - content.offset if content.turn == place.last_turn else length
        start, end = max(start, 0), min(end, length)
        if start < end:
            yield Match(page.unfolded_row(row), start, end)


def place_of(page: ReadingPage, first: RowPlace, last: RowPlace) -> TurnRange | None:
    """Return the place of the transcript between two places of the page; None: no words of it.

    Headings, notes and the title within are left out.
    """
    spoken = [row for row in range(first[0], last[0] + 1) if page.rows[row].turn is not None]
    if not spoken:
        return None
    opening, closing = page.rows[spoken[0]], page.rows[spoken[-1]]
    start = first[1] if spoken[0] == first[0] else 0
    end = last[1] if spoken[-1] == last[0] else len(closing.text)
    place = TurnRange(
        opening.turn or 0, opening.offset + start, closing.turn or 0, closing.offset + end
    )
    begins, ends = (place.first_turn, place.first_offset), (place.last_turn, place.last_offset)
    return place if begins < ends else None


def _stands(bookmark: Bookmark, page: ReadingPage, transcript: str) -> bool:
    """Tell whether a quote's place is one of this very transcript, so that it can be drawn."""
    place = bookmark.quote.place
    if place is None or bookmark.quote.transcript != transcript:
        return False
    return 0 <= place.first_turn <= place.last_turn < len(page.timeline.turns)
