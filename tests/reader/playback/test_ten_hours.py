"""Ten hours of playing in moments: what is shown is what is heard, however the player reports.

Players report here as real ones were recorded to (`record_reports.py`): how long after each
other, and how far from the sound. They are sent elsewhere, change their speed, stall, and say
nonsense now and then. The turn shown is compared with the turn that sounds.
"""

import json
import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

import pytest

from reader.model import Turn
from reader.playback.clock import LONGEST_STEP_S, PlaybackClock
from reader.playback.player import PlayerState, Sample
from reader.timing.timeline import Timeline

pytestmark = pytest.mark.slow

HOURS_EACH = 2.0
LENGTH_MS = 3 * 3_600_000
TICK_S = (0.038, 0.055)
TARDY_S = 0.005  # a timer comes so much later than asked for
MOST_WRONG_S = 0.1


@dataclass(frozen=True)
class Kind:
    """How a player reports, by speed: ms since the last report, ms of audio ahead of the sound."""

    name: str
    reports: dict[float, list[tuple[int, int]]]

    @property
    def soon_noticed_s(self) -> float:
        """How long it takes at most to notice that such a player has stalled."""
        longest_s = max(after for told in self.reports.values() for after, _ in told) / 1000
        return min(max(2.5 * longest_s, 0.3), LONGEST_STEP_S / min(self.reports))


def recorded() -> list[Kind]:
    """Return the players that were recorded."""
    kinds: dict[str, Kind] = {}
    path = Path(__file__).with_name("recorded_reports.json")
    for found in json.loads(path.read_text(encoding="utf-8")):
        name = f"{found['player']}, {found['audio']}"
        kind = kinds.setdefault(name, Kind(name, {}))
        kind.reports[found["speed"]] = [(after, ahead) for after, ahead in found["reports"]]
    return list(kinds.values())


KINDS = recorded()


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
    _told: int = 0  # of the recorded reports
    _due_s: float = 100.0  # when the next report comes
    said: Sample = field(default_factory=lambda: Sample(PlayerState.PLAYING, 0, 100.0))

    @property
    def sounds(self) -> bool:
        return self.now_s >= self.silent_until_s

    def advance(self, by_s: float) -> None:
        """Let time pass; reports come when they are due, true then but for their errors."""
        begin_s, self.now_s = max(self.now_s, self.silent_until_s), self.now_s + by_s
        if self.now_s <= begin_s:
            return
        before_ms = self.sounding_ms
        self.sounding_ms += (self.now_s - begin_s) * self.rate * 1000
        while self._due_s <= self.now_s:
            self._report(before_ms + (self._due_s - begin_s) * self.rate * 1000)

    def _report(self, sounding_ms: float) -> None:
        reports = self.kind.reports[self.rate]
        _, ahead_ms = reports[self._told]
        position_ms = max(round(sounding_ms + ahead_ms), 0)
        self.said = Sample(PlayerState.PLAYING, position_ms, self._due_s, LENGTH_MS)
        self._told = self._told + 1 if self._told + 1 < len(reports) else len(reports) // 2
        self._due_s += reports[self._told][0] / 1000

    def seek(self, target_ms: int) -> None:
        self.sounding_ms = float(target_ms)
        self.silent_until_s = self.now_s + self.rng.uniform(0.02, 0.3)
        self._told, self._due_s = 0, self.silent_until_s  # both players answer a seek

    def set_rate(self, rate: float) -> None:
        self.rate = rate
        after_ms, _ = self.kind.reports[rate][0]
        self._told, self._due_s = 0, self.now_s + after_ms / 1000

    def stall(self, seconds: float) -> None:
        self.silent_until_s = self.now_s + seconds
        self._due_s += seconds

    def talk_nonsense(self) -> None:
        """Say once something that cannot be."""
        place_ms = self.rng.choice((0, -7, LENGTH_MS, self.rng.randrange(LENGTH_MS)))
        self.said = Sample(PlayerState.PLAYING, place_ms, self.now_s, LENGTH_MS)


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
    next_event_s, shown_ms = player.now_s + 5, 0
    while player.now_s < end_s:
        player.advance(_until_next_look(turns, shown_ms, player.rate, rng))
        sought = False
        if player.now_s >= next_event_s or player.sounding_ms > LENGTH_MS - 60_000:
            next_event_s = player.now_s + rng.uniform(5, 40)
            sought = _happen(player, clock, rng, watch)
        clock.update(player.said)
        shown_ms = clock.position_at(player.now_s)
        yield player, shown_ms, sought, watch


def _until_next_look(turns: Timeline, shown_ms: int, rate: float, rng: random.Random) -> float:
    """Return when the window looks again: it wakes where the next turn is to begin."""
    change_ms = turns.next_change_ms(shown_ms)
    tick_s = rng.uniform(*TICK_S)
    if change_ms is None:
        return tick_s
    return min(ceil((change_ms - shown_ms) / rate) / 1000 + rng.uniform(0, TARDY_S), tick_s)


def _happen(
    player: SimulatedPlayer, clock: PlaybackClock, rng: random.Random, watch: Watch
) -> bool:
    """Let something happen. Return whether it is a seek."""
    what = rng.choice(("seek", "rate", "stall", "nonsense"))
    if player.sounding_ms > LENGTH_MS - 60_000 or what == "seek":
        target_ms = rng.randrange(LENGTH_MS - 3_600_000)
        player.seek(target_ms)
        clock.seek(target_ms, player.now_s)
        watch.excused_until_ms = -1.0
        return True
    if what == "rate" and player.sounds:
        player.set_rate(rng.choice(list(player.kind.reports)))
        clock.set_rate(player.rate, player.now_s)
    elif what == "stall" and player.sounds:
        player.stall(rng.uniform(0.2, 4.0))
        watch.excused_until_ms = player.sounding_ms + LONGEST_STEP_S * 1000 * max(player.rate, 1)
    elif what == "nonsense":
        player.talk_nonsense()
    return False


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_is_shown_is_what_is_heard(kind: Kind) -> None:
    before_ms, backwards = 0, 0
    for player, shown_ms, sought, watch in hours(kind, seed=7):
        backwards += shown_ms < before_ms and not sought
        before_ms = shown_ms
        watch.look(player, shown_ms)

    assert backwards == 0
    assert len(watch.wrong_s) > 200
    assert max(watch.wrong_s) <= MOST_WRONG_S
    # A player that stalls says nothing: it is noticed when a few of its usual steps are missing.
    assert 0 < max(watch.after_stalls_s) <= kind.soon_noticed_s + MOST_WRONG_S


def test_both_players_were_recorded_at_several_speeds() -> None:
    assert {kind.name.split(",")[0] for kind in KINDS} == {"libVLC", "Qt"}
    assert all(len(kind.reports) >= 3 for kind in KINDS)
