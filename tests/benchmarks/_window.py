"""The real window on a library in a folder that goes away, for the benchmarks."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from reader.library import Library
from reader.playback.sources import SilentSource
from reader.settings import Settings
from reader.window import WindowRequest
from ui.start import OpenWindow

PATIENCE_S = 60.0


def application() -> QApplication:
    """Return the one application of this process."""
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication([])


@contextmanager
def temporary_library() -> Iterator[Library]:
    """Give an empty library on disk."""
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        Library(Path(folder)) as library,
    ):
        yield library


@contextmanager
def shown(library: Library) -> Iterator[OpenWindow]:
    """Show the window of a library, its list filled and painted."""
    application()
    episodes = len(library.summaries())
    request = WindowRequest(library, Settings.load(library.folder), (SilentSource(),))
    reading = OpenWindow(request)
    reading.window.show()
    wait_until(lambda: len(reading.window.library_panel.model.records) == episodes)
    settle()
    gc.freeze()  # as the program does when its window is up
    yield reading
    reading.window.close()
    settle()


def wait_until(condition: Callable[[], bool]) -> None:
    """Let the window work until something is true; TimeoutError where it never is."""
    loop = QEventLoop()
    waker = QTimer(interval=50)  # so that the time runs out even where nothing happens
    waker.start()
    end = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("The window did not get there.")
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def settle(seconds: float = 0.2) -> None:
    """Let the window do what it still has to do."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


class Pulse:
    """A timer that notes how long the event loop keeps it waiting."""

    EVERY_MS = 2

    def __init__(self) -> None:
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=self.EVERY_MS)
        self._timer.timeout.connect(self._on_timeout)
        self._last_s = 0.0
        self._gaps_ms: list[float] = []

    def gaps_ms(self, work: Callable[[], None]) -> list[float]:
        """Return the times between the beats while `work` runs, event loop and all."""
        self._last_s, self._gaps_ms = time.perf_counter(), []
        self._timer.start()
        work()
        self._on_timeout()
        self._timer.stop()
        return self._gaps_ms

    def longest_gap_ms(self, work: Callable[[], None]) -> float:
        """Return the longest of them."""
        return max(self.gaps_ms(work))

    def _on_timeout(self) -> None:
        now = time.perf_counter()
        self._gaps_ms.append((now - self._last_s) * 1000)
        self._last_s = now
