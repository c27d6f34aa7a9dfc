"""What covers the window while something is dragged over it: that it can be dropped."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

MARGIN_PX = 24
ROUND_PX = 14


class DropHint(QWidget):
    """A dashed frame with a word in it; lets every event through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._covered = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self) -> None:
        """Show over the whole parent."""
        self.setGeometry(self._covered.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the veil, the frame and the word."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        veil = QColor(palette.window().color())
        veil.setAlpha(225)
        painter.fillRect(self.rect(), veil)
        frame = QRectF(self.rect()).adjusted(MARGIN_PX, MARGIN_PX, -MARGIN_PX, -MARGIN_PX)
        painter.setPen(QPen(palette.link().color(), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(frame, ROUND_PX, ROUND_PX)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        painter.setFont(font)
        painter.setPen(palette.windowText().color())
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, "Drop to read along")
