"""What the open window does for a command that hands over to it, in place of a second window."""

import os

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from reader.handover import Handover, meeting_place
from reader.library.watching import Difference, difference
from reader.model import Episode
from ui.background import LibraryThread
from ui.desk import Desk
from ui.desktop.handing_over import TakingOver
from ui.main_window import MainWindow


class HandoverFlow(QObject):
    """Comes to the front when it is asked, and opens what it is asked to."""

    def __init__(self, window: MainWindow, library: LibraryThread, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._library = library
        self._desk = desk
        self._taking_over = TakingOver(meeting_place(library.folder, os.environ), self)
        self._taking_over.asked.connect(self._on_asked)
        window.closing.connect(self._taking_over.close)

    def listen(self) -> bool:
        """Take over from now on; return whether it does.

        A window whose library is in memory alone does not: it knows nothing of what came in.
        """
        return not self._library.is_read_only and self._taking_over.listen()

    def _on_asked(self, handover: Handover) -> None:
        bring_to_front(self._window, handover.activation)
        for message in handover.messages:
            self._desk.tell(message)
        episode = handover.episode
        if episode is None:
            return
        self._desk.refresh()
        if handover.at_ms is not None or handover.plays:
            self._desk.open_episode(episode, handover.at_ms, plays=handover.plays)
        else:
            self._library.submit(
                lambda library: library.episode(episode), self._on_found, self._desk.tell
            )

    def _on_found(self, episode: Episode) -> None:
        """Open an episode; one that is shown goes on undisturbed, if its words are the same."""
        shown = self._desk.episode
        if shown is None or shown.id != episode.id:
            self._desk.open_episode(episode.id)
            return
        other = difference(shown, episode)
        if other is Difference.WORDS:
            self._desk.open_episode(episode.id)
        elif other is Difference.TIMES:
            self._desk.retime(episode.id)


def bring_to_front(window: QWidget, activation: str) -> None:
    """Show a window above the others and give it the keyboard, as far as the desktop lets it."""
    if activation and QGuiApplication.platformName().startswith("wayland"):
        # Where Qt's Wayland plugin looks when it is to activate a window; it takes it away, too.
        os.environ["XDG_ACTIVATION_TOKEN"] = activation
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
