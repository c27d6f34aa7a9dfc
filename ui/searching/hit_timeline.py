"""A small picture of when something was said: a bar for each day, week, month or year."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from reader.search.hit_dates import Bar, ends
from ui.keys.enter_keys import ENTER
from ui.looks.theme import Theme

HEIGHT_PX = 58
SIDE_PX = 14
SMALLEST_BAR_PX = 3
WIDEST_BAR_PX = 22
GAP_PX = 1
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
CHOOSING = (*ENTER, Qt.Key.Key_Space)


class HitTimeline(QWidget):
    """Shows the hits by date; hidden where there is no course to see. Signal: `chosen(Bar)`."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.bars: tuple[Bar, ...] = ()
        self._current: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Hits by date")
        self.hide()

    def sizeHint(self) -> QSize:
        """Be low, as wide as there is room."""
        return QSize(200, HEIGHT_PX)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._theme = theme
        self.update()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show other bars."""
        self.bars = tuple(bars)
        self._point_at(None)
        self.setVisible(bool(self.bars))
        self.update()

    def box_of(self, at: int) -> QRectF:
        """Return the whole column of a bar, from the top to the base."""
        room = self.width() - 2 * SIDE_PX
        wide = room / max(len(self.bars), 1)
        return QRectF(SIDE_PX + at * wide, 4, wide, self._base() - 4)

    def _base(self) -> float:
        return HEIGHT_PX - self.fontMetrics().height() - 4.0

    def _at(self, x: float) -> int | None:
        """Return the bar in whose column a point is."""
        room = self.width() - 2 * SIDE_PX
        at = int((x - SIDE_PX) / room * len(self.bars)) if room > 0 and x >= SIDE_PX else -1
        return at if 0 <= at < len(self.bars) else None

    def _point_at(self, at: int | None) -> None:
        """Make a bar the current one, and say it."""
        self._current = at
        self.setAccessibleDescription(self.bars[at].words if at is not None else self._summary())
        self.update()

    def _summary(self) -> str:
        if not self.bars:
            return ""
        best = max(self.bars, key=lambda bar: bar.hits)
        return f"From {self.bars[0].name} to {self.bars[-1].name}; most in {best.words}"

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars, the base and what is below it: where the time begins and ends."""
        if not self.bars:
            return
        painter = QPainter(self)
        most = max(bar.hits for bar in self.bars)
        base = self._base()
        for at, bar in enumerate(self.bars):
            column = self.box_of(at)
            if at == self._current:
                painter.fillRect(column, QColor(self._theme.line))
            if bar.hits:
                high = max(bar.hits / max(most, 1) * column.height(), SMALLEST_BAR_PX)
                gap = GAP_PX if column.width() > 4 else 0
                wide = min(column.width() - 2 * gap, WIDEST_BAR_PX)
                box = QRectF(column.center().x() - wide / 2, base - high, wide, high)
                painter.fillRect(box, QColor(self._theme.accent))
        painter.setPen(QColor(self._theme.quiet))
        right = self.width() - SIDE_PX
        painter.drawLine(SIDE_PX, round(base), right, round(base))
        words = QRectF(SIDE_PX, base + 2, right - SIDE_PX, HEIGHT_PX - base - 2)
        self._paint_ends(painter, words)
        if self.hasFocus():
            painter.setPen(QColor(self._theme.accent))
            painter.drawRect(self.rect().adjusted(4, 0, -5, -1))

    def _paint_ends(self, painter: QPainter, words: QRectF) -> None:
        left, right = ends(self.bars)
        pointed = self.bars[self._current].words if self._current is not None else ""
        metrics = painter.fontMetrics()
        if pointed:
            shown = metrics.elidedText(pointed, Qt.TextElideMode.ElideRight, int(words.width()))
            painter.drawText(words, Qt.AlignmentFlag.AlignHCenter, shown)
            return
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft, left)
        room = words.width() - metrics.horizontalAdvance(left) - 12
        if metrics.horizontalAdvance(right) <= room:
            painter.drawText(words, Qt.AlignmentFlag.AlignRight, right)

    # The hand

    def event(self, event: QEvent) -> bool:
        """Say what a bar holds; keep its keys from being the player's."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._at(event.pos().x())
            if at is not None:
                QToolTip.showText(event.globalPos(), self.bars[at].words, self)
            return True
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_own = event.key() in (*STEPS, *CHOOSING) and not event.modifiers()
            event.setAccepted(is_own)
            return is_own
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at the bar below the mouse."""
        at = self._at(event.position().x())
        if at != self._current:
            self._point_at(at)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self._point_at(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose a bar's time."""
        at = self._at(event.position().x())
        if at is not None and event.button() is Qt.MouseButton.LeftButton:
            self._choose(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the bars, and choose one."""
        key = event.key()
        if self.bars and key in STEPS:
            before = self._current if self._current is not None else len(self.bars)
            self._point_at(min(max(before + STEPS[Qt.Key(key)], 0), len(self.bars) - 1))
        elif key in CHOOSING and self._current is not None:
            self._choose(self._current)
        else:
            super().keyPressEvent(event)

    def _choose(self, at: int) -> None:
        if self.bars[at].hits:
            self.chosen.emit(self.bars[at])
