"""The clock is smooth, never goes back by itself, and stays near what is really played."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.playback.clock import LONGEST_STEP_S, PlaybackClock
from reader.playback.player import PlayerState, Sample

JITTER_S = 0.013
TICK_S = 0.04


def playing(position_ms: int, at_s: float, duration_ms: int | None = None) -> Sample:
    return Sample(PlayerState.PLAYING, position_ms, at_s, duration_ms)


def paused(position_ms: int, at_s: float) -> Sample:
    return Sample(PlayerState.PAUSED, position_ms, at_s)


@pytest.fixture
def clock() -> PlaybackClock:
    return PlaybackClock()


class TestStanding:
    def test_a_new_clock_stands_at_the_start(self, clock: PlaybackClock) -> None:
        assert clock.position_at(5.0) == 0

    def test_while_paused_time_does_not_count(self, clock: PlaybackClock) -> None:
        clock.update(paused(1234, 10.0))
        assert clock.position_at(10.0) == clock.position_at(99.0) == 1234

    def test_a_pause_stops_where_the_player_says(self, clock: PlaybackClock) -> None:
        clock.update(playing(1000, 10.0))
        clock.position_at(10.4)
        clock.update(paused(1430, 10.43))
        assert clock.position_at(12.0) == 1430

    def test_a_pause_a_little_behind_does_not_go_back(self, clock: PlaybackClock) -> None:
        clock.update(playing(1000, 10.0))
        shown = clock.position_at(10.4)
        clock.update(paused(1350, 10.4))
        assert clock.position_at(10.5) == shown == 1400

    def test_the_end_is_the_length(self, clock: PlaybackClock) -> None:
        clock.update(playing(4900, 10.0, duration_ms=5000))
        assert clock.position_at(11.0) == 5000
        clock.update(Sample(PlayerState.ENDED, 5000, 10.1, 5000))
        assert clock.position_at(20.0) == 5000

    def test_starting_over_after_the_end_goes_back(self, clock: PlaybackClock) -> None:
        clock.update(Sample(PlayerState.ENDED, 900, 10.0, 900))
        assert clock.position_at(10.0) == 900
        clock.update(playing(0, 11.0, 900))
        assert clock.position_at(11.1) == 100

    def test_another_file_starts_where_it_is_told(self, clock: PlaybackClock) -> None:
        clock.update(playing(90_000, 10.0))
        clock.position_at(10.5)
        clock.reset(300)
        assert clock.position_at(10.5) == 300


class TestRunning:
    def test_time_between_samples_counts(self, clock: PlaybackClock) -> None:
        clock.update(playing(1000, 10.0))
        assert clock.position_at(10.25) == 1250

    def test_the_jitter_of_many_samples_is_averaged_away(self, clock: PlaybackClock) -> None:
        for n in range(20):
            jitter_ms = 40 if n % 2 else -40
            clock.update(playing(1000 + n * 250 + jitter_ms, 10.0 + n * 0.25))
        assert abs(clock.position_at(10.0 + 19 * 0.25) - (1000 + 19 * 250)) < 20

    def test_the_same_sample_again_changes_nothing(self, clock: PlaybackClock) -> None:
        for tick in range(20):
            clock.update(playing(1000, 10.0))
            assert clock.position_at(10.0 + tick * TICK_S) == 1000 + tick * 40

    def test_a_sample_made_earlier_counts_from_when_it_was_true(self, clock: PlaybackClock) -> None:
        clock.update(playing(1000, 10.0))
        assert clock.position_at(10.7) == 1700

    def test_a_second_without_a_sample_is_no_stall(self, clock: PlaybackClock) -> None:
        clock.update(playing(1000, 10.0))
        assert clock.position_at(11.05) == 2050

    def test_a_stalled_player_holds_the_clock(self, clock: PlaybackClock) -> None:
        clock.update(playing(1000, 10.0))
        limit = 1000 + LONGEST_STEP_S * 1000
        assert clock.position_at(12.0) == clock.position_at(500.0) == limit

    def test_a_player_that_waits_to_sound_holds_the_clock(self, clock: PlaybackClock) -> None:
        for tick in range(25):
            now = 10.0 + tick * TICK_S
            clock.update(playing(3000, now))
            assert clock.position_at(now) == 3000
        clock.update(playing(3000, 11.0))
        assert clock.position_at(11.2) == 3200

    def test_a_player_that_jumped_back_by_itself_is_followed(self, clock: PlaybackClock) -> None:
        clock.update(playing(60_000, 10.0))
        clock.position_at(10.2)
        clock.update(playing(5000, 10.3))
        clock.update(playing(5050, 10.35))
        assert clock.position_at(10.4) == 5100

    def test_a_player_that_went_far_ahead_by_itself_is_followed(self, clock: PlaybackClock) -> None:
        clock.update(playing(5000, 10.0))
        clock.update(playing(60_000, 10.3))
        clock.update(playing(60_050, 10.35))
        assert clock.position_at(10.4) == 60_100

    @pytest.mark.parametrize("nonsense", [0, 40_000, 3_600_000, -5])
    def test_one_sample_of_nonsense_moves_nothing(
        self, clock: PlaybackClock, nonsense: int
    ) -> None:
        clock.update(playing(60_000, 10.0))
        for _ in range(5):
            clock.update(playing(nonsense, 10.2))
        assert clock.position_at(10.25) == 60_250
        clock.update(playing(60_300, 10.3))
        assert clock.position_at(10.4) == 60_400

    def test_after_a_long_silence_a_player_that_played_on_is_believed(
        self, clock: PlaybackClock
    ) -> None:
        clock.update(playing(1000, 10.0))
        clock.update(playing(3_601_000, 3610.0))
        assert clock.position_at(3610.1) == 3_601_100

    @pytest.mark.parametrize(("step_s", "held_s"), [(0.05, 0.3), (0.26, 0.65), (1.0, 1.5)])
    def test_a_stall_is_noticed_the_sooner_the_finer_the_steps(
        self, clock: PlaybackClock, step_s: float, held_s: float
    ) -> None:
        for step in range(10):
            clock.update(playing(round(step * step_s * 1000), 10.0 + step * step_s))
        last_ms, last_s = round(9 * step_s * 1000), 10.0 + 9 * step_s
        assert clock.position_at(last_s + held_s - 0.01) == pytest.approx(
            last_ms + held_s * 1000 - 10, abs=1
        )
        assert clock.position_at(last_s + 99) == pytest.approx(last_ms + held_s * 1000, abs=1)

    def test_at_another_speed_the_steps_are_learned_anew(self, clock: PlaybackClock) -> None:
        for step in range(10):
            clock.update(playing(step * 250, 10.0 + step * 0.125))
        clock.set_rate(0.5, 11.2)
        clock.update(playing(2500, 11.25))
        assert clock.position_at(12.25) == 3000

    @pytest.mark.parametrize("rate", [0.25, 0.5, 1.5, 2.0, 4.0])
    def test_the_rate_counts(self, clock: PlaybackClock, rate: float) -> None:
        clock.set_rate(rate, 9.0)
        clock.update(playing(1000, 10.0))
        assert clock.position_at(10.4) == 1000 + 400 * rate

    def test_a_change_of_rate_counts_from_then(self, clock: PlaybackClock) -> None:
        clock.update(playing(1000, 10.0))
        clock.set_rate(2.0, 10.5)
        assert clock.position_at(11.0) == 1000 + 500 + 1000

    def test_slow_speech_has_long_steps(self, clock: PlaybackClock) -> None:
        clock.set_rate(0.5, 9.0)
        clock.update(playing(1000, 10.0))
        assert clock.position_at(12.05) == 2025  # an Opus step of one second takes two


class TestSeeking:
    def test_it_stands_at_the_target_until_the_player_answers(self, clock: PlaybackClock) -> None:
        clock.update(playing(1000, 10.0))
        clock.seek(60_000, 10.1)
        assert clock.position_at(10.4) == 60_000
        clock.update(playing(60_050, 10.5))
        assert clock.position_at(10.6) == 60_150

    def test_it_may_go_back(self, clock: PlaybackClock) -> None:
        clock.update(playing(60_000, 10.0))
        clock.position_at(10.1)
        clock.seek(2000, 10.1)
        clock.update(playing(2000, 10.2))
        assert clock.position_at(10.3) == 2100

    def test_samples_from_before_it_are_ignored(self, clock: PlaybackClock) -> None:
        clock.update(playing(1000, 10.0))
        clock.seek(60_000, 10.1)
        clock.update(playing(1090, 10.09))
        clock.update(playing(1120, 10.12))  # came late
        assert clock.position_at(10.15) == 60_000

    def test_a_player_that_lands_elsewhere_is_believed_in_the_end(
        self, clock: PlaybackClock
    ) -> None:
        clock.update(playing(1000, 10.0))
        clock.seek(60_000, 10.1)
        clock.update(playing(30_000, 12.5))
        assert clock.position_at(12.6) == 30_100

    def test_while_paused_the_answer_may_be_as_old_as_the_question(
        self, clock: PlaybackClock
    ) -> None:
        clock.update(paused(1000, 10.0))
        clock.seek(60_000, 10.1)
        clock.update(paused(60_000, 10.1))
        clock.update(playing(60_000, 10.5))
        assert clock.position_at(10.6) == 60_100


@dataclass(frozen=True)
class Moment:
    """One tick of a simulated player: what is heard, and the newest sample."""

    now: float
    heard_ms: float
    sample: Sample


@dataclass(frozen=True)
class SimulatedPlayer:
    """Reports every `step_ms` of audio, each report off by up to JITTER_S."""

    step_ms: int
    rate: float
    jitters: tuple[float, ...]
    starts_s: float = 100.0

    def moments(self, ticks: int) -> Iterator[Moment]:
        for tick in range(ticks):
            now = self.starts_s + tick * TICK_S
            heard_ms = (now - self.starts_s) * self.rate * 1000
            step = int((heard_ms + 1e-6) // self.step_ms)
            jitter = self.jitters[step % len(self.jitters)]
            at_s = self.starts_s + step * self.step_ms / self.rate / 1000
            yield Moment(now, heard_ms, playing(step * self.step_ms, min(at_s + jitter, now)))


players = st.builds(
    SimulatedPlayer,
    step_ms=st.sampled_from([20, 50, 260, 420, 500, 1000]),
    rate=st.sampled_from([0.5, 1.0, 1.25, 2.0, 3.0]),
    jitters=st.lists(st.floats(-JITTER_S, JITTER_S), min_size=1, max_size=30).map(tuple),
)


class TestAnyPlayer:
    @given(player=players)
    def test_the_clock_stays_within_the_jitter_of_what_is_heard(
        self, player: SimulatedPlayer
    ) -> None:
        clock = PlaybackClock()
        clock.set_rate(player.rate, player.starts_s)
        for moment in player.moments(200):
            clock.update(moment.sample)
            error_ms = clock.position_at(moment.now) - moment.heard_ms
            assert abs(error_ms) <= JITTER_S * 1000 * player.rate * 2 + 1

    @given(player=players)
    def test_the_clock_never_goes_back(self, player: SimulatedPlayer) -> None:
        clock = PlaybackClock()
        clock.set_rate(player.rate, player.starts_s)
        shown = []
        for moment in player.moments(200):
            clock.update(moment.sample)
            shown.append(clock.position_at(moment.now))
        assert all(before <= after for before, after in pairwise(shown))

    @given(player=players)
    def test_a_player_that_stalls_is_soon_noticed_once_it_is_known(
        self, player: SimulatedPlayer
    ) -> None:
        clock = PlaybackClock()
        clock.set_rate(player.rate, player.starts_s)
        for moment in player.moments(1000):
            clock.update(moment.sample)
        step_s = player.step_ms / player.rate / 1000 + 2 * JITTER_S
        ahead_ms = clock.position_at(moment.now + 1000) - moment.sample.position_ms
        longest_s = min(max(2.5 * step_s, 0.3), LONGEST_STEP_S / min(player.rate, 1.0))
        assert ahead_ms <= (longest_s + 2 * JITTER_S) * 1000 * player.rate + 1

    @given(player=players, stall_at=st.integers(1, 150), later=st.floats(0.0, 1000.0))
    def test_a_stall_leads_it_ahead_by_a_bounded_amount(
        self, player: SimulatedPlayer, stall_at: int, later: float
    ) -> None:
        clock = PlaybackClock()
        clock.set_rate(player.rate, player.starts_s)
        *_, last = player.moments(stall_at)
        clock.update(last.sample)
        ahead_ms = clock.position_at(last.now + later) - last.sample.position_ms
        assert 0 <= ahead_ms <= LONGEST_STEP_S * 1000 * max(player.rate, 1.0) + 1

    @given(
        player=players,
        target_ms=st.integers(0, 10_000_000),
        seek_tick=st.integers(1, 100),
        latency_ticks=st.integers(1, 20),
    )
    def test_a_seek_is_never_undone_by_late_samples(
        self, player: SimulatedPlayer, target_ms: int, seek_tick: int, latency_ticks: int
    ) -> None:
        clock = PlaybackClock()
        clock.set_rate(player.rate, player.starts_s)
        moments = list(player.moments(seek_tick + 1))
        for moment in moments:
            clock.update(moment.sample)
        sought_s = moments[-1].now
        clock.seek(target_ms, sought_s)
        clock.update(moments[-1].sample)
        assert clock.position_at(sought_s) == target_ms
        answered_s = sought_s + latency_ticks * TICK_S
        clock.update(playing(target_ms, answered_s))
        assert clock.position_at(answered_s) == pytest.approx(target_ms, abs=1)
        assert clock.position_at(answered_s + 0.1) == pytest.approx(
            target_ms + 100 * player.rate, abs=1
        )
