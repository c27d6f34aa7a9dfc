"""A quote finds its place in another transcript, says how sure it is, and is never lost itself."""

from collections.abc import Sequence

import pytest

from reader.model import Placed, Quote, Turn, TurnRange
from reader.quotes.capturing import quote_of, text_at
from reader.quotes.placing import place, placed_anew
from reader.quotes.words import TranscriptWords
from reader.timing.timeline import Timeline

SAID = (
    "We set out before the light, with two barrels of herring and no compass to speak of.",
    "Yeah.",
    "The harbour master had told us that the fog would lift by nine. It did not lift at all.",
    "And what did you do then? I would have turned round, I think, and gone home to bed.",
    "Yeah.",
    (
        "We listened. You can hear a shore, if you have grown up beside one: it breathes. "
        "My mother taught me that when I was seven years old, and I never forgot it."
    ),
    "That is a beautiful thing to have been taught by your mother in a fog.",
    "She would have laughed at you for saying so. She sold nets, and she was never late.",
)
QUOTE = "You can hear a shore, if you have grown up beside one: it breathes."


def turns(texts: Sequence[str] = SAID, later_ms: int = 0) -> tuple[Turn, ...]:
    return tuple(
        Turn("Ida Holm", (text,), later_ms + i * 10_000, later_ms + (i + 1) * 10_000)
        for i, text in enumerate(texts)
    )


def kept(words: str = QUOTE, turn: int | None = None) -> Quote:
    """Return the quote of these words in what was said first."""
    number = next(i for i, text in enumerate(SAID) if words in text) if turn is None else turn
    start = SAID[number].index(words)
    quote = quote_of(Timeline(turns()), TurnRange(number, start, number, start + len(words)))
    assert quote is not None
    return quote


def found(quote: Quote, *texts: str) -> tuple[Placed, str]:
    """Return how sure the place is, and the words that stand there."""
    other = turns(texts)
    placement = place(quote, TranscriptWords(other))
    words = "" if placement.place is None else text_at(other, placement.place)
    return placement.placed, words


class TestFinding:
    def test_in_the_same_words_it_is_at_its_old_place(self) -> None:
        quote = kept()

        placement = place(quote, TranscriptWords(turns()))

        assert placement.place == quote.place
        assert (placement.placed, placement.score) == (Placed.EXACT, 1.0)

    def test_it_is_found_where_turns_are_cut_elsewhere(self) -> None:
        cut = " ".join(SAID).replace("grown up beside", "grown up|beside").split("|")

        assert found(kept(), *cut) == (
            Placed.EXACT,
            "You can hear a shore, if you have grown up\n\nbeside one: it breathes.",
        )

    def test_it_is_found_in_another_transcribers_wording(self) -> None:
        other = list(SAID)
        other[5] = (
            "we listened you can um hear the shore if you've grown up beside one it breaths "
            "my mother taught me that when I was 7 years old and I never forgot"
        )

        placed, words = found(kept(), *other)

        assert placed is Placed.EXACT
        assert words == "you can um hear the shore if you've grown up beside one it breaths"

    def test_it_is_found_after_an_advertisement(self) -> None:
        advertisement = "This talk is brought to you by nets. " * 20

        placed, words = found(kept(), *SAID[:2], advertisement, *SAID[2:])

        assert (placed, words) == (Placed.EXACT, QUOTE)

    @pytest.mark.parametrize("turn", [1, 4])
    def test_a_word_that_is_said_twice_is_told_apart_by_its_neighbours(self, turn: int) -> None:
        quote = kept("Yeah.", turn)

        placement = place(quote, TranscriptWords(turns(("An intro.", *SAID))))

        assert placement.placed is Placed.EXACT
        assert placement.place == TurnRange(turn + 1, 0, turn + 1, 5)

    def test_a_script_without_blanks_is_no_hindrance(self) -> None:
        text = "霧の中で岸の息を聞いた。母が教えてくれた。忘れたことはない。船は港を出た。"
        timeline = Timeline(turns([text]))
        quote = quote_of(timeline, TurnRange(0, 12, 0, 21))

        placed, words = found(quote, "今日は。", text.replace("忘れた", "わすれた"))

        assert placed is Placed.EXACT
        assert words == quote.text == "母が教えてくれた。"


class TestDoubt:
    def test_words_that_are_not_there_are_lost(self) -> None:
        without = [text.replace(QUOTE, "") for text in SAID]

        assert found(kept(), *without) == (Placed.LOST, "")

    def test_another_conversation_has_no_place_for_it(self) -> None:
        other = ["Bread is a matter of patience and of cold butter.", "Nobody bakes at noon."] * 20

        assert found(kept(), *other)[0] is Placed.LOST

    def test_the_same_words_among_other_neighbours_are_not_sure(self) -> None:
        other = ["Bread is patience. " * 10, QUOTE, "Nobody bakes at noon. " * 10]

        assert found(kept(), *other) == (Placed.UNSURE, QUOTE)

    def test_a_passage_that_is_there_twice_is_not_sure(self) -> None:
        placed, words = found(kept(), *SAID, *SAID)

        assert (placed, words) == (Placed.UNSURE, QUOTE)

    def test_of_two_equal_places_the_one_nearest_in_time_is_taken(self) -> None:
        quote = kept()
        again = turns((*SAID, *SAID))

        for late, turn in ((0, 5), (80_000, 13)):
            moved = Quote(
                quote.start_ms + late, quote.end_ms + late, quote.text,
                before=quote.before, after=quote.after,
            )  # fmt: skip
            assert place(moved, TranscriptWords(again)).place.first_turn == turn

    def test_a_short_word_cut_out_is_not_taken_for_the_next_one_like_it(self) -> None:
        said = [*SAID[:6], "That! That was the boat, and it was nearly upon us by then.", *SAID[6:]]
        timeline = Timeline(turns(said))
        quote = quote_of(timeline, TurnRange(6, 0, 6, 5))
        without = [text.replace("That! That was", "That was") for text in said]

        assert found(quote, *without)[0] is not Placed.EXACT

    def test_a_sentence_cut_out_is_not_taken_for_the_next_that_begins_like_it(self) -> None:
        said = [*SAID]
        said[6] = "I never forgot the sound of the bell. I never forgot the sound of the fog horn."
        words = "I never forgot the sound of the bell."
        quote = quote_of(Timeline(turns(said)), TurnRange(6, 0, 6, len(words)))
        without = [text.replace(words, "") for text in said]

        assert found(quote, *said)[0] is Placed.EXACT
        assert found(quote, *without)[0] is not Placed.EXACT

    def test_with_an_advertisement_in_its_middle_it_is_found_and_not_sure(self) -> None:
        head, tail = SAID[5].split(" beside ")
        advertisement = "This talk is brought to you by nets and ropes of the best hemp. " * 3

        placed, words = found(kept(), *SAID[:5], head, advertisement, tail, *SAID[6:])

        assert placed is Placed.UNSURE
        assert words.startswith("You can hear a shore")
        assert words.endswith("it breathes.")

    @pytest.mark.parametrize("texts", [(), ("…",)])
    def test_an_empty_transcript_has_no_place(self, texts: tuple[str, ...]) -> None:
        assert found(kept(), *texts) == (Placed.LOST, "")

    def test_signs_alone_have_no_place(self) -> None:
        assert place(Quote(0, 0, "…"), TranscriptWords(turns())).placed is Placed.LOST


class TestAVeryLongQuote:
    def long_turns(self) -> tuple[Turn, ...]:
        return turns([" ".join(f"w{i}x{j}" for j in range(50)) for i in range(80)])

    def test_it_is_placed_by_its_two_ends(self) -> None:
        said = self.long_turns()
        quote = quote_of(Timeline(said), TurnRange(5, 0, 70, len(said[70].text)))
        other = (*turns(["An intro of some words."]), *said)

        placement = place(quote, TranscriptWords(other))

        assert placement.placed is Placed.EXACT
        assert placement.place == TurnRange(6, 0, 71, len(said[70].text))

    def test_with_one_end_cut_out_it_is_lost(self) -> None:
        said = self.long_turns()
        quote = quote_of(Timeline(said), TurnRange(5, 0, 70, len(said[70].text)))

        assert place(quote, TranscriptWords(said[:60])).placed is Placed.LOST


class TestPlacedAnew:
    def anew(self, quote: Quote, *texts: str, later_ms: int = 0) -> Quote:
        other = turns(texts, later_ms)
        return placed_anew(quote, Timeline(other), TranscriptWords(other))

    def test_in_the_same_transcript_nothing_changes(self) -> None:
        quote = kept()

        assert self.anew(quote, *SAID) is quote

    def test_a_sure_place_moves_its_time_and_neighbours_and_keeps_its_words(self) -> None:
        quote = kept()
        other = [text.replace("grown up", "grown  UP") for text in SAID]

        moved = self.anew(quote, "A long advertisement.", *other, later_ms=30_000)

        assert moved.placed is Placed.EXACT
        assert moved.text == quote.text
        assert moved.place.first_turn == 6
        assert 39_000 <= moved.start_ms - quote.start_ms <= 41_000
        assert moved.transcript != quote.transcript
        assert moved.before.endswith("We listened.")

    def test_at_the_same_moment_the_range_that_was_kept_stays(self) -> None:
        quote = kept()

        moved = self.anew(quote, *SAID[:-1], "And so on.", later_ms=2_000)

        assert (moved.start_ms, moved.end_ms) == (quote.start_ms, quote.end_ms)

    def test_an_unsure_place_leaves_time_and_neighbours_alone(self) -> None:
        quote = kept()

        moved = self.anew(quote, *SAID, *SAID, later_ms=50_000)

        assert moved.placed is Placed.UNSURE
        assert moved.place is not None
        assert (moved.start_ms, moved.end_ms) == (quote.start_ms, quote.end_ms)
        assert (moved.before, moved.after) == (quote.before, quote.after)

    def test_a_lost_quote_stays_whole_and_is_found_again_later(self) -> None:
        quote = kept()

        lost = self.anew(quote, "Bread is a matter of patience.")
        assert (lost.placed, lost.place) == (Placed.LOST, None)
        assert (lost.text, lost.start_ms, lost.before) == (
            quote.text, quote.start_ms, quote.before
        )  # fmt: skip

        again = self.anew(lost, *SAID)
        assert (again.placed, again.place) == (Placed.EXACT, quote.place)

    def test_a_mere_moment_is_left_as_it_is(self) -> None:
        moment = Quote(5_000, 5_000, "")

        assert self.anew(moment, *SAID) is moment
