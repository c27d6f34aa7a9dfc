"""Back and forward through the places one left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.listening.jump_trail import (
    MERGE_WITHIN_S,
    MOST_GHOSTS,
    MOST_STOPS,
    Jump,
    JumpTrail,
    Stop,
    is_long,
)

FERRY, LETTER = "ferry", "letter"
MINUTE_MS = 60_000


class Walk:
    """A trail walked with a clock of its own: each jump comes a minute after the last."""

    def __init__(self) -> None:
        self.trail = JumpTrail()
        self.now_s = 0.0
        self.open(FERRY)

    def jump(self, at_ms: int, *, episode: str = FERRY) -> None:
        self.now_s += 60.0
        self.trail.jump(self.trail.present, Stop(episode, at_ms), Jump.FAR, self.now_s)

    def step(self, at_ms: int, *, after_s: float = 60.0) -> None:
        self.now_s += after_s
        self.trail.jump(self.trail.present, Stop(FERRY, at_ms), Jump.STEP, self.now_s)

    def play_to(self, at_ms: int) -> None:
        self.trail.move(Stop(self.trail.present.episode, at_ms))

    def open(self, episode: str, at_ms: int = 0) -> None:
        self.trail.arrive(Stop(episode, at_ms))
        self.trail.settle()


@pytest.fixture
def walk() -> Walk:
    """A trail at the start of an episode."""
    return Walk()


class TestBackAndForward:
    def test_before_anything_is_opened_there_is_nowhere_to_go(self) -> None:
        trail = JumpTrail()
        assert (trail.present, trail.back(), trail.forward()) == (None, None, None)

    def test_back_goes_to_where_one_jumped_from(self, walk: Walk) -> None:
        walk.play_to(MINUTE_MS)
        walk.jump(10 * MINUTE_MS)
        assert walk.trail.back() == Stop(FERRY, MINUTE_MS)
        assert not walk.trail.can_go_back

    def test_forward_goes_to_where_one_went_back_from(self, walk: Walk) -> None:
        walk.jump(10 * MINUTE_MS)
        walk.play_to(11 * MINUTE_MS)
        walk.trail.back()
        assert walk.trail.forward() == Stop(FERRY, 11 * MINUTE_MS)
        assert walk.trail.forward() is None

    def test_playing_on_after_going_back_moves_that_place(self, walk: Walk) -> None:
        walk.jump(10 * MINUTE_MS)
        walk.trail.back()
        walk.play_to(2 * MINUTE_MS)
        walk.trail.forward()
        assert walk.trail.back() == Stop(FERRY, 2 * MINUTE_MS)

    def test_a_new_jump_cuts_what_was_ahead(self, walk: Walk) -> None:
        walk.jump(10 * MINUTE_MS)
        walk.jump(20 * MINUTE_MS)
        walk.trail.back()
        walk.jump(5 * MINUTE_MS)
        assert not walk.trail.can_go_forward
        assert walk.trail.back() == Stop(FERRY, 10 * MINUTE_MS)

    def test_a_jump_to_where_one_is_leaves_the_trail_alone(self, walk: Walk) -> None:
        walk.jump(0)
        assert not walk.trail.can_go_back

    def test_it_leads_across_episodes(self, walk: Walk) -> None:
        walk.play_to(MINUTE_MS)
        walk.open(LETTER, 7000)
        walk.jump(9 * MINUTE_MS, episode=LETTER)
        assert walk.trail.back() == Stop(LETTER, 7000)
        assert walk.trail.back() == Stop(FERRY, MINUTE_MS)
        assert walk.trail.forward() == Stop(LETTER, 7000)

    def test_an_episode_shown_anew_is_no_jump(self, walk: Walk) -> None:
        walk.open(FERRY, MINUTE_MS)
        assert not walk.trail.can_go_back

    def test_an_episode_opened_at_a_hit_is_one_jump(self, walk: Walk) -> None:
        walk.trail.arrive(Stop(LETTER, 7000))
        walk.jump(9 * MINUTE_MS, episode=LETTER)
        assert walk.trail.present == Stop(LETTER, 9 * MINUTE_MS)
        assert walk.trail.back() == Stop(FERRY, 0)

    def test_a_playhead_in_another_episode_moves_nothing(self, walk: Walk) -> None:
        walk.trail.move(Stop(LETTER, 5000))
        assert walk.trail.present == Stop(FERRY, 0)


class TestSteps:
    def test_within_a_few_seconds_they_are_one_jump(self, walk: Walk) -> None:
        walk.play_to(10 * MINUTE_MS)
        for step in range(1, 9):
            walk.step(10 * MINUTE_MS + step * 5000, after_s=MERGE_WITHIN_S / 2)
        assert walk.trail.back() == Stop(FERRY, 10 * MINUTE_MS)

    def test_later_ones_are_jumps_of_their_own(self, walk: Walk) -> None:
        walk.step(5000)
        walk.step(10_000, after_s=MERGE_WITHIN_S * 2)
        assert walk.trail.back() == Stop(FERRY, 5000)

    def test_a_place_that_was_chosen_is_never_merged(self, walk: Walk) -> None:
        walk.step(5000)
        walk.jump(10_000)
        assert walk.trail.back() == Stop(FERRY, 5000)

    def test_nor_is_a_step_right_after_it(self, walk: Walk) -> None:
        walk.jump(10 * MINUTE_MS)
        walk.step(10 * MINUTE_MS + 5000, after_s=0.5)
        assert walk.trail.back() == Stop(FERRY, 10 * MINUTE_MS)

    def test_a_step_right_after_going_back_keeps_the_place_gone_back_to(self, walk: Walk) -> None:
        walk.step(5000)
        walk.trail.back()
        walk.step(4000, after_s=0.5)
        assert walk.trail.back() == Stop(FERRY, 0)

    def test_what_the_program_does_for_itself_is_no_jump(self, walk: Walk) -> None:
        walk.trail.jump(walk.trail.present, Stop(FERRY, 9000), Jump.NONE, 0.0)
        assert walk.trail.present == Stop(FERRY, 9000)
        assert walk.trail.previous is None


class TestJumpsThatWereNotMeant:
    def undo(self, walk: Walk, at_ms: int) -> None:
        walk.trail.jump(walk.trail.present, Stop(FERRY, at_ms), Jump.UNDONE, walk.now_s)

    def test_leave_no_place_behind(self, walk: Walk) -> None:
        walk.jump(5 * MINUTE_MS)
        walk.jump(10 * MINUTE_MS)
        self.undo(walk, 5 * MINUTE_MS)
        assert walk.trail.present == Stop(FERRY, 5 * MINUTE_MS)
        assert walk.trail.previous == Stop(FERRY, 0)
        assert not walk.trail.can_go_forward

    def test_one_that_led_nowhere_takes_nothing_else_away(self, walk: Walk) -> None:
        walk.jump(5 * MINUTE_MS)
        walk.jump(5 * MINUTE_MS)
        self.undo(walk, 5 * MINUTE_MS)
        assert walk.trail.present == Stop(FERRY, 5 * MINUTE_MS)
        assert walk.trail.previous == Stop(FERRY, 0)


class TestGhosts:
    def test_are_the_last_places_the_newest_first(self, walk: Walk) -> None:
        for minute in (10, 20, 30):
            walk.jump(minute * MINUTE_MS)
        assert walk.trail.ghosts(FERRY) == tuple(m * MINUTE_MS for m in (20, 10, 0))

    def test_there_are_few(self, walk: Walk) -> None:
        for minute in range(2, 20):
            walk.jump(minute * MINUTE_MS)
        assert len(walk.trail.ghosts(FERRY)) == MOST_GHOSTS

    def test_those_of_other_episodes_are_none(self, walk: Walk) -> None:
        walk.open(LETTER)
        walk.jump(10 * MINUTE_MS, episode=LETTER)
        assert walk.trail.ghosts(LETTER) == (0,)

    def test_where_one_may_go_forward_to_is_one_too(self, walk: Walk) -> None:
        walk.jump(10 * MINUTE_MS)
        walk.trail.back()
        assert walk.trail.ghosts(FERRY) == (10 * MINUTE_MS,)

    def test_places_in_one_second_are_one(self, walk: Walk) -> None:
        for at_ms in (10 * MINUTE_MS, 300, 20 * MINUTE_MS, 600, 30 * MINUTE_MS):
            walk.jump(at_ms)
        assert walk.trail.ghosts(FERRY) == (600, 20 * MINUTE_MS, 10 * MINUTE_MS)


def test_the_oldest_places_are_forgotten(walk: Walk) -> None:
    for minute in range(2, MOST_STOPS + 50):
        walk.jump(minute * MINUTE_MS)
    steps = 0
    while walk.trail.back():
        steps += 1
    assert steps == MOST_STOPS - 1


def test_a_way_back_is_offered_after_more_than_half_a_minute() -> None:
    assert not is_long(60_000, 90_000)
    assert is_long(60_000, 90_001)
    assert is_long(90_001, 60_000)


@given(st.lists(st.tuples(st.sampled_from("jbfm"), st.integers(0, 3_600_000)), max_size=60))
def test_back_and_then_forward_is_always_where_one_was(moves: list[tuple[str, int]]) -> None:
    walk = Walk()
    for kind, at_ms in moves:
        match kind:
            case "j":
                walk.jump(at_ms)
            case "b":
                walk.trail.back()
            case "f":
                walk.trail.forward()
            case "m":
                walk.play_to(at_ms)
    here = walk.trail.present
    if walk.trail.back():
        assert walk.trail.forward() == here
