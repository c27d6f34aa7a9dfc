"""A player that sounds nothing: time passes in an audio of known length, or of no end."""

import time
from collections.abc import Callable
from pathlib import Path

from reader.playback.faults import problem_told_soon
from reader.playback.player import OutputDevice, PlayerState, Sample

NOTHING = OutputDevice("none", "No sound")


def length_unknown(_path: Path) -> int | None:
    """Answer that no file's length is known."""
    return None


class SilentPlayer:
    """The player protocol on nothing but a clock: for tests, and to read along without sound.

    `duration_of` gives a file's length in ms, or None: then it plays on without an end.
    """

    name = "Silent"
    notice: str | None = None
    loudest = 100

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        duration_of: Callable[[Path], int | None] = length_unknown,
    ) -> None:
        self._clock = clock
        self._duration_of = duration_of
        self._rate = 1.0
        self._state = PlayerState.EMPTY
        self._position_ms = 0.0
        self._since_s = clock()
        self._duration_ms: int | None = None
        self._error: str | None = None

    def load(self, path: Path, start_ms: int = 0) -> None:
        """Stand at `start_ms` of a file, which has to be there though it is not read."""
        self._error = problem_told_soon(path)
        self._state = PlayerState.FAILED if self._error else PlayerState.PAUSED
        self._duration_ms = None if self._error else self._duration_of(path)
        self._stand_at(start_ms)

    def play(self) -> None:
        """Let the position run."""
        self._advance()
        if self._state is PlayerState.ENDED:
            self._stand_at(0)
        if self._state in (PlayerState.PAUSED, PlayerState.ENDED):
            self._state = PlayerState.PLAYING

    def pause(self) -> None:
        """Let the position stand."""
        self._advance()
        if self._state is PlayerState.PLAYING:
            self._state = PlayerState.PAUSED

    def seek(self, position_ms: int) -> None:
        """Go there at once."""
        self._advance()
        if self._state in (PlayerState.EMPTY, PlayerState.FAILED):
            return
        self._stand_at(position_ms)
        if self._state is PlayerState.ENDED:
            self._state = PlayerState.PAUSED

    def set_rate(self, rate: float) -> None:
        """Let the position run at `rate` times the speed from here on."""
        self._advance()
        self._rate = rate

    def set_volume(self, percent: int) -> None:
        """Do nothing: silence has no volume."""

    def devices(self) -> tuple[OutputDevice, ...]:
        """Return the one that is none."""
        return (NOTHING,)

    def set_device(self, device_id: str) -> None:
        """Do nothing: there is but one."""

    def sounding_on(self) -> str:
        """Return the one that is none."""
        return NOTHING.id

    def sample(self) -> Sample:
        """Return the exact position now."""
        self._advance()
        position_ms = int(self._position_ms)
        return Sample(self._state, position_ms, self._since_s, self._duration_ms, self._error)

    def close(self) -> None:
        """Let go of the file."""
        self._state = PlayerState.EMPTY

    def _stand_at(self, position_ms: float) -> None:
        last = position_ms if self._duration_ms is None else self._duration_ms
        self._position_ms = float(min(max(position_ms, 0), last))
        self._since_s = self._clock()

    def _advance(self) -> None:
        now = self._clock()
        if self._state is PlayerState.PLAYING:
            self._position_ms += (now - self._since_s) * self._rate * 1000
            if self._duration_ms is not None and self._position_ms >= self._duration_ms:
                self._position_ms = float(self._duration_ms)
                self._state = PlayerState.ENDED
        self._since_s = now
