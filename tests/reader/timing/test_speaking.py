"""Lanes and talk times from turns: what counts as talk, and whose it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Cue, Timing, Turn
from reader.timing.speaking import (
    BREATH_MS,
    MOST_LANES,
    SHORTEST_TALK_MS,
    UNNAMED,
    Block,
    as_text,
    block_at,
    blocks_of,
    by_talk,
    described,
    in_words,
    lanes,
    next_turn_ms,
    percent,
    previous_turn_ms,
    talks,
)

LONG = "The ferry leaves when the water does, and not a minute before. " * 10


def turn(speaker: str, start_ms: int, end_ms: int, text: str = LONG, **fields) -> Turn:
    return Turn(speaker, (text,), start_ms, end_ms, **fields)


TALK = (
    turn("Ida Holm", 0, 10_000),
    turn("Per Lind", 10_000, 14_000),
    turn("Ida Holm", 14_000, 20_000),
)


class TestTalks:
    def test_everybodys_time_share_and_turns_are_counted(self) -> None:
        ida, per = talks(TALK)

        assert (ida.name, ida.talk_ms, ida.turns) == ("Ida Holm", 16_000, 2)
        assert (per.name, per.talk_ms, per.turns) == ("Per Lind", 4000, 1)
        assert (ida.share, per.share) == (0.8, 0.2)

    def test_the_longest_turn_is_told_with_its_place(self) -> None:
        ida, per = talks(TALK)

        assert (ida.longest_ms, ida.longest_at_ms) == (10_000, 0)
        assert (per.longest_ms, per.longest_at_ms) == (4000, 10_000)

    def test_silence_after_a_few_words_counts_for_nobody(self) -> None:
        ida, _ = talks([turn("Ida Holm", 0, 600_000, "Yes."), turn("Per Lind", 600_000, 601_000)])

        assert ida.talk_ms == SHORTEST_TALK_MS

    def test_words_with_times_of_their_own_are_believed(self) -> None:
        slow = turn("Ida Holm", 0, 600_000, "Yes.", cues=(Cue(0, 4, 0, 30_000),))

        assert talks([slow])[0].talk_ms == 30_000

    def test_who_talks_most_can_be_put_first(self) -> None:
        assert [talk.name for talk in by_talk(reversed(talks(TALK)))] == ["Ida Holm", "Per Lind"]

    def test_nothing_is_said_of_a_text_without_times(self) -> None:
        guessed = [turn("Ida Holm", 0, 1000, timing=Timing.ESTIMATED)]

        assert talks(guessed) == ()
        assert lanes(guessed) == ()
        assert talks([]) == lanes([]) == ()


class TestLanes:
    def test_each_speaker_has_one_in_the_order_of_speaking(self) -> None:
        ida, per = lanes(TALK)

        assert (ida.name, ida.order, per.name, per.order) == ("Ida Holm", 0, "Per Lind", 1)
        assert [(b.start_ms, b.end_ms) for b in ida.blocks] == [(0, 10_000), (14_000, 20_000)]
        assert [(b.start_ms, b.end_ms) for b in per.blocks] == [(10_000, 14_000)]

    def test_neighbouring_turns_of_one_speaker_are_one_block(self) -> None:
        (ida,) = lanes(
            [turn("Ida Holm", 0, 5000), turn("Ida Holm", 5000 + BREATH_MS, 9000)],
        )
        assert ida.blocks == (Block(0, 9000, "Ida Holm"),)

    def test_a_longer_pause_parts_them(self) -> None:
        (ida,) = lanes([turn("Ida Holm", 0, 5000), turn("Ida Holm", 5001 + BREATH_MS, 9000)])

        assert len(ida.blocks) == 2

    def test_those_without_a_name_share_a_lane(self) -> None:
        shown = lanes([turn("", 0, 5000), turn("Ida Holm", 5000, 9000), turn("", 9000, 12_000)])

        assert [lane.name for lane in shown] == [UNNAMED, "Ida Holm"]
        assert len(shown[0].blocks) == 2

    def test_where_nobody_is_named_there_is_none(self) -> None:
        assert lanes([turn("", 0, 5000), turn("", 5000, 9000)]) == ()

    def test_of_many_speakers_those_who_say_least_share_the_last(self) -> None:
        spoken = [turn(f"Guest {i}", i * 20_000, i * 20_000 + 1000 * (i + 1)) for i in range(12)]
        shown = lanes(spoken)

        assert len(shown) == MOST_LANES
        assert [lane.name for lane in shown[:-1]] == [f"Guest {i}" for i in range(7, 12)]
        assert (shown[-1].name, shown[-1].order, len(shown[-1].blocks)) == ("7 others", None, 7)
        assert sum(lane.share for lane in shown) == pytest.approx(1)

    def test_the_shared_lane_still_knows_who_speaks(self) -> None:
        spoken = [turn(f"Guest {i}", i * 10_000, i * 10_000 + 5000) for i in range(8)]
        shared = lanes(spoken)[-1]

        assert block_at(shared, 72_000) == Block(70_000, 75_000, "Guest 7")

    @given(
        st.lists(
            st.tuples(st.sampled_from("ABCDEFGH"), st.integers(0, 9000), st.integers(0, 9000)),
            max_size=30,
        )
    )
    def test_blocks_are_in_order_and_apart(self, drawn: list[tuple[str, int, int]]) -> None:
        starts = sorted(start for _, start, _ in drawn)
        spoken = [
            turn(name, start, start + length)
            for (name, _, length), start in zip(drawn, starts, strict=True)
        ]
        for lane in lanes(spoken):
            edges = [edge for block in lane.blocks for edge in (block.start_ms, block.end_ms)]
            assert edges == sorted(edges)
            assert all(block.start_ms < block.end_ms for block in lane.blocks)


class TestUnderThePointer:
    def test_is_the_block_that_is_heard_there(self) -> None:
        ida, _ = lanes(TALK)

        assert block_at(ida, 15_000) == Block(14_000, 20_000, "Ida Holm")
        assert block_at(ida, 12_000) is None

    def test_or_one_that_is_near_enough(self) -> None:
        ida, _ = lanes(TALK)

        assert block_at(ida, 10_400, slack_ms=500) == ida.blocks[0]
        assert block_at(ida, 13_600, slack_ms=500) == ida.blocks[1]
        assert block_at(ida, 12_000, slack_ms=500) is None

    def test_and_it_is_described_with_its_times(self) -> None:
        assert described(Block(750_000, 785_000, "Ida Holm")) == "Ida Holm, 12:30–13:05"
        assert described(Block(0, 1000, ""), like_ms=3_600_000) == f"{UNNAMED}, 0:00:00–0:00:01"


class TestInWords:
    @pytest.mark.parametrize(
        ("share", "written"), [(0.0, "0 %"), (0.004, "< 1 %"), (0.5, "50 %"), (1.0, "100 %")]
    )
    def test_a_share_is_a_percentage(self, share: float, written: str) -> None:
        assert percent(share) == written

    def test_the_table_can_be_pasted_elsewhere(self) -> None:
        assert as_text(talks(TALK)) == (
            "Speaker\tTime\tShare\tTurns\tLongest turn\n"
            "Ida Holm\t0:16\t80 %\t2\t0:10\n"
            "Per Lind\t0:04\t20 %\t1\t0:04\n"
        )

    def test_a_name_cannot_break_the_table(self) -> None:
        text = as_text(talks([turn("Ida\tHolm\n", 0, 1000)]))

        assert text.splitlines()[1].startswith("Ida Holm\t0:01\t")

    def test_and_heard(self) -> None:
        assert in_words(talks(TALK)) == "Ida Holm 16 s, 80 %; Per Lind 4 s, 20 %"


class TestGoingBySpeaker:
    TURNS = tuple(
        Turn(
            ("Ida Holm", "Per Lind")[i % 2], ("The ferry is late. " * 4,), i * 6000, (i + 1) * 6000
        )
        for i in range(5)
    )

    def test_the_next_turn_is_the_first_that_begins_later(self) -> None:
        assert next_turn_ms(self.TURNS, "Ida Holm", 0) == 12_000
        assert next_turn_ms(self.TURNS, "Per Lind", 5999) == 6000
        assert next_turn_ms(self.TURNS, "Per Lind", 18_000) is None

    def test_the_one_before_replays_this_one_first(self) -> None:
        assert previous_turn_ms(self.TURNS, "Per Lind", 9000) == 6000
        assert previous_turn_ms(self.TURNS, "Ida Holm", 12_500) == 0
        assert previous_turn_ms(self.TURNS, "Per Lind", 3000) is None

    def test_somebody_elses_blocks_are_left_out(self) -> None:
        blocks = blocks_of(self.TURNS, "Per Lind")
        assert [(b.start_ms, b.speaker) for b in blocks] == [
            (6000, "Per Lind"),
            (18_000, "Per Lind"),
        ]
        assert blocks_of(self.TURNS, "Nobody") == ()
