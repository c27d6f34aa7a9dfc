"""All keys on one sheet, by the menus, in as many columns as it is wide."""

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette, QResizeEvent
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
from ui.keys.commands import AFTER_CATCHING, ALSO, Command
from ui.looks.naming import styled

MOST_COLUMNS = 3
HEADING_ROWS = 2  # a heading takes the height of so many rows
SHARE_OF_SCREEN = 0.9
SCROLL_BAR_PX = 24  # and some air beside it


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
        self._ways = tuple(
            self._columns(commands, keymap, number) for number in range(MOST_COLUMNS, 0, -1)
        )
        self._area = self._scrolled()
        foot = self._foot(keymap)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._area, 1)
        column.addWidget(foot)
        self._fit(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many columns as there is room for: nothing is to be scrolled sideways."""
        super().resizeEvent(event)
        fitting = self._fitting(event.size().width())
        if self._area.widget() is not fitting:
            spare = self._area.takeWidget()
            if spare is not None:
                spare.setParent(self)  # which hides it
            self._area.setWidget(fitting)
            fitting.show()

    def _fitting(self, width: int) -> QWidget:
        room = width - SCROLL_BAR_PX
        return next((way for way in self._ways if way.sizeHint().width() <= room), self._ways[-1])

    def _fit(self, foot: QWidget) -> None:
        """Take the size in which nothing has to be scrolled, as far as the screen has it."""
        room = self.screen().availableSize() * SHARE_OF_SCREEN
        wanted = self._fitting(room.width()).sizeHint()
        width = min(wanted.width() + SCROLL_BAR_PX, room.width())
        # The words below the columns take more lines the narrower the sheet is.
        height = wanted.height() + foot.heightForWidth(width)
        self.resize(width, min(height, room.height()))

    def _scrolled(self) -> QScrollArea:
        area = styled(QScrollArea(), "keys")
        area.setAccessibleName("Keys")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        return area

    def _columns(self, commands: Sequence[Command], keymap: KeyMap, number: int) -> QWidget:
        sections = _by_menu(command for command in commands if keymap.keys(command.name))
        whole = QWidget(self)
        whole.hide()
        row = QHBoxLayout()
        row.setSpacing(36)
        for menus in balanced([len(section) + HEADING_ROWS for section in sections], number):
            text = "".join(self._section(sections[menu], keymap) for menu in menus)
            label = QLabel(text, alignment=Qt.AlignmentFlag.AlignTop)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            row.addWidget(label, 1)
        column = QVBoxLayout(whole)
        column.setContentsMargins(26, 12, 26, 16)
        column.addLayout(row)
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

    def _foot(self, keymap: KeyMap) -> QWidget:
        """Return what stays in sight while the columns are scrolled."""
        catching = written(next(iter(keymap.keys("bookmark")), "")) or "the bookmark button"
        words = AFTER_CATCHING.format(bookmark=escape(catching))
        foot = styled(QWidget(), "keysFoot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        change = box.addButton("Change keys…", QDialogButtonBox.ButtonRole.ActionRole)
        change.clicked.connect(self._on_change_clicked)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(foot)
        column.setContentsMargins(26, 12, 26, 14)
        column.setSpacing(10)
        column.addWidget(styled(QLabel(words, wordWrap=True), "quiet"))
        column.addWidget(box)
        return foot

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
