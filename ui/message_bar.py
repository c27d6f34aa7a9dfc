"""Sentences for the person, over the page: what happened and what to do. They stay until read."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from ui.icons import icon
from ui.naming import explained
from ui.theme import Theme

MOST_AT_ONCE = 4


class MessageBar(QFrame):
    """Shows messages until they are closed; the newest below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._messages: list[str] = []
        self._label = QLabel()
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._close = explained(QToolButton(), "Close this message")
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 10, 10)
        row.addWidget(self._label, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.set_theme(theme)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown."""
        earlier = len(self._messages) - MOST_AT_ONCE
        shown = self._messages[-MOST_AT_ONCE:]
        return "\n".join(
            [*shown, *([f"… and {earlier:,} more before these."] if earlier > 0 else [])]
        )

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._close.setIcon(icon("close", theme.text))

    def tell(self, message: str) -> None:
        """Show a sentence, once."""
        if message not in self._messages:
            self._messages.append(message)
        self._label.setText(self.text)
        self.setAccessibleName(self.text)
        self.show()

    def clear(self) -> None:
        """Hide what was shown."""
        self._messages.clear()
        self.hide()
