"""A reading page laid out in its column: where each row is, and what is under a point.

Only rows that are asked for are laid out; the others have estimated heights. All `y` are
pixels from the page's top, all `x` from the viewport's left edge.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from time import perf_counter

from reader.reading_page import ReadingPage, Row
from reader.timing.sentence_times import Sentence
from ui.looks.theme import ReadingStyle
from ui.page.row_heights import RowHeights
from ui.page.row_layout import RowLayout, estimated_heights
from ui.page.text_selection import Spot

GUTTER_PX = 92
SIDE_PX = 28
NARROWEST_COLUMN_PX = 120
END_OF_PAGE_PX = 160
KEPT_LAYOUTS = 300
ROWS_AROUND = 12
PIXELS_AROUND = 6000  # more than any view is high


class PageLayout:
    """The rows of one page at one width. Used from the GUI thread."""

    def __init__(self, page: ReadingPage, style: ReadingStyle, viewport_width: int) -> None:
        self.page = page
        self.style = style
        self.column_left = 0
        self._fit(viewport_width)
        self._kept: OrderedDict[int, RowLayout] = OrderedDict()
        self._colours = _speaker_colours(page, style)
        self.heights = RowHeights(estimated_heights(page, self._fitted))

    @property
    def column_width(self) -> int:
        """The width that lines are broken at."""
        return self._fitted.column_px

    @property
    def total_height(self) -> int:
        """The page's height, with some room after its end."""
        return self.heights.total + END_OF_PAGE_PX

    def fits(self, viewport_width: int) -> bool:
        """Centre the column in a new width; return False where lines must be broken anew."""
        before = self.column_width
        self._fit(viewport_width)
        return self.column_width == before

    def _fit(self, viewport_width: int) -> None:
        room = viewport_width - GUTTER_PX - SIDE_PX
        width = max(min(self.style.column_px, room), NARROWEST_COLUMN_PX)
        self.column_left = GUTTER_PX + max(room - width, 0) // 2
        self._fitted = self.style.narrowed(width)

    def row(self, index: int) -> RowLayout:
        """Return a row laid out; its height is exact from now on."""
        found = self._kept.get(index)
        if found is not None:
            self._kept.move_to_end(index)
            return found
        content = self.page.rows[index]
        speaker = self._speaker(content)
        found = RowLayout(content, self._fitted, speaker, self._colours.get(speaker, ""))
        self._kept[index] = found
        self.heights.settle(index, found.height)
        if len(self._kept) > KEPT_LAYOUTS:
            self._kept.popitem(last=False)
        return found

    def exact_top(self, index: int) -> int:
        """Return a row's top, it and the rows around it being laid out first."""
        above = range(index - 1, max(index - ROWS_AROUND, 0) - 1, -1)
        below = range(index, min(index + ROWS_AROUND, len(self.heights)))
        for rows in (above, below):
            room_px = PIXELS_AROUND  # rows may be long: no more of them than could be in sight
            for near in rows:
                if room_px > 0:
                    room_px -= self.row(near).height
        return self.heights.top(index)

    def refine(self, slice_ms: int) -> bool:
        """Make more heights exact for about `slice_ms`; return whether some are left."""
        end = perf_counter() + slice_ms / 1000
        index = self.heights.next_estimated()
        while index is not None and perf_counter() < end:
            self.row(index)
            index = self.heights.next_estimated()
        return index is not None

    def _speaker(self, row: Row) -> str:
        return (
            self.page.timeline.turns[row.turn].speaker if row.opens and row.turn is not None else ""
        )

    # What is where

    def spot_at(self, x: float, y: float) -> Spot:
        """Return the row and offset nearest to a point."""
        index = self.heights.row_at(int(y))
        inside = y - self.heights.top(index)
        return Spot(index, self.row(index).offset_at(x - self.column_left, inside))

    def is_on_text(self, x: float, y: float) -> bool:
        """Return whether a point is in the column and on a row's lines."""
        index = self.heights.row_at(int(y))
        inside = y - self.heights.top(index)
        across = -8 <= x - self.column_left <= self.column_width + 8
        return across and self.row(index).text_top <= inside < self.row(index).height

    def sentence_at(self, x: float, y: float) -> tuple[int, Sentence] | None:
        """Return the turn and the sentence under a point, where it is on words."""
        spot = self.spot_at(x, y)
        row = self.page.rows[spot.row]
        if row.turn is None or not self.is_on_text(x, y):
            return None
        sentence = self.page.timeline.sentence_holding(row.turn, row.offset + spot.offset)
        return None if sentence is None else (row.turn, sentence)

    def turn_extent(self, turn: int) -> tuple[int, int]:
        """Return the top and the bottom of a turn, from its name to its last line."""
        first = self.page.row_of(turn)
        last = self.page.row_of(turn, len(self.page.timeline.turns[turn].text))
        top = self.exact_top(first) + self.row(first).above_px
        return top, self.exact_top(last) + self.row(last).height

    def sentence_extent(self, turn: int, sentence: Sentence) -> tuple[int, int]:
        """Return the top and the bottom of a sentence's lines."""
        return self.extent_of(turn, sentence.start, sentence.end)

    def extent_of(self, turn: int, start: int, end: int) -> tuple[int, int]:
        """Return the top and the bottom of the lines of a part of a turn, in one paragraph."""
        index = self.page.row_of(turn, start)
        row = self.page.rows[index]
        first, last = self.row(index).extent(start - row.offset, end - row.offset)
        top = self.exact_top(index)
        return top + int(first), top + int(last)


def sentence_in_sight(layout: PageLayout, top: int, height: int) -> tuple[int, Sentence] | None:
    """Return the first sentence that begins between two heights of the page, and its turn.

    Where none begins there, it is the one that goes on there; None where nothing is said.
    """
    goes_on: tuple[int, Sentence] | None = None
    index = layout.heights.row_at(top) if layout.page.rows else 0
    while index < len(layout.page.rows) and layout.heights.top(index) < top + height:
        for turn, sentence in _sentences_from(layout, index, top):
            first_top, _ = layout.sentence_extent(turn, sentence)
            if first_top >= top + height:
                break
            if first_top >= top:
                return turn, sentence
            goes_on = (turn, sentence)
        index += 1
    return goes_on


def _sentences_from(layout: PageLayout, index: int, top: int) -> Iterator[tuple[int, Sentence]]:
    """Yield the sentences that begin in a row, from the one that a height of the page lies in."""
    row, timeline = layout.page.rows[index], layout.page.timeline
    if row.turn is None:
        return
    above, _ = layout.row(index).lines_between(top - layout.heights.top(index), 0)
    found = timeline.sentences(row.turn)
    first = max(bisect_right(found, row.offset + above, key=_start) - 1, 0)
    for sentence in found[first:]:
        if sentence.start >= row.offset + len(row.text):
            return
        if sentence.start >= row.offset:
            yield row.turn, sentence


def _start(sentence: Sentence) -> int:
    return sentence.start


def _speaker_colours(page: ReadingPage, style: ReadingStyle) -> dict[str, str]:
    names = dict.fromkeys(turn.speaker for turn in page.timeline.turns)
    palette = style.theme.speakers
    return {name: palette[i % len(palette)] for i, name in enumerate(names)}
