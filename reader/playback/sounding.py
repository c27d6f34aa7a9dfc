"""The open file on the player: what it is told, and how much of it has been heard by now."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reader.playback.clock import PlaybackClock
from reader.playback.delay import OutputDelay
from reader.playback.faults import CUT_SHORT_MS, cut_short
from reader.playback.player import Player, PlayerState, Sample
from reader.playback.watching import SENTENCES, Going, PlaybackWatch

SLOWEST, FASTEST = 0.5, 3.0


class Sounding:
    """A player with the clock of the file in it. For the thread that owns the player.

    Without a `player` all may be told, and counts once there is one. `now` answers in
    `time.monotonic` seconds. `delay` is the sound device's. `trouble` is a sentence while the
    sound does not come though it should; after a while of it, the samples say FAILED.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._clock = PlaybackClock()
        self._watch = PlaybackWatch()
        self._last: Sample | None = None  # what could be believed
        self._path = Path()
        self._told_ms = 0  # where it was told to be last
        self._given_up: str | None = None  # why what the player says does not count until a load
        self.trouble: str | None = None
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
            self._begin_anew(audio, at_ms)
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
            self._watch.told()
            self._told_ms = position_ms
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

    def listen(self, length_ms: int = 0) -> Sample | None:
        """Ask the player where it stands; None: there is no player, or it never made sense.

        `length_ms` is the file's, 0 where nobody counted it.
        """
        if self.player is None:
            return None
        sample = self.player.sample()
        if self._given_up is None:
            self._judge(sample, length_ms)
        if self._given_up is not None and self._last is not None:
            return replace(self._last, state=PlayerState.FAILED, error=self._given_up)
        return self._last

    def _judge(self, sample: Sample, length_ms: int) -> None:
        going = self._watch.look(sample, self._now(), length_ms)
        if self._watch.believes and self._ends_before_its_place(sample):
            whole_ms = max(length_ms, self._told_ms)
            self._give_up(cut_short(self._path, sample.position_ms, whole_ms) or "")
        elif going in (Going.LOST, Going.NONSENSE):
            self._give_up(SENTENCES[going])
        else:
            self.trouble = SENTENCES.get(going)
            self._believe(sample)

    def _believe(self, sample: Sample) -> None:
        if self._watch.believes:
            self._last = sample
            self._clock.update(sample)

    def _ends_before_its_place(self, sample: Sample) -> bool:
        """Tell whether the file has become so short that the place is not in it any more."""
        ended = sample.state is PlayerState.ENDED
        return ended and sample.position_ms < self._told_ms - CUT_SHORT_MS

    def _give_up(self, sentence: str) -> None:
        """Be silent until the next load: what came again by itself would surprise."""
        self.trouble, self._given_up = None, sentence
        self._last = self._last or Sample(PlayerState.FAILED, 0, self._now())
        self.pause()

    def _begin_anew(self, path: Path, at_ms: int) -> None:
        self._watch.forget()
        self._path, self._told_ms = path, at_ms
        self._last = self._given_up = self.trouble = None

    def heard_ms(self, state: PlayerState, length_ms: int = 0) -> int:
        """Return how far the file has been heard by now, by what the player said last.

        `length_ms` is the file's, which is not gone beyond; 0: not known.
        """
        # Once the player has ended, all that was on its way is heard as well.
        rate = 0.0 if state is PlayerState.ENDED else self.speed
        heard_ms = self.delay.heard_at(self._clock.position_at(self._now()), rate)
        return max(min(heard_ms, length_ms or heard_ms), 0)

    def close(self) -> None:
        """Let go of the player."""
        player, self.player = self.player, None
        if player is not None:
            player.close()
