"""The player on a desktop's bus: joins it, takes a name there, tells what changes.

A bus may be missing, hang, or end and begin anew while the window is open: nothing here waits for
it on the GUI thread, and what it misses is only the desktop's view of what plays.
"""

import logging
import os
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMetaType, QObject, QTimer
from PySide6.QtDBus import (
    QDBusArgument,
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
)

from reader.listening.now_playing import JumpWatch, cover_file, now_playing
from reader.playback.player import PlayerState
from ui.background import Worker
from ui.desktop.bus_numbers import int64, uint32
from ui.desktop.mpris import OBJECT, PLAYER, PlayerInterface, RootInterface, as_sent
from ui.desktop.session_bus import Bus, call
from ui.main_window import MainWindow
from ui.opened_episode import Opened
from ui.playing.playback_controller import PlaybackController

SERVICE = "org.mpris.MediaPlayer2.earmark"
PROPERTIES = "org.freedesktop.DBus.Properties"
BUS_SERVICE, BUS_OBJECT = "org.freedesktop.DBus", "/org/freedesktop/DBus"
NAME_IS_OURS = (1, 4)  # what RequestName answers: from now on, or already
DO_NOT_QUEUE = 4
TELL_EVERY_MS = 100  # what changes faster, as with a slider that is dragged, is told together
LOOK_EVERY_MS = 5000
log = logging.getLogger(__name__)


class DesktopPlayer(QObject):
    """Puts the player on a bus. Lives on the GUI thread; what waits for the bus does not."""

    def __init__(
        self,
        window: MainWindow,
        playback: PlaybackController,
        covers: Path,
        address: str,
    ) -> None:
        super().__init__(window)
        self._playback = playback
        self._covers = covers
        self._address = address
        self._watch = JumpWatch()
        self._told: dict[str, object] = {}
        self._has_jumped = False
        self._name = f"earmark-{id(self)}"  # of the connection, within this process
        self._root = RootInterface(self, window)
        self._player = PlayerInterface(self, window, playback)
        self._player.setAutoRelaySignals(True)
        self._bus: QDBusConnection | None = None
        self._worker = Worker("desktop", self)
        self._told_at_s = 0.0
        self._telling = QTimer(self, singleShot=True)
        self._telling.timeout.connect(self._tell)
        self._looking = QTimer(self, singleShot=True, interval=LOOK_EVERY_MS)
        self._looking.timeout.connect(self._look_after_bus)
        playback.position_changed.connect(self._on_position_changed)
        playback.state_changed.connect(self._on_pace_changed)
        playback.speed_changed.connect(self._on_pace_changed)
        window.transport.volume.valueChanged.connect(self._tell_soon)
        self._join()

    # The bus

    def _join(self) -> None:
        address, name = self._address, self._name
        self._worker.submit(lambda: _connected(address, name), self._on_answered)

    def _on_answered(self, bus: QDBusConnection | None) -> None:
        if bus is not None and bus.registerObject(OBJECT, self):
            self._bus, self._told = bus, self._player.changing()
            self._ask_for_name(SERVICE, f"{SERVICE}.instance{os.getpid()}")
        self._looking.start()

    def _ask_for_name(self, name: str, *others: str) -> None:
        """Ask for a name on the bus; where it is another window's, for the next one.

        Qt's own call for that holds all of Python up until the bus has answered (PySide 6.11).
        """
        if self._bus is None:
            return
        asking = QDBusMessage.createMethodCall(BUS_SERVICE, BUS_OBJECT, BUS_SERVICE, "RequestName")
        asking.setArguments([name, uint32(DO_NOT_QUEUE)])
        asked = QDBusPendingCallWatcher(self._bus.asyncCall(asking), self)
        asked.finished.connect(lambda: self._on_name_answered(asked, others))

    def _on_name_answered(self, asked: QDBusPendingCallWatcher, others: tuple[str, ...]) -> None:
        asked.deleteLater()
        taken = not asked.isError() and asked.reply().arguments()[0] not in NAME_IS_OURS
        if taken and others:
            self._ask_for_name(*others)
        elif taken or asked.isError():
            log.info("no name was to be had on the session's bus")

    def _look_after_bus(self) -> None:
        """Join anew where there is no bus, or there is none any more."""
        if self._bus is not None and self._bus.isConnected():
            self._looking.start()
            return
        self._bus = None
        QDBusConnection.disconnectFromBus(self._name)
        self._join()

    def close(self) -> None:
        """Leave the bus."""
        self._telling.stop()
        self._looking.stop()
        self._worker.leave()
        self._bus = None
        QDBusConnection.disconnectFromBus(self._name)

    # What is told

    def take_episode(self, opened: Opened | None) -> None:
        """Tell of another episode, or that there is none."""
        before, episode = self._player.playing, opened.episode if opened else None
        playing = now_playing(episode) if episode else None
        if before is not None and playing is not None and before.audio == playing.audio:
            playing = replace(playing, cover=before.cover)  # else it would be gone for a moment
        self._player.playing = playing
        self._player.has_parts = bool(episode and (episode.chapters or episode.turns))
        # A desktop takes another episode to be at its beginning.
        self._has_jumped = self._has_jumped or self._playback.position_ms > 0
        self._tell_soon()
        audio = playing.audio if playing else None
        if audio is not None:
            self._worker.submit(
                lambda: cover_file(audio, self._covers), lambda cover: self._take(audio, cover)
            )

    def _take(self, audio: Path, cover: Path | None) -> None:
        playing = self._player.playing
        if cover is not None and playing is not None and playing.audio == audio:
            self._player.playing = replace(playing, cover=cover)
            self._tell_soon()

    def _tell_soon(self) -> None:
        """Tell once all that changes now has changed, and not too soon after the last time."""
        if not self._telling.isActive():
            since_ms = (time.monotonic() - self._told_at_s) * 1000
            self._telling.start(max(0, round(TELL_EVERY_MS - since_ms)))

    def _tell(self) -> None:
        """Tell what is other than what was told, and then where it is if that is elsewhere."""
        self._told_at_s = time.monotonic()
        values = self._player.changing()
        changed = {n: value for n, value in values.items() if value != self._told.get(n)}
        self._told = values
        if changed and self._bus is not None:
            self._bus.send(_changes(changed))
        if self._has_jumped:
            self._has_jumped = False
            self._player.Seeked.emit(self._playback.position_ms * 1000)

    def _on_pace_changed(self) -> None:
        self._on_position_changed(self._playback.position_ms)
        self._tell_soon()

    def _on_position_changed(self, position_ms: int) -> None:
        playing = self._playback.state is PlayerState.PLAYING
        speed = self._playback.speed if playing else 0.0
        if self._watch.has_jumped(position_ms, time.monotonic(), speed):
            self._has_jumped = True
            self._tell_soon()


def _changes(values: dict[str, object]) -> QDBusMessage:
    """Return the signal that values have changed, which Qt does not send by itself."""
    sent = {n: as_sent(value) if isinstance(value, dict) else value for n, value in values.items()}
    told = QDBusMessage.createSignal(OBJECT, PROPERTIES, "PropertiesChanged")
    none_to_ask_for = QDBusArgument()  # an empty list of Python's would be one of variants
    none_to_ask_for.beginArray(QMetaType(QMetaType.Type.QString.value))
    none_to_ask_for.endArray()
    told.setArguments([PLAYER, sent, none_to_ask_for])
    return told


def _connected(address: str, name: str) -> QDBusConnection | None:
    """Return a connection to the bus at an address, or None. Not for the GUI thread.

    The bus is called first in Python's own way: a connection of Qt's holds all of Python up
    until a bus has answered, for ever if it hangs (PySide 6.11).
    """
    if call(address) is not Bus.ANSWERS:
        return None
    try:
        int64(0)
    except OSError as error:
        log.info("what plays cannot be told to the desktop: %s", error)
        return None
    bus = QDBusConnection.connectToBus(address, name)
    return bus if bus.isConnected() else None
