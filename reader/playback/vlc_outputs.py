"""Which sound devices libVLC knows, asked of a media player that never plays."""

import time
from typing import Any

from reader.errands import Errands
from reader.playback.player import OutputDevice

RENEW_S = 5.0  # a sound server that died or came back is noticed by a new connection alone
ANSWERS_WITHIN_S = 3.0  # a connection takes milliseconds
QUICK_S = 1.0  # where the last one took longer, waiting tells nothing


class VlcOutputs:
    """Looks for sound devices, on a thread of its own: a server that was stopped holds it up.

    A look connects to the sound server; the connection is kept for a while, and tells of changes.
    The next one is made a look ahead: the server tells it what there is a moment later.
    `devices` is what the last look found.
    """

    def __init__(self, vlc: Any, instance: Any) -> None:
        self.devices: tuple[OutputDevice, ...] = ()
        self._vlc = vlc
        self._instance = instance
        self._scout: Any = None
        self._next: Any = None
        self._made_s = 0.0
        self._took_s = QUICK_S  # to make the last connection
        self._asked_s: float | None = None
        self._errands: Errands | None = None

    def look(self) -> None:
        """Look what there is by now, unless a look is under way."""
        if self._asked_s is None:
            self._asked_s = time.monotonic()
            self._errands = self._errands or Errands("libvlc-outputs", self._release)
            self._errands.do(self._look)

    def unanswered_since(self, now: float) -> float | None:
        """Return when the sound server was asked in vain, or None where it answers.

        Only one that did answer quickly is expected to.
        """
        asked_s = self._asked_s
        if asked_s is None or self._took_s >= QUICK_S or now <= asked_s + ANSWERS_WITHIN_S:
            return None
        return asked_s

    def release(self) -> None:
        """Let go of the connections."""
        if self._errands is not None:
            self._errands.end()

    def _look(self) -> None:
        try:
            self._renew(time.monotonic())
            self.devices = self._found()
        finally:
            self._asked_s = None

    def _release(self) -> None:
        for scout in (self._scout, self._next):
            if scout is not None:
                scout.release()
        self._scout = self._next = None

    def _renew(self, now: float) -> None:
        if self._next is not None:
            self._scout.release()
            self._scout, self._next = self._next, None
        elif self._scout is None:
            self._scout = self._connected(now)
        elif now > self._made_s + RENEW_S:
            self._next = self._connected(now)

    def _connected(self, now: float) -> Any:
        connection, self._made_s = self._instance.media_player_new(), now
        self._took_s = time.monotonic() - now
        return connection

    def _found(self) -> tuple[OutputDevice, ...]:
        devices = []
        first = entry = self._scout.audio_output_device_enum()
        while entry:
            device, name = entry.contents.device, entry.contents.description
            if device:  # some outputs list a default of their own without an id
                shown = (name or device).decode("utf-8", "replace")
                devices.append(OutputDevice(device.decode("utf-8", "replace"), shown))
            entry = entry.contents.next
        if first:
            self._vlc.libvlc_audio_output_device_list_release(first)
        return tuple(devices)
