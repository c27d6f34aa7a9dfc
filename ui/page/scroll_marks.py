"""A scroll bar with marks beside it: where on the page something was found or kept."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QScrollBar

from reader.finding import GivenMatches, Match, MatchedRows
from ui.looks.theme import Theme
from ui.page.page_layout import PageLayout

TICK_PX = 2
CURRENT_PX = 4
VOICE_PX = 9  # the height of the wedge that marks where the voice is


class MarkKind(StrEnum):
    """What the marks stand for; each kind has a lane of its own."""

    MATCH = "match"
    BOOKMARK = "bookmark"


# Each kind's left edge and width, in shares of the bar's width.
LANES = {MarkKind.MATCH: (0.0, 0.5), MarkKind.BOOKMARK: (0.58, 0.42)}


class MarkedScrollBar(QScrollBar):
    """Paints a tick at the height of everything marked; ticks follow as heights become exact."""

    def __init__(self, theme: Theme, layout: Callable[[], PageLayout | None]) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._theme = theme
        self._page_layout = layout
        self._marks: dict[MarkKind, MatchedRows] = {}
        self._current: Match | None = None
        self._voice_row: int | None = None
        self._known: dict[MarkKind, tuple[int, int, list[int]]] = {}

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._theme = theme
        self.update()

    def set_marks(self, kind: MarkKind, marks: MatchedRows | None) -> None:
        """Mark these places; rows are those of the page with its notes shown."""
        if marks is self._marks.get(kind):
            return
        self._known.pop(kind, None)
        self._marks.pop(kind, None)
        if marks is not None:
            self._marks[kind] = marks
        self.update()

    def set_current(self, match: Match | None) -> None:
        """Mark one place more than the others."""
        self._current = match
        self.update()

    def set_voice(self, row: int | None) -> None:
        """Mark the row that is being heard, as in the page with its notes shown."""
        if row != self._voice_row:
            self._voice_row = row
            self.update()

    def clear_marks(self) -> None:
        """Take every mark away: another page is shown."""
        self._marks.clear()
        self._known.clear()
        self._current = self._voice_row = None
        self.update()

    def ticks(self, kind: MarkKind) -> list[int]:
        """Return where the marks of a kind stand, in pixels from the bar's top, each once."""
        layout, marks = self._page_layout(), self._marks.get(kind)
        if layout is None or marks is None:
            return []
        height, total = self.height(), layout.total_height
        known = self._known.get(kind)
        if known is None or known[:2] != (height, total):
            known = (height, total, list(_ticks(marks, layout, height)))
            self._known[kind] = known
        return known[2]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar, then the ticks over it, so that the handle does not hide them."""
        super().paintEvent(event)
        if not self._marks and self._voice_row is None:
            return
        painter = QPainter(self)
        for kind in self._marks:
            left, width = (share * self.width() for share in LANES[kind])
            colour = QColor(self._theme.tick if kind is MarkKind.MATCH else self._theme.accent)
            for y in self.ticks(kind):
                painter.fillRect(QRectF(left, y, width, TICK_PX), colour)
        self._paint_current(painter)
        self._paint_voice(painter)
        painter.end()

    def voice_y(self) -> int | None:
        """Return where the voice stands, in pixels from the bar's top."""
        layout = self._page_layout()
        row = layout.page.shown_row(self._voice_row) if layout and self._voice_row else None
        if layout is None or row is None or self.maximum() == 0:
            return None
        return int(layout.heights.top(row) * self.height() / max(layout.total_height, 1))

    def _paint_voice(self, painter: QPainter) -> None:
        """Draw a wedge that points at the page: the playhead, as on the seek bar in its colour."""
        y = self.voice_y()
        if y is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.page), 1))
        painter.setBrush(QColor(self._theme.accent))
        right, middle = self.width() - 1.0, max(float(y), VOICE_PX / 2)
        corners = ((right, middle - VOICE_PX / 2), (right, middle + VOICE_PX / 2), (1.0, middle))
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))

    def _paint_current(self, painter: QPainter) -> None:
        layout = self._page_layout()
        if self._current is None or layout is None:
            return
        for y in _ticks(GivenMatches([self._current]), layout, self.height()):
            top = y - (CURRENT_PX - TICK_PX) / 2
            box = QRectF(0, top, self.width(), CURRENT_PX)
            painter.fillRect(box, QColor(self._theme.text))


def _ticks(marks: MatchedRows, layout: PageLayout, bar_px: int) -> Iterator[int]:
    """Yield each tick's pixel once; what a tick stands for already is passed over."""
    rows, heights = marks.rows(), layout.heights
    scale = bar_px / max(layout.total_height, 1)
    latest = -TICK_PX
    index = 0
    while index < len(rows):
        row = layout.page.shown_row(rows[index])
        if row is None:
            index += 1
            continue
        for y in _heights_in_row(marks, rows[index], layout, row, scale):
            if y >= latest + TICK_PX:  # nearer ones are under the tick before
                latest = y
                yield y
        # On with the first row that reaches below the last tick.
        after = heights.row_at(int((latest + TICK_PX) / scale))
        index = max(index + 1, bisect_left(rows, layout.page.unfolded_row(after)))


def _heights_in_row(
    marks: MatchedRows, unfolded_row: int, layout: PageLayout, row: int, scale: float
) -> Iterator[int]:
    top, height = layout.heights.top(row), layout.heights.height(row)
    if height * scale <= 1:
        yield int(top * scale)
        return
    length = max(len(layout.page.rows[row].text), 1)
    for start, _ in marks.in_row(unfolded_row):
        yield int((top + height * start / length) * scale)
