"""A controller whose player stalls, breaks or talks nonsense: the reader stays, Play goes on."""

import math
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.model import Place
from reader.playback.guarding import GuardedPlayer
from reader.playback.player import PlayerState, Sample
from reader.playback.silent import SilentPlayer
from reader.playback.watching import LOST_S, SENTENCES, STALLED_S, Going
from reader.timing.timeline import Timeline
from tests.ui.emissions import emissions
from tests.ui.sample_pages import spoken
from ui.playing.playback_controller import PlaybackController

LENGTH_MS = 120_000
TIMELINE = Timeline(
    [spoken("Ida Holm", i * 10_000, (i + 1) * 10_000, "The ferry is late.") for i in range(12)]
)
STALLED = SENTENCES[Going.STALLED]


class MoodyPlayer(SilentPlayer):
    """A silent player that can get stuck, break, or say something else than it does."""

    def __init__(self, stage: "Stage") -> None:
        self._stage = stage
        self._stuck_at: float | None = None
        super().__init__(clock=self._time, duration_of=lambda _: LENGTH_MS)
        self.breaks = False
        self.said: dict[str, Any] = {}
        self.loads: list[int] = []
        self.rate = 1.0
        self.volume = 100

    def _time(self) -> float:
        return self._stage.now if self._stuck_at is None else self._stuck_at

    def stick(self, *, on: bool) -> None:
        self._stuck_at = self._stage.now if on else None

    def load(self, path: Path, start_ms: int = 0) -> None:
        self.loads.append(start_ms)
        self._stuck_at = None
        super().load(path, start_ms)

    def set_rate(self, rate: float) -> None:
        self.rate = rate
        super().set_rate(rate)

    def set_volume(self, percent: int) -> None:
        self.volume = percent

    def sample(self) -> Sample:
        if self.breaks:
            raise OSError("the other end is gone")
        return replace(super().sample(), **self.said)


class Stage:
    """A controller on a moody player; time passes only in `let_pass`."""

    def __init__(self, folder: Path) -> None:
        self.now = 1000.0
        self.made: list[MoodyPlayer] = []
        self.audio = folder / "ferry.opus"
        self.audio.write_bytes(b"sound")
        self.control = PlaybackController(now=lambda: self.now, wall=lambda: self.now)
        self.told = emissions(self.control.failed)
        self.withdrawn = emissions(self.control.recovered)
        self.control.use_player(GuardedPlayer(self.make(), self.make))
        self.control.open(TIMELINE, self.audio, LENGTH_MS, Place(20_000, 1.5))
        self.control.set_volume(60)
        self.control.play()
        self.let_pass(2)

    def make(self) -> MoodyPlayer:
        self.made.append(MoodyPlayer(self))
        return self.made[-1]

    @property
    def player(self) -> MoodyPlayer:
        return self.made[-1]

    @property
    def sentences(self) -> list[str]:
        return [self.told[i][0] for i in range(len(self.told))]

    def let_pass(self, seconds: float) -> None:
        for _ in range(round(seconds / 0.04)):
            self.now += 0.04
            self.control.tick()


@pytest.fixture
def stage(qapp: object, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    yield made
    made.control.close()


class TestASoundThatStopsComing:
    @pytest.fixture
    def stalled(self, stage: Stage) -> Stage:
        stage.player.stick(on=True)
        stage.let_pass(STALLED_S + 1)
        return stage

    def test_is_told_once_and_the_text_stands(self, stalled: Stage) -> None:
        at_ms = stalled.control.position_ms
        stalled.let_pass(5)

        assert stalled.sentences == [STALLED]
        assert stalled.control.position_ms == at_ms

    def test_takes_its_sentence_away_when_it_comes_again(self, stalled: Stage) -> None:
        assert len(stalled.withdrawn) == 0
        stalled.player.stick(on=False)
        stalled.let_pass(1)

        assert [*stalled.withdrawn[0]] == [STALLED]
        assert stalled.control.state is PlayerState.PLAYING

    def test_takes_it_away_with_a_pause(self, stalled: Stage) -> None:
        stalled.control.pause()

        assert len(stalled.withdrawn) == 1
        assert stalled.control.state is PlayerState.PAUSED

    def test_is_given_up_at_last_and_play_goes_on_from_there(self, stalled: Stage) -> None:
        at_ms = stalled.control.position_ms
        stalled.let_pass(LOST_S)
        assert stalled.control.state is PlayerState.FAILED
        assert stalled.sentences == [STALLED, SENTENCES[Going.LOST]]
        assert len(stalled.withdrawn) == 1
        assert stalled.control.position_ms == at_ms

        stalled.control.play()
        stalled.let_pass(1)
        assert stalled.player.loads[-1] == at_ms
        assert stalled.control.state is PlayerState.PLAYING
        assert stalled.control.position_ms == pytest.approx(at_ms + 1500, abs=80)
        assert (stalled.player.rate, stalled.player.volume) == (1.5, 60)

    def test_does_not_begin_by_itself_once_it_was_given_up(self, stalled: Stage) -> None:
        at_ms = stalled.control.position_ms
        stalled.let_pass(LOST_S)
        stalled.player.stick(on=False)
        stalled.let_pass(5)

        assert stalled.control.state is PlayerState.FAILED
        assert stalled.control.position_ms == at_ms

    def test_goes_with_another_episode(self, stalled: Stage) -> None:
        stalled.control.open(TIMELINE, stalled.audio, LENGTH_MS, Place())
        stalled.let_pass(0.2)

        assert len(stalled.withdrawn) == 1

    def test_is_told_no_longer_once_an_episode_without_audio_is_open(self, stalled: Stage) -> None:
        stalled.control.open(TIMELINE, None, 0, Place())

        assert [*stalled.withdrawn[0]] == [STALLED]


class TestAPlayerThatBreaks:
    def test_is_told_and_play_makes_a_new_one_at_the_same_place(self, stage: Stage) -> None:
        at_ms = stage.control.position_ms
        stage.player.breaks = True
        stage.let_pass(1)
        assert stage.control.state is PlayerState.FAILED
        assert [sentence[:33] for sentence in stage.sentences] == [
            "The player Silent broke down. Pre"
        ]

        stage.control.play()
        stage.let_pass(1)
        assert len(stage.made) == 2
        assert stage.control.state is PlayerState.PLAYING
        assert stage.control.position_ms == pytest.approx(at_ms + 1500, abs=80)
        assert (stage.player.rate, stage.player.volume) == (1.5, 60)


class TestNonsense:
    def test_is_not_shown_and_ends_it(self, stage: Stage) -> None:
        at_ms = stage.control.position_ms
        stage.player.said = {"position_ms": -400_000}
        stage.let_pass(3)

        assert stage.sentences == [SENTENCES[Going.NONSENSE]]
        assert stage.control.position_ms == pytest.approx(at_ms, abs=3500)

        stage.player.said = {}
        stage.control.play()
        stage.let_pass(1)
        assert stage.control.state is PlayerState.PLAYING

    def test_an_end_long_before_the_place_leaves_the_place(self, stage: Stage) -> None:
        stage.player.said = {"state": PlayerState.ENDED, "position_ms": 900, "duration_ms": 900}
        at_ms = stage.control.position_ms
        stage.let_pass(1)

        assert stage.control.state is PlayerState.FAILED
        assert "stops at 0:00 though it should last 2:00" in stage.sentences[0]
        assert stage.control.position_ms == at_ms


NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12),
    st.floats(),
    st.none(),
    st.integers(0, LENGTH_MS),
)
SAYINGS = st.fixed_dictionaries(
    {},
    optional={
        "state": st.one_of(st.sampled_from(PlayerState), st.just("dancing"), st.none()),
        "position_ms": NUMBERS,
        "at_s": st.one_of(st.floats(), st.floats(900, 1100), st.none()),
        "duration_ms": NUMBERS,
        "error": st.one_of(st.none(), st.just("It is the weather.")),
    },
)
HANDS = st.sampled_from(["play", "pause", "toggle", "next_turn", "previous_turn", "replay_turn"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(acts=st.lists(st.tuples(SAYINGS, st.one_of(st.none(), HANDS, NUMBERS)), max_size=30))
def test_whatever_a_player_says_the_place_stays_within_the_audio_and_nothing_is_raised(
    qapp: object, tmp_path: Path, acts: list[tuple[dict[str, Any], Any]]
) -> None:
    stage = Stage(tmp_path)
    with closing(stage.control):
        for said, hand in acts:
            stage.player.said = said
            do(stage.control, hand)
            stage.let_pass(0.6)
            assert 0 <= stage.control.position_ms <= LENGTH_MS
        stage.player.said = {}
        stage.control.seek(30_000)
        stage.control.play()
        stage.let_pass(1)
        stage.control.play()  # what was given up is tried again
        stage.let_pass(1)
        assert stage.control.state is PlayerState.PLAYING
        assert 30_000 < stage.control.position_ms < 40_000


def do(control: PlaybackController, hand: Any) -> None:
    """Press a key, or go to a place."""
    if isinstance(hand, str):
        getattr(control, hand)()
    elif isinstance(hand, int | float) and math.isfinite(hand):
        control.seek(round(hand))
