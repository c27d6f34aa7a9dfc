"""What a reel plays, and when: stretches from hits, one after another."""

from pathlib import Path

import pytest

from reader.listening.reel import (
    LEAD_MS,
    REST_S,
    SENTENCE_MS,
    SHORTEST_MS,
    TAIL_MS,
    Order,
    Schedule,
    Stretch,
    sentence_end_ms,
    stretch_of,
    stretches_of,
)
from reader.model import Episode, Turn
from reader.search.records import HighlightedText, HitKind, SearchHit

FERRY, LETTER = Path("ferry.opus"), Path("letter.opus")


def hit(**fields) -> SearchHit:
    usual = {
        "episode": "ferry",
        "episode_title": "The last ferry",
        "kind": HitKind.TURN,
        "text": HighlightedText("The lamp is out."),
        "score": 1.0,
        "speaker": "Ida Holm",
        "turn": 0,
        "start_ms": 740_000,
        "match_ms": 750_000,
        "end_ms": 800_000,
    }
    return SearchHit(**{**usual, **fields})


def episode(*turns: Turn) -> Episode:
    return Episode("ferry", "The last ferry", "", "", None, 900_000, "", "", (), turns, None)


def stretch(number: int, audio: Path | None = FERRY) -> Stretch:
    return Stretch("ferry", audio, number * 10_000, number * 10_000 + 4000, f"Number {number}")


class TestStretchOfAHit:
    def test_begins_a_little_before_the_sentence_and_ends_a_little_after(self) -> None:
        found = stretch_of(hit(), FERRY, sentence_end_ms=755_000)

        assert found == Stretch(
            "ferry",
            FERRY,
            750_000 - LEAD_MS,
            755_000 + TAIL_MS,
            "Ida Holm, 12:30 · The last ferry",
        )

    def test_takes_a_sentence_to_last_a_while_where_its_end_is_not_known(self) -> None:
        found = stretch_of(hit(), FERRY)

        assert found.end_ms == 750_000 + SENTENCE_MS + TAIL_MS

    def test_ends_with_the_turn(self) -> None:
        assert stretch_of(hit(end_ms=753_000), FERRY).end_ms == 753_000 + TAIL_MS

    def test_is_long_enough_to_be_understood(self) -> None:
        found = stretch_of(hit(end_ms=750_000), FERRY, sentence_end_ms=750_000)

        assert found.end_ms - found.start_ms >= SHORTEST_MS

    def test_does_not_begin_before_the_audio(self) -> None:
        assert stretch_of(hit(start_ms=0, match_ms=0), FERRY).start_ms == 0

    def test_of_a_chapter_is_its_beginning(self) -> None:
        found = stretch_of(
            hit(kind=HitKind.CHAPTER, speaker="", turn=None, match_ms=None, start_ms=60_000), FERRY
        )
        assert (found.start_ms, found.title) == (60_000 - LEAD_MS, "1:00 · The last ferry")

    def test_there_is_none_where_a_hit_has_no_time(self) -> None:
        note = hit(kind=HitKind.NOTE, turn=None, start_ms=None, match_ms=None, end_ms=None)

        assert stretch_of(note, FERRY) is None
        assert stretches_of([note, hit()], {"ferry": FERRY}) == (stretch_of(hit(), FERRY),)

    def test_an_episode_that_is_not_known_has_no_audio(self) -> None:
        assert stretches_of([hit()], {})[0].audio is None

    def test_the_episodes_own_times_say_where_the_sentence_ends(self) -> None:
        turn = Turn("Ida Holm", ("One is said. Another one follows it.",), 750_000, 760_000)
        known = episode(turn)
        ends = sentence_end_ms(hit(), known)

        assert 750_000 < ends < 760_000
        exact = stretches_of([hit()], {"ferry": FERRY}, {"ferry": known})
        assert exact[0].end_ms == ends + TAIL_MS

    @pytest.mark.parametrize("odd", [{"turn": 7}, {"turn": None}, {"match_ms": 1}])
    def test_a_hit_of_another_transcript_has_no_sentence_here(self, odd: dict) -> None:
        turn = Turn("Ida Holm", ("One is said. Another one follows it.",), 750_000, 760_000)

        assert sentence_end_ms(hit(**odd), episode(turn)) is None


class TestSchedule:
    def begun(self, *stretches: Stretch) -> Schedule:
        schedule = Schedule(stretches)
        assert schedule.next() is Order.BEGIN
        return schedule

    def test_a_stretch_goes_on_to_its_end_and_then_rests(self) -> None:
        schedule = self.begun(stretch(1), stretch(2))

        assert schedule.at(10_000, 0.0) is Order.GO_ON
        assert schedule.at(13_999, 4.0) is Order.GO_ON
        assert schedule.at(14_000, 4.0) is Order.REST
        assert schedule.resting

    def test_the_next_one_begins_after_the_rest(self) -> None:
        schedule = self.begun(stretch(1), stretch(2))
        schedule.at(14_000, 4.0)

        assert schedule.at(14_000, 4.0 + REST_S * 0.9) is Order.GO_ON
        assert schedule.at(14_000, 4.0 + REST_S) is Order.BEGIN
        assert schedule.current.title == "Number 2"
        assert not schedule.resting

    def test_after_the_last_it_ends(self) -> None:
        schedule = self.begun(stretch(1))
        schedule.at(14_000, 4.0)

        assert schedule.at(14_000, 5.0) is Order.END

    def test_audio_that_ends_early_ends_the_stretch(self) -> None:
        assert self.begun(stretch(1)).at(12_000, 2.0, over=True) is Order.REST

    def test_next_goes_on_at_once(self) -> None:
        schedule = self.begun(stretch(1), stretch(2))

        assert (schedule.next(), schedule.index) == (Order.BEGIN, 1)
        assert schedule.next() is Order.END

    def test_previous_is_the_one_before_where_this_has_only_begun(self) -> None:
        schedule = self.begun(stretch(1), stretch(2))
        schedule.next()

        assert (schedule.previous(20_400), schedule.index) == (Order.BEGIN, 0)
        assert (schedule.previous(10_100), schedule.index) == (Order.BEGIN, 0)

    def test_and_this_one_again_later_on(self) -> None:
        schedule = self.begun(stretch(1), stretch(2))
        schedule.next()

        assert (schedule.previous(22_500), schedule.index) == (Order.BEGIN, 1)

    def test_what_has_no_audio_is_passed_over(self) -> None:
        schedule = self.begun(stretch(1, None), stretch(2), stretch(3, None), stretch(4))

        assert schedule.playable == 2
        assert schedule.index == 1
        schedule.next()
        assert schedule.index == 3
        schedule.previous(40_000)
        assert schedule.index == 1

    def test_what_cannot_be_played_is_given_up_with_all_of_its_audio(self) -> None:
        schedule = self.begun(stretch(1, LETTER), stretch(2, LETTER), stretch(3))

        assert schedule.give_up() is Order.BEGIN
        assert schedule.index == 2
        assert schedule.give_up() is Order.END
        assert schedule.playable == 0

    def test_a_rest_can_be_ended(self) -> None:
        schedule = self.begun(stretch(1))
        schedule.at(14_000, 4.0)
        schedule.rouse()

        assert schedule.at(11_000, 9.0) is Order.GO_ON
