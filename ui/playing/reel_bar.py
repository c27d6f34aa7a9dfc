"""The bar above the transport that says what a reel plays, and ends it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from ui.keys.enter_keys import ENTER
from ui.looks.cut_line import CutLine
from ui.looks.icons import icon
from ui.looks.naming import described, explained, styled
from ui.looks.theme import Theme


class ReelBar(QFrame):
    """Hidden unless a reel plays. While it shows, Esc stops, and S or Enter stays, in its window.

    Enter stays only where nothing that has the focus has a use for it.

    Signals: `previous_clicked()`, `next_clicked()`, `stay_clicked()`, `stop_clicked()`.
    """

    previous_clicked = Signal()
    next_clicked = Signal()
    stay_clicked = Signal()
    stop_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        styled(self, "reelBar")
        self.setAccessibleName("What is being played")
        self._label = CutLine()
        self._previous = self._step("Previous: hear it again, or the one before")
        self._next = self._step("Next")
        self._previous.clicked.connect(self.previous_clicked)
        self._next.clicked.connect(self.next_clicked)
        self._stay = self._button("Stay here", "Go on from here (S)", self.stay_clicked)
        self._stop = self._button("Stop", "Back to where you were (Esc)", self.stop_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 5, 14, 5)
        row.setSpacing(8)
        row.addWidget(self._label, 1)
        for widget in (self._previous, self._next, self._stay, self._stop):
            row.addWidget(widget)
        self._shortcuts = (
            self._shortcut("S", self.stay_clicked),
            self._shortcut("Esc", self.stop_clicked),
        )
        self.set_theme(theme)
        self.end()

    def _step(self, tip: str) -> QToolButton:
        button = explained(QToolButton(), tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoRaise(True)
        return button

    def _button(self, words: str, tip: str, pressed: SignalInstance) -> QPushButton:
        button = described(QPushButton(words), tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(pressed)
        return button

    def _shortcut(self, keys: str, pressed: SignalInstance) -> QShortcut:
        """Make a key that works in the whole window, also where another part has it too."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(pressed)
        shortcut.activatedAmbiguously.connect(pressed)
        return shortcut

    @property
    def title(self) -> str:
        """What is shown, whole."""
        return self._label.text()

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._previous.setIcon(icon("previous-chapter", theme.text))
        self._next.setIcon(icon("next-chapter", theme.text))

    def show_title(self, title: str, *, several: bool) -> None:
        """Say what is heard; `several`: there are others to step to."""
        self._label.setText(title)
        self._previous.setVisible(several)
        self._next.setVisible(several)
        self._label.setToolTip(title)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(True)
        self.show()
        self.window().removeEventFilter(self)
        self.window().installEventFilter(self)

    def end(self) -> None:
        """Hide, and leave the keys to others."""
        self._label.clear()
        self.window().removeEventFilter(self)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the Enter that came to the window because nobody else wanted it."""
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in ENTER:
            self.stay_clicked.emit()
            return True
        return super().eventFilter(watched, event)
