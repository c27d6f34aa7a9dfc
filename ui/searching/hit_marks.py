"""Marks what was found in the open episode: on the seek bar, and once a hit is opened, its text."""

from PySide6.QtCore import QObject, QTimer

from reader.finding import GivenMatches, Match
from reader.search.hit_places import HitPlaces, places_of
from reader.search.records import SearchHit
from reader.search.upkeep import SearchTools
from ui.main_window import MainWindow
from ui.opened_episode import Opened
from ui.searching.search_thread import SearchThread

PAUSE_MS = 120  # after an answer: the next letter's answer goes before


class HitMarks(QObject):
    """Lives on the GUI thread. What was asked last is marked: all, or this episode in its bar."""

    def __init__(self, window: MainWindow, thread: SearchThread, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._thread = thread
        self._query = ""
        self._opened: Opened | None = None
        self._hit: SearchHit | None = None  # the one that was opened last
        self._is_gone_to = False  # marks that come anew move no page
        self._places = HitPlaces()
        self._found_ms: tuple[int, ...] = ()
        self._found_last = False  # in the episode alone
        self._is_marked = False
        self._request = 0
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    @property
    def are_of_the_episode(self) -> bool:
        """Whether the episode's own search was used last, and is still there."""
        return self._found_last and self._window.find_bar.isVisible()

    def show_query(self, query: str) -> None:
        """Mark what a query finds; "" marks nothing. The same one again is looked up anew."""
        if query != self._query:
            self._query = query
            self._found_last = self._found_last and not query
            self.clear_page()
        self._request += 1
        self._pause.start(PAUSE_MS if query else 0)

    def take_episode(self, opened: Opened) -> None:
        """Mark the episode that is shown now."""
        self._opened = opened
        self._places = HitPlaces()
        self._is_marked = False
        self._on_places(HitPlaces())
        self._request += 1
        self._pause.start(PAUSE_MS)  # the page is painted first

    def show_hit(self, hit: SearchHit) -> None:
        """Mark the text too: a hit of it was opened."""
        self._hit = hit
        self._is_gone_to = False
        self._mark_page()

    def show_found(self, moments_ms: tuple[int, ...]) -> None:
        """Show on the seek bar what is found in the episode alone; its bar gone, the hits again."""
        self._found_ms = moments_ms
        self._found_last = self._window.find_bar.isVisible()
        self._mark_bar()
        self._mark_page()

    def clear_page(self) -> None:
        """Take the marks out of the text; the next hit that is opened brings them back."""
        self._hit = None
        self._unmark_page()

    def close(self) -> None:
        """Look nothing up any more."""
        self._pause.stop()
        self._request += 1

    def _ask(self) -> None:
        """Look the hits up, off the GUI thread."""
        self._request += 1
        request, query, opened = self._request, self._query, self._opened
        if opened is None or not query:
            self._on_places(HitPlaces())
            return
        self._thread.submit(
            lambda tools: _places(tools, query, opened),
            lambda places: self._on_places(places) if request == self._request else None,
        )

    def _on_places(self, places: HitPlaces) -> None:
        self._places = places
        self._mark_bar()
        self._mark_page()

    def _mark_bar(self) -> None:
        moments = self._found_ms if self.are_of_the_episode else self._places.moments_ms
        self._window.transport.seek_bar.set_hits(moments)

    def _mark_page(self) -> None:
        hit, opened = self._hit, self._opened
        if hit is None or opened is None or hit.episode != opened.episode.id:
            return
        if self._window.find_bar.isVisible() or not self._places.matches:
            return
        first = self._places.first(hit)
        self._is_marked = True
        self._window.transcript.show_matches(GivenMatches(self._places.matches), first)
        if first is not None and hit.start_ms is None and not self._is_gone_to:
            self._is_gone_to = True
            self._go_to(first)

    def _go_to(self, match: Match) -> None:
        """Bring what has no time into sight: notes and titles."""
        transcript = self._window.transcript
        if transcript.page is not None and transcript.page.shown_row(match.row) is None:
            transcript.fold_clicked.emit()
        transcript.go_to_match(match)

    def _unmark_page(self) -> None:
        if self._is_marked:
            self._is_marked = False
            if not self._window.find_bar.isVisible():
                self._window.transcript.show_matches(None)


def _places(tools: SearchTools, query: str, opened: Opened) -> HitPlaces:
    """Return where the hits of an episode are; runs on the search's thread."""
    return places_of(tools.search.hits_in(query, opened.episode.id), opened.page)
