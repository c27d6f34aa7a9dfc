"""Which sound devices libVLC knows, asked of a media player that never plays."""

from dataclasses import dataclass
from typing import Any

from reader.playback.player import OutputDevice


@dataclass(frozen=True, slots=True)
class Outputs:
    """The devices there are, and the id of the one that sounds ("" where it is unknown)."""

    devices: tuple[OutputDevice, ...]
    sounding: str


class VlcOutputs:
    """Looks for sound devices; for one thread that may wait, and never libVLC's callbacks.

    The first look connects to the sound server; the connection is kept, and tells of changes.
    """

    def __init__(self, vlc: Any, instance: Any) -> None:
        self._vlc = vlc
        self._instance = instance
        self._scout: Any = None

    def look(self, playing: Any) -> Outputs:
        """Return what there is, and what a media player sounds on (None: none plays)."""
        if self._scout is None:
            self._scout = self._instance.media_player_new()
        sounding = None if playing is None else playing.audio_output_device_get()
        return Outputs(self._devices(), sounding or "")

    def release(self) -> None:
        """Let go of the connection."""
        scout, self._scout = self._scout, None
        if scout is not None:
            scout.release()

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
