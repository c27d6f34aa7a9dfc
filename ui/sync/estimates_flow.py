"""Asks the sound of an open episode when sentences begin, and for silences, in another process."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from ui.background import LibraryThread
from ui.child_process import ChildProcess, Program, own_program
from ui.opened_episode import Opened, open_in

SETTLED_MS = 2500  # who only leafs through episodes starts nothing

AlignCommand = Callable[[Path, str], Program]  # for a library's folder and an episode's id


def align_command(folder: Path, episode: str) -> Program:
    """Return the program that listens to an episode."""
    return own_program("ui.app", "--library", str(folder), "align", episode, "--silences", "--json")


class EstimatesFlow(QObject):
    """Improves the times of the open episode once, where the sound can tell more than its text.

    Lives on the GUI thread. Signals: `improved(Opened)`, the open episode with better times;
    `listened(id)`, an episode's sound was heard, or could not be. What is heard tells the silences
    as well; for them alone it is heard only where somebody looks for them.
    A failure is not told: the times stay what they were. Whatever was begun goes on when another
    episode is opened, for it is kept; it is ended with the window.
    """

    improved = Signal(object)
    listened = Signal(str)

    def __init__(
        self, library: LibraryThread, parent: QObject, command: AlignCommand = align_command
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._command = command
        self._opened: Opened | None = None
        self._is_started = False
        self._child: ChildProcess | None = None
        self._child_of = ""  # the id of the episode that is being listened to
        self._improves = False  # it is being heard for its times, not for the silences alone
        self._seeks_silences = False
        self._was_taken = False  # since then: it may be another one, or be put in step otherwise
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._look)

    @property
    def is_listening(self) -> bool:
        """Whether a process is at work."""
        return self._child is not None

    def start(self) -> None:
        """Listen to what is open, and from now on to what will be, once each."""
        self._is_started = not self._library.is_read_only
        self._settle()

    def take(self, opened: Opened | None) -> None:
        """Look after another episode, or the same one anew; or after none."""
        self._opened = opened
        self._was_taken = True
        self._settle()

    def look_for_silences(self, *, on: bool) -> None:
        """Listen also for silences alone, or no more; what is heard for its times tells them."""
        self._seeks_silences = on
        if on:
            self._settle()

    def close(self) -> None:
        """Stop; a process that listens is ended."""
        self._is_started = False
        self._settled.stop()
        child, self._child = self._child, None
        if child is not None:
            child.close()

    def _settle(self) -> None:
        if self._is_started and self._opened is not None and self._opened.episode.audio:
            self._settled.start()

    def _look(self) -> None:
        opened, silences = self._opened, self._seeks_silences
        if opened is not None and self._child is None and self._is_started:
            episode = opened.episode
            self._library.submit(
                lambda library: (
                    library.lacks_estimates(episode),
                    silences and library.lacks_silences(episode),
                ),
                lambda lacks: self._begin(opened, improves=lacks[0]) if any(lacks) else None,
            )

    def _begin(self, opened: Opened, *, improves: bool) -> None:
        if self._child is not None or not self._is_started or opened is not self._opened:
            return
        self._improves = improves
        episode = self._child_of = opened.episode.id
        self._was_taken = False
        self._child = ChildProcess(self._command(self._library.folder, episode), self)
        self._child.ended.connect(self._on_child_ended)
        self._child.start()

    def _on_child_ended(self, succeeded: bool) -> None:  # noqa: FBT001 (a signal's argument)
        child, self._child = self._child, None
        if child is not None:
            child.deleteLater()
        self.listened.emit(self._child_of)
        if not self._is_open(self._child_of):
            self._settle()  # another episode waits
        elif succeeded and self._improves:
            episode = self._child_of
            self._library.submit(lambda library: open_in(library, episode), self._on_improved)

    def _is_open(self, episode: str) -> bool:
        return self._opened is not None and self._opened.episode.id == episode

    def _on_improved(self, opened: Opened) -> None:
        if self._is_started and self._is_open(opened.episode.id):
            self._opened = opened
            self.improved.emit(opened)
            if self._was_taken:
                self._settle()  # it was put in step while its sound was being heard
