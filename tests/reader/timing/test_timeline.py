"""A position answers with the chapter, the turn, the sentence and the word being heard."""

from hypothesis import given
from hypothesis import strategies as st

from reader.model import Chapter, Cue, Timing, Turn
from reader.timing.timeline import Moment, Timeline


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

        monkeypatch.setattr("reader.timing.sentence_times.split_sentences", _never)
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

    def test_a_transcript_that_has_them_is_known_by_its_first_turns(self):
        assert self.timeline().has_words

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
