"""The library's shelf as a list: rows of two kinds and three heights, thousands of them.

Qt's own list asks for the size of every item at every layout, item by item; this one keeps the
rows' tops itself, so that a library of thousands follows every key.
"""

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ui.keys.enter_keys import ENTER
from ui.looks.theme import Theme
from ui.shelf.covers import CoverStore
from ui.shelf.shelf_heights import ShelfHeights
from ui.shelf.shelf_model import EpisodeRow, Heading, ShelfModel
from ui.shelf.shelf_painter import COVER_PX, RowState, ShelfPainter

Index = QModelIndex | QPersistentModelIndex
Move = QAbstractItemView.CursorAction
Hint = QAbstractItemView.ScrollHint
WHEEL_STEP_PX = 22
STEPS = {Move.MoveUp: -1, Move.MovePrevious: -1, Move.MoveDown: 1, Move.MoveNext: 1}
PAGES = {Move.MovePageUp: -1, Move.MovePageDown: 1}


class ShelfView(QListView):
    """A list of episodes below their shows.

    Signals: `chosen(str)`, an episode's id, by click, Enter or assistive technology;
    `fold_asked(str)`, a show's key; `remove_asked()`, by the Delete key; `menu_asked(QPoint)`,
    where on the screen, for the episodes that are selected.
    """

    chosen = Signal(str)
    fold_asked = Signal(str)
    remove_asked = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, model: ShelfModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf = model
        self._painter = ShelfPainter(theme, self.font())
        self.covers = CoverStore(COVER_PX, self)
        self._heights = ShelfHeights(model, self._painter)
        self._hovered = -1
        self._held = Qt.KeyboardModifier.NoModifier
        self.setModel(model)
        self.setAccessibleName("Library")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._on_activated)
        self.covers.arrived.connect(self.viewport().update)
        model.dataChanged.connect(self._on_rows_changed)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._painter.theme = theme
        self.viewport().update()

    def selected_ids(self) -> tuple[str, ...]:
        """Return the ids of the episodes that are selected, in the order of the list."""
        rows = (self._shelf.rows[i.row()] for i in sorted(self.selectedIndexes()))
        found = (row.episode.id for row in rows if isinstance(row, EpisodeRow))
        return tuple(dict.fromkeys(found))

    def show_row(self, row: int) -> None:
        """Scroll so that a row is in view."""
        self.scrollTo(self._shelf.index(row, 0))

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Keep what is selected, and the place, while the model takes other rows."""
        at, place = self.currentIndex().row(), self.verticalOffset()
        name = self._shelf.rows[at].name if at >= 0 else ""
        selected = {self._shelf.rows[i.row()].name for i in self.selectedIndexes()}
        yield
        if name or selected:
            self._stand_at(name, selected)
        self.updateGeometries()
        self.verticalScrollBar().setValue(place)

    def go_to_first(self) -> None:
        """Take the keyboard to the first episode."""
        rows = enumerate(self._shelf.rows)
        first = next((at for at, row in rows if isinstance(row, EpisodeRow)), None)
        if first is not None:
            self.setCurrentIndex(self._shelf.index(first, 0))

    def _stand_at(self, name: str, selected: set[str]) -> None:
        chooser, rows = self.selectionModel(), self._shelf.rows
        at = next((at for at, row in enumerate(rows) if row.name == name), None)
        if at is not None:
            flags = QItemSelectionModel.SelectionFlag.NoUpdate
            chooser.setCurrentIndex(self._shelf.index(at, 0), flags)
        chosen = [row.name in selected for row in rows]
        # By stretches: row by row, Qt would take seconds for a library of thousands.
        for is_chosen, stretch in groupby(range(len(rows)), chosen.__getitem__):
            if is_chosen:
                ends = [*stretch]
                part = QItemSelection(self._shelf.index(ends[0], 0), self._shelf.index(ends[-1], 0))
                chooser.select(part, QItemSelectionModel.SelectionFlag.Select)

    def choose(self, index: Index) -> None:
        """Open an episode, or fold a show."""
        row = self._shelf.rows[index.row()]
        if isinstance(row, EpisodeRow):
            self.chosen.emit(row.episode.id)
        elif row.key is not None:
            self.fold_asked.emit(row.key)

    # Where the rows are

    def _all_tops(self) -> list[int]:
        """Return the rows' tops and the end of the last."""
        # As wide as beside a scroll bar, also without one: nothing is measured twice.
        width = self.maximumViewportSize().width() - self.verticalScrollBar().sizeHint().width()
        return self._heights.tops(width)

    def _row_at(self, y: int) -> int:
        """Return the row at a height of the whole list; -1 below the last."""
        tops = self._all_tops()
        return bisect_right(tops, y) - 1 if 0 <= y < tops[-1] else -1

    def _box(self, row: int) -> QRect:
        tops = self._all_tops()
        top = tops[row] - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), tops[row + 1] - tops[row])

    def _rows_in(self, box: QRect) -> range:
        """Return the rows that a part of the viewport shows."""
        tops, offset = self._all_tops(), self.verticalOffset()
        first = max(bisect_right(tops, box.top() + offset) - 1, 0)
        last = bisect_right(tops, box.bottom() + offset)
        return range(first, min(last, len(tops) - 1))

    def _on_rows_changed(self, first: Index, last: Index) -> None:
        self._heights.measure_anew(first.row(), last.row())
        self.updateGeometries()
        self.viewport().update()

    def reset(self) -> None:
        """Measure other rows."""
        self._heights.forget()
        super().reset()

    def doItemsLayout(self) -> None:
        """Pass over Qt's own measuring."""
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """Set the scroll bar to the rows' height."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setSingleStep(WHEEL_STEP_PX)
        bar.setPageStep(height)
        bar.setRange(0, max(self._all_tops()[-1] - height, 0))
        QAbstractItemView.updateGeometries(self)

    def visualRect(self, index: Index) -> QRect:
        """Return where a row is in the viewport."""
        known = index.isValid() and index.row() < len(self._shelf.rows)
        return self._box(index.row()) if known else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the row at a point of the viewport."""
        row = self._row_at(point.y() + self.verticalOffset())
        return self._shelf.index(row, 0) if row >= 0 else QModelIndex()

    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:
        """Bring a row into view, by as little as it takes."""
        box, bar = self.visualRect(index), self.verticalScrollBar()
        if box.isEmpty():
            return
        below = box.bottom() + 1 - self.viewport().height()
        if hint is Hint.PositionAtCenter:
            bar.setValue(bar.value() + (box.top() + below) // 2)
        elif box.top() < 0 or hint is Hint.PositionAtTop:
            bar.setValue(bar.value() + box.top())
        elif below > 0 or hint is Hint.PositionAtBottom:
            bar.setValue(bar.value() + below)

    def verticalOffset(self) -> int:
        """Return how far the list is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        """Return 0: rows are as wide as the list."""
        return 0

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted."""
        self.viewport().scroll(dx, dy)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the rows of a part of the viewport."""
        rows = self._rows_in(rect.normalized())
        if not rows:
            self.selectionModel().select(QItemSelection(), command)
            return
        first, last = (self._shelf.index(row, 0) for row in (rows[0], rows[-1]))
        self.selectionModel().select(QItemSelection(first, last), command)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        """Return what has to be painted when a selection changes: the few rows in sight."""
        return QRegion(self.viewport().rect())

    # The keyboard

    def moveCursor(self, action: Move, _held: Qt.KeyboardModifier) -> QModelIndex:
        """Return the row that a key leads to; what only names others is passed over."""
        at = self.currentIndex().row()
        if not self._shelf.rows:
            return QModelIndex()
        if at < 0 or action is Move.MoveHome:
            return self._next_from(0, 1)
        if action is Move.MoveEnd:
            return self._next_from(len(self._shelf.rows) - 1, -1)
        if action in PAGES:
            return self._a_page_from(at, PAGES[action])
        step = STEPS.get(action, 0)
        return self._next_from(at + step, step) if step else self.currentIndex()

    def _next_from(self, row: int, step: int) -> QModelIndex:
        """Return the first row from here on that can be chosen, else the present one."""
        end = len(self._shelf.rows) if step > 0 else -1
        for at in range(row, end, step):
            index = self._shelf.index(at, 0)
            if index.flags() & Qt.ItemFlag.ItemIsEnabled:
                return index
        return self.currentIndex()

    def _a_page_from(self, row: int, step: int) -> QModelIndex:
        tops = self._all_tops()
        y = tops[row] + step * self.viewport().height()
        return self._next_from(self._row_at(min(max(y, 0), tops[-1] - 1)), -step)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean the list while one is in it, whatever they do elsewhere."""
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and self._means_the_list(event):
            event.accept()
            return True
        return super().event(event)

    def _means_the_list(self, event: QKeyEvent) -> bool:
        """Return whether a key selects all, or is an arrow that folds the show one is at."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            return True
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        to_a_side = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        return is_plain and to_a_side and self._heading() is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open or close a show, remove episodes; the rest is Qt's."""
        heading, key = self._heading(), event.key()
        if heading is not None and key in _folding(heading):
            self.fold_asked.emit(heading.key)
        elif heading is not None and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            pass  # it stands so already
        elif key == Qt.Key.Key_Delete and self.selected_ids():
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)

    def _heading(self) -> Heading | None:
        """Return the show that the keyboard is at."""
        at = self.currentIndex().row()
        row = self._shelf.rows[at] if 0 <= at < len(self._shelf.rows) else None
        return row if isinstance(row, Heading) and row.key is not None else None

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember which keys are held: with them, a click only selects."""
        self._held = event.modifiers()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the pointer."""
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Take the tint away when the pointer leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is selected, by mouse or key."""
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        elif not isinstance(self._row_under(event.pos()), EpisodeRow):
            return
        if self.selected_ids():
            self.menu_asked.emit(place)

    def _row_under(self, point: QPoint) -> Heading | EpisodeRow | None:
        index = self.indexAt(point)
        return self._shelf.rows[index.row()] if index.isValid() else None

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def _on_clicked(self, index: QModelIndex) -> None:
        selects = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if not self._held & selects:
            self.choose(index)

    def _on_activated(self, index: QModelIndex) -> None:
        # A show was folded by the click already.
        if isinstance(self._shelf.rows[index.row()], EpisodeRow):
            self.choose(index)

    # Painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap titles anew, and at once: it is quick."""
        QAbstractItemView.resizeEvent(self, event)
        self.updateGeometries()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._painter.fonts.base != self.font():
            self._painter = ShelfPainter(self._painter.theme, self.font())
            self._heights = ShelfHeights(self._shelf, self._painter)
            self.updateGeometries()
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in sight, and ask for their covers."""
        painter = QPainter(self.viewport())
        several = self._selects_several()
        for number in self._rows_in(event.rect()):
            row = self._shelf.rows[number]
            audio = row.episode.audio if isinstance(row, EpisodeRow) else None
            cover = self.covers.picture(audio)
            state = self._state(number, several=several)
            self._painter.paint(painter, self._box(number), row, state, cover)
        painter.end()
        shown = (self._shelf.rows[number] for number in self._rows_in(self.viewport().rect()))
        paths = (row.episode.audio for row in shown if isinstance(row, EpisodeRow))
        self.covers.want((path for path in paths if path is not None), self.devicePixelRatioF())

    def _selects_several(self) -> bool:
        selection = self.selectionModel().selection()
        return selection.count() > 1 or any(part.height() > 1 for part in selection.toList())

    def _state(self, number: int, *, several: bool) -> RowState:
        index = self._shelf.index(number, 0)
        selected = self.selectionModel().isSelected(index)
        is_open = self._shelf.is_open(self._shelf.rows[number])
        return RowState(
            is_open,
            number == self._hovered,
            # The one row that was clicked is the open one, and looks so.
            selected and (several or not is_open),
            self.hasFocus() and index == self.currentIndex(),
        )


def _folding(heading: Heading) -> tuple[Qt.Key, ...]:
    """Return the keys that open this show where it is closed, and close it where it is open."""
    arrow = Qt.Key.Key_Right if heading.is_folded else Qt.Key.Key_Left
    return (arrow, *ENTER)
