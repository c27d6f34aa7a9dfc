"""The list of bookmarks: many can be selected at once; keys go there, play, edit and delete."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from reader.model import Bookmark
from reader.shelves.bookmark_shelf import BookmarkGroup
from ui.bookmarks.bookmark_painter import BookmarkPainter
from ui.bookmarks.bookmark_rows import BookmarkModel, BookmarkRow
from ui.keys.enter_keys import ENTER
from ui.looks.theme import Theme

BATCH = 40  # rows laid out at once: a list of thousands does not stop the window
EDITING_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_E)
OWN_KEYS = (*ENTER, *EDITING_KEYS, Qt.Key.Key_Space, Qt.Key.Key_Delete)


class BookmarkList(QListView):
    """Lists bookmarks. A click shows one in the text, and leaves the sound where it is.

    Signals: `shown(Bookmark)`, by a click; `gone_to(Bookmark)`, by Enter or a double click;
    `peek_asked(Bookmark)`, by Space; `edit_asked()`, `remove_asked()`, `copy_asked()`, for what is
    selected; `menu_asked(QPoint)`, a place on the screen; `left_upwards()`.
    """

    shown = Signal(object)
    gone_to = Signal(object)
    peek_asked = Signal(object)
    edit_asked = Signal()
    remove_asked = Signal()
    copy_asked = Signal()
    menu_asked = Signal(QPoint)
    left_upwards = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.rows = BookmarkModel()
        self._painter = BookmarkPainter(theme, self)
        self.setModel(self.rows)
        self.setItemDelegate(self._painter)
        self.setAccessibleName("Bookmarks")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(BATCH)
        self._wanted_scroll: int | None = None  # until so much is laid out
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        self.verticalScrollBar().actionTriggered.connect(self._on_scrolled_by_hand)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._painter.theme = theme
        self.viewport().update()

    def show_groups(self, groups: tuple[BookmarkGroup, ...], *, names_episodes: bool) -> None:
        """List other bookmarks; what is selected stays so, and the list where it is."""
        selected, current = self.selected_ids(), self.current
        scroll = self.verticalScrollBar().value()
        self.rows.take(groups, names_episodes=names_episodes)
        flag = QItemSelectionModel.SelectionFlag
        for row, listed in enumerate(self.rows.rows):
            if isinstance(listed, BookmarkRow) and listed.bookmark.id in selected:
                self.selectionModel().select(self.rows.index(row), flag.Select)
        at = self.rows.row_of(current.id) if current is not None else None
        if at is not None:
            self.selectionModel().setCurrentIndex(self.rows.index(at), flag.NoUpdate)
        self._wanted_scroll = scroll
        self.doItemsLayout()
        self._on_range_changed()

    def _on_range_changed(self) -> None:
        """Go back to where the list was, as soon as there is so much of it again."""
        if self._wanted_scroll is not None and self.rows.rows:
            bar = self.verticalScrollBar()
            reached = bar.maximum() >= self._wanted_scroll
            bar.setValue(self._wanted_scroll)
            if reached:
                self._wanted_scroll = None

    def _on_scrolled_by_hand(self) -> None:
        self._wanted_scroll = None

    @property
    def current(self) -> Bookmark | None:
        """The bookmark that the keyboard is at."""
        index = self.currentIndex()
        row = self.rows.rows[index.row()] if index.isValid() else None
        return row.bookmark if isinstance(row, BookmarkRow) else None

    def selected(self) -> tuple[Bookmark, ...]:
        """Return what is selected, from the top."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = (self.rows.rows[number] for number in numbers)
        return tuple(row.bookmark for row in rows if isinstance(row, BookmarkRow))

    def selected_ids(self) -> frozenset[str]:
        """Return the ids of what is selected."""
        return frozenset(one.id for one in self.selected())

    def select_first(self) -> None:
        """Go to the first bookmark, unless one is selected."""
        if self.selected():
            return
        for row, listed in enumerate(self.rows.rows):
            if isinstance(listed, BookmarkRow):
                self.setCurrentIndex(self.rows.index(row))
                return

    # The hand

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.rows.rows[index.row()]
        if isinstance(row, BookmarkRow) and len(self.selected()) == 1:
            self.shown.emit(row.bookmark)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        row = self.rows.rows[index.row()]
        if isinstance(row, BookmarkRow):
            self.gone_to.emit(row.bookmark)

    def event(self, event: QEvent) -> bool:
        """Keep these keys from being taken for the player's and the page's."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            general = (QKeySequence.StandardKey.SelectAll, QKeySequence.StandardKey.Copy)
            if (event.key() in OWN_KEYS and plain) or any(map(event.matches, general)):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go there by Enter, play by Space, edit by E or F2, delete by Delete."""
        key, current = event.key(), self.current
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif key == Qt.Key.Key_Up and self._is_at_top():
            self.left_upwards.emit()
        elif current is not None and key in ENTER:
            self.gone_to.emit(current)
        elif current is not None and key == Qt.Key.Key_Space:
            self.peek_asked.emit(current)
        elif key in EDITING_KEYS and not event.modifiers():
            self.edit_asked.emit()
        elif key == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)

    def _is_at_top(self) -> bool:
        first = next(iter(self.rows.bookmarks), None)
        return first is None or self.current is None or self.current.id == first.id

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu on what is selected."""
        if self.selected():
            self.menu_asked.emit(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
