"""The panel of bookmarks: which are shown, in which order, and what can be done with them all."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
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

from reader.bookmark_colours import COLOURS, NO_COLOUR, colour_name
from reader.counting import counted
from reader.model import Bookmark
from reader.shelves.bookmark_shelf import BookmarkGroup, BookmarkOrder, BookmarkWish, KeptQuotes
from ui.bookmarks.bookmark_list import BookmarkList
from ui.keys.enter_keys import ENTER
from ui.keys.key_words import FROM_THE_START, KeyWords
from ui.looks.icons import icon
from ui.looks.naming import add_heading, explained, styled
from ui.looks.theme import Theme

ORDERS = {
    BookmarkOrder.TIME: "By time",
    BookmarkOrder.NEWEST: "Newest first",
    BookmarkOrder.COLOUR: "By colour",
}
SHOW_ALL = "<a href='all'>Show all</a>"
KEYS = Qt.TextInteractionFlag.LinksAccessibleByKeyboard
MOST_TAGS_IN_MENU = 40
NONE_YET = (
    "Nothing is kept yet.\n\n{Press bookmark} while you listen: the sentence just heard is kept, "
    "and the sound goes on. Or select words in the text and {press bookmark}."
)
NONE_HERE = (
    "Nothing of this episode is kept yet.\n\n{Press bookmark} while you listen, or select words in "
    "the text and {press bookmark}."
)
NOTHING_FITS = "No bookmark fits. Try fewer words, or clear the filter."


class BookmarkPanel(QWidget):
    """Shows bookmarks and hears the hand; what is done with them is the flow's.

    Signals: `play_all_asked()`, all that are listed; `export_asked(tuple of ids)`, what is
    selected, or else listed; `close_asked()`; those of `list` for what concerns one or some.
    """

    play_all_asked = Signal()
    export_asked = Signal(object)
    close_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        styled(self, "bookmarkPanel")
        self._kept = KeptQuotes()
        self._wish = BookmarkWish()
        self._key_words = FROM_THE_START
        self._episode: str | None = None
        self._of_all = False  # wished for; without an open episode there is no choice
        self.list = BookmarkList(theme)
        self.scope = explained(QComboBox(), "Whose bookmarks are shown")
        self.scope.addItems(["This episode", "All episodes"])
        self.order = explained(QComboBox(), "Order of the bookmarks")
        for order, words in ORDERS.items():
            self.order.addItem(words, order)
        self.field = styled(QLineEdit(), "libraryFilter")
        self.field.setPlaceholderText("Filter: words, speaker, episode, #tag")
        self.field.setAccessibleName("Filter the bookmarks")
        self.field.setClearButtonEnabled(True)
        self.filter = explained(QToolButton(), "Show only some: tags, colours, to place again")
        self.filter.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.filter)
        self.filter.setMenu(self._menu)
        self._close = explained(QToolButton(), "Close the bookmarks (Esc)")
        self.play_all = QPushButton("Play all")
        self.play_all.setToolTip("Hear all that are listed, one after another, and come back")
        self.export = QPushButton("Export…")
        self.export.setToolTip("Take what is selected, or else all that is listed, along")
        self._summary = styled(QLabel(), "quiet")
        self.show_all = QLabel()
        self.show_all.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse | KEYS)
        self._nothing = styled(QLabel(), "quiet")
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()
        self.set_theme(theme)
        self._show()

    def _arrange(self) -> None:
        top, middle, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.field, 1)
        top.addWidget(self.filter)
        top.addWidget(self._close)
        middle.addWidget(self.scope, 1)
        middle.addWidget(self.order, 1)
        head = QVBoxLayout()
        head.setContentsMargins(14, 10, 8, 6)
        head.setSpacing(6)
        head.addLayout(top)
        head.addLayout(middle)
        counts = QHBoxLayout()
        counts.addWidget(self._summary)
        counts.addWidget(self.show_all)
        counts.addStretch(1)
        head.addLayout(counts)
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing.setContentsMargins(14, 12, 14, 12)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.list)
        foot.setContentsMargins(14, 8, 14, 8)
        foot.setSpacing(8)
        for button in (self.play_all, self.export):
            foot.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda text: self._wish_for(text=text))
        self.order.activated.connect(
            lambda at: self._wish_for(order=BookmarkOrder(self.order.itemData(at)))
        )
        self.scope.activated.connect(self._on_scope_chosen)
        self.list.left_upwards.connect(self.field.setFocus)
        self.show_all.linkActivated.connect(lambda _: self._on_show_all_chosen())
        self._menu.aboutToShow.connect(self._fill_menu)
        self.play_all.clicked.connect(lambda _checked=False: self.play_all_asked.emit())
        self.export.clicked.connect(lambda _checked=False: self.export_asked.emit(self.meant_ids()))
        self._close.clicked.connect(lambda _checked=False: self.close_asked.emit())

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self.list.set_theme(theme)
        self._close.setIcon(icon("close", theme.text))
        self.filter.setIcon(icon("filter", theme.text))
        self.play_all.setIcon(icon("play", theme.text))
        self.show_all.setText(SHOW_ALL)  # a link keeps the colour that held when it was written

    def set_keys(self, words: KeyWords) -> None:
        """Name the keys that hold now."""
        self._key_words = words
        self._show()

    # What is shown

    @property
    def wish(self) -> BookmarkWish:
        """What is to be seen."""
        return replace(self._wish, episode=None if self._of_all else self._episode)

    @property
    def summary(self) -> str:
        """How many there are, in words."""
        return self._summary.text()

    @property
    def hint(self) -> str:
        """What is said where there is nothing to list."""
        return self._nothing.text() if self._stack.currentWidget() is self._nothing else ""

    def take(self, kept: KeptQuotes) -> None:
        """Show other bookmarks."""
        self._kept = kept
        self._show()

    def set_episode(self, episode: str | None) -> None:
        """Say which episode is open; without one, those of all are shown."""
        if episode != self._episode:
            self._episode = episode
            self._show()

    def show_all_episodes(self) -> None:
        """Show those of every episode."""
        self._on_scope_chosen(1)

    def _on_scope_chosen(self, at: int) -> None:
        self._of_all = at == 1
        self._show()

    def meant_ids(self) -> tuple[str, ...]:
        """Return the ids of what is selected, or else of all that is listed."""
        meant = self.list.selected() or self.list.rows.bookmarks
        return tuple(one.id for one in meant)

    def take_focus(self) -> None:
        """Let a person go on by the keyboard: in the list, or in the field where it is empty."""
        if self.list.rows.bookmarks:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.list.select_first()
        else:
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _wish_for(self, **wanted: object) -> None:
        self._wish = replace(self._wish, **wanted)  # type: ignore[arg-type]  # names of its own
        self._show()

    def _show(self) -> None:
        wish = self.wish
        groups = self._kept.groups(wish)
        grouped_by_episode = wish.order is BookmarkOrder.TIME
        self.list.show_groups(
            groups, names_episodes=wish.episode is None and not grouped_by_episode
        )
        listed = sum(len(group.bookmarks) for group in groups)
        self.scope.setEnabled(self._episode is not None)
        self.scope.setCurrentIndex(0 if wish.episode is not None else 1)
        self._summary.setText(self._counted(groups, listed))
        self._summary.setVisible(bool(listed) or wish.narrows)
        self.show_all.setVisible(wish.narrows)
        self._nothing.setText(self._key_words.told(self._why_nothing(wish)))
        self._stack.setCurrentWidget(self.list if listed else self._nothing)
        for button in (self.play_all, self.export):
            button.setEnabled(bool(listed))

    def _counted(self, groups: tuple[BookmarkGroup, ...], listed: int) -> str:
        episodes = len({one.episode for group in groups for one in group.bookmarks})
        words = counted(listed, "bookmark")
        several = f" in {counted(episodes, 'episode')}" if episodes > 1 else ""
        narrowed = " · filtered" if self.wish.narrows else ""
        return f"{words}{several}{narrowed}"

    def _why_nothing(self, wish: BookmarkWish) -> str:
        if wish.narrows:
            return NOTHING_FITS
        return NONE_HERE if wish.episode is not None and self._kept.bookmarks else NONE_YET

    # Filtering

    def _fill_menu(self) -> None:
        menu = self._menu
        menu.clear()
        self._check(menu.addAction("To place again"), "to_place", on=self._wish.to_place)
        add_heading(menu, "Colours")
        for colour in (*COLOURS, NO_COLOUR):
            action = menu.addAction(colour_name(colour))
            self._check_one_of(action, "colours", colour, self._wish.colours)
        if self._kept.tags:
            add_heading(menu, "Tags")
            for tag in self._tags_in_menu():
                action = menu.addAction(f"#{tag}".replace("&", "&&"))
                self._check_one_of(action, "tags", tag, self._wish.tags)
        menu.addSeparator()
        menu.addAction("Show all", self.clear_filter).setEnabled(self._wish.narrows)

    def _tags_in_menu(self) -> tuple[str, ...]:
        """Return the first tags, and those that are chosen; the field takes any as #tag."""
        shown = (*self._kept.tags[:MOST_TAGS_IN_MENU], *self._wish.tags)
        return tuple(tag for tag in self._kept.tags if tag in shown)

    def _check(self, action: QAction, name: str, *, on: bool) -> None:
        action.setCheckable(True)
        action.setChecked(on)
        action.toggled.connect(lambda checked: self._wish_for(**{name: checked}))

    def _check_one_of(self, action: QAction, name: str, value: str, chosen: frozenset[str]) -> None:
        action.setCheckable(True)
        action.setChecked(value in chosen)
        action.toggled.connect(lambda _: self._wish_for(**{name: chosen ^ {value}}))

    def clear_filter(self) -> None:
        """Show all there are."""
        self._wish = BookmarkWish(order=self._wish.order)
        self.field.clear()
        self._show()

    def _on_show_all_chosen(self) -> None:
        self.clear_filter()
        self.take_focus()  # the link is gone

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Esc; from the field, Down and Enter go to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_asked.emit()
        elif self.field.hasFocus() and event.key() in (Qt.Key.Key_Down, *ENTER):
            if self.list.rows.bookmarks:
                self.take_focus()
        else:
            super().keyPressEvent(event)

    def listed(self) -> tuple[Bookmark, ...]:
        """Return what is listed, from the top."""
        return self.list.rows.bookmarks
