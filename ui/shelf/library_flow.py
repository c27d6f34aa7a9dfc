"""What a person does with the library: open, tag, import again, show in the folder, remove."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtWidgets import QDialog, QMenu

from reader.importing import ImportReport, choose_audio
from reader.importing.again import file_of, import_again
from reader.library import Library
from reader.library.removing import Removal, count_quotes, remove_episodes, restore_episodes
from reader.library.tagging import TagsOf, tag_episodes
from reader.media import is_there
from reader.model import EpisodeSummary
from reader.shelves.shelf import Order, Stock, Wish
from ui.background import LibraryThread
from ui.desk import Desk, Handlers
from ui.dialogs import ask_for_audio
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.shelf.details_flow import DetailsFlow
from ui.shelf.removal_question import RemovalQuestion
from ui.shelf.tags_dialog import TagsDialog

Ids = tuple[str, ...]
NOTHING_CHOSEN = "Choose an episode in the library first."


class LibraryFlow(QObject):
    """Joins the library's panel with the library's thread. Lives on the GUI thread."""

    def __init__(
        self, window: MainWindow, library: LibraryThread, desk: Desk, preferences: Preferences
    ) -> None:
        super().__init__(window)
        self._window = window
        self._panel = window.library_panel
        self._library = library
        self._desk = desk
        self._preferences = preferences
        self._details = DetailsFlow(window, library, self._show_changed, desk.tell)
        self._stock = Stock()
        self._panel.set_wish(_remembered(preferences))
        self._panel.chosen.connect(self._on_chosen)
        self._panel.wish_changed.connect(self._on_wish_changed)
        self._panel.view.menu_asked.connect(self._show_menu)
        self._panel.view.remove_asked.connect(self._remove)

    def handlers(self) -> Handlers:
        """Return what the commands of this part do."""
        return {
            "filter_library": self._start_filtering,
            "tags": self._ask_for_tags,
            "show_file": self._show_file,
            "import_again": self._import_again,
            "remove": self._remove,
            "undo": lambda: _ignore(self._window.messages.undo()),
        }

    def refresh(self) -> None:
        """Show the library as it is now; the desk's own `refresh` tells other parts, too."""
        order = self._panel.wish.order
        self._library.submit(lambda library: _stock_of(library, order), self._take, self._desk.tell)

    def close(self) -> None:
        """Look into no more audio files."""
        self._panel.view.covers.close()

    def _take(self, stock: Stock) -> None:
        self._stock = stock
        episode = self._desk.episode
        self._window.show_episodes(stock, episode.id if episode else None)

    def _on_chosen(self, episode_id: str) -> None:
        if self._desk.episode is None or episode_id != self._desk.episode.id:
            self._desk.open_episode(episode_id)

    def _on_wish_changed(self, wish: Wish) -> None:
        self._preferences.keep("library_order", str(wish.order))
        self._preferences.keep("closed_shows", "\n".join(sorted(wish.folded)))

    def _start_filtering(self) -> None:
        self._window.side.show()
        self._panel.start_filtering()

    # Which episodes are meant

    def _meant(self) -> Ids:
        """Return what is selected, where the keyboard is in the list; else what is open."""
        selected = self._panel.view.selected_ids()
        if selected and (self._panel.view.hasFocus() or self._desk.episode is None):
            return selected
        return (self._desk.episode.id,) if self._desk.episode else ()

    def _on_meant(self, do: Callable[[Ids], None]) -> None:
        meant = self._meant()
        do(meant) if meant else self._desk.tell(NOTHING_CHOSEN)

    def _summary(self, episode_id: str) -> EpisodeSummary | None:
        return next((one for one in self._stock.episodes if one.id == episode_id), None)

    # The menu of an episode, or of several

    def _show_menu(self, place: QPoint) -> None:
        ids = self._panel.view.selected_ids()
        menu = self.menu_for(ids)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu_for(self, ids: Ids) -> QMenu:
        """Make the menu of these episodes; what is for one alone is left out for several."""
        menu, one = QMenu(self._window), ids[0]
        if len(ids) == 1:
            menu.addAction("Open", lambda: self._desk.open_episode(one))
            menu.addAction("Details…", lambda: self._details.start(one))
        menu.addAction("Tags…", lambda: self._tag(ids))
        if len(ids) == 1:
            menu.addAction("Choose audio…", lambda: self._choose_audio(one))
            menu.addAction("Show the file", lambda: self._show_file_of(one))
        menu.addAction("Import again", lambda: self._import_all_again(ids))
        menu.addSeparator()
        words = "Remove" if len(ids) == 1 else f"Remove {len(ids):,} episodes"
        removes = menu.addAction(words, lambda: self._remove_all(ids))
        removes.setShortcut(QKeySequence(Qt.Key.Key_Delete))  # the list's own; shown here only
        return menu

    # Tags

    def _ask_for_tags(self) -> None:
        self._on_meant(self._tag)

    def _tag(self, ids: Ids) -> None:
        chosen = tuple(one for one in map(self._summary, ids) if one is not None)
        if not chosen:
            return
        tags = TagsOf(chosen, self._stock.tags)
        dialog = TagsDialog(tags, self._window)
        dialog.finished.connect(lambda result: self._on_tagged(dialog, tags, result))
        dialog.open()

    def _on_tagged(self, dialog: TagsDialog, tags: TagsOf, result: int) -> None:
        changed = tags.changed(dialog.tags())
        dialog.deleteLater()
        if result == QDialog.DialogCode.Accepted and changed:
            self._library.submit(
                lambda library: tag_episodes(library, changed),
                lambda _: self._desk.refresh(),
                self._desk.tell,
            )

    # Files

    def _choose_audio(self, episode_id: str) -> None:
        path = ask_for_audio(self._window)
        if path is None:
            return
        self._desk.keep_place()
        self._library.submit(
            lambda library: choose_audio(library, episode_id, path),
            lambda warnings: self._on_audio_chosen(episode_id, warnings),
            self._desk.tell,
        )

    def _on_audio_chosen(self, episode_id: str, warnings: tuple[str, ...]) -> None:
        for warning in warnings:
            self._desk.tell(warning)
        self._show_changed(episode_id)

    def _show_file(self) -> None:
        self._on_meant(lambda ids: self._show_file_of(ids[0]))

    def _show_file_of(self, episode_id: str) -> None:
        episode = self._summary(episode_id)
        if episode is not None:
            self._library.submit(lambda _: _file_to_show(episode), self._on_file_found)

    def _on_file_found(self, found: Path | str) -> None:
        if isinstance(found, str):
            self._desk.tell(found)
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(found.parent))):
            self._desk.tell(f"The file is {found}; its folder cannot be shown from here.")

    def _import_again(self) -> None:
        self._on_meant(self._import_all_again)

    def _import_all_again(self, ids: Ids) -> None:
        self._desk.keep_place()
        for episode_id in ids:
            self._import_one_again(episode_id)

    def _import_one_again(self, episode_id: str) -> None:
        self._library.submit(
            lambda library: import_again(library, episode_id),
            lambda report: self._on_imported_again(episode_id, report),
            self._desk.tell,
        )

    def _on_imported_again(self, episode_id: str, report: ImportReport) -> None:
        for warning in report.warnings:
            self._desk.tell(warning)
        for added in report.imported:
            self._desk.tell(f"“{added.title}” was read again from its file.")
        self._show_changed(episode_id)

    def _show_changed(self, episode_id: str) -> None:
        if self._desk.episode is not None and self._desk.episode.id == episode_id:
            self._desk.reopen(episode_id)
        else:
            self._desk.refresh()

    # Removing

    def _remove(self) -> None:
        self._on_meant(self._remove_all)

    def _remove_all(self, ids: Ids) -> None:
        """Remove episodes; where they have quotes, ask first what becomes of those."""
        self._desk.keep_place()
        self._library.submit(
            lambda library: _removed_or_quotes(library, ids),
            lambda found: self._ask_or_tell(ids, found),
            self._desk.tell,
        )

    def _ask_or_tell(self, ids: Ids, found: Removal | int) -> None:
        if isinstance(found, Removal):
            self._on_removed(found)
            return
        question = RemovalQuestion(len(ids), found, self._window)
        question.answered.connect(lambda drop: self._remove_now(ids, with_quotes=drop))
        question.open()

    def _remove_now(self, ids: Ids, *, with_quotes: bool) -> None:
        self._desk.keep_place()
        self._library.submit(
            lambda library: remove_episodes(library, ids, with_bookmarks=with_quotes),
            self._on_removed,
            self._desk.tell,
        )

    def _on_removed(self, removal: Removal) -> None:
        episode = self._desk.episode
        was_open = episode.id if episode is not None and episode.id in removal.ids else None
        if was_open is not None:
            self._desk.shut_episode()
        if removal.ids:
            self._window.messages.offer(
                removal.sentence, "Undo", lambda: self._restore(removal, was_open), undoes=True
            )
        self._desk.refresh()

    def _restore(self, removal: Removal, was_open: str | None) -> None:
        self._library.submit(
            lambda library: restore_episodes(library, removal),
            lambda _: self._on_restored(was_open),
            self._desk.tell,
        )

    def _on_restored(self, was_open: str | None) -> None:
        self._desk.refresh()
        if was_open is not None and self._desk.episode is None:
            self._desk.open_episode(was_open)


def _stock_of(library: Library, order: Order) -> Stock:
    """Gather the library's episodes and sort them; runs on the library's thread."""
    stock = Stock(library.summaries())
    stock.sort(order)
    return stock


def _removed_or_quotes(library: Library, ids: Ids) -> Removal | int:
    """Remove episodes that have no quotes, else count those; runs on the library's thread."""
    return count_quotes(library, ids) or remove_episodes(library, ids)


def _file_to_show(episode: EpisodeSummary) -> Path | str:
    """Return an episode's page, else its audio, else a sentence; on the library's thread."""
    page = file_of(episode.source)
    if page is not None:
        return page
    if episode.audio is not None and is_there(episode.audio):
        return episode.audio
    if Path(episode.source).is_absolute():
        return f"{episode.source} is not there any more."
    return f"“{episode.title}” did not come from a file."


def _remembered(preferences: Preferences) -> Wish:
    settings = preferences.settings
    closed = (
        frozenset(settings.text("closed_shows").split("\n")) if settings["closed_shows"] else ()
    )
    return Wish(order=Order(settings.text("library_order")), folded=frozenset(closed))


def _ignore(_answer: object) -> None:
    """Drop what a method returns."""
