"""Talk time: how long each speaker talks, as a table with bars; to be copied as text."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.timecode import timecode
from reader.timing.speaking import Talk, as_text, by_talk, in_words, percent
from ui.looks.naming import explained, styled
from ui.looks.theme import Theme

COLUMNS = ("Speaker", "Time", "Share", "Turns", "Longest turn")
SHARE_COLUMN = 2
FIGURES = (1, 3)  # columns of figures alone
SHARE = Qt.ItemDataRole.UserRole
BAR_PX = 10
FIGURE_PX = 52  # what the figure beside a bar needs
FIRST_SIZE = (660, 380)
FIGURE_ALIGNMENT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TalkTimeDialog(QDialog):
    """Shows the talk times of one episode; Ctrl+C or the button copies all of them."""

    def __init__(
        self, title: str, talks: tuple[Talk, ...], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Talk time")
        self._talks = by_talk(talks)
        self._theme = theme
        self.table = self._make_table()
        heading = QLabel(title)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = QPushButton("Copy as text")
        copy.setToolTip("Copy as text, for a table elsewhere (Ctrl+C)")
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self.copy)
        buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self).activated.connect(self.copy)
        column = QVBoxLayout(self)
        column.addWidget(styled(heading, "welcomeTitle"))
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self.resize(*FIRST_SIZE)

    def copy(self) -> None:
        """Put the table on the clipboard, columns parted by tabs."""
        QGuiApplication.clipboard().setText(as_text(self._talks))

    def _make_table(self) -> QTableWidget:
        table = explained(QTableWidget(len(self._talks), len(COLUMNS)), "Talk time of each speaker")
        table.setToolTip("")
        table.setAccessibleDescription(in_words(self._talks))
        table.setHorizontalHeaderLabels(COLUMNS)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setItemDelegateForColumn(SHARE_COLUMN, _ShareDelegate(self._theme, table))
        for row, talk in enumerate(self._talks):
            for column, words in enumerate(_cells(talk)):
                table.setItem(row, column, self._item(talk, column, words))
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column in range(len(COLUMNS)):
            stretched = column in (0, SHARE_COLUMN)
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(
                column, mode.Stretch if stretched else mode.ResizeToContents
            )
        for column in FIGURES:
            role = Qt.ItemDataRole.TextAlignmentRole
            table.model().setHeaderData(column, Qt.Orientation.Horizontal, FIGURE_ALIGNMENT, role)
        if self._talks:
            table.setCurrentCell(0, 0)
        return table

    def _item(self, talk: Talk, column: int, words: str) -> QTableWidgetItem:
        item = QTableWidgetItem(words)
        if column == 0:
            item.setToolTip(words)
        if column in FIGURES:
            item.setTextAlignment(FIGURE_ALIGNMENT)
        if column == SHARE_COLUMN:
            palette = self._theme.speakers
            item.setData(SHARE, (talk.share, palette[talk.order % len(palette)]))
        return item


class _ShareDelegate(QStyledItemDelegate):
    """Draws a share as a bar with its figure."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the ground as usual, the bar on it, and the figure beside the bar."""
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        figure, bare.text = bare.text, ""
        style = bare.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, bare, painter, bare.widget)
        share, colour = index.data(SHARE)
        box = QRectF(option.rect).adjusted(6, 0, -FIGURE_PX, 0)
        top = box.center().y() - BAR_PX / 2
        painter.fillRect(QRectF(box.left(), top, box.width(), BAR_PX), QColor(self._theme.line))
        filled = max(share * box.width(), 1.0)
        painter.fillRect(QRectF(box.left(), top, filled, BAR_PX), QColor(colour))
        words = QRectF(box.right(), box.top(), FIGURE_PX - 6, box.height())
        painter.setPen(QColor(self._theme.text))
        painter.drawText(words, FIGURE_ALIGNMENT, figure)


def _cells(talk: Talk) -> tuple[str, ...]:
    longest = f"{timecode(talk.longest_ms)}, at {timecode(talk.longest_at_ms)}"
    return (talk.name, timecode(talk.talk_ms), percent(talk.share), f"{talk.turns:,}", longest)
