"""When a player that says it plays is believed, and when it is not."""

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.playback.player import PlayerState, Sample
from reader.playback.watching import (
    JUMPS_BORNE,
    LOST_S,
    NONSENSE_S,
    STALLED_S,
    Going,
    PlaybackWatch,
    is_believable,
)

LOOK_S = 0.04
LENGTH_MS = 600_000


class Watched:
    """A watch, and a player that says what the test wants."""

    def __init__(self) -> None:
        self.watch = PlaybackWatch()
        self.now = 1000.0
        self.sample = Sample(PlayerState.PLAYING, 0, self.now, LENGTH_MS)

    def look(self, **said: Any) -> Going:
        self.now += LOOK_S
        self.sample = replace(self.sample, at_s=self.now, **said)
        return self.watch.look(self.sample, self.now, LENGTH_MS)

    def play(self, seconds: float, rate: float = 1.0) -> set[Going]:
        count = round(seconds / LOOK_S)
        step_ms = LOOK_S * 1000 * rate
        return {self.look(position_ms=self.sample.position_ms + step_ms) for _ in range(count)}

    def stand(self, seconds: float) -> Going:
        return [self.look() for _ in range(round(seconds / LOOK_S))][-1]


@pytest.fixture
def watched() -> Watched:
    made = Watched()
    made.play(1)
    return made


class TestAStall:
    def test_is_told_after_a_while_and_over_when_it_moves(self, watched: Watched) -> None:
        assert watched.stand(STALLED_S - 0.5) is Going.WELL
        assert watched.stand(1) is Going.STALLED
        assert watched.play(0.04) == {Going.WELL}

    def test_is_given_up_when_it_does_not_move_for_long(self, watched: Watched) -> None:
        assert watched.stand(LOST_S - 1) is Going.STALLED
        assert watched.stand(2) is Going.LOST

    def test_counts_from_the_start_too(self) -> None:
        assert Watched().stand(STALLED_S + 0.5) is Going.STALLED

    @pytest.mark.parametrize("state", [PlayerState.PAUSED, PlayerState.ENDED, PlayerState.EMPTY])
    def test_is_none_where_it_should_not_play(self, watched: Watched, state: PlayerState) -> None:
        watched.look(state=state)

        assert watched.stand(60) is Going.WELL

    def test_is_over_with_a_pause(self, watched: Watched) -> None:
        watched.stand(STALLED_S + 1)

        assert watched.look(state=PlayerState.PAUSED) is Going.WELL

    def test_counts_anew_but_is_not_over_when_it_is_told_to_go_elsewhere(
        self, watched: Watched
    ) -> None:
        watched.stand(STALLED_S + 1)
        watched.watch.told()

        assert watched.look(position_ms=300_000) is Going.STALLED
        assert watched.stand(LOST_S - 1) is Going.STALLED
        assert watched.play(0.08) >= {Going.WELL}

    def test_is_none_while_the_machine_slept(self, watched: Watched) -> None:
        watched.now += 3600

        assert watched.look() is Going.WELL
        assert watched.stand(STALLED_S - 0.5) is Going.WELL

    def test_is_noticed_as_soon_after_a_sleep_as_before_it(self, watched: Watched) -> None:
        watched.now += 3600
        watched.look()
        assert watched.stand(STALLED_S - 0.5) is Going.WELL
        assert watched.stand(1) is Going.STALLED

    @pytest.mark.parametrize("step_s", [0.04, 0.26, 1.0, 2.0])
    def test_is_none_where_a_player_steps(self, step_s: float) -> None:
        watched = Watched()
        goings = set()
        for _ in range(round(60 / step_s)):
            goings.add(watched.look(position_ms=watched.sample.position_ms + step_s * 1000))
            goings.add(watched.stand(max(step_s - LOOK_S, LOOK_S)))

        assert goings == {Going.WELL}


class TestNonsense:
    IMPOSSIBLE = (
        {"position_ms": -5000},
        {"position_ms": LENGTH_MS * 2},
        {"position_ms": math.nan},
        {"position_ms": math.inf},
        {"position_ms": None},
        {"duration_ms": math.nan},
        {"state": "dancing"},
    )

    @pytest.mark.parametrize("said", IMPOSSIBLE)
    def test_is_not_believed_and_ends_it_when_it_goes_on(
        self, watched: Watched, said: dict[str, Any]
    ) -> None:
        assert watched.look(**said) is Going.WELL
        assert not watched.watch.believes
        assert watched.stand(NONSENSE_S) is Going.NONSENSE

    @pytest.mark.parametrize("said", IMPOSSIBLE)
    def test_said_once_is_forgiven(self, watched: Watched, said: dict[str, Any]) -> None:
        before = watched.sample
        watched.look(**said)
        watched.sample = before

        assert watched.play(5) == {Going.WELL}
        assert watched.watch.believes

    def test_is_a_time_to_come(self) -> None:
        sample = Sample(PlayerState.PLAYING, 0, 1060.0)

        assert not is_believable(sample, 1000.0)
        assert is_believable(sample, 1059.9)

    def test_is_jumping_about(self, watched: Watched) -> None:
        goings = [watched.look(position_ms=at) for at in (400_000, 10_000, 500_000, 90_000, 0)]

        assert goings[: JUMPS_BORNE - 1] == [Going.WELL] * (JUMPS_BORNE - 1)
        assert goings[-1] is Going.NONSENSE

    def test_is_not_one_jump_over_a_damaged_stretch(self, watched: Watched) -> None:
        watched.look(position_ms=60_000)

        assert watched.play(20) == {Going.WELL}

    def test_is_not_where_it_was_told_to_go(self, watched: Watched) -> None:
        goings = set()
        for at_ms in range(0, LENGTH_MS, 20_000):
            watched.watch.told()
            goings.add(watched.look(position_ms=at_ms))

        assert goings == {Going.WELL}

    def test_is_not_a_length_that_the_player_guessed_too_short(self) -> None:
        sample = Sample(PlayerState.PLAYING, 500_000, 1000.0, 60_000)

        assert is_believable(sample, 1000.0, LENGTH_MS)


@given(
    rate=st.sampled_from([0.5, 0.75, 1.0, 2.0, 3.0]),
    steps_ms=st.lists(st.integers(20, 1000), min_size=50, max_size=200),
    jitter_ms=st.integers(0, 250),
)
def test_a_player_that_plays_is_never_doubted(
    rate: float, steps_ms: list[int], jitter_ms: int
) -> None:
    watched = Watched()
    played_ms = 0.0
    for index, step_ms in enumerate(steps_ms):
        played_ms += step_ms
        watched.now += step_ms / 1000 / rate - LOOK_S
        late_ms = jitter_ms if index % 2 else 0
        assert watched.look(position_ms=max(played_ms - late_ms, 0.0)) is Going.WELL
        assert watched.watch.believes
