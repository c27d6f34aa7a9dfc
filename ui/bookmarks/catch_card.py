"""The card over the page's bottom that shows what was kept just now, and lets one add to it."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.model import Bookmark
from reader.shelves.tags import problem_of, tags_as_line, tags_from_line
from reader.timecode import timecode
from ui.keys.enter_keys import ENTER
from ui.keys.key_words import KeyWords
from ui.looks.cut_line import CutLine
from ui.looks.icons import icon
from ui.looks.naming import announce, described, explained, styled
from ui.looks.theme import Theme
from ui.shelf.tags_dialog import TagCompleter

SHOWN_MS = 7000
WIDEST_PX = 620
EDGE_PX = 16
LONGEST_LINE = 10_000  # characters of a note
MOST_SHOWN = 260  # characters of the words; the middle of longer ones is left out
MORE = "Take in the sentence before"


class CatchCard(QFrame):
    """Hidden but for some seconds after something was kept, or while it is used.

    While it shows, Shift+B takes back the latest growth and N goes to the note, in its window.
    Typing goes into its fields only. What was typed is never dropped: it is told when Enter is
    pressed, when a field is left and when the card goes.

    Signals: `more_clicked()`, `less_clicked()`, `undo_clicked()`, `done()`, by Enter or Esc;
    `remarks_written(note or None, tags or None)`, what is other than was last told.
    """

    more_clicked = Signal()
    less_clicked = Signal()
    undo_clicked = Signal()
    done = Signal()
    remarks_written = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        styled(self, "catchCard")
        self.setAccessibleName("What was kept")
        self._title = styled(CutLine(), "catchTitle")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.more = self._button("More", MORE)
        self.less = self._button("Less", "Take back the last sentence that was added (Shift+B)")
        self.undo = self._button("Undo", "Do not keep this")
        self.more.clicked.connect(lambda _checked=False: self.more_clicked.emit())
        self.less.clicked.connect(lambda _checked=False: self.less_clicked.emit())
        self.undo.clicked.connect(lambda _checked=False: self.undo_clicked.emit())
        self._close = explained(QToolButton(), "Close; what was kept stays")
        self._close.clicked.connect(lambda _checked=False: self.dismiss())
        self.note = _Field("Add a note (N)", "Note")
        self.tags = _Field("Tags, parted by commas", "Tags of this bookmark, parted by commas")
        for field in (self.note, self.tags):
            field.left.connect(self._tell_remarks)
            field.finished.connect(self._on_field_finished)
        self._said = ""
        self._tags_before: tuple[str, ...] = ()
        self._told = self._remarks()
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self._on_time_over)
        self._shortcuts = (
            self._shortcut("Shift+B", self.less_clicked.emit),
            self._shortcut("N", self.note.setFocus),
        )
        self._arrange()
        self.set_theme(theme)
        parent.installEventFilter(self)
        self.hide()

    def set_keys(self, words: KeyWords) -> None:
        """Say which key takes in more."""
        described(self.more, words.beside(MORE, "bookmark"))

    def _button(self, words: str, tip: str) -> QPushButton:
        button = described(QPushButton(words), tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _shortcut(self, keys: str, pressed: object) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(pressed)
        shortcut.setEnabled(False)
        return shortcut

    def _arrange(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._title, 1)
        for button in (self.more, self.less, self.undo, self._close):
            head.addWidget(button)
        foot.setSpacing(8)
        foot.addWidget(self.note, 3)
        foot.addWidget(self.tags, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 10, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._words)
        column.addLayout(foot)
        chain = (self._over, self.note, self.tags, self.more, self.less, self.undo, self._close)
        for one, following in pairwise(chain):
            QWidget.setTabOrder(one, following)

    # What is shown

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._close.setIcon(icon("close", theme.text))

    def show_kept(
        self, bookmark: Bookmark, known_tags: tuple[str, ...], *, grows: bool, is_new: bool
    ) -> None:
        """Show what was kept just now, or was kept already: that cannot be undone here."""
        self._said = "Kept" if is_new else "Kept already"
        self.undo.setVisible(is_new)
        flat = " ".join(bookmark.note.split())[:LONGEST_LINE]
        self.note.setText(flat)
        # A line would spoil a note of several; the list's dialog has room for it.
        self.note.setReadOnly(flat != bookmark.note)
        self._tags_before = bookmark.tags
        self.tags.setText(tags_as_line(bookmark.tags))
        self._told = self._remarks()
        self.tags.setCompleter(TagCompleter(known_tags, self.tags))
        self.show_changed(bookmark, grows=grows, shrinks=False)

    def show_changed(self, bookmark: Bookmark, *, grows: bool, shrinks: bool) -> None:
        """Show the same bookmark with other words; its fields stay as they are."""
        quote = bookmark.quote
        who = " · ".join(part for part in (quote.speaker, timecode(quote.start_ms)) if part)
        self._title.setText(f"{self._said} · {who}")
        self._words.setText(_shortened(quote.text))
        self.more.setEnabled(grows)
        self.less.setEnabled(shrinks)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(True)
        self.show()
        self.raise_()
        self._settle()
        self._timer.start()
        self._announce(f"{self._said}: {who}: {_shortened(quote.text)}")

    @property
    def words(self) -> str:
        """What is shown of the quote."""
        return self._words.text()

    @property
    def title(self) -> str:
        """The line above: who, and when."""
        return self._title.text()

    def dismiss(self) -> None:
        """Go; what was typed is told."""
        self._timer.stop()
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
        if self.isHidden():
            return
        self._tell_remarks()
        self.hide()

    def _remarks(self) -> tuple[str, tuple[str, ...]]:
        return self.note.text().strip(), tags_from_line(self.tags.text(), self._tags_before)

    def _tell_remarks(self) -> None:
        told, self._told = self._told, self._remarks()
        note, tags = self._told
        new_note = note if note != told[0] else None
        new_tags = tags if tags != told[1] else None
        if new_tags is not None and new_note is not None and problem_of(new_tags):
            self.remarks_written.emit(new_note, None)  # what is refused must not hold the note up
            new_note = None
        if new_note is not None or new_tags is not None:
            self.remarks_written.emit(new_note, new_tags)

    def _on_field_finished(self) -> None:
        problem = problem_of(self._remarks()[1])
        if problem:
            self._words.setText(problem)
            self._settle()
            self._announce(problem)
            return
        self.dismiss()
        self.done.emit()

    def _on_time_over(self) -> None:
        """Go, unless it is being used or looked at."""
        if self.underMouse() or self._is_used():
            self._timer.start()
        else:
            self.dismiss()

    def _is_used(self) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus) and self.isActiveWindow()

    def _announce(self, words: str) -> None:
        self.setAccessibleDescription(words)
        announce(self, words)

    # Where it stands

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay over the bottom of the page when its size changes."""
        if event.type() is QEvent.Type.Resize and watched is self._over and self.isVisible():
            self._settle()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        room = self._over.rect()
        width = max(min(room.width() - 2 * EDGE_PX, WIDEST_PX), 200)
        layout = self.layout()
        height = layout.heightForWidth(width) if layout is not None else self.height()
        left = (room.width() - width) // 2
        self.setGeometry(left, max(room.height() - height - EDGE_PX, 0), width, height)


class _Field(QLineEdit):
    """A line that says when it is left, and when one is done with it."""

    left = Signal()
    finished = Signal()

    def __init__(self, placeholder: str, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.returnPressed.connect(self.finished)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc be done, too, and Enter go no further."""
        if event.key() == Qt.Key.Key_Escape:
            self.finished.emit()
            return
        super().keyPressEvent(event)
        if event.key() in ENTER:
            event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that it was left."""
        super().focusOutEvent(event)
        self.left.emit()


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= MOST_SHOWN:
        return flat
    half = MOST_SHOWN // 2
    return f"{flat[:half].rstrip()} … {flat[-half:].lstrip()}"
