"""The open file on the player: what it is told, and how much of it has been heard by now."""

from collections.abc import Callable
from pathlib import Path

from reader.playback.clock import PlaybackClock
from reader.playback.delay import OutputDelay
from reader.playback.player import Player, PlayerState, Sample

SLOWEST, FASTEST = 0.5, 3.0


class Sounding:
    """A player with the clock of the file in it. For the thread that owns the player.

    Without a `player` all may be told, and counts once there is one. `now` answers in
    `time.monotonic` seconds. `delay` is the sound device's.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._clock = PlaybackClock()
        self.delay = OutputDelay()
        self.player: Player | None = None
        self.speed = 1.0
        self._volume = 100

    def take(self, player: Player) -> None:
        """Use a player from now on; nothing is loaded into it yet."""
        self.player = player
        player.set_volume(self._volume)

    def load(self, audio: Path, at_ms: int) -> None:
        """Load a file, paused at a place."""
        if self.player is not None:
            self.player.load(audio, at_ms)
            self.player.set_rate(self.speed)
            self._clock.reset(at_ms)
            self._clock.set_rate(self.speed, self._now())
            self.delay.sought(at_ms)

    def play(self) -> None:
        """Play on."""
        if self.player is not None:
            self.player.play()

    def pause(self) -> None:
        """Be silent, and stay."""
        if self.player is not None:
            self.player.pause()

    def go_to(self, position_ms: int) -> None:
        """Go to a place in the file, playing or paused as before."""
        if self.player is not None:
            self.player.seek(position_ms)
            self._clock.seek(position_ms, self._now())
            self.delay.sought(position_ms)

    def set_speed(self, speed: float) -> None:
        """Play at `speed`, kept between the slowest and the fastest there is."""
        self.speed = round(min(max(speed, SLOWEST), FASTEST), 2)
        if self.player is not None:
            self.player.set_rate(self.speed)
        self._clock.set_rate(self.speed, self._now())

    def set_volume(self, percent: int) -> None:
        """Play as loud as this, on every player."""
        self._volume = percent
        if self.player is not None:
            self.player.set_volume(percent)

    def listen(self) -> Sample | None:
        """Ask the player where it stands; None: there is no player."""
        if self.player is None:
            return None
        sample = self.player.sample()
        self._clock.update(sample)
        return sample

    def heard_ms(self, state: PlayerState) -> int:
        """Return how far the file has been heard by now, by what the player said last."""
        # Once the player has ended, all that was on its way is heard as well.
        rate = 0.0 if state is PlayerState.ENDED else self.speed
        return self.delay.heard_at(self._clock.position_at(self._now()), rate)

    def close(self) -> None:
        """Let go of the player."""
        player, self.player = self.player, None
        if player is not None:
            player.close()
