"""Editing a bookmark: its note, tags, colour and range; or tags and colour of several at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reader.bookmark_colours import COLOURS, NO_COLOUR, colour_name
from reader.counting import counted
from reader.model import Bookmark
from reader.shelves.tags import tags_as_line, tags_from_line
from reader.timecode import timecode
from ui.looks.naming import styled
from ui.looks.save_buttons import save_or_cancel
from ui.shelf.tags_dialog import TagCompleter, refused

WIDTH_PX = 480
NOTE_PX = 110
STEP_MS = 500
SHOWN_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Edited:
    """What a person made of some bookmarks; None: that stays as it is."""

    note: str | None
    colour: str | None
    added_tags: tuple[str, ...]
    dropped_tags: tuple[str, ...]
    range_ms: tuple[int, int] | None

    @property
    def changes(self) -> bool:
        """Whether anything is other than before."""
        kept = (self.note, self.colour, self.range_ms)
        return any(one is not None for one in kept) or bool(self.added_tags or self.dropped_tags)


class BookmarkDialog(QDialog):
    """Shows one bookmark or several; `edited()` is what the person made of them.

    `length_ms` is how long the recording is, if that is known: nothing can be heard after it.
    """

    def __init__(
        self,
        bookmarks: Sequence[Bookmark],
        known_tags: Sequence[str],
        length_ms: int | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._bookmarks = tuple(bookmarks)
        self._one = bookmarks[0] if len(bookmarks) == 1 else None
        self._shared = _shared_tags(bookmarks)
        self.setWindowTitle("Bookmark" if self._one else counted(len(bookmarks), "bookmark"))
        self.note = QPlainTextEdit(self._one.note if self._one else "")
        self._note_before = self.note.toPlainText()  # Qt writes some signs otherwise
        self.note.setAccessibleName("Note")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(NOTE_PX)
        self.tags = QLineEdit(tags_as_line(self._shared))
        self.tags.setAccessibleName("Tags, parted by commas")
        self.tags.setPlaceholderText("for example to quote, energy")
        self.tags.setCompleter(TagCompleter(known_tags, self.tags))
        self.colour = self._colours()
        self.range = (
            _RangeField(self._one.quote.start_ms, self._one.quote.end_ms, length_ms)
            if self._one
            else None
        )
        self._arrange()

    def _colours(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName("Colour")
        colours = {one.colour for one in self._bookmarks}
        if len(colours) > 1:
            box.addItem("As they are", None)
        others = sorted(colours - {NO_COLOUR, *COLOURS})  # from elsewhere; they may stay
        for colour in (NO_COLOUR, *COLOURS, *others):
            box.addItem(colour_name(colour), colour)
        if len(colours) == 1:
            box.setCurrentIndex(box.findData(next(iter(colours))))
        return box

    def _arrange(self) -> None:
        words = self._one.quote.text if self._one else ""
        flat = " ".join(words.split())
        title = QLabel(flat if len(flat) <= SHOWN_CHARACTERS else f"{flat[:SHOWN_CHARACTERS]}…")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        title.setVisible(self._one is not None)
        form = QFormLayout()
        form.setSpacing(10)
        if self._one is not None:
            form.addRow("Note", self.note)
        form.addRow("Tags", self.tags)
        form.addRow("Colour", self.colour)
        if self.range is not None:
            plays = QLabel("Plays")
            # Else Qt puts it above the middle of the buttons beside it.
            plays.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
            form.addRow(plays, self.range)
        rest = "" if self._one else " Tags that only some of them have stay."
        self.hint = styled(QLabel(f"Commas part the tags.{rest}"), "quiet")
        self.hint.setWordWrap(True)
        buttons = save_or_cancel(self)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(title)
        column.addLayout(form)
        column.addWidget(self.hint)
        column.addWidget(buttons)
        self.resize(WIDTH_PX, self.sizeHint().height())
        (self.note if self._one else self.tags).setFocus()

    def accept(self) -> None:
        """Go, unless a tag is too long: then say so."""
        if not refused(self.edited().added_tags, self.hint):
            super().accept()

    def edited(self) -> Edited:
        """Return what is other than it was."""
        wanted = tags_from_line(self.tags.text(), self._shared)
        note = self.note.toPlainText()
        colour = self.colour.currentData()
        one, range_ms = self._one, self.range.range_ms if self.range is not None else None
        return Edited(
            note.strip() if one is not None and note != self._note_before else None,
            colour if any(colour not in (None, kept.colour) for kept in self._bookmarks) else None,
            tuple(tag for tag in wanted if tag not in self._shared),
            tuple(tag for tag in self._shared if tag not in wanted),
            range_ms
            if one is not None and range_ms != (one.quote.start_ms, one.quote.end_ms)
            else None,
        )


class _RangeField(QWidget):
    """From when to when it plays, moved by half seconds.

    The end never comes before the start, nor is it moved past the recording's end.
    """

    def __init__(self, start_ms: int, end_ms: int, length_ms: int | None) -> None:
        super().__init__()
        self._start_ms, self._end_ms = start_ms, end_ms
        self._latest_ms = max(length_ms, end_ms) if length_ms is not None else None
        self._words = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._button("−", "Begin half a second earlier", (-STEP_MS, 0)))
        row.addWidget(self._button("+", "Begin half a second later", (STEP_MS, 0)))
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignHCenter)
        row.addWidget(self._button("−", "End half a second earlier", (0, -STEP_MS)))
        row.addWidget(self._button("+", "End half a second later", (0, STEP_MS)))
        self._write()

    @property
    def range_ms(self) -> tuple[int, int]:
        """From when to when."""
        return self._start_ms, self._end_ms

    def _button(self, sign: str, tip: str, by_ms: tuple[int, int]) -> QPushButton:
        button = styled(QPushButton(sign), "step")
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda _checked=False: self._move(*by_ms))
        return button

    def _move(self, start_by_ms: int, end_by_ms: int) -> None:
        self._start_ms = max(min(self._start_ms + start_by_ms, self._end_ms), 0)
        self._end_ms = max(self._end_ms + end_by_ms, self._start_ms)
        if self._latest_ms is not None:
            self._end_ms = min(self._end_ms, self._latest_ms)
        self._write()

    def _write(self) -> None:
        start, end = (_with_tenths(at_ms) for at_ms in self.range_ms)
        self._words.setText(f"{start} to {end}")
        self.setAccessibleName(f"Plays from {start} to {end}")


def _with_tenths(at_ms: int) -> str:
    return f"{timecode(at_ms)}.{at_ms % 1000 // 100}"


def _shared_tags(bookmarks: Sequence[Bookmark]) -> tuple[str, ...]:
    first, *others = (one.tags for one in bookmarks)
    return tuple(tag for tag in first if all(tag in tags for tags in others))
