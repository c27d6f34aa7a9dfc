"""Plays an episode and says, at the right moment, which turn is being heard. For the terminal."""

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from reader.errors import PlaybackError
from reader.playback.outputs import OutputWatch
from reader.playback.player import Player, PlayerState
from reader.playback.sounding import Sounding
from reader.timecode import timecode
from reader.timing.timeline import Timeline

_STEP_S = 0.02
_START_WITHIN_S = 10.0
_LOOK_S = 0.25  # so often it is asked what devices there are


@dataclass(frozen=True, slots=True)
class Started:
    """Sound has begun. `player` names what plays it; `monotonic` as for Heard."""

    player: str
    position_ms: int
    monotonic: float


@dataclass(frozen=True, slots=True)
class Heard:
    """A turn has begun to be heard. `monotonic` is when, on time.monotonic's clock."""

    turn: int
    position_ms: int
    monotonic: float


@dataclass(frozen=True, slots=True)
class Ended:
    """The audio has ended, or was played as far as was asked. `problem`: it broke off early."""

    position_ms: int
    monotonic: float
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """The sound has stopped coming though it should, or it comes again: then `sentence` is None."""

    sentence: str | None
    position_ms: int
    monotonic: float


Event = Started | Heard | Held | Ended


@dataclass(frozen=True, slots=True)
class Stretch:
    """What to play: an audio file from `start_ms` to `stop_ms`, None: to its end."""

    path: Path
    start_ms: int = 0
    stop_ms: int | None = None


def read_along(
    player: Player,
    timeline: Timeline,
    stretch: Stretch,
    wait: Callable[[float], None],
    now: Callable[[], float] = time.monotonic,
) -> Generator[Event, None, None]:
    """Play and yield Started, then Heard for every turn, the one under way first, then Ended.

    Held comes between, twice, where the sound stops for a while. `wait` lets time pass as the
    player needs it. Raise PlaybackError where the player fails, the sound does not come again, or
    its device is gone; before Started, another player may be tried.
    """
    sounding = Sounding(now)
    sounding.take(player)
    sounding.load(stretch.path, stretch.start_ms)
    sounding.play()
    yield _await_start(player, stretch, wait, now)
    # What was over before the start is not heard, the turn under way is.
    last, held = max(-1, _newest(timeline, stretch.start_ms, None) - 1), None
    devices = _Devices(player, now)
    while True:
        sample = sounding.listen()
        if sample is None:
            wait(_STEP_S)
            continue
        if sample.state is PlayerState.FAILED:
            raise _failure(stretch.path, sample.error)
        moment = now()
        position_ms = sounding.heard_ms(sample.state)
        devices.look(position_ms, sample.state)
        if sounding.trouble != held:
            held = sounding.trouble
            yield Held(held, position_ms, moment)
        turn = _newest(timeline, position_ms, stretch.stop_ms)
        for heard in range(last + 1, turn + 1):
            yield Heard(heard, position_ms, moment)
        last = max(last, turn)
        if sample.state is PlayerState.ENDED:
            yield Ended(position_ms, moment, sample.error)
            return
        if stretch.stop_ms is not None and position_ms >= stretch.stop_ms:
            player.pause()
            yield Ended(position_ms, moment)
            return
        wait(_STEP_S)


class _Devices:
    """What the sound may come out of, asked now and then.

    It has to be asked also because libVLC notices by that alone that a sound server stopped.
    """

    def __init__(self, player: Player, now: Callable[[], float]) -> None:
        self._player = player
        self._now = now
        self._watch = OutputWatch()
        self._due_s = now()

    def look(self, position_ms: int, state: PlayerState) -> None:
        """Raise PlaybackError where the device that sounded is gone.

        Another one might be heard by everybody, and here nobody can be asked.
        """
        if state is not PlayerState.PLAYING or self._now() < self._due_s:
            return
        self._due_s = self._now() + _LOOK_S
        gone = self._watch.look(self._player.devices(), self._player.sounding_on())
        if gone is not None:
            self._player.pause()
            place = timecode(position_ms)
            raise PlaybackError(
                f"The sound device “{gone.name}” is gone, so playing stopped at {place}. "
                f"Go on from there with --from {place}."
            )


def _newest(timeline: Timeline, position_ms: int, stop_ms: int | None) -> int:
    """Return the turn being heard, -1 before the first; none that begins after the end."""
    at_ms = position_ms if stop_ms is None else min(position_ms, stop_ms)
    turn = timeline.turn_at(at_ms)
    return -1 if turn is None else turn


def _await_start(
    player: Player, stretch: Stretch, wait: Callable[[float], None], now: Callable[[], float]
) -> Started:
    """Wait until the player plays; a file so short that it has ended already counts."""
    give_up_s = now() + _START_WITHIN_S
    while now() < give_up_s:
        sample = player.sample()
        if sample.state is PlayerState.FAILED:
            raise _failure(stretch.path, sample.error)
        if sample.state in (PlayerState.PLAYING, PlayerState.ENDED):
            return Started(player.name, sample.position_ms, sample.at_s)
        wait(_STEP_S)
    raise _failure(stretch.path, None)


def _failure(path: Path, error: str | None) -> PlaybackError:
    sentence = error or f"{path} does not start to play; try another player with --player."
    return PlaybackError(sentence, path)
