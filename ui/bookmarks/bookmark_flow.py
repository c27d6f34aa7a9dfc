"""What a person does with bookmarks: sees, hears, edits, deletes, places again, takes along."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from reader.bookmark_colours import COLOURS, NO_COLOUR, colour_name
from reader.counting import counted
from reader.library import Library
from reader.model import Bookmark, Placed, TurnRange
from reader.quotes.capturing import quote_of
from reader.quotes.citing import cited, cited_bookmark, cited_words
from reader.quotes.keeping import change_many, heard_length, place_by_hand
from reader.quotes.on_page import QuotesOnPage, matches_of
from reader.quotes.reeling import stretches_of_quotes
from reader.shelves.bookmark_shelf import KeptQuotes
from ui.background import LibraryThread
from ui.bookmarks.bookmark_dialog import BookmarkDialog, Edited
from ui.bookmarks.catching import TRY_AGAIN, Catching
from ui.desk import Desk, Handlers
from ui.main_window import MainWindow
from ui.opened_episode import Opened
from ui.playing.playback_controller import PlaybackController
from ui.searching.hearing import MOST_READ, Hearing

Bookmarks = tuple[Bookmark, ...]
SELECT_FIRST = "Select the words in the text first."
GONE = "The episode of this bookmark is no longer in the library; its words are kept."


@dataclass(frozen=True, slots=True)
class _Gathered:
    """The library's bookmarks, and those that stand in the page that is open."""

    kept: KeptQuotes
    on_page: QuotesOnPage | None


class BookmarkFlow(QObject):
    """Joins the bookmarks' panel, the marks in the text and the library. On the GUI thread.

    Signals: `changed()`, a bookmark was made, changed or deleted here; `export_asked(tuple of
    ids)`.
    """

    changed = Signal()
    export_asked = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        library: LibraryThread,
        desk: Desk,
        playback: PlaybackController,
        hearing: Hearing,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._panel = window.bookmarks
        self._library = library
        self._desk = desk
        self._hearing = hearing
        self._opened: Opened | None = None
        self._kept = KeptQuotes()
        self._request = 0
        self.catching = Catching(window, library, desk, playback, hearing.reel)
        self.catching.changed.connect(self._on_changed)
        self._connect()

    def _connect(self) -> None:
        panel, listed = self._panel, self._panel.list
        panel.close_asked.connect(self.close_panel)
        panel.play_all_asked.connect(lambda: self.play(panel.listed()))
        panel.export_asked.connect(self.export_asked)
        listed.shown.connect(self._show_in_text)
        listed.gone_to.connect(self.go_to)
        listed.peek_asked.connect(lambda bookmark: self.play((bookmark,)))
        listed.edit_asked.connect(lambda: self.edit(listed.selected()))
        listed.remove_asked.connect(lambda: self.remove(listed.selected()))
        listed.copy_asked.connect(lambda: _copy_as_quotes(listed.selected()))
        listed.menu_asked.connect(self._show_menu)
        self._window.transcript.menu_opened.connect(self._fill_page_menu)

    def handlers(self) -> Handlers:
        """Return what the commands of this part do."""
        return {
            "bookmark": self.catching.catch,
            "bookmarks": self.toggle_panel,
            "cite": self._cite_selection,
        }

    def take_episode(self, opened: Opened) -> None:
        """Mark what is kept of the episode that is shown now."""
        self._opened = opened
        self.catching.take_episode(opened)
        self._panel.set_episode(opened.episode.id)
        self.reload()

    def take_times(self, opened: Opened) -> None:
        """Go by the times that the episode has now; what is kept went along with its words."""
        self._opened = opened
        self.catching.take_episode(opened)
        self.reload()

    def close(self) -> None:
        """Hand over what was typed."""
        self.catching.close()

    def reload(self) -> None:
        """Show the bookmarks as they are now."""
        self._request += 1
        request = self._request
        opened = self._opened if self._desk.episode is not None else None
        self._library.submit(
            lambda library: _gathered(library, opened),
            lambda gathered: self._take(gathered) if request == self._request else None,
            self._desk.tell,
        )

    def _take(self, gathered: _Gathered) -> None:
        self._kept = gathered.kept
        episode = self._desk.episode
        self._panel.set_episode(episode.id if episode is not None else None)
        self._panel.take(gathered.kept)
        self._window.transcript.show_kept(gathered.on_page)
        here = gathered.on_page.bookmarks if gathered.on_page is not None else ()
        ranges = ((one.quote.start_ms, one.quote.end_ms) for one in here)
        self._window.transport.seek_bar.set_bookmarks(ranges)

    def _on_changed(self) -> None:
        self.reload()
        self.changed.emit()

    # The panel

    def toggle_panel(self) -> None:
        """Show the panel, or go to it; from within, close it."""
        focus = self._window.focusWidget()
        within = focus is not None and self._panel.isAncestorOf(focus)
        if self._window.panels.shows(self._panel) and within:
            self.close_panel()
            return
        self._window.panels.show_panel(self._panel)
        self._panel.take_focus()
        self.reload()  # the command line may have written meanwhile

    def close_panel(self) -> None:
        """Hide the panel and go back to the text."""
        self._window.panels.close_panels()
        self._window.transcript.setFocus()

    def _show_in_text(self, bookmark: Bookmark) -> None:
        """Scroll to a quote of the open episode; the sound stays where it is."""
        kept, page = self._window.transcript.marks.kept, self._window.transcript.page
        ids = {one.id for one in kept.bookmarks} if kept is not None else set()
        if page is not None and bookmark.id in ids:
            first = next(matches_of(page, bookmark.quote.place), None)
            if first is not None:
                self._window.transcript.go_to_match(first)

    def go_to(self, bookmark: Bookmark) -> None:
        """Open the episode where a quote is heard."""
        if bookmark.episode is None:
            self._desk.tell(GONE)
            return
        self._desk.open_episode(bookmark.episode, bookmark.quote.start_ms)
        self._window.transcript.setFocus()

    # Hearing

    def play(self, bookmarks: Bookmarks) -> None:
        """Play quotes one after another and come back."""
        self._library.submit(
            lambda library: stretches_of_quotes(library, bookmarks, MOST_READ),
            lambda stretches: self._hearing.reel.play(stretches, label="Bookmark"),
            self._desk.tell,
        )

    # Changing

    def edit(self, bookmarks: Bookmarks) -> None:
        """Ask for note, tags, colour and range; of several, for tags and colour."""
        if bookmarks:
            one = bookmarks[0] if len(bookmarks) == 1 else None
            self._library.submit(
                lambda library: heard_length(library, one) if one is not None else None,
                lambda length_ms: self._ask(bookmarks, length_ms),
                self._desk.tell,
            )

    def _ask(self, bookmarks: Bookmarks, length_ms: int | None) -> None:
        dialog = BookmarkDialog(bookmarks, self._kept.tags, length_ms, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._keep_edited(bookmarks, dialog.edited()))
        dialog.open()

    def _keep_edited(self, bookmarks: Bookmarks, edited: Edited) -> None:
        if edited.changes:
            self._change(lambda library: _save_edited(library, bookmarks, edited))

    def set_colour(self, bookmarks: Bookmarks, colour: str) -> None:
        """Give bookmarks a colour."""
        ids = [one.id for one in bookmarks]
        self._change(lambda library: change_many(library, ids, colour=colour))

    def remove(self, bookmarks: Bookmarks) -> None:
        """Delete bookmarks, and offer to bring them back."""
        ids = tuple(one.id for one in bookmarks)
        if ids:
            self._library.submit(
                lambda library: library.remove_bookmarks(ids),
                lambda _: self._on_removed(ids),
                self._desk.tell,
            )

    def _on_removed(self, ids: tuple[str, ...]) -> None:
        self._on_changed()
        self._window.messages.offer(
            f"{counted(len(ids), 'bookmark')} deleted.",
            "Undo",
            lambda: self._change(lambda library: library.restore_bookmarks(ids)),
            undoes=True,
        )

    def place_here(self, bookmark: Bookmark) -> None:
        """Let a quote stand where the words are selected in the open episode."""
        place, opened = self._window.transcript.selected_place(), self._opened
        if place is None or opened is None:
            self._desk.tell(SELECT_FIRST)
            return
        timeline = opened.page.timeline
        self._change(lambda library: _ignore(place_by_hand(library, bookmark.id, timeline, place)))
        self._window.transcript.drop_selection()

    def _change(self, change: Callable[[Library], None]) -> None:
        """Write a change; where that fails it can be tried again, so nothing typed is lost."""
        self._library.submit(
            change,
            lambda _: self._on_changed(),
            lambda message: self._window.messages.offer(
                message, TRY_AGAIN, lambda: self._change(change)
            ),
        )

    # Menus

    def _show_menu(self, place: QPoint) -> None:
        menu = self.menu_for(self._panel.list.selected())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu_for(self, bookmarks: Bookmarks) -> QMenu:
        """Make the menu of these bookmarks, at least one."""
        menu = QMenu(self._window)
        self._add_actions(menu, bookmarks)
        return menu

    def _add_actions(self, menu: QMenu, bookmarks: Bookmarks) -> None:
        one = bookmarks[0] if len(bookmarks) == 1 else None
        if one is not None:
            menu.addAction("Go there", lambda: self.go_to(one))
        words = "Hear it and come back" if one else f"Hear these {len(bookmarks):,}"
        menu.addAction(words, lambda: self.play(bookmarks))
        menu.addSeparator()
        menu.addAction("Edit…" if one else "Tags and colour…", lambda: self.edit(bookmarks))
        self._add_colours(menu, bookmarks)
        if one is not None and one.quote.placed is not Placed.EXACT:
            self._add_placing(menu, one)
        menu.addSeparator()
        menu.addAction("Copy as a quote", lambda: _copy_as_quotes(bookmarks))
        ids = tuple(bookmark.id for bookmark in bookmarks)
        menu.addAction("Export…", lambda: self.export_asked.emit(ids))
        menu.addSeparator()
        words = "Delete" if one else f"Delete {len(bookmarks):,} bookmarks"
        menu.addAction(words, lambda: self.remove(bookmarks))

    def _add_colours(self, menu: QMenu, bookmarks: Bookmarks) -> None:
        colours = menu.addMenu("Colour")
        for colour in (NO_COLOUR, *COLOURS):
            action = colours.addAction(colour_name(colour))
            action.setCheckable(True)
            action.setChecked(all(one.colour == colour for one in bookmarks))
            action.triggered.connect(lambda _on, c=colour: self.set_colour(bookmarks, c))

    def _add_placing(self, menu: QMenu, bookmark: Bookmark) -> None:
        """Offer to place a quote in its own episode: there, and where words are selected."""
        here = self._desk.episode is not None and self._desk.episode.id == bookmark.episode
        selected = here and self._window.transcript.selected_place() is not None
        action = menu.addAction("Place the quote here", lambda: self.place_here(bookmark))
        action.setEnabled(selected)
        if not selected:
            action.setText("Place the quote here (select the words in its episode first)")

    def _fill_page_menu(
        self, menu: QMenu, bookmark: Bookmark | None, sentence: TurnRange | None
    ) -> None:
        """Add to the text's menu what can be kept, and what can be done with what is.

        Without a selection that is the sentence under the pointer, if there is one.
        """
        selected = self._window.transcript.selected_place()
        words = self._window.transcript.selected_words()
        place = selected if words else sentence
        whole = " this sentence" if place is not None and not words else ""
        copying = menu.addAction(f"Copy{whole} as a quote", lambda: self._cite(place))
        menu.addSeparator()
        keeping = menu.addAction(f"Bookmark{whole}", lambda: self.catching.catch(place))
        keeping.setEnabled(place is not None)
        copying.setEnabled(place is not None or bool(words))
        if selected is not None:
            self._offer_placing(menu)
        if bookmark is not None:
            self._add_actions(menu.addMenu("This bookmark"), (bookmark,))

    def _offer_placing(self, menu: QMenu) -> None:
        """Offer the quotes of this episode that have no sure place for what is selected."""
        episode = self._desk.episode
        here = self._kept.of_episode(episode.id) if episode is not None else ()
        wanting = [one for one in here if one.quote.placed is not Placed.EXACT]
        if wanting:
            places = menu.addMenu("Place a quote here")
            for one in wanting:
                words = " ".join(one.quote.text.split())[:60].replace("&", "&&")
                places.addAction(words or "…", partial(self.place_here, one))

    # Taking along

    def _cite_selection(self) -> None:
        """Copy the selected words with all that a quote needs."""
        self._cite(self._window.transcript.selected_place())

    def _cite(self, place: TurnRange | None) -> None:
        """Copy what is said at a place as a quote, or else the selected words of an article."""
        words, opened = self._window.transcript.selected_words(), self._opened
        if opened is None or (place is None and not words):
            self._desk.tell(SELECT_FIRST)
            return
        if place is None:
            QGuiApplication.clipboard().setText(cited_words(words, opened.episode))
            return
        quote = quote_of(opened.page.timeline, place, "not looked at")
        if quote is not None:
            QGuiApplication.clipboard().setText(cited(quote, opened.episode))


def _copy_as_quotes(bookmarks: Bookmarks) -> None:
    if bookmarks:
        QGuiApplication.clipboard().setText("\n\n".join(map(cited_bookmark, bookmarks)))


def _gathered(library: Library, opened: Opened | None) -> _Gathered:
    """Read the bookmarks and see where they stand; runs on the library's thread."""
    kept = KeptQuotes(library.bookmarks())
    if opened is None:
        return _Gathered(kept, None)
    return _Gathered(kept, QuotesOnPage(opened.page, kept.of_episode(opened.episode.id)))


def _save_edited(library: Library, bookmarks: Bookmarks, edited: Edited) -> None:
    """Keep what was edited; runs on the library's thread."""
    if len(bookmarks) > 1:
        ids = [one.id for one in bookmarks]
        added, dropped = edited.added_tags, edited.dropped_tags
        change_many(library, ids, colour=edited.colour, add_tags=added, drop_tags=dropped)
        return
    now = library.bookmark(bookmarks[0].id)
    kept = [tag for tag in now.tags if tag not in edited.dropped_tags]
    quote = None
    if edited.range_ms is not None:
        start_ms, end_ms = edited.range_ms
        quote = replace(now.quote, start_ms=start_ms, end_ms=end_ms)
    library.change_bookmark(
        now.id,
        quote=quote,
        note=edited.note,
        tags=[*kept, *edited.added_tags],
        colour=edited.colour,
    )


def _ignore(_answer: object) -> None:
    """Drop what a method returns."""
