"""What was just heard becomes a quote, grows and shrinks; a selection becomes one, too."""

import pytest

from reader.model import Chapter, Cue, Turn, TurnRange
from reader.quotes.capturing import Catch, heard_range, just_heard, quote_of, text_at
from reader.quotes.words import fingerprint
from reader.timing.timeline import Timeline

FIRST = "The ferry was late. Nobody had a lamp. We waited in the dark."
SECOND = ("It is always late.", "You get used to it. Then you miss it.")
TURNS = (
    Turn("Ida Holm", (FIRST,), 10_000, 20_000),
    Turn("Per Lind", SECOND, 20_000, 30_000),
    Turn("Ida Holm", ("Yes. I do.",), 40_000, 44_000),
)
CHAPTERS = (Chapter("The pier", 0, 20_000), Chapter("Habits", 20_000, 50_000))
TIMELINE = Timeline(TURNS, CHAPTERS)


def caught(position_ms: int, grown: int = 0) -> str:
    """Return the words that are caught at a position, grown some times."""
    catch = just_heard(TIMELINE, position_ms)
    for _ in range(grown):
        catch = catch.grown(TIMELINE)
    return text_at(TURNS, catch.place)


class TestJustHeard:
    def test_the_sentence_being_heard_is_caught_whole(self) -> None:
        assert caught(19_000) == "We waited in the dark."

    def test_of_a_sentence_that_has_only_just_begun_the_one_before_is_meant(self) -> None:
        begins = TIMELINE.sentences(0)[2].start_ms

        assert caught(begins + 1499) == "Nobody had a lamp."
        assert caught(begins + 1500) == "We waited in the dark."

    def test_the_sentence_before_may_be_another_speakers(self) -> None:
        assert caught(20_500) == "We waited in the dark."

    def test_at_the_very_first_sentence_there_is_none_before(self) -> None:
        assert caught(10_100) == "The ferry was late."

    def test_before_anything_is_said_there_is_nothing_to_catch(self) -> None:
        assert just_heard(TIMELINE, 9_999) is None
        assert just_heard(Timeline(()), 5_000) is None

    def test_in_a_pause_the_last_words_are_caught(self) -> None:
        assert caught(36_000) == "Then you miss it."

    def test_the_words_own_times_decide_where_there_are_any(self) -> None:
        text = "One. Two three."
        cues = (Cue(0, 4, 0, 500), Cue(5, 8, 7_000, 7_500), Cue(9, 15, 7_500, 9_500))
        timeline = Timeline((Turn("Ida", (text,), 0, 10_000, cues=cues),))

        for position_ms, words in ((6_900, "One."), (8_499, "One."), (8_501, "Two three.")):
            catch = just_heard(timeline, position_ms)
            assert text_at(timeline.turns, catch.place) == words

    def test_a_turn_without_words_is_passed_over(self) -> None:
        timeline = Timeline((TURNS[0], Turn("Per", ("…",), 20_000, 21_000)))

        catch = just_heard(timeline, 20_500)

        assert "dark" in text_at(timeline.turns, catch.place)


class TestGrowing:
    def test_it_grows_backwards_by_sentences_and_then_to_the_turn(self) -> None:
        position_ms = TIMELINE.sentences(1)[1].start_ms + 2_000

        assert caught(position_ms) == "You get used to it."
        assert caught(position_ms, 1) == "It is always late.\n\nYou get used to it."
        assert caught(position_ms, 2) == TURNS[1].text
        assert caught(position_ms, 3) == TURNS[1].text

    def test_shrinking_takes_the_growth_back_step_by_step(self) -> None:
        catch = just_heard(TIMELINE, 19_000)
        once = catch.grown(TIMELINE)
        twice = once.grown(TIMELINE)

        assert twice.shrunk() == once
        assert once.shrunk() == catch
        assert catch.shrunk() == catch

    def test_growing_that_changes_nothing_is_no_step_to_take_back(self) -> None:
        whole = Catch((TurnRange(0, 0, 0, len(FIRST)),))

        assert whole.grown(TIMELINE) is whole


class TestAQuote:
    def test_it_holds_all_that_helps_to_find_it_again(self) -> None:
        start = FIRST.index("Nobody")
        quote = quote_of(TIMELINE, TurnRange(0, start, 0, start + len("Nobody had a lamp.")))

        assert quote.text == "Nobody had a lamp."
        assert (quote.speaker, quote.chapter) == ("Ida Holm", "The pier")
        assert quote.before == "The ferry was late."
        assert quote.after.startswith("We waited in the dark.\n\nIt is always late.")
        assert quote.transcript == fingerprint(TURNS)
        second = TIMELINE.sentences(0)[1]
        assert (quote.start_ms, quote.end_ms) == (second.start_ms, pytest.approx(second.end_ms, 3))

    def test_across_turns_it_is_the_first_speakers(self) -> None:
        quote = quote_of(TIMELINE, TurnRange(0, FIRST.index("We"), 1, len("It is always")))

        assert quote.text == "We waited in the dark.\n\nIt is always"
        assert quote.speaker == "Ida Holm"
        assert quote.before.endswith("Nobody had a lamp.")
        assert quote.after.startswith("late.")
        assert quote.start_ms < 20_000 < quote.end_ms

    def test_blanks_at_its_ends_and_turns_without_a_word_of_it_do_not_belong(self) -> None:
        loose = TurnRange(0, len(FIRST), 1, len("It is always late.\n\n"))

        quote = quote_of(TIMELINE, loose)

        assert quote.place == TurnRange(1, 0, 1, len("It is always late."))
        assert quote.text == "It is always late."

    def test_nothing_selected_is_no_quote(self) -> None:
        assert quote_of(TIMELINE, TurnRange(1, 18, 1, 20)) is None
        assert quote_of(TIMELINE, TurnRange(0, 5, 0, 5)) is None

    def test_its_neighbours_are_some_two_hundred_characters_in_whole_words(self) -> None:
        words = " ".join(f"word{i}" for i in range(200))
        timeline = Timeline((Turn("Ida", (words,), 0, 100_000),))
        start = words.index("word100")

        quote = quote_of(timeline, TurnRange(0, start, 0, start + 7))

        for side in (quote.before, quote.after):
            assert 180 <= len(side) <= 200
            assert set(side.split()) <= set(words.split())
        assert quote.before.endswith(" word99")
        assert quote.after.startswith("word101 ")

    def test_a_text_without_blanks_has_neighbours_too(self) -> None:
        text = "船" * 1000
        timeline = Timeline((Turn("Ida", (text,), 0, 100_000),))

        quote = quote_of(timeline, TurnRange(0, 500, 0, 510))

        assert quote.before == quote.after == "船" * 200


class TestWhenItIsHeard:
    CUES = (Cue(0, 3, 100, 300), Cue(4, 9, 400, 700), Cue(10, 14, 800, 900))
    WORDS = Timeline((Turn("Ida", ("The ferry left.",), 0, 5_000, cues=CUES),))

    def test_from_the_first_words_time_to_the_last_ones(self) -> None:
        assert heard_range(self.WORDS, TurnRange(0, 4, 0, 14)) == (400, 900)
        assert heard_range(self.WORDS, TurnRange(0, 0, 0, 3)) == (100, 300)

    def test_without_words_times_by_the_share_of_the_sentence(self) -> None:
        sentence = TIMELINE.sentences(0)[2]
        middle = (sentence.start + sentence.end) // 2

        start_ms, end_ms = heard_range(TIMELINE, TurnRange(0, middle, 0, sentence.end))

        assert sentence.start_ms < start_ms < end_ms == sentence.end_ms

    def test_it_never_ends_before_it_starts(self) -> None:
        backwards = (Turn("A", ("One two.",), 5_000, 5_000), Turn("B", ("Three.",), 5_000, 5_000))

        start_ms, end_ms = heard_range(Timeline(backwards), TurnRange(0, 4, 1, 3))

        assert start_ms <= end_ms
