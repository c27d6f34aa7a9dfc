"""The sleep timer: how long there is still to hear, after jumps too."""

import pytest

from reader.listening.sleep_timer import Stretch, Until, after_minutes, loudness, until_end_of
from reader.model import Chapter, Turn
from reader.timing.timeline import Timeline

TURNS = tuple(Turn("Ida", ("Words.",), s * 1000, (s + 10) * 1000) for s in (0, 10, 20, 30))
CHAPTERS = (Chapter("One", 0, 20_000), Chapter("Two", 20_000, 45_000))
STRETCH = Stretch(Timeline(TURNS, CHAPTERS), 45_000)


class TestMinutes:
    def test_they_pass_by_the_clock_whatever_the_speed(self) -> None:
        timer = after_minutes(15, now=100.0)

        assert timer.left_s(0, 2.0, now=100.0) == 900
        assert timer.left_s(70_000, 2.0, now=700.0) == 300
        assert timer.left_s(70_000, 2.0, now=5000.0) == 0

    def test_a_jump_means_nothing_to_them(self) -> None:
        timer = after_minutes(15, now=100.0)

        assert timer.followed(44_000, STRETCH) is timer

    def test_kept_on_it_is_as_many_again(self) -> None:
        timer = after_minutes(15, now=100.0).prolonged(0, STRETCH, now=995.0)

        assert timer.left_s(0, 1.0, now=995.0) == 900


class TestTheEndOfSomething:
    @pytest.mark.parametrize(
        ("until", "position_ms", "left_s"),
        [
            (Until.TURN, 12_000, 8),
            (Until.CHAPTER, 12_000, 8),
            (Until.TURN, 22_000, 8),
            (Until.CHAPTER, 22_000, 23),
            (Until.TURN, 32_000, 13),
        ],
    )
    def test_what_is_left(self, until: Until, position_ms: int, left_s: float) -> None:
        timer = until_end_of(until, position_ms, STRETCH)

        assert timer.left_s(position_ms, 1.0, now=0.0) == left_s
        assert timer.left_s(position_ms, 2.0, now=0.0) == left_s / 2

    def test_playing_on_leaves_it_as_it_is(self) -> None:
        timer = until_end_of(Until.TURN, 12_000, STRETCH)

        assert timer.followed(20_040, STRETCH) is timer
        assert timer.left_s(20_040, 1.0, now=0.0) == 0

    @pytest.mark.parametrize(("position_ms", "ends_at_ms"), [(25_000, 30_000), (3_000, 10_000)])
    def test_after_a_jump_it_waits_for_the_end_there(
        self, position_ms: int, ends_at_ms: int
    ) -> None:
        timer = until_end_of(Until.TURN, 12_000, STRETCH).followed(position_ms, STRETCH)

        assert timer.ends_at_ms == ends_at_ms

    def test_kept_on_it_is_the_end_after_the_next(self) -> None:
        timer = until_end_of(Until.TURN, 12_000, STRETCH).prolonged(19_500, STRETCH, now=0.0)

        assert timer.ends_at_ms == 30_000


def test_the_last_ten_seconds_grow_softer() -> None:
    assert [loudness(left) for left in (900, 10, 5, 0)] == [1, 1, 0.5, 0]


class TestWhenTheProgramItselfGoesOn:
    @pytest.mark.parametrize("from_ms", [18_000, 20_000, 20_030])
    def test_an_end_that_it_goes_past_is_now(self, from_ms: int) -> None:
        timer = until_end_of(Until.TURN, 12_000, STRETCH).carried(from_ms, 28_000)
        assert timer.followed(28_000, STRETCH).left_s(28_000, 1.0, now=0.0) == 0

    def test_an_end_that_it_goes_back_at_is_now(self) -> None:
        timer = until_end_of(Until.TURN, 12_000, STRETCH).carried(20_010, 10_000)
        assert timer.followed(10_000, STRETCH).left_s(10_000, 1.0, now=0.0) == 0

    @pytest.mark.parametrize(("from_ms", "to_ms"), [(12_500, 19_000), (18_000, 12_000)])
    def test_within_the_turn_nothing_changes(self, from_ms: int, to_ms: int) -> None:
        timer = until_end_of(Until.TURN, 12_000, STRETCH)
        assert timer.carried(from_ms, to_ms) is timer

    def test_minutes_pass_as_they_did(self) -> None:
        timer = after_minutes(15, now=100.0)
        assert timer.carried(0, 40_000) is timer
