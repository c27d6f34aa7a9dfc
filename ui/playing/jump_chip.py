"""The way back right after a long jump: a small button above the seek bar, `↩ Back to 15:41`."""

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QPushButton, QWidget

from reader.timecode import timecode
from ui.keys.key_words import FROM_THE_START, KeyWords
from ui.looks.naming import styled

SHOWN_FOR_MS = 8000
HEIGHT_PX = 28
ABOVE_PX = 6
EDGE_PX = 12


class JumpChip(QPushButton):
    """Offered for some seconds, then gone by itself; it moves nothing but when clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.position_ms = 0  # where it leads to
        styled(self, "jumpChip")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(HEIGHT_PX)
        self.set_keys(FROM_THE_START)
        self._leaving = QTimer(self, singleShot=True, interval=SHOWN_FOR_MS)
        self._leaving.timeout.connect(self.hide)
        self.hide()

    def set_keys(self, words: KeyWords) -> None:
        """Say which key leads back, too."""
        self.setToolTip(words.beside("Back to where you were", "jump_back"))

    def offer(self, position_ms: int, length_ms: int) -> None:
        """Offer the way back to a position; `stand` says where."""
        self.position_ms = position_ms
        time = timecode(position_ms, like_ms=length_ms)
        self.setText(f"↩ Back to {time}")
        self.setAccessibleName(f"Back to {time}, where you were before the jump")
        self.adjustSize()
        self.show()
        self.raise_()
        self._leaving.start()

    def stand(self, foot: QPoint) -> None:
        """Stand on a point of the parent's, within its sides."""
        room = self._room.width() - self.width() - EDGE_PX
        left = min(max(foot.x() - self.width() // 2, EDGE_PX), max(room, EDGE_PX))
        self.move(left, foot.y() - self.height() - ABOVE_PX)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is here."""
        super().enterEvent(event)
        self._leaving.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Be offered anew for as long as at first."""
        super().leaveEvent(event)
        self._leaving.start()
