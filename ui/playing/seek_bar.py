"""The seek bar: how far the voice is, where chapters begin, what was found, what was kept."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from reader.counting import counted
from reader.listening.seek_marks import Mark, count_within, merged, nearest
from reader.model import Chapter
from reader.timecode import timecode
from ui.looks.theme import Theme
from ui.playing.place_marks import PlaceMarks

GROOVE_PX = 6
KNOB_PX = 14
TICK_PX = 12
SEEN_PX = 0.5
SNAP_PX = 3  # a click this near to a hit means the hit
HITS_APART_PX = 4  # nearer ones are one mark: it grows with them
HIT_TIP_PX = 9.5
# (at least so many hits, width and height of their mark)
HIT_SIZES_PX = ((10, 6.0, 9.5), (4, 5.5, 8.0), (2, 5.0, 6.5), (1, 5.0, 5.5))
GAP_PX = 8
NARROWEST_GAP_PX = 4
HATCH_PX = 1.0
HATCH_STEP_PX = 4
BOOKMARK_PX = 3
BOOKMARK_EDGE_PX = 1.5  # to the bar's lower edge


class SeekBar(QSlider):
    """A slider over milliseconds, drawn with the chapters' starts.

    Hits are wedges above the groove, bookmarks strokes below it: shapes tell them apart, not
    colours.

    Signals: `scrubbed(ms)` while it is dragged, `sought(ms)` when a place was chosen.
    """

    scrubbed = Signal(int)
    sought = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._chapters: tuple[Chapter, ...] = ()
        self._hits: tuple[int, ...] = ()
        self._hit_marks: tuple[Mark, ...] | None = ()
        self._bookmarks: tuple[tuple[int, int], ...] = ()
        self._gaps: tuple[tuple[int, int], ...] = ()
        self._places = PlaceMarks()
        self._painted_x = 0.0
        self._pressed_x: float | None = None  # while what is pressed may still be a click
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
        """Take another episode's length and chapters; what was marked is none of its."""
        self._chapters = chapters
        self.set_hits(())
        self.set_bookmarks(())
        self.set_gaps(())
        self._places = PlaceMarks()
        self.setRange(0, max(duration_ms, 0))
        self.update()

    def set_chapters(self, chapters: tuple[Chapter, ...]) -> None:
        """Take the same episode's chapters as they are now; what is marked stays."""
        self._chapters = chapters
        self.update()

    def set_duration(self, duration_ms: int) -> None:
        """Correct the length."""
        self.setMaximum(max(duration_ms, 0))
        self._hit_marks = None

    def set_hits(self, places_ms: Iterable[int]) -> None:
        """Mark where something was found."""
        self._hits = tuple(sorted(places_ms))
        self._hit_marks = None
        self._describe()
        self.update()

    def set_bookmarks(self, ranges_ms: Iterable[tuple[int, int]]) -> None:
        """Mark what was kept, from start to end."""
        self._bookmarks = tuple(sorted(ranges_ms))
        self.update()

    def set_gaps(self, ranges_ms: Iterable[tuple[int, int]]) -> None:
        """Hatch what has no text, from start to end."""
        self._gaps = tuple(ranges_ms)
        self._describe()
        self.update()

    def _describe(self) -> None:
        hits = f"{len(self._hits):,} hits are marked" if self._hits else ""
        gaps = f"{counted(len(self._gaps), 'gap')} without text" if self._gaps else ""
        self.setAccessibleDescription(", ".join(filter(None, (hits, gaps))))

    def set_ghosts(self, places_ms: Sequence[int]) -> None:
        """Mark the places one jumped from, the latest first."""
        self._places = replace(self._places, ghosts=tuple(places_ms))
        self.update()

    def set_reading_place(self, position_ms: int | None) -> None:
        """Mark what is in sight while the page does not go with the voice; None: it does."""
        if position_ms != self._places.reading_ms:
            self._places = replace(self._places, reading_ms=position_ms)
            self.update()

    def set_loop(self, range_ms: tuple[int, int] | None) -> None:
        """Mark what is played over and over, from start to end; None: nothing."""
        if range_ms != self._places.loop:
            self._places = replace(self._places, loop=range_ms)
            self.update()

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

    def x_of(self, position_ms: int) -> float:
        """Return where a position is, in the bar's own x."""
        share = position_ms / self.maximum() if self.maximum() else 0.0
        return KNOB_PX / 2 + share * (self.width() - KNOB_PX)

    def track(self) -> tuple[float, float]:
        """Return where the start and the end of the audio are, in the bar's own x."""
        return KNOB_PX / 2, self.width() - KNOB_PX / 2

    def _ms_of_px(self, pixels: float) -> float:
        return pixels * self.maximum() / max(self.width() - KNOB_PX, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the knob to the pointer."""
        if event.button() is Qt.MouseButton.LeftButton and self.maximum():
            self.setSliderDown(True)
            self._pressed_x = event.position().x()
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
            self.sought.emit(self._chosen(event))
            self._pressed_x = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the place alone: QSlider would move the knob and not the sound."""
        event.ignore()

    def _chosen(self, event: QMouseEvent) -> int:
        """Return the place under the pointer: a hit's own where one was clicked."""
        x = event.position().x()
        position_ms = self._position_at(x)
        if self._pressed_x is None or abs(x - self._pressed_x) > SNAP_PX:
            self._pressed_x = None
            return position_ms
        hit_ms = nearest(self._hits, position_ms, self._ms_of_px(SNAP_PX))
        return position_ms if hit_ms is None else hit_ms

    def _drag_to(self, event: QMouseEvent) -> None:
        position_ms = self._chosen(event)
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
        hits = count_within(self._hits, position_ms, self._ms_of_px(SNAP_PX))
        found = f"  · {hits:,} hit{'' if hits == 1 else 's'} here" if hits else ""
        bare = any(start_ms <= position_ms < end_ms for start_ms, end_ms in self._gaps)
        words = title + found + ("  · no text here" if bare else "")
        QToolTip.showText(at, timecode(position_ms, like_ms=self.maximum()) + words, self)

    # Painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Merge the hits anew: other ones are near each other."""
        super().resizeEvent(event)
        self._hit_marks = None

    def sliderChange(self, change: QSlider.SliderChange) -> None:
        """Paint anew where it can be seen: in a long episode the knob needs seconds for a pixel."""
        value_changed = change is self.SliderChange.SliderValueChange
        if not value_changed or abs(self.x_of(self.value()) - self._painted_x) >= SEEN_PX:
            super().sliderChange(change)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the groove, the part played, the chapters' starts and the knob."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        knob = self._painted_x = self.x_of(self.value())
        left, right = self.track()
        self._groove(painter, left, right, self._theme.line)
        if not self.maximum():
            return
        self._groove(painter, left, knob, self._theme.accent)
        self._paint_gaps(painter)
        for chapter in self._chapters:
            if 0 < chapter.start_ms < self.maximum():
                x = self.x_of(chapter.start_ms)
                painter.setBrush(QColor(self._theme.panel))
                painter.drawRect(QRectF(x - 1.5, middle - TICK_PX / 2, 3, TICK_PX))
                painter.setBrush(QColor(self._theme.quiet))
                painter.drawRect(QRectF(x - 0.75, middle - TICK_PX / 2, 1.5, TICK_PX))
        self._places.paint_under(painter, self.x_of, middle, self._theme)
        self._paint_bookmarks(painter)
        self._paint_hits(painter)
        self._places.paint_over(painter, self.x_of, middle, self._theme)
        painter.setBrush(QColor(self._theme.accent))
        painter.drawEllipse(QRectF(knob - KNOB_PX / 2, middle - KNOB_PX / 2, KNOB_PX, KNOB_PX))

    def _groove(self, painter: QPainter, left: float, right: float, colour: str) -> None:
        painter.setBrush(QColor(colour))
        top = self.height() / 2 - GROOVE_PX / 2
        box = QRectF(left, top, right - left, GROOVE_PX)
        painter.drawRoundedRect(box, GROOVE_PX / 2, GROOVE_PX / 2)

    def _paint_gaps(self, painter: QPainter) -> None:
        """Hatch the groove: what is there was put in, and the transcript does not know it."""
        top, bottom = (self.height() + GAP_PX * sign for sign in (-1, 1))
        painter.save()
        painter.setPen(QPen(QColor(self._theme.text), HATCH_PX))
        painter.setBrush(QColor(self._theme.panel))
        for start_ms, end_ms in self._gaps:
            left, right = (self.x_of(min(at, self.maximum())) for at in (start_ms, end_ms))
            box = QRectF(left, top / 2, max(right - left, NARROWEST_GAP_PX), GAP_PX)
            if start_ms < self.maximum():
                painter.setClipRect(box)
                painter.drawRect(box)
                for step in range(int(box.width() + GAP_PX) // HATCH_STEP_PX + 1):
                    x = box.left() + step * HATCH_STEP_PX
                    painter.drawLine(QPointF(x - GAP_PX, bottom / 2), QPointF(x, top / 2))
        painter.restore()

    def _paint_hits(self, painter: QPainter) -> None:
        """Draw wedges that point at the groove, the larger the more hits they stand for."""
        if self._hit_marks is None:
            self._hit_marks = merged(self._hits, self._ms_of_px(HITS_APART_PX))
        painter.setBrush(QColor(self._theme.text))
        for mark in self._hit_marks:
            if 0 <= mark.at_ms <= self.maximum():
                painter.drawPolygon(_wedge(self.x_of(round(mark.middle_ms)), mark.count))

    def _paint_bookmarks(self, painter: QPainter) -> None:
        painter.setBrush(QColor(self._theme.text))
        for start_ms, end_ms in self._bookmarks:
            if 0 <= start_ms <= self.maximum():
                left, right = (self.x_of(min(at, self.maximum())) for at in (start_ms, end_ms))
                top = self.height() - BOOKMARK_EDGE_PX - BOOKMARK_PX
                painter.drawRect(QRectF(left, top, max(right - left, BOOKMARK_PX), BOOKMARK_PX))


def _wedge(x: float, hits: int) -> QPolygonF:
    width, height = next((w, h) for least, w, h in HIT_SIZES_PX if hits >= least)
    top = HIT_TIP_PX - height
    corners = ((x - width / 2, top), (x + width / 2, top), (x, HIT_TIP_PX))
    return QPolygonF([QPointF(*corner) for corner in corners])
