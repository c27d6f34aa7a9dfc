"""Painting the rows of the bookmarks' list: headings, and quotes with what was remarked."""

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.text_direction import begins_right_to_left
from ui.bookmarks.bookmark_rows import ROW_ROLE, BookmarkRow, GroupHeading, Index
from ui.looks.bookmark_looks import bookmark_look
from ui.looks.clipped_text import ClippedTexts
from ui.looks.theme import Theme
from ui.searching.hit_delegate import HitFonts

SIDE_PX = 14
BAR_PX, BAR_INSET_PX = 4, 6
WORDS_PX = 14  # from the row's side to its words
EDGE_PX = 8
GAP_PX = 3
QUOTE_LINES, NOTE_LINES = 3, 2
NARROWEST_PX = 60
MOST_HEIGHTS = 20_000  # kept: Qt asks for them again and again


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a row: its lines, and how high they are."""

    lines: QTextLayout
    height: int
    quiet: bool = False


class BookmarkPainter(QStyledItemDelegate):
    """Paints one row of the list."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self.theme = theme
        self._view = parent
        self._texts = ClippedTexts()
        self._heights: dict[tuple[BookmarkRow, int, str], int] = {}
        self._fonts = HitFonts(QFont(parent.font()))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Be as high as the row's text needs in the list's width."""
        row, width = index.data(ROW_ROLE), self._view.viewport().width()
        fonts = self._fonts_from(option.font)
        line = QFontMetrics(fonts.strong).height()
        if isinstance(row, GroupHeading):
            return QSize(width, line + 2 * EDGE_PX)
        key = (row, width, fonts.base.key())
        height = self._heights.get(key)
        if height is None:
            if len(self._heights) > MOST_HEIGHTS:
                self._heights.clear()
            parts = self._parts(row, width, fonts)
            height = 2 * EDGE_PX + line + sum(GAP_PX + part.height for part in parts)
            self._heights[key] = height
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground and the row."""
        row, fonts = index.data(ROW_ROLE), self._fonts_from(option.font)
        painter.save()
        if isinstance(row, GroupHeading):
            self._paint_heading(painter, option.rect, row, fonts)
        elif isinstance(row, BookmarkRow):
            stands_out = self._paint_ground(painter, option)
            quiet = self.theme.text if stands_out else self.theme.quiet
            self._paint_colour(painter, option.rect, row.bookmark.colour)
            self._paint_bookmark(painter, option.rect, row, fonts, quiet)
        painter.restore()

    def _fonts_from(self, base: QFont) -> HitFonts:
        if self._fonts.base != base:
            self._fonts = HitFonts(QFont(base))
        return self._fonts

    def _parts(self, row: BookmarkRow, width: int, fonts: HitFonts) -> list[_Part]:
        """Lay out what stands below a row's first line: quote, note, detail."""
        room = max(width - 2 * SIDE_PX - WORDS_PX, NARROWEST_PX)
        italic = QFont(fonts.base)
        italic.setItalic(True)
        wanted = (
            (row.bookmark.quote.text, fonts.base, QUOTE_LINES, False),
            (row.bookmark.note, italic, NOTE_LINES, False),
            (row.detail, fonts.small, 1, True),
        )
        parts = []
        for text, font, lines, quiet in wanted:
            if text.strip():
                layout = self._texts.laid_out(text, room, font, lines)
                parts.append(_Part(layout, ceil(layout.boundingRect().height()), quiet))
        return parts

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> bool:
        """Tint the row; return whether it has a ground of its own."""
        box = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            ground = self.theme.selection if selected else self.theme.line
            painter.fillRect(box, QColor(ground))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(self.theme.accent))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        return selected or hovered

    def _paint_colour(self, painter: QPainter, box: QRect, colour: str) -> None:
        """Set a bar in the colour; none is a hollow one."""
        mark = QColor(bookmark_look(self.theme, colour).mark)
        height = box.height() - 2 * BAR_INSET_PX
        bar = QRectF(box.left() + SIDE_PX, box.top() + BAR_INSET_PX, BAR_PX, height)
        if colour:
            painter.fillRect(bar, mark)
        else:
            painter.setPen(mark)
            painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_heading(
        self, painter: QPainter, box: QRect, row: GroupHeading, fonts: HitFonts
    ) -> None:
        painter.setPen(QColor(self.theme.line))
        painter.drawLine(box.left() + SIDE_PX, box.top(), box.right() - SIDE_PX, box.top())
        line = box.adjusted(SIDE_PX, EDGE_PX, -SIDE_PX, -EDGE_PX)
        painter.setPen(QColor(self.theme.quiet))
        painter.setFont(fonts.small)
        line.setWidth(line.width() - _draw_right(painter, line, f"{row.count:,}"))
        painter.setPen(QColor(self.theme.text))
        painter.setFont(fonts.strong)
        _draw(painter, line, row.title)

    def _paint_bookmark(
        self, painter: QPainter, box: QRect, row: BookmarkRow, fonts: HitFonts, quiet: str
    ) -> None:
        inner = box.adjusted(SIDE_PX + WORDS_PX, EDGE_PX, -SIDE_PX, -EDGE_PX)
        head = QRect(inner)
        head.setHeight(QFontMetrics(fonts.strong).height())
        painter.setFont(fonts.small)
        painter.setPen(QColor(quiet))
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, row.time)
        head.setLeft(head.left() + painter.fontMetrics().horizontalAdvance(row.time) + 8)
        if row.state:
            head.setWidth(head.width() - _draw_right(painter, head, row.state))
        painter.setPen(QColor(self.theme.text))
        painter.setFont(fonts.strong)
        _draw(painter, head, row.bookmark.quote.speaker)
        y = head.bottom() + 1
        for part in self._parts(row, box.width(), fonts):
            y += GAP_PX
            painter.setPen(QColor(quiet if part.quiet else self.theme.text))
            part.lines.draw(painter, QPointF(inner.left(), y))
            y += part.height


def _draw(painter: QPainter, box: QRect, text: str) -> None:
    """Draw one line, cut where the box ends, at the side that its script begins on."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    side = Qt.AlignmentFlag.AlignRight if begins_right_to_left(text) else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)


def _draw_right(painter: QPainter, box: QRect, text: str) -> int:
    """Draw a few words to the right; return the width that they take."""
    painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    return painter.fontMetrics().horizontalAdvance(text) + 8
