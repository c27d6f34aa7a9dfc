"""Painting the rows of the results: headings, and hits with their matches marked."""

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.search.records import HighlightedText
from reader.text_direction import begins_right_to_left
from ui.looks.theme import Theme
from ui.looks.wrapped_text import KeptLayouts, in_lines
from ui.page.utf16 import Utf16Text
from ui.searching.hit_rows import ROW_ROLE, Heading, HitRow, Remainder

Index = QModelIndex | QPersistentModelIndex
SIDE_PX = 14
INDENT_PX = 16
ABOVE_PX = 6
BELOW_PX = 8
GAP_PX = 2
MARK_PX = 3


@dataclass(frozen=True)
class HitFonts:
    """The fonts of the rows, made from the list's."""

    base: QFont

    @property
    def strong(self) -> QFont:
        """For titles and speakers."""
        font = QFont(self.base)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    @property
    def small(self) -> QFont:
        """For times, details and kinds."""
        font = QFont(self.base)
        font.setPointSizeF(self.base.pointSizeF() * 0.88)
        return font


class Excerpts:
    """Excerpts laid out in one width, the recent ones kept."""

    def __init__(self) -> None:
        self._kept = KeptLayouts()

    def laid_out(self, text: HighlightedText, width: int, font: QFont, theme: Theme) -> QTextLayout:
        """Return the text in lines, its matches bold on a ground of their own."""
        key = (text, width, font.key(), theme.name)
        return self._kept.get(key, lambda: _lines(text, width, font, theme))


def match_format(theme: Theme) -> QTextCharFormat:
    """Return how a match looks: bold, and on a ground, so that colour is not the only mark."""
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    look.setForeground(QColor(theme.text))
    look.setBackground(QColor(theme.heard_sentence))
    return look


def _lines(text: HighlightedText, width: int, font: QFont, theme: Theme) -> QTextLayout:
    shown = text.text.replace("\n", " ")
    return in_lines(shown, width, font, formats=_marked(text, theme))


def _marked(text: HighlightedText, theme: Theme) -> list[QTextLayout.FormatRange]:
    positions, look = Utf16Text(text.text), match_format(theme)
    ranges = []
    for start, end in text.spans:
        marked = QTextLayout.FormatRange()
        marked.start = positions.to_qt(start)
        marked.length = positions.to_qt(end) - positions.to_qt(start)
        marked.format = look
        ranges.append(marked)
    return ranges


class HitDelegate(QStyledItemDelegate):
    """Paints one row of the results."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self.theme = theme
        self._view = parent
        self._excerpts = Excerpts()
        self._fonts = HitFonts(QFont(parent.font()))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Be as high as the row's text needs in the list's width."""
        row, width = index.data(ROW_ROLE), self._view.viewport().width()
        fonts = self._fonts_from(option.font)
        line, small = _height(fonts.strong), _height(fonts.small)
        if isinstance(row, Heading):
            return QSize(width, line + GAP_PX + small + 2 * ABOVE_PX + GAP_PX)
        if isinstance(row, Remainder):
            return QSize(width, line + 2 * ABOVE_PX)
        layout = self._excerpt(row, width, fonts)
        text_px = ceil(layout.boundingRect().height())
        return QSize(width, ABOVE_PX + line + GAP_PX + text_px + BELOW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground and the row."""
        row, fonts = index.data(ROW_ROLE), self._fonts_from(option.font)
        painter.save()
        self._paint_ground(painter, option)
        # Quiet text would be too faint on the grounds of these.
        quiet = self.theme.text if _stands_out(option) else self.theme.quiet
        if isinstance(row, Heading):
            self._paint_heading(painter, option.rect, row, fonts, quiet)
        elif isinstance(row, Remainder):
            box = option.rect.adjusted(INDENT_PX + SIDE_PX, 0, -SIDE_PX, 0)
            painter.setPen(QColor(self.theme.text if _stands_out(option) else self.theme.accent))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, row.words)
        elif isinstance(row, HitRow):
            self._paint_hit(painter, option.rect, row, fonts, quiet)
        painter.restore()

    def _fonts_from(self, base: QFont) -> HitFonts:
        if self._fonts.base != base:
            self._fonts = HitFonts(QFont(base))
        return self._fonts

    def _excerpt(self, row: HitRow, width: int, fonts: HitFonts) -> QTextLayout:
        room = max(width - INDENT_PX - 2 * SIDE_PX, 60)
        return self._excerpts.laid_out(row.hit.text, room, fonts.base, self.theme)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """Tint the row; the current one has a bar too, so that colour is not the only mark."""
        box = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(self.theme.selection))
            bar = QRect(box.left(), box.top(), MARK_PX, box.height())
            painter.fillRect(bar, QColor(self.theme.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(self.theme.line))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(self.theme.accent))
            painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _paint_heading(
        self, painter: QPainter, box: QRect, row: Heading, fonts: HitFonts, quiet: str
    ) -> None:
        painter.setPen(QColor(self.theme.line))
        painter.drawLine(box.left() + SIDE_PX, box.top(), box.right() - SIDE_PX, box.top())
        inner = box.adjusted(SIDE_PX, ABOVE_PX + GAP_PX, -SIDE_PX, -ABOVE_PX)
        painter.setPen(QColor(self.theme.text))
        painter.setFont(fonts.strong)
        line = QRect(inner.left(), inner.top(), INDENT_PX, _height(fonts.strong))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, "▸" if row.folded else "▾")
        words = inner.adjusted(INDENT_PX, 0, 0, 0)
        _draw_line(painter, words, row.title)
        painter.setPen(QColor(quiet))
        painter.setFont(fonts.small)
        _draw_line(painter, words.adjusted(0, line.height() + GAP_PX, 0, 0), row.detail)

    def _paint_hit(
        self, painter: QPainter, box: QRect, row: HitRow, fonts: HitFonts, quiet: str
    ) -> None:
        inner = box.adjusted(INDENT_PX + SIDE_PX, ABOVE_PX, -SIDE_PX, 0)
        head = QRect(inner.left(), inner.top(), inner.width(), _height(fonts.strong))
        painter.setPen(QColor(quiet))
        painter.setFont(fonts.small)
        if row.time:
            painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, row.time)
            head.setLeft(head.left() + QFontMetrics(fonts.small).horizontalAdvance(row.time) + 8)
        if row.kind:
            head.setLeft(head.left() + self._paint_kind(painter, head, row.kind, fonts))
        painter.setPen(QColor(self.theme.text))
        painter.setFont(fonts.strong)
        _draw_line(painter, head, row.hit.speaker)
        painter.setFont(fonts.base)
        layout = self._excerpt(row, box.width(), fonts)
        layout.draw(painter, QPointF(inner.left(), head.bottom() + 1 + GAP_PX))

    def _paint_kind(self, painter: QPainter, head: QRect, kind: str, fonts: HitFonts) -> int:
        """Set a small label where the line is free; return the width that it takes."""
        width = QFontMetrics(fonts.small).horizontalAdvance(kind) + 14
        label = QRectF(head.left() + 0.5, head.top() + 0.5, width, head.height() - 1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(label, 6, 6)
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, kind)
        painter.restore()
        return width + 8


def _height(font: QFont) -> int:
    return QFontMetrics(font).height()


def _draw_line(painter: QPainter, box: QRect, text: str) -> None:
    """Draw one line, cut where the box ends, at the side that its script begins on."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    side = Qt.AlignmentFlag.AlignRight if begins_right_to_left(text) else Qt.AlignmentFlag.AlignLeft
    height = painter.fontMetrics().height()
    painter.drawText(QRect(box.left(), box.top(), box.width(), height), side, shown)


def _stands_out(option: QStyleOptionViewItem) -> bool:
    """Tell whether the row has a ground of its own."""
    marked = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
    return bool(option.state & marked)
