"""Asks as one types: the newest request alone is answered, and what runs for nothing is ended."""

from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal

from reader.search.arranging import Request, Results, look_up
from reader.search.upkeep import SearchTools
from ui.searching.search_thread import SearchThread

PAUSE_MS = 30  # after the last key; two letters of a fast typist are further apart


class SearchAsker(QObject):
    """Sends requests to the search's thread.

    Signals: `answered(Results)`, only ever to the newest request; `failed(str)`, a sentence.
    """

    answered = Signal(object)
    failed = Signal(str)

    def __init__(self, thread: SearchThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread
        self._next: Request | None = None
        self._running: Event | None = None  # set: nobody waits for the answer any more
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._on_pause_timeout)

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self._next is not None or self._running is not None

    def ask_soon(self, request: Request) -> None:
        """Ask once the keys rest; what is running already is of no use any more."""
        self.drop()
        self._next = request
        self._pause.start()

    def ask(self, request: Request) -> None:
        """Ask at once."""
        self.drop()
        self._running = dropped = Event()
        self._thread.submit(
            lambda tools: _unless_dropped(tools, request, dropped),
            lambda results: self._on_answered(dropped, results),
            lambda message: self._on_failed(dropped, message),
        )

    def drop(self) -> None:
        """Want no answer any more."""
        self._pause.stop()
        self._next = None
        if self._running is not None:
            self._running.set()
            self._running = None

    def _on_pause_timeout(self) -> None:
        if self._next is not None:
            self.ask(self._next)

    def _on_answered(self, dropped: Event, results: Results | None) -> None:
        if results is not None and not dropped.is_set():
            self._running = None
            self.answered.emit(results)

    def _on_failed(self, dropped: Event, message: str) -> None:
        if not dropped.is_set():
            self._running = None
            self.failed.emit(message)


def _unless_dropped(tools: SearchTools, request: Request, dropped: Event) -> Results | None:
    """Carry out a request on the search's thread, unless a newer one came meanwhile."""
    return None if dropped.is_set() else look_up(tools.search, request, dropped.is_set)
