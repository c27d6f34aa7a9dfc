"""What the sound can come out of, which of it was chosen, and whether it is still there."""

from collections.abc import Iterable, Sequence

from reader.playback.player import OutputDevice

DEFAULT = OutputDevice("", "The system's default")
LISTS_TO_COME = 2  # after the sound left a device, which know that it went


def named(devices: Iterable[OutputDevice], name: str) -> OutputDevice | None:
    """Return the first device of that name; ids may change when one is plugged in again."""
    return next((device for device in devices if device.name == name), None)


def gone_sentence(name: str) -> str:
    """Return what to say when a device went while it was playing."""
    return (
        f"The sound device “{name}” is gone; playing is paused. Press Play to go on with another."
    )


def missing_sentence(name: str) -> str:
    """Return what to say when the device that was chosen is not there."""
    return (
        f"The sound device “{name}” is not there; the system's default is used. "
        "Connect it, or choose another with Play ▸ Output device."
    )


class OutputWatch:
    """Notices that the device which sounded is not there any more. For one thread.

    Some systems move the sound to another device by themselves, others leave it on the one that
    is gone; so what sounded at the last look is sought among what is there at this one. What
    sounds may be known sooner than what is there: a device that the sound has left is sought in
    the next lists, too.
    """

    def __init__(self) -> None:
        self._sounding: OutputDevice | None = None
        self._left: OutputDevice | None = None
        self._list: Sequence[OutputDevice] = ()
        self._lists_to_come = 0

    def look(self, devices: Sequence[OutputDevice], sounding: str) -> OutputDevice | None:
        """Take what is there now, and the id of what sounds; return the device that went.

        The same sequence as before tells that nobody has looked anew.
        """
        there = {device.id: device for device in devices}
        before, self._sounding = self._sounding, there.get(sounding)
        if before is not None and before != self._sounding:
            self._left, self._lists_to_come = before, LISTS_TO_COME
        elif devices is not self._list:
            self._lists_to_come -= 1
        self._list = devices
        left = self._left
        gone = left if left is not None and left.id not in there else None
        if gone is not None or self._lists_to_come <= 0:
            self._left = None
        return gone

    def forget(self) -> None:
        """Look anew: nothing sounds, or something else was chosen."""
        self._sounding = self._left = None
