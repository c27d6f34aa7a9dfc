"""The list of results: kept still while answers come, walked by the keyboard."""

from collections.abc import Hashable

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QMenu

from reader.search.arranging import Results
from reader.search.records import SearchHit
from ui.keys.enter_keys import ENTER
from ui.looks.theme import Theme
from ui.searching.hit_delegate import HitDelegate
from ui.searching.hit_rows import Heading, HitListRow, HitModel, HitRow, Remainder

NEARLY_AT_THE_END = 2  # heights of the view that are left below it
FOLDING_KEYS = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False}


class HitList(QListView):
    """Shows results by episode.

    Signals: `opened(SearchHit)`; `audition_asked(SearchHit)`; `whole_asked(str)`, all hits of an
    episode; `more_asked()`, the end is near; `left_upwards()`, Up was pressed on the first row.
    """

    opened = Signal(object)
    audition_asked = Signal(object)
    whole_asked = Signal(str)
    more_asked = Signal()
    left_upwards = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows = HitModel()
        self._delegate = HitDelegate(theme, self)
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Search results")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.setResizeMode(self.ResizeMode.Adjust)
        self.clicked.connect(self._on_clicked)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._ask_for_more())

    @property
    def rows(self) -> tuple[HitListRow, ...]:
        """What is shown."""
        return self._rows.rows

    @property
    def current_row(self) -> HitListRow | None:
        """The row that is selected."""
        at = self.currentIndex().row()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    @property
    def current_hit(self) -> SearchHit | None:
        """The hit that is selected."""
        row = self.current_row
        return row.hit if isinstance(row, HitRow) else None

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def show_results(self, results: Results | None, *, anew: bool) -> None:
        """Show other results; what was selected stays selected where it is still found.

        `anew`: they are those of another query, and begin at the top unless the selection stays.
        """
        kept = self.current_row
        place = self._place(kept.key if kept is not None else None)
        if anew:
            self._rows.unfold_all()
        self._rows.take(results)
        self._restore(place, to_top=anew)
        if isinstance(kept, Remainder) and not anew:
            self._enter(kept)

    def _enter(self, left: Remainder) -> None:
        """Select the first of the hits that came in the place of the row that asked for them."""
        heading = self._rows.row_of(("heading", left.group.episode.episode))
        if self._rows.row_of(left.key) is None and heading is not None:
            self._select(min(heading + 1, len(self.rows) - 1))

    def fold(self, episode: str, *, folded: bool) -> None:
        """Fold or unfold an episode; what is in sight stays where it is."""
        place = self._place(("heading", episode))
        self._rows.fold(episode, folded=folded)
        self._restore(place, to_top=False)

    def step(self, step: int) -> SearchHit | None:
        """Select the next hit (1) or the one before (-1), around the ends, and return it."""
        hits = [at for at, row in enumerate(self.rows) if isinstance(row, HitRow)]
        if not hits:
            return None
        now = self.currentIndex().row()
        if step > 0:
            goal = next((at for at in hits if at > now), hits[0])
        else:
            goal = next((at for at in reversed(hits) if at < now), hits[-1])
        self._select(goal)
        return self.current_hit

    def select_first(self) -> None:
        """Select the first hit, unless something is selected already."""
        if self.current_row is None:
            self.step(1)

    def select_heard(self) -> SearchHit | None:
        """Select the first hit that has a time, unless such a one is selected; return it."""
        now = self.current_hit
        if now is None or now.start_ms is None:
            heard = (
                at
                for at, row in enumerate(self.rows)
                if isinstance(row, HitRow) and row.hit.start_ms is not None
            )
            at = next(heard, None)
            if at is not None:
                self._select(at)
        return self.current_hit

    # Keeping still

    def _place(self, key: Hashable | None) -> tuple[Hashable | None, int, int]:
        """Return the selected row's key, and how far down the view and the page it is."""
        at = self._rows.row_of(key) if key is not None else None
        scroll = self.verticalScrollBar().value()
        if at is None:
            return None, 0, scroll
        return key, self.visualRect(self._rows.index(at)).top(), scroll

    def _restore(self, place: tuple[Hashable | None, int, int], *, to_top: bool) -> None:
        key, top, scroll = place
        self.doItemsLayout()
        at = self._rows.row_of(key) if key is not None else None
        bar = self.verticalScrollBar()
        if at is None:
            bar.setValue(0 if to_top else scroll)
            return
        index = self._rows.index(at)
        self.setCurrentIndex(index)
        # In sight before, it stays at the same height; else the page stays.
        if 0 <= top < self.viewport().height():
            bar.setValue(bar.value() + self.visualRect(index).top() - top)
        else:
            bar.setValue(0 if to_top else scroll)

    def _select(self, row: int) -> None:
        index = self._rows.index(row)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _ask_for_more(self) -> None:
        bar = self.verticalScrollBar()
        if self.rows and bar.maximum() - bar.value() < NEARLY_AT_THE_END * bar.pageStep():
            self.more_asked.emit()

    # The hand

    def _on_clicked(self, index: QModelIndex) -> None:
        self._do(self.rows[index.row()])

    def _do(self, row: HitListRow) -> None:
        """Do what a row is for."""
        match row:
            case HitRow():
                self.opened.emit(row.hit)
            case Heading():
                self.fold(row.group.episode.episode, folded=not row.folded)
            case Remainder():
                self.whole_asked.emit(row.group.episode.episode)

    def event(self, event: QEvent) -> bool:
        """Keep Space and the arrows from being taken for the player's keys."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = (*ENTER, *FOLDING_KEYS, Qt.Key.Key_Space)
            if event.key() in own and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter, audition by Space, fold by Left and Right, leave upwards by Up."""
        row, key = self.current_row, event.key()
        if key == Qt.Key.Key_Up and self._is_first(row):
            self.left_upwards.emit()
        elif row is None:
            super().keyPressEvent(event)
        elif key in ENTER:
            self._open_or_audition(row, event)
        elif key == Qt.Key.Key_Space:
            self._audition(row)
        elif key in FOLDING_KEYS:
            self._fold_around(row, folded=FOLDING_KEYS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def _open_or_audition(self, row: HitListRow, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._audition(row)
        else:
            self._do(row)

    def _audition(self, row: HitListRow) -> None:
        if isinstance(row, HitRow):
            self.audition_asked.emit(row.hit)
        else:
            self._do(row)

    def _fold_around(self, row: HitListRow, *, folded: bool) -> None:
        """Fold the episode that the row belongs to; the heading is selected then."""
        episode = row.hit.episode if isinstance(row, HitRow) else row.group.episode.episode
        heading = self._rows.row_of(("heading", episode))
        if folded and heading is not None:
            self._select(heading)
        self.fold(episode, folded=folded)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a hit, for the mouse and for the menu key."""
        row = self.current_row
        if not isinstance(row, HitRow):
            return
        menu = QMenu(self)
        menu.addAction("Open the episode here", lambda: self.opened.emit(row.hit))
        menu.addAction("Hear it and come back", lambda: self.audition_asked.emit(row.hit))
        menu.addAction("Copy", lambda: QGuiApplication.clipboard().setText(row.words))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _is_first(self, row: HitListRow | None) -> bool:
        return row is None or (bool(self.rows) and row is self.rows[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
