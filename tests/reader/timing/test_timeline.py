"""Turns settle into time, and a position answers with the turn and the sentence being heard."""

from hypothesis import given
from hypothesis import strategies as st

from reader.model import Chapter, ChapterDraft, Cue, Timing, Turn, TurnDraft
from reader.timing.timeline import (
    Moment,
    Timeline,
    sentences_of,
    settle_chapters,
    settle_turns,
    speech_ms,
)


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

    def test_there_may_be_none(self):
        assert settle_chapters([], duration_ms=90_000) == ()

    def test_a_repeated_line_counts_once_and_a_late_chapter_stays(self):
        chapters = settle_chapters(
            [ChapterDraft("A", 0), ChapterDraft("A", 0), ChapterDraft("B", 9)], 5
        )
        assert [(c.title, c.end_ms) for c in chapters] == [("A", 9), ("B", 9)]


class TestSentencesOfCues:
    def sentences(self, text: str, *cues: tuple[str, int, int]) -> list[tuple[int, str]]:
        placed, at = [], 0
        for words, start_ms, end_ms in cues:
            at = text.index(words, at)
            placed.append(Cue(at, at + len(words), start_ms, end_ms))
            at += len(words)
        turn = Turn("Ada", (text,), 0, 9000, Timing.GIVEN, tuple(placed))
        return [(s.start_ms, s.timing.value) for s in sentences_of(turn)]

    def test_a_sentence_begins_when_its_first_word_does(self):
        assert self.sentences(
            "One. Two three.", ("One.", 500, 800), ("Two", 4200, 4400), ("three.", 4400, 5000)
        ) == [(500, "given"), (4200, "given")]

    def test_a_sentence_that_begins_inside_a_cue_is_estimated_there(self):
        (_, first), (begin, second) = self.sentences("One. Two.", ("One. Two.", 1000, 2000))
        assert (first, second) == ("given", "estimated")
        assert 1000 < begin < 2000

    def test_cues_that_run_backwards_are_left_out(self):
        cues = (Cue(0, 3, 900, 950), Cue(4, 7, 100, 200), Cue(8, 11, 1000, 900))
        draft = TurnDraft("A", ("one two six",), 0, 2000, cues)
        assert settle_turns([draft])[0].cues == (Cue(0, 3, 900, 950), Cue(8, 11, 1000, 1000))

    @given(st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 9000)), max_size=8))
    def test_sentences_never_run_backwards(self, times):
        text = " ".join("Yes." for _ in range(9))
        cues = tuple(Cue(i * 5, i * 5 + 4, a, b) for i, (a, b) in enumerate(times))
        turns = settle_turns([TurnDraft("A", (text,), 0, 9000, cues)])
        starts_ms = [sentence.start_ms for sentence in sentences_of(turns[0])]
        assert len(starts_ms) == 9
        assert starts_ms == sorted(starts_ms)


class TestTimeline:
    timeline = Timeline(
        (
            Turn("Ada", ("First one. Then a second one.",), 1000, 5000),
            Turn("Bo", ("Yes.",), 5000, 6000),
            Turn("Ada", ("Go on.",), 6000, 9000),
        ),
        (Chapter("Start", 0, 5500), Chapter("End", 5500, 9000)),
    )

    def test_nothing_is_heard_before_the_first_turn(self):
        assert self.timeline.moment_at(999) == Moment(chapter=0, turn=None, sentence=None)

    def test_a_position_has_a_chapter_a_turn_and_a_sentence(self):
        assert self.timeline.moment_at(1000) == Moment(0, 0, 0)
        assert self.timeline.moment_at(4900) == Moment(0, 0, 1)
        assert self.timeline.moment_at(6000) == Moment(1, 2, 0)
        assert self.timeline.moment_at(99_000) == Moment(1, 2, 0)

    def test_where_the_audio_has_no_text_that_is_told(self):
        gapped = Timeline(self.timeline.turns, (), ((2000, 4000),))
        told = [gapped.moment_at(at).in_gap for at in (1999, 2000, 3999, 4000)]
        assert told == [False, True, True, False]
        assert gapped.moment_at(3000).turn == 0

    def test_later_sentences_of_a_turn_are_known_to_be_estimates(self):
        first, second = self.timeline.sentences(0)
        assert (first.timing, second.timing) == (Timing.GIVEN, Timing.ESTIMATED)
        assert 1000 == first.start_ms < second.start_ms < 5000

    def test_a_turn_that_ends_in_music_is_not_stretched_over_it(self):
        music = Timeline((Turn("Ada", ("One. Two.",), 0, 600_000),))
        assert music.sentences(0)[1].start_ms < 5000

    def test_an_offset_in_the_text_finds_its_sentence(self):
        assert self.timeline.sentence_holding(0, 14) == self.timeline.sentences(0)[1]
        assert self.timeline.sentence_holding(0, 0) == self.timeline.sentences(0)[0]

    def test_previous_replays_the_turn_first_and_then_goes_further_back(self):
        assert self.timeline.previous_turn_ms(8000) == 6000
        assert self.timeline.previous_turn_ms(6100) == 5000
        assert self.timeline.previous_turn_ms(1000) == 1000
        assert self.timeline.previous_turn_ms(10) is None

    def test_next_goes_to_the_start_of_the_next_turn_and_chapter(self):
        assert self.timeline.next_turn_ms(1000) == 5000
        assert self.timeline.next_turn_ms(6000) is None
        assert self.timeline.next_chapter_ms(0) == 5500
        assert self.timeline.previous_chapter_ms(7500) == 5500


class TestTheNextChange:
    TURNS = (
        Turn("Ida Holm", ("The ferry is late. So it is.",), 1000, 5000),
        Turn("Per Lind", ("Yes.",), 7000, 8000),
    )

    def test_it_is_the_next_sentence_or_turn(self):
        timeline = Timeline(self.TURNS)
        _, second = timeline.sentences(0)
        assert timeline.next_change_ms(0) == 1000
        assert timeline.next_change_ms(1000) == second.start_ms
        assert timeline.next_change_ms(second.start_ms) == 7000

    def test_after_the_last_sentence_there_is_none(self):
        assert Timeline(self.TURNS).next_change_ms(7000) is None
        assert Timeline(()).next_change_ms(0) is None

    @given(st.integers(0, 9000))
    def test_until_then_the_same_is_heard(self, position_ms: int):
        timeline = Timeline(self.TURNS)
        change_ms = timeline.next_change_ms(position_ms)
        if change_ms is not None:
            assert timeline.moment_at(change_ms - 1) == timeline.moment_at(position_ms)
            assert timeline.moment_at(change_ms) != timeline.moment_at(position_ms)


class TestWhereInASentence:
    WORDS = "nobody in the harbour had a lamp"

    def test_it_is_by_its_share_of_time_where_nothing_else_is_known(self):
        timeline = Timeline((Turn("Ida Holm", (self.WORDS,), 10_000, 12_000),))
        (sentence,) = timeline.sentences(0)
        said = [timeline.offset_at(0, sentence, at) for at in (0, 10_000, 11_000, 12_000, 99_000)]

        assert said == [0, 0, len(self.WORDS) // 2, len(self.WORDS) - 1, len(self.WORDS) - 1]

    def test_it_is_by_the_cues_where_there_are_any(self):
        cues = (Cue(0, 17, 10_000, 11_800), Cue(18, 32, 11_800, 12_000))
        timeline = Timeline((Turn("Ida Holm", (self.WORDS,), 10_000, 12_000, cues=cues),))
        (sentence,) = timeline.sentences(0)

        assert timeline.offset_at(0, sentence, 10_900) == 8
        assert timeline.offset_at(0, sentence, 11_800) == 18

    def test_it_never_leaves_the_sentence(self):
        cues = (Cue(0, 17, 0, 5000), Cue(18, 32, 5000, 9000))
        text = "One. Two is longer. And three."
        timeline = Timeline((Turn("Ida Holm", (text,), 0, 9000, cues=cues),))
        for sentence in timeline.sentences(0):
            for position_ms in range(-500, 10_000, 250):
                said = timeline.offset_at(0, sentence, position_ms)
                assert sentence.start <= said < sentence.end


class TestTurnsOfAnHour:
    TEXT = "The ferry leaves when the water does, and not before. " * 1200

    def test_split_ahead_they_say_what_they_would_have_said(self):
        turns = (
            Turn("Ida Holm", (self.TEXT,), 0, 3_600_000),
            Turn("Per Lind", ("Well. I see.",), 3_600_000, 3_602_000),
        )
        ahead, later = Timeline(turns), Timeline(turns)
        ahead.split_long_turns()

        for position_ms in range(0, 3_603_000, 90_001):
            assert ahead.moment_at(position_ms) == later.moment_at(position_ms)

    def test_split_ahead_they_keep_no_tick_waiting(self, monkeypatch):
        long = Turn("Ida Holm", (self.TEXT,), 0, 3_600_000)
        short = (Turn("Per Lind", ("Well.",), 3_600_000 + i, 3_600_001 + i) for i in range(600))
        timeline = Timeline((long, *short))
        timeline.split_long_turns()
        for turn in range(1, 601):  # so many that what was asked for early is forgotten
            timeline.sentences(turn)

        monkeypatch.setattr("reader.timing.timeline.split_sentences", _never)
        assert timeline.moment_at(1_800_000).sentence == 600


def _never(text: str) -> None:
    raise AssertionError(f"{len(text)} characters were split while the window waited")


class TestWords:
    TEXT = "The ferry is late."
    # Half a second a word, with a silence of two seconds before the last.
    CUES = (
        Cue(0, 3, 0, 400),
        Cue(4, 9, 500, 900),
        Cue(10, 12, 1000, 1400),
        Cue(13, 18, 3400, 4000),
    )

    def timeline(self, cues=CUES, text=TEXT) -> Timeline:
        return Timeline((Turn("Ida Holm", (text,), 0, 5000, cues=cues),))

    def word(self, position_ms: int) -> str | None:
        cue = self.timeline().word_at(0, position_ms)
        return None if cue is None else self.TEXT[cue.start : cue.end]

    def test_the_word_heard_is_the_last_that_has_begun(self):
        assert [self.word(at) for at in (0, 499, 500, 1100, 3400)] == [
            "The",
            "The",
            "ferry",
            "is",
            "late.",
        ]

    def test_in_a_pause_none_is(self):
        assert self.word(2000) is None
        assert self.word(4400) is None

    def test_the_next_change_is_the_next_word_where_words_have_times(self):
        timeline = self.timeline()
        assert [timeline.next_change_ms(at) for at in (0, 499, 500, 1000)] == [500, 500, 1000, 3400]
        assert timeline.next_change_ms(3400) is None

    def test_lines_of_captions_are_no_words(self):
        lines = (Cue(0, 9, 0, 900), Cue(10, 18, 1000, 4000))
        assert self.timeline(lines).word_at(0, 500) is None
        assert not self.timeline(lines).has_words

    def test_where_no_word_has_a_time_none_is_estimated(self):
        assert self.timeline(()).word_at(0, 500) is None

    def test_a_name_of_two_words_among_many_is_let_pass(self):
        text = "New York " + "yes " * 20
        cues = (
            Cue(0, 8, 0, 100),
            *(Cue(9 + i * 4, 12 + i * 4, 200 + i, 201 + i) for i in range(20)),
        )
        assert self.timeline(cues, text).word_at(0, 50) == cues[0]


class TestSentencesFittedToTheSound:
    def fitted(self, *starts: int) -> Turn:
        return Turn("Ida", ("One. Two.", "Three."), 300, 9000, estimates=starts)

    def test_they_begin_when_they_were_heard_and_are_still_estimates(self):
        found = [
            (s.start_ms, s.end_ms, s.timing.value)
            for s in sentences_of(self.fitted(300, 900, 4000))
        ]
        assert found == [
            (300, 900, "given"),
            (900, 4000, "estimated"),
            (4000, 9000, "estimated"),
        ]

    def test_estimates_of_another_number_of_sentences_are_not_used(self):
        assert sentences_of(self.fitted(300, 900)) == sentences_of(self.fitted())


class TestTextOfOtherScripts:
    def test_a_chinese_sign_takes_longer_to_say_than_a_latin_letter(self):
        # Forty signs are some ten seconds of Chinese, and less than three of English.
        assert 7000 < speech_ms("天" * 40) < 13_000
        assert speech_ms("a" * 40) < 3000

    def test_the_sentences_of_a_japanese_turn_share_all_of_its_time(self):
        # Each is said in five seconds, which is an ordinary pace.
        text = "今日は天気がいいですから、海のほうへ散歩に行きましょう。" * 4
        turn = Turn("Ida", (text,), 0, 20_000)
        assert [round(s.start_ms, -2) for s in sentences_of(turn)] == [0, 5000, 10_000, 15_000]

    def test_a_mark_of_another_script_is_a_pause_as_well(self):
        text = "كيف حالك؟ " + "أنا بخير " * 3
        second = sentences_of(Turn("Ida", (text,), 0, 4000))[1]
        assert second.start_ms > 4000 * second.start / len(text) + 300
