"""Turns and chapters settle in time, whatever a file left open."""

from hypothesis import given
from hypothesis import strategies as st

from reader.model import Chapter, ChapterDraft, Cue, Timing, Turn, TurnDraft
from reader.timing.settling import settle_chapters, settle_turns


def drafts(*starts: int | None, text: str = "Well, that is how it began.") -> list[TurnDraft]:
    return [TurnDraft("Ada", (text,), start) for start in starts]


def starts(turns: tuple[Turn, ...]) -> list[int]:
    return [turn.start_ms for turn in turns]


class TestSettlingTurns:
    def test_given_times_are_kept_and_each_turn_ends_where_the_next_begins(self):
        turns = settle_turns(drafts(6000, 76_000, 78_000), duration_ms=90_000)
        assert [(t.start_ms, t.end_ms) for t in turns] == [
            (6000, 76_000),
            (76_000, 78_000),
            (78_000, 90_000),
        ]
        assert {t.timing for t in turns} == {Timing.GIVEN}

    def test_turns_of_one_second_follow_each_other_within_it(self):
        turns = settle_turns(drafts(80_000, 80_000, 80_000, 89_000))
        assert starts(turns)[0] == 80_000
        assert 80_000 < starts(turns)[1] < starts(turns)[2] < 81_000
        assert [t.timing for t in turns] == [
            Timing.GIVEN,
            Timing.ESTIMATED,
            Timing.ESTIMATED,
            Timing.GIVEN,
        ]

    def test_a_short_interjection_leaves_the_rest_of_the_second_to_the_next(self):
        short = [TurnDraft("A", ("Uh-",), 5000), TurnDraft("B", ("No, listen.",), 5000)]
        assert starts(settle_turns(short)) == [5000, 5300]

    def test_turns_of_one_second_leave_the_next_its_own_time(self):
        turns = settle_turns(drafts(80_000, 80_000, 80_200))
        assert 80_000 < starts(turns)[1] < 80_200 == starts(turns)[2]

    def test_turns_without_a_time_share_the_stretch_by_their_length(self):
        untimed = [
            TurnDraft("A", ("x" * 100,), 0),
            TurnDraft("B", ("x" * 300,)),
            TurnDraft("A", ("x" * 10,), 40_000),
        ]
        assert starts(settle_turns(untimed)) == [0, 10_000, 40_000]

    def test_a_transcript_without_any_time_is_spread_over_the_audio(self):
        assert starts(settle_turns(drafts(None, None, None, None), 80_000)) == [
            0,
            20_000,
            40_000,
            60_000,
        ]

    def test_a_time_that_runs_backwards_is_estimated_instead(self):
        turns = settle_turns(drafts(10_000, 4000, 20_000))
        assert 10_000 < turns[1].start_ms < 20_000
        assert turns[1].timing is Timing.ESTIMATED

    def test_a_given_end_is_kept_and_an_impossible_one_is_not(self):
        turns = settle_turns(
            [TurnDraft("A", ("One.",), 1000, 1800), TurnDraft("B", ("Two.",), 3000, 2000)], 9000
        )
        assert [t.end_ms for t in turns] == [1800, 9000]

    def test_audio_that_is_too_short_takes_no_turn_away(self):
        turns = settle_turns(drafts(0, 50_000), duration_ms=10_000)
        assert starts(turns) == [0, 50_000]
        assert turns[1].end_ms > 50_000

    def test_cues_that_run_backwards_are_left_out(self):
        cues = (Cue(0, 3, 900, 950), Cue(4, 7, 100, 200), Cue(8, 11, 1000, 900))
        draft = TurnDraft("A", ("one two six",), 0, 2000, cues)
        assert settle_turns([draft])[0].cues == (Cue(0, 3, 900, 950), Cue(8, 11, 1000, 1000))

    @given(
        st.lists(
            st.tuples(st.none() | st.integers(0, 10_000_000), st.text(min_size=1, max_size=80)),
            max_size=30,
        ),
        st.none() | st.integers(0, 10_000_000),
        st.sampled_from([1, 10, 1000]),
    )
    def test_whatever_is_given_time_never_runs_backwards(self, given_turns, duration, resolution):
        turns = settle_turns(
            [TurnDraft("A", (text,), start) for start, text in given_turns], duration, resolution
        )
        assert len(turns) == len(given_turns)
        assert starts(turns) == sorted(starts(turns))
        assert all(turn.start_ms <= turn.end_ms for turn in turns)


class TestSettlingChapters:
    def test_an_episode_may_have_none(self):
        assert settle_chapters([], duration_ms=90_000) == ()

    def test_each_ends_where_the_next_begins_and_the_last_with_the_audio(self):
        chapters = settle_chapters(
            [ChapterDraft("Two", 60_000), ChapterDraft("One", 0)], duration_ms=90_000
        )
        assert chapters == (Chapter("One", 0, 60_000), Chapter("Two", 60_000, 90_000))

    def test_a_repeated_line_counts_once_and_a_late_chapter_stays(self):
        chapters = settle_chapters(
            [ChapterDraft("A", 0), ChapterDraft("A", 0), ChapterDraft("B", 9)], 5
        )
        assert [(c.title, c.end_ms) for c in chapters] == [("A", 9), ("B", 9)]
