"""Who speaks when: a thin lane for each speaker under the seek bar, in step with it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from reader.timecode import timecode
from reader.timing.speaking import Lane, block_at, described, percent
from ui.looks.theme import Theme
from ui.playing.seek_bar import SeekBar

LANE_PX = 17
BLOCK_PX = 9
MARGIN_PX = 14  # beside the names, as in the transport above
ABOVE_PX = 1
BELOW_PX = 8
NAMES_GAP_PX = 10
NARROWEST_BLOCK_PX = 1.0
SLACK_PX = 2  # a block narrower than the pointer is hit beside it, too
PLAYHEAD_PX = 2


class SpeakerLanes(QWidget):
    """Shows lanes, and the playhead through them; hidden where there are none.

    What never moves is painted once, into a picture; the playhead repaints its own strip.

    Signals: `sought(ms)`, a place was clicked; `talk_time_asked()`; `hide_asked()`;
    `menu_opened(QMenu, speaker)`, before the menu of a speaker's lane is shown.
    """

    sought = Signal(int)
    talk_time_asked = Signal()
    hide_asked = Signal()
    menu_opened = Signal(object, str)

    def __init__(self, theme: Theme, seek_bar: SeekBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._seek_bar = seek_bar
        self._lanes: tuple[Lane, ...] = ()
        self._wanted = True
        self._picture: QPixmap | None = None
        self._painted_x = 0
        self.setAccessibleName("Who speaks when")
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        seek_bar.installEventFilter(self)
        seek_bar.valueChanged.connect(self._on_seek_bar_moved)
        seek_bar.rangeChanged.connect(self._redraw)
        self.hide()

    # What is shown

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self.theme = theme
        self._redraw()

    def set_lanes(self, lanes: tuple[Lane, ...]) -> None:
        """Show another episode's lanes."""
        self._lanes = lanes
        told = "; ".join(f"{lane.name} {percent(lane.share)}" for lane in lanes)
        self.setAccessibleDescription(told)
        self.setVisible(self._wanted and bool(lanes))
        self.updateGeometry()
        self._redraw()

    def set_wanted(self, *, on: bool) -> None:
        """Show the lanes, where there are any, or never."""
        self._wanted = on
        self.setVisible(on and bool(self._lanes))

    def sizeHint(self) -> QSize:
        """Be as high as the lanes are."""
        return QSize(0, ABOVE_PX + len(self._lanes) * LANE_PX + BELOW_PX)

    # Where things are

    def _track(self) -> tuple[float, float]:
        """Return where the audio's start and end are, in x: exactly where the seek bar has them."""
        offset = self._seek_bar.mapTo(self.window(), QPoint()).x()
        offset -= self.mapTo(self.window(), QPoint()).x()
        left, right = self._seek_bar.track()
        return offset + left, offset + right

    def _x_of(self, position_ms: int) -> float:
        left, right = self._track()
        length_ms = max(self._seek_bar.maximum(), 1)
        return left + min(max(position_ms / length_ms, 0.0), 1.0) * (right - left)

    def _position_at(self, x: float) -> int:
        left, right = self._track()
        share = min(max((x - left) / max(right - left, 1), 0.0), 1.0)
        return round(share * self._seek_bar.maximum())

    def _lane_at(self, y: float) -> Lane | None:
        row = int((y - ABOVE_PX) // LANE_PX)
        return self._lanes[row] if 0 <= row < len(self._lanes) else None

    def _is_on_track(self, x: float) -> bool:
        left, right = self._track()
        return left - SLACK_PX <= x <= right + SLACK_PX

    # The hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the place that is clicked; a click on a name asks for the talk times."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        if self._is_on_track(x) and self._seek_bar.maximum():
            self.sought.emit(self._position_at(x))
        elif x < self._track()[0]:
            self.talk_time_asked.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say who speaks under the pointer."""
        self._explain(event.position().toPoint(), event.globalPosition().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the talk times, to hide the lanes, and what can be done with a speaker."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Talk time…", self.talk_time_asked.emit)
        menu.addAction("Hide who speaks when", self.hide_asked.emit)
        speaker = self._speaker_at(event.pos())
        if speaker:
            self.menu_opened.emit(menu, speaker)
        menu.popup(event.globalPos())

    def _speaker_at(self, at: QPoint) -> str:
        """Return who is meant by a point; "" where the lane is shared and nobody speaks."""
        lane = self._lane_at(at.y())
        if lane is None or not lane.blocks:
            return ""
        if lane.order is not None:
            return lane.blocks[0].speaker
        block = block_at(lane, self._position_at(at.x())) if self._is_on_track(at.x()) else None
        return block.speaker if block is not None else ""

    def event(self, event: QEvent) -> bool:
        """Say who speaks under the pointer as the tool tip."""
        if isinstance(event, QHelpEvent):
            self._explain(event.pos(), event.globalPos())
            return True
        return super().event(event)

    def _explain(self, at: QPoint, on_screen: QPoint) -> None:
        lane = self._lane_at(at.y())
        words = self._words(lane, at.x()) if lane is not None else ""
        QToolTip.showText(on_screen, words, self)

    def _words(self, lane: Lane, x: int) -> str:
        if not self._is_on_track(x):
            return f"{lane.name}, {percent(lane.share)} of the talk"
        position_ms, length_ms = self._position_at(x), self._seek_bar.maximum()
        left, right = self._track()
        slack_ms = round(SLACK_PX * length_ms / max(right - left, 1))
        block = block_at(lane, position_ms, slack_ms)
        if block is None:
            return timecode(position_ms, like_ms=length_ms)
        return described(block, like_ms=length_ms)

    # Painting

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go with the seek bar when it is moved or stretched."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._redraw()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew."""
        super().resizeEvent(event)
        self._redraw()

    def _redraw(self) -> None:
        self._picture = None
        self.update()

    def _on_seek_bar_moved(self, position_ms: int) -> None:
        """Repaint the strips that the playhead leaves and enters, if it moved by a pixel."""
        x = round(self._x_of(position_ms))
        if x != self._painted_x and self.isVisible():
            self.update(_strip(self._painted_x, self.height()))
            self.update(_strip(x, self.height()))
            self._painted_x = x

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the picture down where it is needed, and the playhead over it."""
        if self._picture is None:
            self._picture = self._drawn()
        painter = QPainter(self)
        ratio = self._picture.devicePixelRatio()
        box = event.rect()
        source = QRectF(box.x() * ratio, box.y() * ratio, box.width() * ratio, box.height() * ratio)
        painter.drawPixmap(QRectF(box), self._picture, source)
        self._painted_x = round(self._x_of(self._seek_bar.value()))
        height = len(self._lanes) * LANE_PX
        line = QRect(self._painted_x - PLAYHEAD_PX // 2, ABOVE_PX, PLAYHEAD_PX, height)
        painter.fillRect(line, QColor(self.theme.accent))

    def _drawn(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self.theme.panel))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, lane in enumerate(self._lanes):
            top = ABOVE_PX + row * LANE_PX
            self._draw_name(painter, lane, top)
            self._draw_blocks(painter, lane, top + (LANE_PX - BLOCK_PX) / 2)
        painter.end()
        return picture

    def _draw_name(self, painter: QPainter, lane: Lane, top: int) -> None:
        room = round(self._track()[0]) - MARGIN_PX - NAMES_GAP_PX
        font = painter.font()
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.text))
        name = painter.fontMetrics().elidedText(lane.name, Qt.TextElideMode.ElideRight, room)
        alignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(MARGIN_PX, top, room, LANE_PX), alignment, name)

    def _draw_blocks(self, painter: QPainter, lane: Lane, top: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        left, right = self._track()
        painter.fillRect(
            QRectF(left, top + BLOCK_PX / 2 - 0.5, right - left, 1), QColor(self.theme.line)
        )
        colour = self._colour(lane)
        length_ms = self._seek_bar.maximum()
        px_per_ms = (right - left) / max(length_ms, 1)
        for block in lane.blocks:
            if block.start_ms < length_ms:
                start = left + block.start_ms * px_per_ms
                end = left + min(block.end_ms, length_ms) * px_per_ms
                width = max(end - start, NARROWEST_BLOCK_PX)
                painter.fillRect(QRectF(start, top, width, BLOCK_PX), colour)

    def _colour(self, lane: Lane) -> QColor:
        """Return the colour that the page writes the speaker's name in."""
        palette = self.theme.speakers
        own = lane.order is not None
        return QColor(palette[(lane.order or 0) % len(palette)] if own else self.theme.quiet)


def _strip(x: int, height: int) -> QRect:
    return QRect(x - PLAYHEAD_PX, 0, 2 * PLAYHEAD_PX, height)
