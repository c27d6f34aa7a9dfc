"""Starting the window: the parts made and joined, the players looked for once it is seen."""

import gc
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path
from PySide6.QtCore import QSettings, QTimer

from reader.errors import PlaybackError
from reader.library.backups import keep_today
from reader.playback.guarding import GuardedPlayer
from reader.playback.player import Player, PlayerSource
from reader.playback.sources import another, choose
from reader.window import WindowRequest
from ui.application import the_application
from ui.background import LibraryThread, Worker
from ui.desktop.claiming import Claim
from ui.desktop.handover_flow import HandoverFlow
from ui.desktop.session_bus import session_bus_address
from ui.looks.chosen_looks import style_from
from ui.looks.dressing import apply_theme
from ui.looks.icons import program_icon
from ui.main_window import MainWindow
from ui.playing.playback_controller import PlaybackController
from ui.reading_session import ReadingSession
from ui.sweeping import Sweeping

if TYPE_CHECKING:
    from ui.desktop.desktop_player import DesktopPlayer

WINDOW_STATE = "window.ini"
DESKTOP_AFTER_MS = 300
LISTEN_AFTER_MS = 3000
INDEX_AFTER_MS = 1500  # the window is there first, and what it reads
BACKUP_AFTER_MS = 10_000  # and then every hour: a window may stay open for days
BACKUP_EVERY_MS = 3_600_000
log = logging.getLogger(__name__)


def run_window(request: WindowRequest, claim: Claim) -> int:
    """Show the window until it is closed; return the exit status."""
    application = the_application()
    application.setApplicationName("Earmark")
    application.setDesktopFileName("earmark")
    application.setWindowIcon(program_icon())
    reading = OpenWindow(request)
    reading.handovers.listen()
    claim.release()
    reading.window.show()
    QTimer.singleShot(0, reading.look_for_players)
    QTimer.singleShot(DESKTOP_AFTER_MS, reading.join_desktop)
    QTimer.singleShot(INDEX_AFTER_MS, reading.keep_index)
    QTimer.singleShot(BACKUP_AFTER_MS, reading.keep_backup)
    QTimer.singleShot(LISTEN_AFTER_MS, reading.listen)
    # What is loaded by now stays. Looking through all of it at every full collection would stop
    # the window for a twentieth of a second, in the midst of opening a long transcript.
    gc.freeze()
    Sweeping(application, reading.window)
    return application.exec()


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
        self.handovers = HandoverFlow(self.window, self.library, self.session)
        self._players = request.players
        self._asked_for = request.asked_for
        self._starting = Worker("players")
        self._desktop: DesktopPlayer | None = None
        self._backups = QTimer(self.window, interval=BACKUP_EVERY_MS)
        self._backups.timeout.connect(self.keep_backup)
        self._state = _window_state(request.library.folder)
        self.window.recall(self._state)
        self.window.closing.connect(self._on_closing)
        for message in request.messages:
            self.window.messages.tell(message)
        self.session.start(request.episode, plays=request.plays, at_ms=request.at_ms)

    def look_for_players(self) -> None:
        """Find a player that works, off the GUI thread: libVLC takes a moment to start."""
        self._starting.submit(self._choose, self._on_player_found, self.window.messages.tell)

    def join_desktop(self) -> None:
        """Let the desktop know what plays, where there is a session bus to tell it over."""
        address = session_bus_address(os.environ, sys.platform)
        if address is None or not self.window.isVisible():
            return
        from ui.desktop.desktop_player import DesktopPlayer  # noqa: PLC0415  # the window comes first

        covers = user_cache_path("earmark", appauthor=False) / "covers"
        desktop = DesktopPlayer(self.window, self.playback, covers, address)
        desktop.take_episode(self.session.shown)
        self.session.reading.opened.connect(desktop.take_episode)
        self.session.reading.shut.connect(lambda: desktop.take_episode(None))
        self._desktop = desktop

    def keep_index(self) -> None:
        """Keep the index of the library up to date from now on."""
        if self.window.isVisible():
            self.session.search.start()

    def keep_backup(self) -> None:
        """Keep today's backup of the library, off the GUI thread; from now on one a day."""
        if not self.window.isVisible() or self.library.is_read_only:
            return
        self._backups.start()
        folder = self.library.folder
        self._starting.submit(lambda: keep_today(folder), failed=self.window.messages.tell)

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
        return GuardedPlayer(
            player, lambda: another(self._players, source.name, self.window.messages.tell)
        )

    def _on_closing(self) -> None:
        self.window.remember(self._state)
        self._state.sync()
        self._starting.close()
        if self._desktop is not None:
            self._desktop.close()


def _window_state(folder: Path) -> QSettings:
    return QSettings(str(folder / WINDOW_STATE), QSettings.Format.IniFormat)
