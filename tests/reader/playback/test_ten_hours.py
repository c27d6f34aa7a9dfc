"""Ten hours of playing in moments: what is shown is what is heard, however the player reports.

Players are simulated as they were measured: how far apart their reports are, how far off, how
long a seek takes; and they stall. The turn shown is compared with the turn that sounds.
"""

import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from reader.model import Turn
from reader.playback.clock import LONGEST_STEP_S, PlaybackClock
from reader.playback.player import PlayerState, Sample
from reader.timing.timeline import Timeline

pytestmark = pytest.mark.slow

HOURS_EACH = 2.5
LENGTH_MS = 3 * 3_600_000
TICK_S = (0.038, 0.055)
MOST_WRONG_S = 0.1
RATES = (0.75, 1.0, 1.0, 1.5, 2.0)


@dataclass(frozen=True)
class Kind:
    """How a player reports: the audio between two reports, and how far off each one is, in ms."""

    name: str
    step_ms: tuple[int, int]
    jitter_ms: int = 13


KINDS = (
    Kind("Qt", (40, 60)),
    Kind("libVLC, MP3", (255, 265)),
    Kind("libVLC, AAC", (250, 500)),
    Kind("libVLC, Opus", (990, 1010)),
)


def timeline(rng: random.Random) -> Timeline:
    """Return turns of one second to a minute, half of them short."""
    turns, at_ms = [], 0
    while at_ms < LENGTH_MS:
        end_ms = at_ms + rng.choice((rng.randint(1000, 6000), rng.randint(6000, 60_000)))
        turns.append(Turn(("Ida Holm", "Per Lind")[len(turns) % 2], ("Yes.",), at_ms, end_ms))
        at_ms = end_ms
    return Timeline(turns)


@dataclass
class SimulatedPlayer:
    """What really sounds, and what is said of it."""

    kind: Kind
    rng: random.Random
    now_s: float = 100.0
    sounding_ms: float = 0.0
    rate: float = 1.0
    silent_until_s: float = 0.0
    _reported_ms: float = 0.0
    _next_step_ms: float = 0.0
    said: Sample = field(default_factory=lambda: Sample(PlayerState.PLAYING, 0, 100.0))

    @property
    def sounds(self) -> bool:
        return self.now_s >= self.silent_until_s

    def advance(self, by_s: float) -> None:
        """Let time pass; report where a report is due, at the moment it is true."""
        end_s = self.now_s + by_s
        begin_s = max(self.now_s, self.silent_until_s)
        was_silent = self.now_s < self.silent_until_s
        self.now_s = end_s
        if end_s <= begin_s:
            return
        if was_silent and self._next_step_ms == 0:  # the answer to a seek
            self._report(begin_s)
        self.sounding_ms += (end_s - begin_s) * self.rate * 1000
        if self.sounding_ms - self._reported_ms >= self._next_step_ms:
            self._report(end_s)

    def _report(self, at_s: float) -> None:
        off_ms = self.rng.uniform(-1, 1) * self.kind.jitter_ms
        position_ms = max(round(self.sounding_ms + off_ms), 0)
        self.said = Sample(PlayerState.PLAYING, position_ms, at_s, LENGTH_MS)
        self._reported_ms = self.sounding_ms
        self._next_step_ms = self.rng.uniform(*self.kind.step_ms)

    def seek(self, target_ms: int) -> None:
        self.sounding_ms = self._reported_ms = float(target_ms)
        self._next_step_ms = 0
        self.silent_until_s = self.now_s + self.rng.uniform(0.02, 0.3)

    def stall(self, seconds: float) -> None:
        self.silent_until_s = self.now_s + seconds


@dataclass
class Watch:
    """Compares what is shown with what sounds, and notes how long each difference lasted."""

    starts: list[int]
    wrong_s: list[float] = field(default_factory=list)
    after_stalls_s: list[float] = field(default_factory=list)
    excused_until_ms: float = -1.0  # what a stall let the clock run ahead to
    _since_s: float | None = None
    _early: bool = False
    _turn: int = 0

    def turn_at(self, position_ms: float) -> int:
        return bisect_right(self.starts, position_ms) - 1

    def look(self, player: SimulatedPlayer, shown_ms: int) -> None:
        if not player.sounds:
            self._since_s = None
            return
        turn, shown = self.turn_at(player.sounding_ms), self.turn_at(shown_ms)
        since_s = (player.sounding_ms - self.starts[turn]) / player.rate / 1000
        crossed_s = player.now_s - since_s
        if shown == turn:
            if self._since_s is not None:
                self._note((crossed_s if self._early else player.now_s) - self._since_s, player)
            elif turn == self._turn + 1:
                self._note(min(since_s, TICK_S[1]), player)
            self._since_s = None
        elif self._since_s is None:
            self._early = shown > turn
            self._since_s = player.now_s if self._early else crossed_s
        self._turn = turn

    def _note(self, seconds: float, player: SimulatedPlayer) -> None:
        excused = player.sounding_ms < self.excused_until_ms + 2000 * player.rate
        (self.after_stalls_s if excused else self.wrong_s).append(seconds)


def hours(kind: Kind, seed: int) -> Iterator[tuple[SimulatedPlayer, int, bool, Watch]]:
    """Play for hours, tick by tick: the player, the position shown, and whether one sought."""
    rng = random.Random(seed)  # noqa: S311
    turns = timeline(rng)
    player, clock = SimulatedPlayer(kind, rng), PlaybackClock()
    watch = Watch([turn.start_ms for turn in turns.turns])
    end_s = player.now_s + HOURS_EACH * 3600
    next_event_s = player.now_s + 5
    while player.now_s < end_s:
        player.advance(rng.uniform(*TICK_S))
        sought = False
        if player.now_s >= next_event_s or player.sounding_ms > LENGTH_MS - 60_000:
            next_event_s = player.now_s + rng.uniform(5, 40)
            sought = _happen(player, clock, rng, watch)
        clock.update(player.said)
        yield player, clock.position_at(player.now_s), sought, watch


def _happen(
    player: SimulatedPlayer, clock: PlaybackClock, rng: random.Random, watch: Watch
) -> bool:
    """Let something happen: a seek, another speed, or a stall. Return whether it is a seek."""
    what = (
        "seek" if player.sounding_ms > LENGTH_MS - 60_000 else rng.choice(("seek", "rate", "stall"))
    )
    if what == "seek":
        target_ms = rng.randrange(LENGTH_MS - 3_600_000)
        player.seek(target_ms)
        clock.seek(target_ms, player.now_s)
        watch.excused_until_ms = -1.0
        return True
    if what == "rate" and player.sounds:
        player.rate = rng.choice(RATES)
        clock.set_rate(player.rate, player.now_s)
    elif player.sounds:
        player.stall(rng.uniform(0.2, 4.0))
        watch.excused_until_ms = player.sounding_ms + LONGEST_STEP_S * 1000 * max(player.rate, 1)
    return False


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_is_shown_is_what_is_heard(kind: Kind) -> None:
    before_ms, backwards = 0, 0
    for player, shown_ms, sought, watch in hours(kind, seed=7):
        backwards += shown_ms < before_ms and not sought
        before_ms = shown_ms
        watch.look(player, shown_ms)

    assert backwards == 0
    assert len(watch.wrong_s) > 300
    assert max(watch.wrong_s) <= MOST_WRONG_S
    # A player that stalls says nothing: by how much it is behind is known with its next report.
    assert 0 < max(watch.after_stalls_s) <= LONGEST_STEP_S
