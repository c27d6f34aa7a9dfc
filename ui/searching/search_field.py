"""Where a query is typed: a line with a way to clear it, that remembers earlier queries."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.keys.enter_keys import ENTER
from ui.looks.icons import icon
from ui.looks.theme import Theme

LONGEST_QUERY = 10_000


class SearchField(QLineEdit):
    """Up brings earlier queries and Down goes back to the newest, then on to the results.

    Signals: `left_downwards()`; `open_asked()`, by Enter; `audition_asked()`, by Ctrl+Enter.
    """

    left_downwards = Signal()
    open_asked = Signal()
    audition_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("searchField")
        self.setPlaceholderText("Search everything")
        self.setAccessibleName("Search everything")
        self.setMaxLength(LONGEST_QUERY)
        self.recent: tuple[str, ...] = ()
        self._walked: int | None = None  # which of the recent ones is shown
        self._typed = ""
        self._picture, self._clear = QAction(self), QAction(self)
        self._picture.setEnabled(False)
        self._clear.setToolTip("Clear")
        self._clear.triggered.connect(self.clear)
        self._clear.setVisible(False)
        self.addAction(self._picture, self.ActionPosition.LeadingPosition)
        self.addAction(self._clear, self.ActionPosition.TrailingPosition)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        self.textEdited.connect(lambda _text: self._stop_walking())
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours of the drawings."""
        self._picture.setIcon(icon("search", theme.quiet))
        self._clear.setIcon(icon("close", theme.quiet))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, audition, or walk through what was asked earlier."""
        if event.key() in ENTER:
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.audition_asked if held else self.open_asked).emit()
        elif event.key() == Qt.Key.Key_Up:
            self._walk(1)
        elif event.key() == Qt.Key.Key_Down:
            if self._walked is None:
                self.left_downwards.emit()
            else:
                self._walk(-1)
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        """Show an earlier query (1) or a later one (-1), at last what was typed."""
        goal = (-1 if self._walked is None else self._walked) + step
        if goal >= len(self.recent):
            return
        if self._walked is None:
            self._typed = self.text()
        self._walked = goal if goal >= 0 else None
        self.setText(self._typed if goal < 0 else self.recent[goal])

    def _stop_walking(self) -> None:
        self._walked = None
