"""Which sound devices libVLC knows, asked of a media player that never plays."""

import time
from dataclasses import dataclass
from typing import Any

from reader.playback.player import OutputDevice

RENEW_S = 5.0  # a sound server that died or came back is noticed by a new connection alone


@dataclass(frozen=True, slots=True)
class Outputs:
    """The devices there are, and the id of the one that sounds ("" where it is unknown)."""

    devices: tuple[OutputDevice, ...]
    sounding: str


class VlcOutputs:
    """Looks for sound devices; for one thread that may wait, and never libVLC's callbacks.

    A look connects to the sound server; the connection is kept for a while, and tells of changes.
    The next one is made a look ahead: the server tells it what there is a moment later.
    """

    def __init__(self, vlc: Any, instance: Any) -> None:
        self._vlc = vlc
        self._instance = instance
        self._scout: Any = None
        self._next: Any = None
        self._made_s = 0.0

    def look(self, playing: Any) -> Outputs:
        """Return what there is, and what a media player sounds on (None: none plays)."""
        self._renew(time.monotonic())
        sounding = None if playing is None else playing.audio_output_device_get()
        return Outputs(self._devices(), sounding or "")

    def release(self) -> None:
        """Let go of the connections."""
        for scout in (self._scout, self._next):
            if scout is not None:
                scout.release()
        self._scout = self._next = None

    def _renew(self, now: float) -> None:
        if self._next is not None:
            self._scout.release()
            self._scout, self._next = self._next, None
        elif self._scout is None:
            self._scout, self._made_s = self._instance.media_player_new(), now
        elif now > self._made_s + RENEW_S:
            self._next, self._made_s = self._instance.media_player_new(), now

    def _devices(self) -> tuple[OutputDevice, ...]:
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
