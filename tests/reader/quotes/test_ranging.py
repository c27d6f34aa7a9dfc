"""A range of times becomes a quote of whole sentences, or a sentence that says why not."""

import pytest

from reader.errors import LibraryError
from reader.model import Chapter, Episode, Turn
from reader.quotes.ranging import quote_between

FIRST = "The ferry was late. Nobody had a lamp. We waited in the dark."
TURNS = (
    Turn("Ida Holm", (FIRST,), 10_000, 22_000),
    Turn("Per Lind", ("It is always late. You get used to it.",), 22_000, 30_000),
)


def heard(turns=TURNS, duration_ms=60_000) -> Episode:
    chapters = (Chapter("The pier", 0, 20_000), Chapter("Habits", 20_000, 60_000))
    names = ("e", "The ferry", "", "", None)
    return Episode(*names, duration_ms, "", "", chapters, tuple(turns), None)


def words(start_ms: int, end_ms: int | None = None) -> str:
    return quote_between(heard(), start_ms, end_ms).text


class TestWithoutAnEnd:
    def test_it_is_the_whole_sentence_that_is_said_then(self):
        quote = quote_between(heard(), 15_000, None)
        assert quote.text == "Nobody had a lamp."
        assert quote.start_ms <= 15_000 < quote.end_ms
        assert (quote.speaker, quote.chapter, quote.before) == (
            "Ida Holm",
            "The pier",
            "The ferry was late.",
        )

    def test_at_a_turns_start_it_is_its_first_sentence(self):
        assert words(22_000) == "It is always late."

    def test_where_nothing_is_said_it_is_the_moment(self):
        quote = quote_between(heard(), 3000, None)
        assert (quote.text, quote.start_ms, quote.end_ms, quote.place) == ("", 3000, 3000, None)
        assert quote.chapter == "The pier"
        assert quote_between(heard(()), 42_000, None).chapter == "Habits"


class TestWithAnEnd:
    def test_the_range_is_kept_and_its_sentences_are_whole(self):
        quote = quote_between(heard(), 14_321, 25_789)
        assert (quote.start_ms, quote.end_ms) == (14_321, 25_789)
        assert quote.text == "Nobody had a lamp. We waited in the dark.\n\nIt is always late."
        assert quote.place.first_turn == 0
        assert quote.place.last_turn == 1

    def test_within_one_sentence_it_is_that_one(self):
        assert words(14_500, 14_600) == "Nobody had a lamp."

    def test_it_may_begin_before_anything_is_said(self):
        assert words(0, 13_000) == "The ferry was late."
        assert words(0, 5000) == ""

    def test_it_may_reach_the_end_as_people_round_it(self):
        assert words(26_500, 60_999) == "You get used to it."


class TestOutside:
    @pytest.mark.parametrize("times", [(61_000, None), (5000, 61_000), (-1, None), (10**15, None)])
    def test_of_the_episode_it_is_refused(self, times):
        with pytest.raises(LibraryError, match="“The ferry”, which is 1:00 long"):
            quote_between(heard(), *times)

    def test_an_end_before_the_start_is_refused(self):
        with pytest.raises(LibraryError, match="0:10 is before 0:20"):
            quote_between(heard(), 20_000, 10_000)

    def test_of_a_mere_text_nothing_is_kept_by_time(self):
        with pytest.raises(LibraryError, match="neither audio nor times"):
            quote_between(heard((), 0), 0, None)

    def test_a_transcript_may_be_longer_than_what_the_page_prints(self):
        assert quote_between(heard(duration_ms=20_000), 29_000, None).text
