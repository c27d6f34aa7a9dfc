"""The open file on the player: where it is by what is heard, and when the player is given up."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.playback.player import PlayerState, Sample
from reader.playback.silent import SilentPlayer
from reader.playback.sounding import FASTEST, SLOWEST, Sounding
from reader.playback.watching import LOST_S, SENTENCES, STALLED_S, Going

LENGTH_MS = 600_000
TICK_S = 0.04


class NotingPlayer(SilentPlayer):
    """A silent player that notes what it is told, and says what the test wants."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(clock, lambda _: LENGTH_MS)
        self.told: list[tuple[str, Any]] = []
        self.said: dict[str, Any] = {}

    def load(self, path: Path, start_ms: int = 0) -> None:
        self.told.append(("load", start_ms))
        super().load(path, start_ms)

    def pause(self) -> None:
        self.told.append(("pause", None))
        super().pause()

    def set_rate(self, rate: float) -> None:
        self.told.append(("rate", rate))
        super().set_rate(rate)

    def set_volume(self, percent: int) -> None:
        self.told.append(("volume", percent))

    def sample(self) -> Sample:
        return replace(super().sample(), **self.said)

    def close(self) -> None:
        self.told.append(("close", None))


class Stage:
    """A file that sounds; time passes only in `let_pass`."""

    def __init__(self, audio: Path) -> None:
        self.now = 1000.0
        self.audio = audio
        self.sounding = Sounding(lambda: self.now)
        self.player = NotingPlayer(lambda: self.now)

    def play(self, at_ms: int = 0) -> None:
        self.sounding.take(self.player)
        self.sounding.load(self.audio, at_ms)
        self.sounding.play()
        self.let_pass(1)

    def let_pass(self, seconds: float) -> Sample | None:
        sample = None
        for _ in range(round(seconds / TICK_S)):
            self.now += TICK_S
            sample = self.sounding.listen(LENGTH_MS)
        return sample

    @property
    def heard_ms(self) -> int:
        return self.sounding.heard_ms(PlayerState.PLAYING, LENGTH_MS)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    audio = tmp_path / "ferry.opus"
    audio.write_bytes(b"sound")
    return Stage(audio)


class TestWithoutAPlayer:
    def test_nothing_is_heard_and_what_is_told_does_no_harm(self, stage: Stage) -> None:
        sounding = stage.sounding
        sounding.load(stage.audio, 5000)
        for tell in (sounding.play, sounding.pause, sounding.close, lambda: sounding.go_to(9)):
            tell()

        assert sounding.listen(LENGTH_MS) is None

    def test_speed_and_volume_count_once_there_is_one(self, stage: Stage) -> None:
        stage.sounding.set_speed(1.5)
        stage.sounding.set_volume(60)
        stage.play()

        assert stage.player.told == [("volume", 60), ("load", 0), ("rate", 1.5)]


class TestPlaying:
    def test_a_file_is_heard_from_where_it_was_loaded(self, stage: Stage) -> None:
        stage.play(at_ms=20_000)
        assert stage.heard_ms == pytest.approx(21_000, abs=2)

    def test_another_file_starts_before_the_place_of_the_last(self, stage: Stage) -> None:
        stage.play(at_ms=20_000)
        stage.sounding.load(stage.audio, 300)
        assert stage.heard_ms == 300

    def test_a_place_it_is_sent_to_holds_at_once_also_backwards(self, stage: Stage) -> None:
        stage.sounding.delay.delay_ms = 200
        stage.play(at_ms=20_000)
        stage.sounding.go_to(3000)
        assert stage.heard_ms == 3000
        stage.let_pass(0.4)
        assert stage.heard_ms == pytest.approx(3200, abs=2)

    def test_the_speed_is_kept_within_its_bounds(self, stage: Stage) -> None:
        for asked, given in ((0.1, SLOWEST), (9.0, FASTEST), (1.234, 1.23)):
            stage.sounding.set_speed(asked)
            assert stage.sounding.speed == given

    def test_a_late_device_is_heard_late_by_what_its_delay_holds(self, stage: Stage) -> None:
        stage.sounding.delay.delay_ms = 200
        stage.sounding.set_speed(2.0)
        stage.play()
        assert stage.heard_ms == pytest.approx(2000 - 400, abs=2)

    def test_at_the_end_all_that_was_on_its_way_is_heard(self, stage: Stage) -> None:
        stage.sounding.delay.delay_ms = 200
        stage.play(at_ms=LENGTH_MS - 1000)
        stage.let_pass(0.2)
        assert stage.sounding.heard_ms(PlayerState.ENDED, LENGTH_MS) == LENGTH_MS

    def test_an_end_where_it_should_be_is_an_end_and_no_failure(self, stage: Stage) -> None:
        stage.play(at_ms=LENGTH_MS - 1000)
        ended = stage.let_pass(0.2)
        assert (ended.state, ended.error) == (PlayerState.ENDED, None)

    def test_nothing_is_heard_beyond_the_length_that_was_counted(self, stage: Stage) -> None:
        stage.play(at_ms=20_000)
        assert stage.sounding.heard_ms(PlayerState.PLAYING, 20_500) == 20_500

    def test_closing_lets_go_of_the_player(self, stage: Stage) -> None:
        stage.play()
        stage.sounding.close()
        assert stage.player.told[-1] == ("close", None)
        assert stage.sounding.player is None


class TestTrouble:
    def test_a_stall_is_trouble_until_it_is_over(self, stage: Stage) -> None:
        stage.play()
        stage.player.said = {"position_ms": 1000}
        stage.let_pass(STALLED_S + 1)
        assert stage.sounding.trouble == SENTENCES[Going.STALLED]
        stage.player.said = {}
        stage.let_pass(TICK_S)
        assert stage.sounding.trouble is None

    def test_a_sound_that_does_not_come_again_is_given_up_until_a_load(self, stage: Stage) -> None:
        stage.play()
        stage.player.said = {"position_ms": 1000}
        given_up = stage.let_pass(LOST_S + 1)
        stage.player.said = {}
        later = stage.let_pass(1)

        assert given_up == later
        assert (later.state, later.error) == (PlayerState.FAILED, SENTENCES[Going.LOST])
        assert stage.sounding.trouble is None
        assert stage.player.told[-1] == ("pause", None)
        stage.sounding.load(stage.audio, 1000)
        assert stage.let_pass(1).state is PlayerState.PAUSED

    def test_going_far_again_and_again_is_no_nonsense_where_it_was_told_to(
        self, stage: Stage
    ) -> None:
        stage.play()
        for place_ms in (300_000, 20_000, 500_000, 40_000, 400_000, 0):
            stage.sounding.go_to(place_ms)
            assert stage.let_pass(0.4).state is PlayerState.PLAYING

    def test_a_player_that_never_made_sense_is_given_up_all_the_same(self, stage: Stage) -> None:
        stage.player.said = {"position_ms": 10 * LENGTH_MS}
        stage.play()
        failed = stage.let_pass(3)

        assert (failed.state, failed.error) == (PlayerState.FAILED, SENTENCES[Going.NONSENSE])

    def test_a_file_that_ends_long_before_its_place_is_told_to_be_cut_short(
        self, stage: Stage
    ) -> None:
        stage.play(at_ms=100_000)
        stage.player.said = {"state": PlayerState.ENDED, "position_ms": 2000}
        failed = stage.let_pass(TICK_S)

        assert failed.state is PlayerState.FAILED
        assert "ferry.opus stops at 0:02 though it should last 10:00" in (failed.error or "")
