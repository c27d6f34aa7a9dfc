"""Notices while the window is open what another process writes to its library, and shows it."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from reader.errors import EpisodeNotFoundError, LibraryError
from reader.library import Library
from reader.library.watching import Difference, LibraryWatch, difference
from reader.model import Episode
from ui.background import LibraryThread
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.opened_episode import Opened, open_in

LOOK_EVERY_MS = 1000
OFFER_AFTER_MS = 1000
OTHER_SYNC = "Another program put the text in step with the audio anew."


@dataclass(frozen=True, slots=True)
class _News:
    """What somebody else wrote: `now` is the episode that is shown, where that is another."""

    difference: Difference = Difference.NONE
    now: Opened | None = None
    is_gone: bool = False


class WatchFlow(QObject):
    """Looks every second, off the GUI thread. Lives on the GUI thread.

    Signals: `retimed(Opened)`, the open episode has other times and is else the same. Other words
    are only offered: a page is not taken from under somebody's eyes.
    """

    retimed = Signal(object)

    def __init__(self, window: MainWindow, library: LibraryThread, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._library = library
        self._desk = desk
        self._watch = LibraryWatch()
        self._is_looking = False
        self._told = ""  # of the open episode, as long as it holds
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look from now on; a library in memory alone is nobody else's."""
        if not self._library.is_read_only:
            self._timer.start()
            self.look()

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()

    def take(self, _opened: Opened) -> None:
        """Look after another episode, or the same one anew: what was told of it holds no more."""
        self._withdraw()

    def look(self) -> None:
        """See whether somebody else wrote, unless that is being done."""
        if self._is_looking:
            return
        self._is_looking = True
        shown = self._desk.episode
        self._library.submit(
            lambda library: _news(library, self._watch, shown),
            lambda news: self._on_news(shown, news),
            self._on_failed,
        )

    def _on_failed(self, _message: str) -> None:
        """Keep quiet: whoever needs the library is told by what failed."""
        self._is_looking = False

    def _on_news(self, shown: Episode | None, news: _News | None) -> None:
        self._is_looking = False
        if news is None:
            return
        self._desk.refresh()
        episode = self._desk.episode
        if shown is None or episode is None or episode.id != shown.id:
            return  # another one was opened meanwhile, and read anew
        if news.now is not None and news.difference is not Difference.WORDS:
            self._withdraw()  # it was brought back, or is again as it was
        if news.now is not None and news.difference is Difference.TIMES:
            self.retimed.emit(news.now)
            if news.now.episode.sync != episode.sync:
                undo = partial(self._undo_sync, episode.id)
                self._window.messages.offer(OTHER_SYNC, "Undo", undo, undoes=True)
        elif news.is_gone:
            self._withdraw()
            self._told = (
                f"“{shown.title}” was removed from the library by another program. It stays here "
                "until you open another episode."
            )
            self._desk.tell(self._told)
        elif news.difference is Difference.WORDS:
            # Whoever changed it may be about to show it here.
            QTimer.singleShot(OFFER_AFTER_MS, self, lambda: self._offer(episode))

    def _offer(self, episode: Episode) -> None:
        """Offer to show other words, unless they are shown by now."""
        if self._desk.episode is episode:
            self._withdraw()
            self._told = f"“{episode.title}” was changed by another program."
            self._window.messages.offer(
                self._told, "Show it as it is now", lambda: self._reopen(episode.id)
            )

    def _withdraw(self) -> None:
        told, self._told = self._told, ""
        self._window.messages.withdraw(told)

    def _undo_sync(self, episode: str) -> None:
        self._library.submit(
            lambda library: library.undo_sync(episode),
            lambda _: self._desk.retime(episode),
            self._desk.tell,
        )

    def _reopen(self, episode: str) -> None:
        if self._desk.episode is not None and self._desk.episode.id == episode:
            self._desk.reopen(episode)


def _news(library: Library, watch: LibraryWatch, shown: Episode | None) -> _News | None:
    """Look for news; runs on the library's thread. None: nobody else wrote."""
    if not watch.has_changed(library):
        return None
    if shown is None or not watch.is_other(library, shown.id):
        return _News()
    try:
        now = open_in(library, shown.id)
    except EpisodeNotFoundError:
        return _News(is_gone=True)
    except LibraryError:
        watch.forget()
        raise
    return _News(difference(shown, now.episode), now)
