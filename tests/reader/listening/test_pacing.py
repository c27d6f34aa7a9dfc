"""Paces without a player: loops, a rest after each sentence, one speaker alone."""

from dataclasses import dataclass, field, replace

import pytest

from reader.listening.pacing import (
    SHORTEST_MS,
    Act,
    Loop,
    OneSpeaker,
    Passage,
    StudyPace,
    Unit,
    passage_after,
    passage_again,
    passage_at,
)
from reader.model import Turn
from reader.playback.player import PlayerState
from reader.timing.speaking import Block
from reader.timing.timeline import Timeline

STEP_MS = 40
LENGTH_MS = 40_000
TURNS = (
    Turn("Ida Holm", ("The ferry is late today. It always is in winter.",), 0, 10_000),
    Turn("Per Lind", ("Yes.",), 10_000, 10_200),
    Turn("Ida Holm", ("You get used to the waiting. You do not, I think.",), 10_200, 20_000),
    Turn("Per Lind", ("I never did get used to it at all.",), 24_000, 30_000),
)
TIMELINE = Timeline(TURNS)


@dataclass
class Stage:
    """A player as a pace sees it; it plays `STEP_MS` at a time and obeys at once."""

    pace: object
    position_ms: int = 0
    now_s: float = 0.0
    state: PlayerState = PlayerState.PLAYING
    orders: list[tuple[int, Act]] = field(default_factory=list)

    def tick(self) -> None:
        self.now_s += STEP_MS / 1000
        if self.state is PlayerState.PLAYING:
            self.position_ms += STEP_MS
            if self.position_ms >= LENGTH_MS:
                self.position_ms, self.state = LENGTH_MS, PlayerState.ENDED
        order = self.pace.at(self.position_ms, self.now_s, self.state)
        if order.act is not Act.NOTHING:
            self.orders.append((self.position_ms, order.act))
        if order.act in (Act.GO, Act.STAND):
            self.position_ms = order.to_ms
        if order.act in (Act.GO, Act.PLAY):
            self.state = PlayerState.PLAYING
        elif order.act in (Act.PAUSE, Act.END):
            self.state = PlayerState.PAUSED

    def let_pass(self, seconds: float) -> None:
        for _ in range(round(seconds * 1000 / STEP_MS)):
            self.tick()

    def until_rest(self) -> int:
        """Play to the next rest; return where it stands then."""
        for _ in range(LENGTH_MS // STEP_MS):
            self.tick()
            if self.orders and self.orders[-1][1] is Act.STAND:
                self.orders.clear()
                return self.position_ms
        raise AssertionError("it never rested")


class TestPassages:
    def test_a_sentence_goes_to_where_the_next_begins(self) -> None:
        first, second = TIMELINE.sentences(0)
        assert passage_at(TIMELINE, 1000, Unit.SENTENCE) == Passage(0, second.start_ms)
        assert first.end_ms == second.start_ms

    def test_a_turn_is_one(self) -> None:
        assert passage_at(TIMELINE, 9000, Unit.TURN) == Passage(0, 10_000)

    @pytest.mark.parametrize("unit", Unit)
    def test_what_is_said_in_no_time_goes_with_what_follows(self, unit: Unit) -> None:
        passage = passage_at(TIMELINE, 10_100, unit)
        assert passage.start_ms == 10_000
        assert passage.end_ms >= 10_000 + SHORTEST_MS
        assert passage.end_ms in {20_000, TIMELINE.sentences(2)[0].end_ms}

    def test_after_one_comes_the_next_that_begins(self) -> None:
        assert passage_after(TIMELINE, 10_000, Unit.TURN).start_ms == 10_000
        assert passage_after(TIMELINE, 20_000, Unit.TURN) == Passage(24_000, 30_000)
        assert passage_after(TIMELINE, 20_000, Unit.SENTENCE).start_ms == 24_000
        assert passage_after(TIMELINE, 30_000, Unit.SENTENCE) is None

    def test_before_the_first_words_it_is_the_first(self) -> None:
        late = Timeline((Turn("Ida Holm", ("At last.",), 5000, 9000),))
        assert passage_at(late, 0, Unit.TURN) == Passage(5000, 9000)

    def test_without_a_transcript_there_is_none(self) -> None:
        assert passage_at(Timeline(()), 0, Unit.SENTENCE) is None

    def test_turns_without_a_length_have_one(self) -> None:
        still = Timeline((Turn("Ida Holm", ("Oh.",), 3000, 3000),))
        assert passage_at(still, 3000, Unit.SENTENCE) == Passage(3000, 3000 + SHORTEST_MS)


class TestOtherTimes:
    """The same words, two seconds later."""

    LATER = Timeline(
        tuple(replace(t, start_ms=t.start_ms + 2000, end_ms=t.end_ms + 2000) for t in TURNS)
    )

    @pytest.mark.parametrize("unit", Unit)
    @pytest.mark.parametrize("position_ms", [0, 7000, 10_100, 16_000, 25_000])
    def test_the_same_words_are_found_again(self, position_ms: int, unit: Unit) -> None:
        before = passage_at(TIMELINE, position_ms, unit)
        again = passage_again(TIMELINE, self.LATER, before, unit)
        assert again == Passage(before.start_ms + 2000, before.end_ms + 2000)

    def test_before_the_first_words_there_are_none(self) -> None:
        assert passage_again(Timeline(()), Timeline(()), Passage(0, 500), Unit.TURN) is None


class TestLoop:
    def test_from_its_end_it_goes_to_its_start(self) -> None:
        stage = Stage(Loop(Passage(4000, 6000), "the sentence"), position_ms=5000)
        stage.let_pass(2.6)
        assert [act for _, act in stage.orders] == [Act.GO]
        assert 4000 <= stage.position_ms < 6000

    def test_at_the_end_of_the_audio_it_plays_on(self) -> None:
        stage = Stage(Loop(Passage(38_000, LENGTH_MS), "the turn"), position_ms=39_000)
        stage.let_pass(2)
        assert 38_000 <= stage.position_ms < LENGTH_MS
        assert stage.state is PlayerState.PLAYING

    def test_paused_it_leaves_the_place_alone(self) -> None:
        stage = Stage(
            Loop(Passage(4000, 6000), "the turn"), position_ms=7000, state=PlayerState.PAUSED
        )
        stage.let_pass(1)
        assert stage.orders == []

    def test_a_jump_out_of_it_ends_it(self) -> None:
        loop = Loop(Passage(4000, 6000), "the turn")
        assert loop.jumped(5000)
        assert not loop.jumped(6000)
        assert not loop.jumped(1000)

    def test_it_says_what_and_where(self) -> None:
        assert (
            Loop(Passage(64_000, 66_000), "the turn").title == "Over and over: the turn, 1:04–1:06"
        )


class TestStudyPace:
    def test_it_rests_at_the_end_of_each_sentence(self) -> None:
        stage = Stage(StudyPace(TIMELINE, Unit.SENTENCE, 1.0))
        ends = [s.end_ms for s in TIMELINE.sentences(0)] + [TIMELINE.sentences(2)[0].end_ms]
        assert [stage.until_rest() for _ in ends] == [end - 1 for end in ends]

    def test_or_of_each_turn(self) -> None:
        stage = Stage(StudyPace(TIMELINE, Unit.TURN, 1.0))
        assert [stage.until_rest() for _ in range(3)] == [9999, 19_999, 29_999]

    def test_what_was_heard_stays_the_place_while_it_rests(self) -> None:
        stage = Stage(StudyPace(TIMELINE, Unit.TURN, None))
        assert TIMELINE.turn_at(stage.until_rest()) == 0

    def test_it_goes_on_after_the_rest(self) -> None:
        stage = Stage(StudyPace(TIMELINE, Unit.TURN, 2.0))
        stage.until_rest()
        stage.let_pass(1.8)
        assert stage.state is PlayerState.PAUSED
        stage.let_pass(0.3)
        assert stage.state is PlayerState.PLAYING

    def test_without_a_length_it_rests_until_the_person_plays_on(self) -> None:
        pace = StudyPace(TIMELINE, Unit.TURN, None)
        stage = Stage(pace)
        stage.until_rest()
        stage.let_pass(3600)
        assert pace.resting
        stage.state = PlayerState.PLAYING
        stage.let_pass(0.1)
        assert not pace.resting
        assert stage.until_rest() == 19_999

    def test_playing_on_ends_a_rest_early(self) -> None:
        stage = Stage(StudyPace(TIMELINE, Unit.TURN, 60.0))
        stage.until_rest()
        stage.state = PlayerState.PLAYING
        assert stage.until_rest() == 19_999

    def test_a_player_that_is_slow_to_fall_silent_ends_no_rest(self) -> None:
        pace = StudyPace(TIMELINE, Unit.TURN, None)
        for at_ms in (9980, 10_010, 10_050, 10_090):  # it still plays
            pace.at(at_ms, 0.0, PlayerState.PLAYING)
        assert pace.resting
        assert pace.at(10_100, 0.0, PlayerState.PAUSED).to_ms == 9999

    def test_pausing_within_a_sentence_is_no_rest(self) -> None:
        pace = StudyPace(TIMELINE, Unit.SENTENCE, 1.0)
        stage = Stage(pace, position_ms=1000)
        stage.let_pass(1)
        stage.state = PlayerState.PAUSED
        stage.let_pass(10)
        assert stage.orders == []

    def test_after_a_jump_it_goes_by_the_new_place(self) -> None:
        pace = StudyPace(TIMELINE, Unit.TURN, None)
        stage = Stage(pace)
        stage.until_rest()
        assert pace.jumped(25_000)
        stage.position_ms, stage.state = 25_000, PlayerState.PLAYING
        assert stage.until_rest() == 29_999

    def test_a_jump_to_where_nothing_is_said_leads_back_to_nothing(self) -> None:
        stage = Stage(StudyPace(TIMELINE, Unit.SENTENCE, 2), 3_000)
        stage.tick()
        stage.position_ms = 22_000
        stage.pace.jumped(22_000)

        assert stage.until_rest() > 24_000

    def test_begun_where_nothing_is_said_it_rests_after_what_comes(self) -> None:
        stage = Stage(StudyPace(TIMELINE, Unit.TURN, 2), 21_000)
        assert stage.until_rest() >= 29_900

    def test_what_is_to_be_repeated_is_what_was_heard_last(self) -> None:
        pace = StudyPace(TIMELINE, Unit.TURN, None)
        stage = Stage(pace)
        assert pace.to_repeat(3000) == Passage(0, 10_000)
        stage.until_rest()
        assert pace.to_repeat(stage.position_ms) == Passage(0, 10_000)

    def test_music_after_the_last_words_is_heard_to_its_end(self) -> None:
        stage = Stage(StudyPace(TIMELINE, Unit.TURN, 1.0), position_ms=29_000)
        stage.until_rest()
        stage.let_pass(60)
        assert stage.state is PlayerState.ENDED

    def test_it_says_that_it_rests(self) -> None:
        pace = StudyPace(TIMELINE, Unit.TURN, 5.0)
        assert pace.title == "Study pace: a rest after each turn"
        Stage(pace).until_rest()
        assert pace.title == "Resting for 5 s, or play on"


class TestOneSpeaker:
    BLOCKS = (
        Block(2000, 4000, "Ida Holm"),
        Block(4500, 6000, "Ida Holm"),
        Block(12_000, 14_000, "Ida Holm"),
    )

    def pace(self) -> OneSpeaker:
        return OneSpeaker("Ida Holm", self.BLOCKS)

    def test_what_lies_between_is_passed_over(self) -> None:
        stage = Stage(self.pace(), position_ms=5000)
        stage.let_pass(1.5)
        assert [act for _, act in stage.orders] == [Act.GO]
        assert 12_000 <= stage.position_ms < 13_000

    def test_a_short_gap_is_heard(self) -> None:
        stage = Stage(self.pace(), position_ms=3900)
        stage.let_pass(0.6)
        assert stage.orders == []

    def test_it_begins_with_the_next_block(self) -> None:
        stage = Stage(self.pace())
        stage.tick()
        assert stage.position_ms == 2000

    def test_after_the_last_it_is_over(self) -> None:
        stage = Stage(self.pace(), position_ms=13_900)
        stage.let_pass(1)
        assert stage.orders[0][1] is Act.END

    def test_a_player_that_lands_early_is_sent_once(self) -> None:
        pace = self.pace()
        assert pace.at(6000, 0.0, PlayerState.PLAYING).to_ms == 12_000
        for at_ms in range(11_300, 14_000, STEP_MS):
            assert pace.at(at_ms, 0.0, PlayerState.PLAYING).act is Act.NOTHING

    def test_after_a_jump_it_goes_on_from_there(self) -> None:
        pace = self.pace()
        pace.at(6000, 0.0, PlayerState.PLAYING)
        assert pace.jumped(8000)
        assert pace.at(8000, 0.0, PlayerState.PLAYING).to_ms == 12_000
        assert pace.jumped(2500)
        assert pace.at(2500, 0.0, PlayerState.PLAYING).act is Act.NOTHING
