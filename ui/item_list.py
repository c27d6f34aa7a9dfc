"""The chapters at the left: titles that may take two lines, a quiet time, the current marked."""

from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QResizeEvent, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.chapter_items import CURRENT_ROLE, DETAIL_ROLE, TITLE_ROLE, ChapterModel
from ui.looks.theme import Theme
from ui.looks.two_lines import MOST_LINES, cut_to_two_lines

Index = QModelIndex | QPersistentModelIndex
SIDE_PX = 14
PADDING_PX = 7
DETAIL_WIDTH_PX = 58
MARK_PX = 3
KEPT_WIDTHS = 20_000


@dataclass
class ItemFonts:
    """The fonts of one list's items, with what was measured in them.

    Qt asks for every item's size at every layout of the list, several times while a window
    opens: a thousand titles must not be measured each time.
    """

    base: QFont
    _widths: dict[tuple[str, bool], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.title, self.current_title = QFont(self.base), QFont(self.base)
        self.title.setWeight(QFont.Weight.Normal)
        self.current_title.setWeight(QFont.Weight.DemiBold)
        self.detail = QFont(self.base)
        self.detail.setPointSizeF(self.base.pointSizeF() * 0.88)
        self._metrics = (QFontMetrics(self.title), QFontMetrics(self.current_title))

    def title_height(self, text: str, width: int, *, current: bool) -> int:
        """Return the height of a title's lines, of which there are two at most."""
        line_px = self._metrics[current].lineSpacing()
        return line_px * (1 if self._width(text, current=current) <= width else MOST_LINES)

    def _width(self, text: str, *, current: bool) -> int:
        """Return how wide a title is on one line."""
        width = self._widths.get((text, current))
        if width is None:
            if len(self._widths) >= KEPT_WIDTHS:
                self._widths.clear()
            width = self._metrics[current].horizontalAdvance(text)
            self._widths[text, current] = width
        return width


class ItemDelegate(QStyledItemDelegate):
    """Paints one item: the time, and the title right of it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._fonts = ItemFonts(parent.font())

    def _fonts_from(self, base: QFont) -> ItemFonts:
        if self._fonts.base != base:
            self._fonts = ItemFonts(QFont(base))
        return self._fonts

    def _title_box(self, box: QRect) -> QRect:
        return box.adjusted(DETAIL_WIDTH_PX + SIDE_PX, PADDING_PX, -SIDE_PX, -PADDING_PX)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Be as high as the title needs, up to two lines."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        fonts = self._fonts_from(option.font)
        text, current = str(index.data(TITLE_ROLE)), bool(index.data(CURRENT_ROLE))
        title_width = self._title_box(QRect(0, 0, width, 1000)).width()
        lines = fonts.title_height(text, title_width, current=current)
        return QSize(width, lines + 2 * PADDING_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground, the mark, the title and the detail."""
        current = bool(index.data(CURRENT_ROLE))
        painter.save()
        self._paint_ground(painter, option, current=current)
        fonts = self._fonts_from(option.font)
        text = str(index.data(TITLE_ROLE))
        box = self._title_box(option.rect)
        height = fonts.title_height(text, box.width(), current=current)
        title_box = QRect(box.left(), box.top(), box.width(), height)
        self._paint_title(painter, fonts.current_title if current else fonts.title, title_box, text)
        painter.setFont(fonts.detail)
        # Quiet text would be too faint on the grounds of these.
        plain = not current and not _is_hovered(option)
        painter.setPen(QColor(self.theme.quiet if plain else self.theme.text))
        self._paint_detail(painter, option.rect, title_box, str(index.data(DETAIL_ROLE) or ""))
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, *, current: bool
    ) -> None:
        """Tint the item; the current one has a bar too, so that colour is not the only mark."""
        if current or _is_hovered(option):
            colour = QColor(self.theme.heard_sentence if current else self.theme.line)
            painter.fillRect(option.rect, colour)
        if current:
            bar = QRect(option.rect.left(), option.rect.top(), MARK_PX, option.rect.height())
            painter.fillRect(bar, QColor(self.theme.accent))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(self.theme.accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    def _paint_title(self, painter: QPainter, font: QFont, box: QRect, text: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(self.theme.text))
        wrapped = cut_to_two_lines(QFontMetrics(font), box.width(), text)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter.drawText(box, wrapped, option)

    def _paint_detail(self, painter: QPainter, item: QRect, title: QRect, text: str) -> None:
        height = painter.fontMetrics().height() + 2
        box = QRect(item.left(), title.top(), DETAIL_WIDTH_PX, height)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


def _is_hovered(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_MouseOver)


class ItemList(QListView):
    """A list of records. Signal: `chosen(row)`, by click, Enter or assistive technology."""

    chosen = Signal(int)

    def __init__(self, model: ChapterModel, theme: Theme, *, name: str) -> None:
        super().__init__()
        self._delegate = ItemDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.setResizeMode(self.ResizeMode.Adjust)
        self.clicked.connect(self._on_index)
        self.activated.connect(self._on_index)
        # The current item is bold, so it may need another line.
        model.dataChanged.connect(lambda first, _last: self._delegate.sizeHintChanged.emit(first))

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def show_row(self, row: int) -> None:
        """Scroll so that a row is in view."""
        self.scrollTo(self.model().index(row, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap titles anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _on_index(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())
