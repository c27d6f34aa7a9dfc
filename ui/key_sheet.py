"""All keys on one sheet, in columns, by the menus."""

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reader.keymap import KeyMap
from ui.commands import AFTER_CATCHING, ALSO, Command
from ui.naming import styled

COLUMNS = 3
HEADING_ROWS = 2  # a heading takes the height of so many rows
SHARE_OF_SCREEN = 0.9


def written(key: str) -> str:
    """Write a key as it stands on this system's keyboards."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class KeySheet(QDialog):
    """Shows the commands that have keys, with them.

    Signal: `change_asked()`, the person wants to change them; the sheet closes.
    """

    change_asked = Signal()

    def __init__(
        self, commands: Sequence[Command], keymap: KeyMap, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        self._border = self.palette().color(QPalette.ColorRole.Highlight).name()
        columns = self._columns(commands, keymap)
        area = self._area(columns)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 14)
        column.addWidget(area)
        column.addWidget(self._buttons())
        wanted = columns.sizeHint()
        room = self.screen().availableSize() * SHARE_OF_SCREEN
        self.resize(
            min(wanted.width() + 24, room.width()), min(wanted.height() + 70, room.height())
        )

    def _area(self, columns: QWidget) -> QScrollArea:
        area = styled(QScrollArea(), "keys")
        area.setAccessibleName("Keys")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(columns)
        return area

    def _columns(self, commands: Sequence[Command], keymap: KeyMap) -> QWidget:
        sections = _by_menu(command for command in commands if keymap.keys(command.name))
        whole = QWidget()
        row = QHBoxLayout()
        row.setSpacing(36)
        for menus in balanced([len(section) + HEADING_ROWS for section in sections], COLUMNS):
            text = "".join(self._section(sections[menu], keymap) for menu in menus)
            label = QLabel(text, alignment=Qt.AlignmentFlag.AlignTop)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            row.addWidget(label, 1)
        catching = written(next(iter(keymap.keys("bookmark")), "")) or "the bookmark button"
        words = AFTER_CATCHING.format(bookmark=escape(catching))
        below = styled(QLabel(words, wordWrap=True), "quiet")
        column = QVBoxLayout(whole)
        column.setContentsMargins(26, 16, 26, 10)
        column.addLayout(row)
        column.addWidget(below)
        column.addStretch(1)
        return whole

    def _section(self, commands: Sequence[Command], keymap: KeyMap) -> str:
        rows = "".join(
            f"<tr><td style='padding: 3px 18px 3px 0'>{escape(command.text.rstrip('…'))}</td>"
            f"<td style='padding: 3px 0'>{self._caps(command, keymap)}</td></tr>"
            for command in commands
        )
        return f"<h3>{escape(commands[0].menu)}</h3><table cellspacing='0'>{rows}</table>"

    def _caps(self, command: Command, keymap: KeyMap) -> str:
        cap = f"<span style='background-color: {self._border}'>&nbsp;%s&nbsp;</span>"
        keys = [cap % escape(written(key)) for key in keymap.keys(command.name)]
        return " &nbsp;".join([*keys, *ALSO.get(command.name, ())])

    def _buttons(self) -> QWidget:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.setContentsMargins(26, 0, 26, 0)
        change = box.addButton("Change keys…", QDialogButtonBox.ButtonRole.ActionRole)
        change.clicked.connect(self._on_change_clicked)
        box.rejected.connect(self.reject)
        return box

    def _on_change_clicked(self) -> None:
        self.accept()
        self.change_asked.emit()


def _by_menu(commands: Iterable[Command]) -> list[list[Command]]:
    sections: dict[str, list[Command]] = {}
    for command in commands:
        sections.setdefault(command.menu, []).append(command)
    return list(sections.values())


def balanced(heights: Sequence[int], columns: int) -> list[list[int]]:
    """Part things of these heights, kept in order, into columns of about one height."""
    parts: list[list[int]] = [[]]
    share, filled = sum(heights) / columns, 0
    for index, height in enumerate(heights):
        over = filled + height / 2 > share * len(parts)
        if over and parts[-1] and len(parts) < columns:
            parts.append([])
        parts[-1].append(index)
        filled += height
    return parts
