"""Work off the GUI thread, one job after another; answers come back on the GUI thread."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from reader.errands import LEAVE_WITHIN_S, abandon
from reader.errors import ReaderError
from reader.library import Library

T = TypeVar("T")
log = logging.getLogger(__name__)
OUR_FAULT = "Something went wrong inside Earmark; what you read is safe. Please try again."


class Worker(QObject):
    """A thread for jobs that would keep the window waiting.

    Jobs return frozen records and never touch widgets; `done` and `failed` are called on the
    GUI thread, `failed` with a sentence.
    """

    _answered = Signal(object)  # a callable without arguments, to be called on the GUI thread

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._answered.connect(self._on_answered)
        self._closed = False
        self._jobs: set[Future[None]] = set()  # not done yet

    def submit(
        self,
        job: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Run `job` after those submitted before."""

        def run() -> None:
            try:
                result = job()
            except ReaderError as error:
                self._answer(failed, str(error))
            except Exception:
                log.exception("a job of %s failed", self._thread)
                self._answer(failed, OUR_FAULT)
            else:
                self._answer(done, result)

        job_done = self._thread.submit(run)
        self._jobs.add(job_done)
        job_done.add_done_callback(self._jobs.discard)

    def close(self) -> None:
        """Finish every job that was submitted, then end the thread; answers come no more."""
        self._thread.shutdown(wait=True)
        self._closed = True

    def leave(self, within_s: float = LEAVE_WITHIN_S) -> None:
        """End like `close`, but drop what waits, and wait no longer than that for the rest.

        For jobs that only read from drives, which may not answer.
        """
        self._closed = True
        self._thread.shutdown(wait=False, cancel_futures=True)
        if wait(tuple(self._jobs), within_s).not_done:
            abandon()

    def _on_answered(self, answer: Callable[[], None]) -> None:
        if not self._closed:
            answer()

    def _answer(self, callback: Callable[[T], None] | None, result: T) -> None:
        if callback is not None:
            self._answered.emit(lambda: callback(result))


class LibraryThread(QObject):
    """The one thread that uses the library: jobs get it as their argument.

    The library is handed over until `close()`; who opened it closes it after that.
    """

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._worker = Worker("library", self)

    @property
    def folder(self) -> Path:
        """Where the library is."""
        return self._library.folder

    @property
    def is_read_only(self) -> bool:
        """Whether the library is in memory alone, so that no other object may open it."""
        return self._library.read_only_reason is not None

    def submit(
        self,
        job: Callable[[Library], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Run `job` on the library after those submitted before; see `Worker.submit`."""
        self._worker.submit(lambda: job(self._library), done, failed)

    def close(self) -> None:
        """Finish every job that was submitted, and use the library no more."""
        self._worker.close()
