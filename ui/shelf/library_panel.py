"""The library at the left: a field that filters, a sort menu, and the shelf below."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.shelves.shelf import Order, State, Stock, Wish
from ui.looks.icons import icon
from ui.looks.naming import add_heading, explained, styled
from ui.looks.theme import Theme
from ui.shelf.shelf_model import ShelfModel
from ui.shelf.shelf_view import ShelfView

PLACEHOLDER = "Filter: words, #tag, 2026-01"
EMPTY = "The library is empty. Drop a saved page, a transcript or an audio file on the window."
ORDERS = {
    Order.NEWEST: "Newest first",
    Order.OLDEST: "Oldest first",
    Order.TITLE: "By title",
    Order.LONGEST: "Longest first",
    Order.USED: "Recently used",
    Order.ADDED: "Recently added",
    Order.PROGRESS: "In progress first",
}
STATES = {
    State.ANY: "All episodes",
    State.AUDIO: "With audio",
    State.SILENT: "Without audio",
    State.UNREAD: "Not begun",
    State.BEGUN: "In progress",
    State.FINISHED: "Finished",
    State.ARTICLE: "Articles",
}
MOST_TAGS_IN_MENU = 40
MOST_QUOTED = 30  # characters of what was looked for


class LibraryPanel(QWidget):
    """Shows a library as a person wishes to see it. On the GUI thread.

    Signals: `chosen(str)`, an episode's id; `wish_changed(Wish)`, sorted, folded or filtered in
    another way. What is selected and asked of the shelf itself comes from `view`.
    """

    chosen = Signal(str)
    wish_changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ShelfModel()
        self.view = ShelfView(self.model, theme)
        self.field = styled(QLineEdit(), "libraryFilter")
        self._stock, self._wish = Stock(), Wish()
        self._sort = _menu_button("Sort the library")
        self._narrow = _menu_button("Show only some episodes")
        self._chip = styled(QPushButton(), "chip")
        self._chip.setMinimumWidth(1)  # the panel may be narrower than the words
        self._chip.setToolTip("Show all episodes again")
        self._clear = QAction("Clear the filter", self)
        self._nothing = QLabel()
        self._show_all = QPushButton("Clear the filter")
        self._body = QStackedWidget()
        self._fill_sort_menu()
        self._arrange()
        self._connect()
        self.set_theme(theme)
        self._show()

    @property
    def wish(self) -> Wish:
        """What is shown, and how."""
        return self._wish

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self.view.set_theme(theme)
        self._sort.setIcon(icon("sort", theme.text))
        self._narrow.setIcon(icon("filter", theme.text))
        self._clear.setIcon(icon("close", theme.quiet))

    def take(self, stock: Stock) -> None:
        """Show these episodes, as it is wished."""
        self._stock = stock
        gone = self._wish.tags - set(stock.tags)
        if gone:
            self._wish = replace(self._wish, tags=self._wish.tags - gone)
        self._show()

    def set_wish(self, wish: Wish) -> None:
        """Show the episodes in another way."""
        if wish == self._wish:
            return
        looks_elsewhere = replace(wish, folded=self._wish.folded) != self._wish
        self._wish = wish
        if self.field.text() != wish.text:
            self.field.setText(wish.text)
        self._show()
        if looks_elsewhere:
            self.view.verticalScrollBar().setValue(0)
        self.wish_changed.emit(wish)

    def clear(self) -> None:
        """Show all episodes."""
        self.set_wish(replace(self._wish, text="", state=State.ANY, tags=frozenset()))

    def mark_open(self, episode_id: str | None) -> None:
        """Mark the episode that is open, and bring it into sight."""
        before = self.model.open_id
        if before != episode_id and self.view.selected_ids() == (before,):
            # It was chosen to be opened; now it would look as if something was to be done to it.
            self.view.clearSelection()
        self.model.mark_open(episode_id)
        row = self.model.row_of(episode_id) if episode_id is not None else None
        if row is not None and not self._is_in_sight():
            self.view.show_row(row)

    def start_filtering(self) -> None:
        """Put the keyboard into the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def fold(self, show: str) -> None:
        """Close a show, or open it."""
        self.set_wish(replace(self._wish, folded=self._wish.folded ^ {show}))

    # Making

    def _arrange(self) -> None:
        self.field.setPlaceholderText(PLACEHOLDER)
        self.field.setAccessibleName("Filter the library by title, show, date or tag")
        self.field.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self.field.installEventFilter(self)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.setSpacing(0)
        head.addWidget(styled(QLabel("Library"), "sectionTitle"), 1)
        # The title has more room above than below it.
        head.addWidget(self._sort, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._narrow, 0, Qt.AlignmentFlag.AlignBottom)
        asking = QVBoxLayout()
        asking.setContentsMargins(12, 0, 12, 8)
        asking.setSpacing(6)
        asking.addWidget(self.field)
        asking.addWidget(self._chip)
        self._body.addWidget(self.view)
        self._body.addWidget(self._make_nothing())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(asking)
        column.addWidget(self._body, 1)

    def _make_nothing(self) -> QWidget:
        """Make what stands in place of the shelf where there is nothing to be shown."""
        place = QWidget()
        styled(self._nothing, "quiet").setWordWrap(True)
        self._nothing.setMinimumWidth(1)
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(place)
        column.setContentsMargins(16, 24, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._nothing)
        column.addWidget(self._show_all, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return place

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda text: self.set_wish(replace(self._wish, text=text)))
        self.field.returnPressed.connect(self._open_first)
        self._clear.triggered.connect(self.clear)
        self._chip.clicked.connect(self.clear)
        self._show_all.clicked.connect(self.clear)
        self._narrow.menu().aboutToShow.connect(self._fill_narrow_menu)
        self.view.chosen.connect(self.chosen)
        self.view.fold_asked.connect(self.fold)

    def _fill_sort_menu(self) -> None:
        menu = self._sort.menu()
        self._orders = QActionGroup(menu)
        for order, words in ORDERS.items():
            action = self._orders.addAction(menu.addAction(words))
            action.setCheckable(True)
            action.setData(order)
            action.triggered.connect(
                lambda _checked=False, to=order: self.set_wish(replace(self._wish, order=to))
            )

    def _fill_narrow_menu(self) -> None:
        menu = self._narrow.menu()
        menu.clear()
        for state, words in STATES.items():
            self._add_choice(
                menu, words, replace(self._wish, state=state), self._wish.state is state
            )
        if self._stock.tags:
            add_heading(menu, "Tags")
        for tag in self._stock.tags[:MOST_TAGS_IN_MENU]:
            wish = replace(self._wish, tags=self._wish.tags ^ {tag})
            self._add_choice(menu, f"#{tag}", wish, tag in self._wish.tags)

    def _add_choice(self, menu: QMenu, words: str, wish: Wish, is_on: bool) -> None:  # noqa: FBT001 - of a menu entry
        action = menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(is_on)
        action.triggered.connect(lambda: self.set_wish(wish))

    # Showing

    def _show(self) -> None:
        """Show what answers to the wish; what was chosen stays so, and in its place."""
        wish, view = self._wish, self.view
        arrangement = self._stock.arrange(wish)
        # Before the rows are measured: what is not in sight has another width.
        self._show_nothing(found=arrangement.found, total=arrangement.total)
        with view.standing_still():
            self.model.take(arrangement)
        for action in self._orders.actions():
            action.setChecked(action.data() == wish.order)
        self._clear.setVisible(bool(wish.text))
        self._show_chip()

    def _show_chip(self) -> None:
        wish = self._wish
        words = [*([STATES[wish.state]] if wish.state is not State.ANY else [])]
        words += [f"#{tag}" for tag in sorted(wish.tags)]
        self._chip.setVisible(bool(words))
        shown = "  ·  ".join(words)
        room = max(self.width() - 80, 100)
        metrics = self._chip.fontMetrics()
        elided = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room)
        self._chip.setText(f"{elided}   ✕".replace("&", "&&"))
        self._chip.setAccessibleName(f"Only {', '.join(words)} shown; show all episodes again")

    def _show_nothing(self, *, found: int, total: int) -> None:
        self._body.setCurrentIndex(0 if found else 1)
        self._show_all.setVisible(bool(total))
        text = " ".join(self._wish.text.split())
        if len(text) > MOST_QUOTED:
            text = f"{text[: MOST_QUOTED - 1]}…"
        self._nothing.setText(
            EMPTY
            if not total
            else f"No episode matches “{text}”."
            if text
            else "No episode is like that."
        )

    def _is_in_sight(self) -> bool:
        """Return whether the open episode is seen somewhere, also above the shows."""
        box = self.view.viewport().rect()
        rows = (at for at, row in enumerate(self.model.rows) if self.model.is_open(row))
        return any(box.contains(self.view.visualRect(self.model.index(at, 0))) for at in rows)

    # The keyboard in the field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go down from the field to the shelf; Esc clears the field, then leaves it."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
                self._go_to_shelf()
                return True
            if event.key() == Qt.Key.Key_Escape and self._wish.narrows:
                if event.type() == QEvent.Type.KeyPress:
                    self.clear()
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear the filter from the shelf, too."""
        if event.key() == Qt.Key.Key_Escape and self._wish.narrows:
            self.clear()
        else:
            super().keyPressEvent(event)

    def _go_to_shelf(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.view.currentIndex().isValid():
            self.view.go_to_first()

    def _open_first(self) -> None:
        """Open what was looked for."""
        if self._wish.narrows and self.model.records:
            self.chosen.emit(self.model.records[0].id)


def _menu_button(words: str) -> QToolButton:
    button = explained(QToolButton(), words)
    menu = QMenu(button)
    menu.setAccessibleName(words)
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
