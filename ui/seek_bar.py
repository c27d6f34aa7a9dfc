"""The seek bar: how far the voice is, where chapters begin, and what a place would be."""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from reader.model import Chapter
from reader.timecode import timecode
from ui.theme import Theme

GROOVE_PX = 6
KNOB_PX = 14
TICK_PX = 12
SEEN_PX = 0.5


class SeekBar(QSlider):
    """A slider over milliseconds, drawn with the chapters' starts.

    Signals: `scrubbed(ms)` while it is dragged, `sought(ms)` when a place was chosen.
    """

    scrubbed = Signal(int)
    sought = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._chapters: tuple[Chapter, ...] = ()
        self._painted_x = 0.0
        self.setAccessibleName("Position")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setRange(0, 0)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._theme = theme
        self.update()

    def set_episode(self, duration_ms: int, chapters: tuple[Chapter, ...]) -> None:
        """Take another episode's length and chapters."""
        self._chapters = chapters
        self.setRange(0, max(duration_ms, 0))
        self.update()

    def set_duration(self, duration_ms: int) -> None:
        """Correct the length."""
        self.setMaximum(max(duration_ms, 0))

    def set_position(self, position_ms: int) -> None:
        """Move the knob, unless a hand is on it."""
        if not self.isSliderDown():
            self.setValue(position_ms)

    def sizeHint(self) -> QSize:
        """Be as high as a finger needs."""
        return QSize(240, 30)

    # The hand

    def _position_at(self, x: float) -> int:
        width = max(self.width() - KNOB_PX, 1)
        share = min(max((x - KNOB_PX / 2) / width, 0.0), 1.0)
        return round(share * self.maximum())

    def _x_of(self, position_ms: int) -> float:
        share = position_ms / self.maximum() if self.maximum() else 0.0
        return KNOB_PX / 2 + share * (self.width() - KNOB_PX)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the knob to the pointer."""
        if event.button() is Qt.MouseButton.LeftButton and self.maximum():
            self.setSliderDown(True)
            self._drag_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the knob; otherwise say what is there."""
        if self.isSliderDown():
            self._drag_to(event)
        self._explain(event.position().x(), event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the place."""
        if self.isSliderDown():
            self.setSliderDown(False)
            self.sought.emit(self._position_at(event.position().x()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the place alone: QSlider would move the knob and not the sound."""
        event.ignore()

    def _drag_to(self, event: QMouseEvent) -> None:
        position_ms = self._position_at(event.position().x())
        self.setValue(position_ms)
        self.scrubbed.emit(position_ms)

    def event(self, event: QEvent) -> bool:
        """Show the place under the pointer as the tool tip."""
        if isinstance(event, QHelpEvent):
            self._explain(event.x(), event.globalPos())
            return True
        return super().event(event)

    def _explain(self, x: float, at: QPoint) -> None:
        if not self.maximum():
            return
        position_ms = self._position_at(x)
        begun = [chapter for chapter in self._chapters if chapter.start_ms <= position_ms]
        title = f"  {begun[-1].title}" if begun else ""
        QToolTip.showText(at, timecode(position_ms, like_ms=self.maximum()) + title, self)

    # Painting

    def sliderChange(self, change: QSlider.SliderChange) -> None:
        """Paint anew where it can be seen: in a long episode the knob needs seconds for a pixel."""
        value_changed = change is self.SliderChange.SliderValueChange
        if not value_changed or abs(self._x_of(self.value()) - self._painted_x) >= SEEN_PX:
            super().sliderChange(change)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the groove, the part played, the chapters' starts and the knob."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        knob = self._painted_x = self._x_of(self.value())
        left, right = KNOB_PX / 2, self.width() - KNOB_PX / 2
        self._groove(painter, left, right, self._theme.line)
        if not self.maximum():
            return
        self._groove(painter, left, knob, self._theme.accent)
        for chapter in self._chapters:
            if 0 < chapter.start_ms < self.maximum():
                x = self._x_of(chapter.start_ms)
                painter.setBrush(QColor(self._theme.panel))
                painter.drawRect(QRectF(x - 1.5, middle - TICK_PX / 2, 3, TICK_PX))
                painter.setBrush(QColor(self._theme.quiet))
                painter.drawRect(QRectF(x - 0.75, middle - TICK_PX / 2, 1.5, TICK_PX))
        painter.setBrush(QColor(self._theme.accent))
        painter.drawEllipse(QRectF(knob - KNOB_PX / 2, middle - KNOB_PX / 2, KNOB_PX, KNOB_PX))

    def _groove(self, painter: QPainter, left: float, right: float, colour: str) -> None:
        painter.setBrush(QColor(colour))
        top = self.height() / 2 - GROOVE_PX / 2
        box = QRectF(left, top, right - left, GROOVE_PX)
        painter.drawRoundedRect(box, GROOVE_PX / 2, GROOVE_PX / 2)
