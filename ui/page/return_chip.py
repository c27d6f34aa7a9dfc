"""The way back to the spoken text: a small button over the page, `↓ Back to 15:41`."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

HEIGHT_PX = 30
ABOVE_PX = 44  # clear of the chip that leads back from a jump, which may stand right below


class ReturnChip(QPushButton):
    """Says where the voice is and which way."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("returnChip")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(HEIGHT_PX)
        self._time = ""
        self._arrow = "↓"
        self.hide()

    def tell(self, time: str) -> None:
        """Set the time it goes back to."""
        self._time = time
        self._write()

    def point(self, *, down: bool) -> None:
        """Point down or up the page."""
        self._arrow = "↓" if down else "↑"
        self._write()

    def settle(self, middle_x: int, bottom_y: int) -> None:
        """Stand centred on `middle_x`, a little above `bottom_y`."""
        self.adjustSize()
        self.move(middle_x - self.width() // 2, bottom_y - self.height() - ABOVE_PX)

    def _write(self) -> None:
        self.setText(f"{self._arrow} Back to {self._time}")
        self.setAccessibleName(f"Back to the spoken text at {self._time}")
