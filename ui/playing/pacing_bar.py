"""The slim bar above the transport that says at what pace is played, and ends it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from ui.keys.key_words import KeyWords
from ui.looks.cut_line import CutLine
from ui.looks.naming import described, styled

UNITS = (("After each sentence", "sentence"), ("After each turn", "turn"))
RESTS = (("Until I play", 0), ("2 s", 2), ("5 s", 5), ("10 s", 10), ("20 s", 20))

AGAIN, SLOWER = "Hear it again", "Hear it again slower"


class PacingBar(QFrame):
    """Hidden while one plays straight on. While it shows, Esc ends the pace, in its window.

    Signals: `repeat_clicked()`, `slower_clicked()`, `unit_chosen(str)`, `rest_chosen(seconds)`,
    `end_clicked()`.
    """

    repeat_clicked = Signal()
    slower_clicked = Signal()
    unit_chosen = Signal(str)
    rest_chosen = Signal(int)
    end_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        styled(self, "pacingBar")
        self.setAccessibleName("The pace of playing")
        self._label = CutLine()
        self._repeat = self._button("Again", AGAIN, self.repeat_clicked)
        self._slower = self._button("Slower", SLOWER, self.slower_clicked)
        self.unit = self._choice("What the study pace rests after")
        self.rest = self._choice("How long it rests")
        self._end = self._button("End", "Play straight on (Esc)", self.end_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 5, 14, 5)
        row.setSpacing(5)
        row.addWidget(self._label, 1)
        for widget in (self._repeat, self._slower, self.unit, self.rest, self._end):
            row.addWidget(widget)
        self._escape = QShortcut(QKeySequence("Esc"), self)
        self._escape.activated.connect(self.end_clicked)
        self._escape.activatedAmbiguously.connect(self.end_clicked)
        self.clear()

    def _button(self, words: str, tip: str, pressed: SignalInstance) -> QPushButton:
        button = described(QPushButton(words), tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(pressed)
        return button

    def set_keys(self, words: KeyWords) -> None:
        """Say which keys do the same as the buttons."""
        described(self._repeat, words.beside(AGAIN, "replay_turn"))
        described(self._slower, words.beside(SLOWER, "repeat_slower"))

    def _choice(self, tip: str) -> QPushButton:
        button = described(QPushButton(), tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setMenu(QMenu(button))
        return button

    @property
    def title(self) -> str:
        """What is shown, whole."""
        return self._label.text()

    def show_pace(self, title: str) -> None:
        """Say at what pace is played, where there is nothing to choose."""
        self._say(title)
        for widget in (self._repeat, self._slower, self.unit, self.rest):
            widget.hide()

    def show_study(self, title: str, unit: str, rest_s: int) -> None:
        """Say what the study pace does, and offer what can be set."""
        self._say(title)
        _fill(self.unit, UNITS, unit, self.unit_chosen)
        rests = RESTS if rest_s in dict(RESTS).values() else (*RESTS, (f"{rest_s} s", rest_s))
        _fill(self.rest, rests, rest_s, self.rest_chosen)
        for widget in (self._repeat, self._slower, self.unit, self.rest):
            widget.show()

    def clear(self) -> None:
        """Hide, and leave the key to others."""
        self._label.clear()
        self._escape.setEnabled(False)
        self.hide()

    def take_escape(self, *, on: bool) -> None:
        """Let Esc end the pace, or leave it to a bar that needs it more."""
        self._escape.setEnabled(on and self.isVisible())

    def _say(self, title: str) -> None:
        if title != self.title:
            self._label.setText(title)
            self._label.setToolTip(title)
        if self.isHidden():
            self._escape.setEnabled(True)
            self.show()


def _fill(
    button: QPushButton,
    choices: Sequence[tuple[str, str | int]],
    chosen: str | int,
    told: SignalInstance,
) -> None:
    """Offer choices in a button's menu; the one that holds is its text."""
    words = next(words for words, value in choices if value == chosen)
    if button.text() == words:
        return
    button.setText(words)
    menu = button.menu()
    menu.clear()
    group = QActionGroup(menu)
    for label, value in choices:
        action = group.addAction(menu.addAction(label, partial(told.emit, value)))
        action.setCheckable(True)
        action.setChecked(value == chosen)
