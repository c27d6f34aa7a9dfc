"""The bar over the page that asks what to find in this episode and says what was found."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from reader.finding import FindOptions
from ui.keys.enter_keys import ENTER
from ui.looks.icons import icon
from ui.looks.naming import explained, styled
from ui.looks.theme import Theme

FIELD_WIDTH_PX = 260
NARROWEST_FIELD_PX = 110
# Narrower than this, the bar leaves out the buttons that have keys.
ROOMY_PX = 500
NARROWEST_PX = 340
ICON_PX = 18


class FindField(QLineEdit):
    """A field that keeps its keys: the window's own (Space, arrows) wait while one types.

    Signals: `stepped(step)` with 1 or -1, `play_asked()`, `left()`.
    """

    stepped = Signal(int)
    play_asked = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Claim the keys that move the cursor before the window's shortcuts do."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right)
            if event.key() in arrows or event.matches(QKeySequence.StandardKey.SelectAll):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift+Enter back, Ctrl+Enter plays, Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() not in ENTER:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.play_asked.emit()
        else:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)


class FindBar(QFrame):
    """Hidden until it is asked for.

    Signals: `changed()`, the words or the options are others; `stepped(step)` with 1 or -1;
    `play_asked()`; `closed()`.
    """

    changed = Signal()
    stepped = Signal(int)
    play_asked = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        styled(self, "findBar")
        self._icons: dict[QToolButton, str] = {}
        self.field = FindField()
        self.field.setAccessibleName("Find in this episode")
        self.field.setPlaceholderText("Find in this episode")
        self.field.setMaximumWidth(FIELD_WIDTH_PX)
        self.field.setMinimumWidth(NARROWEST_FIELD_PX)
        self.count = styled(QLabel(), "quiet")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.previous = self._button("arrow-up", "Previous match (Shift+Enter)")
        self.next = self._button("arrow-down", "Next match (Enter)")
        self.play = self._button("play", "Play from this match (Ctrl+Enter)")
        self.match_case = self._switch("match-case", "Match case")
        self.whole_words = self._switch("whole-word", "Whole words only")
        self.close_button = self._button("close", "Close (Esc)")
        self._arrange()
        self._connect()
        self.set_theme(theme)
        self.show_nothing()
        self.hide()

    def _button(self, drawing: str, tip: str) -> QToolButton:
        button = explained(QToolButton(), tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setIconSize(QSize(ICON_PX, ICON_PX))
        button.setAutoRaise(True)
        self._icons[button] = drawing
        return button

    def _switch(self, drawing: str, tip: str) -> QToolButton:
        button = self._button(drawing, tip)
        button.setCheckable(True)
        return button

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 10, 5)
        row.setSpacing(4)
        # What is left out in a narrow window must not keep the window wide.
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumWidth(NARROWEST_PX)
        row.addStretch(1)
        row.addWidget(self.count, 0)
        row.addSpacing(8)
        row.addWidget(self.field, 4)
        for button in (self.match_case, self.whole_words):
            row.addWidget(button)
        row.addSpacing(6)
        for button in (self.previous, self.next, self.play, self.close_button):
            row.addWidget(button)

    def _connect(self) -> None:
        self.field.textChanged.connect(self.changed)
        self.match_case.toggled.connect(self.changed)
        self.whole_words.toggled.connect(self.changed)
        self.field.stepped.connect(self.stepped)
        self.field.play_asked.connect(self.play_asked)
        self.field.left.connect(self.closed)
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.play.clicked.connect(self.play_asked)
        self.close_button.clicked.connect(self.closed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the field where there is little."""
        super().resizeEvent(event)
        for button in (self.previous, self.next, self.play):
            button.setVisible(self.width() >= ROOMY_PX)

    @property
    def wanted(self) -> str:
        """What is to be found."""
        return self.field.text()

    @property
    def options(self) -> FindOptions:
        """How strictly."""
        return FindOptions(self.match_case.isChecked(), self.whole_words.isChecked())

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        for button, drawing in self._icons.items():
            button.setIcon(icon(drawing, theme.text))

    def ask(self, words: str = "") -> None:
        """Show the bar, with these words or those from before, ready to be typed over."""
        self.show()
        if words:
            self.field.setText(words)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    # What was found

    def show_nothing(self) -> None:
        """Say nothing: nothing was asked for."""
        self._say("", steps=False)

    def show_none(self) -> None:
        """Say that nothing was found."""
        self._say("No match", steps=False)

    def show_count(self, number: int, total: int, remark: str = "") -> None:
        """Say which match of how many is shown; `number` counts from 1."""
        words = f"{number:,} of {total:,}"
        self._say(f"{remark} · {words}" if remark else words, steps=True)

    def _say(self, words: str, *, steps: bool) -> None:
        self.count.setText(words)
        # Read aloud with the field, which has the focus while one steps.
        self.field.setAccessibleDescription(words)
        for button in (self.previous, self.next, self.play):
            button.setEnabled(steps)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves from the buttons, too."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
