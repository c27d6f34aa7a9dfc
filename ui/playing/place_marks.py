"""Places on the seek bar that are no hits: where one was, where one reads, what is looped."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.looks.theme import Theme

GHOST_PX = 8.0
GHOST_ALPHAS = (230, 180, 135, 100, 75)  # of 255, the latest place first
RING_PX = 11.0
RING_LINE_PX = 2.0
LOOP_PX = 10.0
LOOP_ALPHA = 90
BRACKET_PX = 2.0
EDGE_PX = 1.5  # of the panel's colour around a mark, so that it stands off the groove


@dataclass(frozen=True, slots=True)
class PlaceMarks:
    """What to draw: all places in ms. A ghost is a dot, the reading place a ring."""

    ghosts: tuple[int, ...] = ()  # the latest first
    reading_ms: int | None = None
    loop: tuple[int, int] | None = None

    def paint_under(
        self, painter: QPainter, x_of: Callable[[int], float], middle: float, theme: Theme
    ) -> None:
        """Draw the loop and the ghosts, which the knob may cover."""
        painter.save()
        if self.loop is not None:
            left, right = (x_of(at) for at in self.loop)
            _paint_loop(painter, left, right, middle, theme)
        painter.setPen(QPen(QColor(theme.panel), EDGE_PX))
        for at_ms, alpha in reversed(list(zip(self.ghosts, GHOST_ALPHAS, strict=False))):
            painter.setBrush(_mixed(theme.text, theme.panel, alpha))
            painter.drawEllipse(QPointF(x_of(at_ms), middle), GHOST_PX / 2, GHOST_PX / 2)
        painter.restore()

    def paint_over(
        self, painter: QPainter, x_of: Callable[[int], float], middle: float, theme: Theme
    ) -> None:
        """Draw the reading place, hollow where the playhead is full."""
        if self.reading_ms is None:
            return
        painter.save()
        painter.setBrush(QColor(theme.panel))
        centre = QPointF(x_of(self.reading_ms), middle)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(centre, RING_PX / 2 + EDGE_PX, RING_PX / 2 + EDGE_PX)
        painter.setPen(QPen(QColor(theme.accent), RING_LINE_PX))
        painter.drawEllipse(centre, RING_PX / 2 - 1, RING_PX / 2 - 1)
        painter.restore()


def _paint_loop(painter: QPainter, left: float, right: float, middle: float, theme: Theme) -> None:
    right = max(right, left + BRACKET_PX * 2)
    ground = QColor(theme.accent)
    ground.setAlpha(LOOP_ALPHA)
    top = middle - LOOP_PX / 2
    painter.fillRect(QRectF(left, top, right - left, LOOP_PX), ground)
    for edge in (left - BRACKET_PX / 2, right - BRACKET_PX / 2):
        painter.fillRect(QRectF(edge, top - 2, BRACKET_PX, LOOP_PX + 4), QColor(theme.accent))


def _mixed(colour: str, ground: str, alpha: int) -> QColor:
    """Return a colour as it looks on a ground, itself opaque: it covers what is below it."""
    over, under, share = QColor(colour), QColor(ground), alpha / 255
    pairs = (
        (over.red(), under.red()),
        (over.green(), under.green()),
        (over.blue(), under.blue()),
    )
    return QColor(*(round(a * share + b * (1 - share)) for a, b in pairs))
