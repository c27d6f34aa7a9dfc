"""Painting what is kept of a row: the words tinted, and a ribbon in the margin beside them."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from reader.quotes.on_page import Span
from ui.looks.bookmark_looks import bookmark_look
from ui.looks.theme import Theme
from ui.page.row_layout import RowLayout

BESIDE_PX = 10  # from the column's right edge to the first ribbon
BAR_PX = 2.5
LANE_PX = 8  # quotes over the same words stand beside each other
LANES = 2
RIBBON_WIDTH_PX, RIBBON_HEIGHT_PX, NOTCH_PX = 7.0, 13.0, 4.0


class KeptPainter:
    """Paints the quotes of rows whose column is `column_px` wide."""

    def __init__(self, painter: QPainter, theme: Theme, column_px: int) -> None:
        self._painter = painter
        self._theme = theme
        self._column_px = column_px

    def paint(
        self, layout: RowLayout, spans: Sequence[Span], seen: tuple[int, int], x: int, y: int
    ) -> None:
        """Paint the quotes of a row whose corner is at (x, y).

        Only what lies between the two offsets that are seen is: a row may be an hour long.
        """
        below = [float("-inf")] * LANES  # how far down each lane is taken
        for span in spans:
            top, bottom = layout.extent(span.start, span.end)
            lane = free_lane(below, top)
            below[lane] = bottom
            start, end = max(span.start, seen[0]), min(span.end, seen[1])
            boxes = (
                [box.translated(x, y) for box in layout.rects(start, end)] if start < end else []
            )
            look = bookmark_look(self._theme, span.bookmark.colour)
            for box in boxes:
                self._painter.fillRect(box.adjusted(-1, 2, 1, -2), QColor(look.ground))
            if boxes:
                left = x + self._column_px + BESIDE_PX + LANE_PX * lane
                opens = span.opens and start == span.start
                self._paint_margin(boxes, left, QColor(look.mark), opens=opens)

    def _paint_margin(
        self, boxes: Sequence[QRectF], left: float, colour: QColor, *, opens: bool
    ) -> None:
        """Set a bar beside the lines, and a ribbon where the quote begins."""
        top = min(box.top() for box in boxes) + 4
        bottom = max(box.bottom() for box in boxes) - 4
        self._painter.fillRect(QRectF(left, top, BAR_PX, bottom - top), colour)
        if opens:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(colour)
            self._painter.drawPolygon(ribbon(left, top))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)


def free_lane(below: Sequence[float], top: float) -> int:
    """Return the first lane that is free at a height; where none is, the one that is sooner."""
    free = (lane for lane, bottom in enumerate(below) if bottom <= top)
    return next(free, min(range(len(below)), key=lambda lane: below[lane]))


def ribbon(left: float, top: float) -> QPolygonF:
    """Return the outline of a small bookmark."""
    right, bottom = left + RIBBON_WIDTH_PX, top + RIBBON_HEIGHT_PX
    middle = QPointF((left + right) / 2, bottom - NOTCH_PX)
    corners = ((left, top), (right, top), (right, bottom))
    return QPolygonF([*(QPointF(*one) for one in corners), middle, QPointF(left, bottom)])
