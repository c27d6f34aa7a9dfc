"""A turn's sentences are heard when its cues, the sound, or else their lengths say so."""

from hypothesis import given
from hypothesis import strategies as st

from reader.model import Cue, Timing, Turn, TurnDraft
from reader.timing.sentence_times import sentences_of
from reader.timing.settling import settle_turns


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

    @given(st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 9000)), max_size=8))
    def test_sentences_never_run_backwards(self, times):
        text = " ".join("Yes." for _ in range(9))
        cues = tuple(Cue(i * 5, i * 5 + 4, a, b) for i, (a, b) in enumerate(times))
        turns = settle_turns([TurnDraft("A", (text,), 0, 9000, cues)])
        starts_ms = [sentence.start_ms for sentence in sentences_of(turns[0])]
        assert len(starts_ms) == 9
        assert starts_ms == sorted(starts_ms)


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
    def test_the_sentences_of_a_japanese_turn_share_all_of_its_time(self):
        # Each is said in five seconds, which is an ordinary pace.
        text = "今日は天気がいいですから、海のほうへ散歩に行きましょう。" * 4
        turn = Turn("Ida", (text,), 0, 20_000)
        assert [round(s.start_ms, -2) for s in sentences_of(turn)] == [0, 5000, 10_000, 15_000]

    def test_a_mark_of_another_script_is_a_pause_as_well(self):
        text = "كيف حالك؟ " + "أنا بخير " * 3
        second = sentences_of(Turn("Ida", (text,), 0, 4000))[1]
        assert second.start_ms > 4000 * second.start / len(text) + 300
