"""Keeps the index up to date while the window is open, and says quietly when it is not."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from reader.counting import counted
from reader.search.upkeep import Standing
from ui.child_process import ChildProcess, Program, own_program
from ui.searching.search_thread import SearchThread

LOOK_EVERY_MS = 2000
FEW_UNITS = 3  # are indexed here; more would be felt, so another process does it
MANY_ADDITIONS = 20  # leave an index in many small parts; a process joins them
PATIENCE_MS = (5_000, 15_000, 60_000, 300_000)  # before each further try
SHOW_EVERY_MS = 3000  # results of an index that is being built
_HELD = "Another process holds the search index. Results may be incomplete."


ReindexCommand = Callable[[Path], Program]  # for a library's folder


def reindex_command(folder: Path) -> Program:
    """Return the program that brings a library's index up to date."""
    return own_program("reader", "--library", str(folder), "reindex", "--json")


class IndexKeeper(QObject):
    """Looks now and then whether the library changed, by whomever, and indexes what did.

    Signals: `notice_changed(str)`, a sentence on how the index is, "" for well; `updated()`,
    a search may find more, or less, than before.
    """

    notice_changed = Signal(str)
    updated = Signal()

    def __init__(
        self, thread: SearchThread, parent: QObject, command: ReindexCommand = reindex_command
    ) -> None:
        super().__init__(parent)
        self._thread = thread
        self._child = ChildProcess(command(thread.folder), self)
        self._child.progressed.connect(self._on_child_progressed)
        self._child.ended.connect(self._on_child_ended)
        self._looking = QTimer(self, interval=LOOK_EVERY_MS)
        self._looking.timeout.connect(self.look)
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self.look)
        self._showing = QTimer(self, singleShot=True, interval=SHOW_EVERY_MS)
        self._showing.timeout.connect(self.updated)
        self._notice = ""
        self._standing: Standing | None = None  # as it was seen last
        self._is_busy = False
        self._is_verified = False
        self._failures = 0
        self._added = 0  # times that something was indexed here

    def start(self) -> None:
        """Look for the first time, and from now on."""
        self._looking.start()
        self.look()

    def close(self) -> None:
        """Stop; a process that indexes is ended."""
        for timer in (self._looking, self._later, self._showing):
            timer.stop()
        self._is_busy = True  # nothing is begun any more
        self._child.close()

    def look(self) -> None:
        """See whether there is anything to be done, unless something is being done."""
        if self._is_busy or self._later.isActive():
            return
        self._is_busy = True
        self._thread.submit(lambda tools: tools.standing(), self._on_standing, self._on_failed)

    def note_change(self) -> None:
        """Look at once, if it looks at all; the library is known to have changed."""
        if self._looking.isActive():
            self.look()

    def note_incomplete(self, sentence: str) -> None:
        """Show what an answer said of the index, unless more is known."""
        if self._is_busy or self._later.isActive():
            return
        is_new = bool(sentence) and sentence != self._notice
        self._tell(sentence)
        if is_new:
            self._is_verified = False  # perhaps the index is damaged
            self.look()

    def _on_standing(self, news: Standing | None) -> None:
        """Do what is to be done; without news, what was not done the last time."""
        if news is not None and news.is_changed:
            self.updated.emit()
        self._standing = standing = news or self._standing
        if standing is None or standing.behind == 0:
            self._settle(is_news=news is not None)
        elif standing.behind > FEW_UNITS and self._may_have_child:
            self._tell(_building(standing.whole - standing.behind, standing.whole))
            self._child.start()
        else:
            if standing.behind > FEW_UNITS:
                self._tell(_building(standing.whole - standing.behind, standing.whole))
            most = 1 if standing.behind > FEW_UNITS else FEW_UNITS
            self._thread.submit(
                lambda tools: tools.catch_up(most), self._on_caught_up, self._on_failed
            )

    @property
    def _may_have_child(self) -> bool:
        """Whether another process could do it: it can see the library, and has not failed."""
        return not self._thread.is_alone and self._failures == 0

    def _settle(self, *, is_news: bool) -> None:
        """Rest: everything is indexed. The first time, every byte is checked once.

        After many additions a process tidies the index up, so that searching stays quick.
        """
        if is_news:
            self._failures = 0
            self._tell("")
        if self._is_verified and self._added >= MANY_ADDITIONS and self._may_have_child:
            self._added = 0
            self._child.start()
            return
        if self._is_verified:
            self._is_busy = False
            return
        self._is_verified = True
        self._thread.submit(
            lambda tools: tools.verify(), lambda _sound: self._look_again(), self._on_failed
        )

    def _look_again(self) -> None:
        self._is_busy = False
        self.look()

    def _on_caught_up(self, caught_up: bool) -> None:  # noqa: FBT001 (an answer)
        self._is_busy = False
        if not caught_up:
            if self._failures:  # the first time it may be a matter of a moment
                self._tell(_HELD)
            self._try_later()
            return
        self._added += 1
        self.updated.emit()
        self.look()

    def _on_child_progressed(self, done: int, total: int) -> None:
        standing = self._standing
        if standing is None or standing.behind <= FEW_UNITS:
            return  # it only tidies up
        whole = max(standing.whole, total)
        self._tell(_building(whole - total + done, whole))
        if not self._showing.isActive():
            self._showing.start()

    def _on_child_ended(self, succeeded: bool) -> None:  # noqa: FBT001 (a signal's argument)
        self._showing.stop()
        self._is_busy = False
        self.updated.emit()
        if succeeded:
            self.look()
        else:
            self._try_later()

    def _on_failed(self, message: str) -> None:
        self._is_busy = False
        self._tell(message)
        self._try_later()

    def _try_later(self) -> None:
        """Wait, longer each time: another process may be at it, or the disk may be full."""
        self._later.start(PATIENCE_MS[min(self._failures, len(PATIENCE_MS) - 1)])
        self._failures += 1

    def _tell(self, notice: str) -> None:
        if notice != self._notice:
            self._notice = notice
            self.notice_changed.emit(notice)


def _building(done: int, total: int) -> str:
    return (
        f"The index is being built: {max(done, 0):,} of {counted(total, 'episode')}. "
        "Results may be incomplete."
    )
