"""Starting the window: the parts made and joined, the players looked for once it is seen."""

import gc
import logging
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from reader.errors import PlaybackError
from reader.playback.player import Player, PlayerSource
from reader.playback.sources import choose
from reader.window import WindowRequest
from ui.background import LibraryThread, Worker
from ui.dressing import apply_theme
from ui.icons import program_icon
from ui.looks import style_from
from ui.main_window import MainWindow
from ui.playback_controller import PlaybackController
from ui.reading_session import ReadingSession

WINDOW_STATE = "window.ini"
LISTEN_AFTER_MS = 3000
INDEX_AFTER_MS = 1500  # the window is there first, and what it reads
log = logging.getLogger(__name__)


def run_window(request: WindowRequest) -> int:
    """Show the window until it is closed; return the exit status."""
    application = the_application()
    application.setApplicationName("Earmark")
    application.setDesktopFileName("earmark")
    application.setWindowIcon(program_icon())
    reading = OpenWindow(request)
    reading.window.show()
    QTimer.singleShot(0, reading.look_for_players)
    QTimer.singleShot(INDEX_AFTER_MS, reading.keep_index)
    QTimer.singleShot(LISTEN_AFTER_MS, reading.listen)
    # What is loaded by now stays. Looking through all of it at every full collection would stop
    # the window for a twentieth of a second, in the midst of opening a long transcript.
    gc.freeze()
    return application.exec()


def the_application() -> QApplication:
    """Return the running application, or make it."""
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication(sys.argv[:1])


class OpenWindow:
    """One window with everything behind it."""

    def __init__(self, request: WindowRequest) -> None:
        settings = request.settings
        style = style_from(settings)
        apply_theme(the_application(), style.theme)
        self.window = MainWindow(style)
        self.library = LibraryThread(request.library)
        self.playback = PlaybackController()
        self.session = ReadingSession(self.window, self.library, self.playback, settings)
        self._players = request.players
        self._asked_for = request.asked_for
        self._starting = Worker("players")
        self._state = _window_state(request.library.folder)
        self.window.recall(self._state)
        self.window.closing.connect(self._on_closing)
        for message in request.messages:
            self.window.messages.tell(message)
        self.session.start(request.episode, plays=request.plays)

    def look_for_players(self) -> None:
        """Find a player that works, off the GUI thread: libVLC takes a moment to start."""
        self._starting.submit(self._choose, self._on_player_found, self.window.messages.tell)

    def keep_index(self) -> None:
        """Keep the index of the library up to date from now on."""
        if self.window.isVisible():
            self.session.search.start()

    def listen(self) -> None:
        """Ask the sound for better times of what is open, from now on."""
        if self.window.isVisible():
            self.session.estimates.start()

    def _choose(self) -> tuple[PlayerSource, str | None]:
        """Return the player to use, and why not the one that was asked for."""
        chosen = choose(self._players)
        missed = next((s for s in self._players if s.name == self._asked_for), None)
        return chosen, missed.problem() if missed is not None else None

    def _on_player_found(self, found: tuple[PlayerSource, str | None]) -> None:
        source, why_not = found
        if why_not is not None:
            self.window.messages.tell(f"{why_not} The player {source.name} is used instead.")
        player = self._create(source)
        if player is not None and self.window.isVisible():
            self.playback.use_player(player)

    def _create(self, source: PlayerSource) -> Player | None:
        try:
            player = source.create()
        except PlaybackError as error:
            self.window.messages.tell(str(error))
            return None
        if player.notice:
            self.window.messages.tell(player.notice)
        return player

    def _on_closing(self) -> None:
        self.window.remember(self._state)
        self._state.sync()
        self._starting.close()


def _window_state(folder: Path) -> QSettings:
    return QSettings(str(folder / WINDOW_STATE), QSettings.Format.IniFormat)
