"""Quotes kept in a real library: once each, grown, placed by hand, changed together."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.errors import LibraryError
from reader.importing import import_text
from reader.library import Library
from reader.model import Placed, TurnRange
from reader.quotes.keeping import change_many, heard_length, keep_place, place_by_hand, widen
from reader.timing.timeline import Timeline

PAGE = """The last ferry

Night Ferry

27/1/2026 | 1 min

Transcript

00:00:00 Ida Holm: The ferry was late. Nobody had a lamp.

00:00:20 Per Lind: We waited in the dark until it came.
"""
PLACE = TurnRange(0, 0, 0, len("The ferry was late."))


class Kept:
    """A library with one episode."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.episode = import_text(library, PAGE).imported[0].id
        whole = library.episode(self.episode)
        self.timeline = Timeline(whole.turns, whole.chapters)

    def keep(self, place: TurnRange = PLACE):
        return keep_place(self.library, self.episode, self.timeline, place)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Kept]:
    with Library(tmp_path) as library:
        yield Kept(library)


def test_what_stands_at_a_place_is_kept(room: Kept) -> None:
    bookmark, is_new = room.keep()
    assert is_new
    assert bookmark.quote.text == "The ferry was late."
    assert room.library.bookmarks(room.episode) == (bookmark,)


def test_without_a_recording_its_length_is_not_known(room: Kept) -> None:
    bookmark, _ = room.keep()
    assert heard_length(room.library, bookmark) is None
    assert heard_length(room.library, replace(bookmark, episode=None)) is None


def test_the_same_place_is_kept_once(room: Kept) -> None:
    first, _ = room.keep()
    again, is_new = room.keep()
    assert (again, is_new) == (first, False)
    assert room.keep(replace(PLACE, last_offset=9))[1]


def test_a_place_without_words_is_refused_in_a_sentence(room: Kept) -> None:
    with pytest.raises(LibraryError, match="no words to keep"):
        room.keep(TurnRange(0, 3, 0, 4))
    assert room.library.bookmarks() == ()


def test_growing_keeps_what_was_remarked(room: Kept) -> None:
    bookmark, _ = room.keep()
    room.library.change_bookmark(bookmark.id, note="mine", tags=["sea"])
    grown = widen(room.library, bookmark.id, room.timeline, replace(PLACE, last_offset=38))
    assert grown.quote.text == "The ferry was late. Nobody had a lamp."
    assert (grown.note, grown.tags) == ("mine", ("sea",))


def test_placed_by_hand_it_is_sure_and_keeps_its_words(room: Kept) -> None:
    bookmark, _ = room.keep()
    lost = replace(bookmark.quote, placed=Placed.LOST, place=None, text="The ferry's late.")
    room.library.change_bookmark(bookmark.id, quote=lost)
    placed = place_by_hand(room.library, bookmark.id, room.timeline, TurnRange(1, 0, 1, 9))
    assert placed.quote.placed is Placed.EXACT
    assert placed.quote.place == TurnRange(1, 0, 1, 9)
    assert placed.quote.text == "The ferry's late."
    assert placed.quote.speaker == "Per Lind"
    assert placed.quote.start_ms == 20_000


class TestPutInStepMeanwhile:
    """A window shows the times of a moment ago; what it keeps is heard as the library says now."""

    def test_what_is_kept_grown_or_placed_is_heard_with_its_words(self, room: Kept) -> None:
        room.library.nudge(room.episode, 700)
        kept, _ = room.keep()
        assert kept.quote.start_ms == 700
        whole = replace(PLACE, last_turn=1, last_offset=3)
        grown = widen(room.library, kept.id, room.timeline, whole)
        assert grown.quote.end_ms > 20_700
        second = replace(PLACE, first_turn=1, last_turn=1)
        placed = place_by_hand(room.library, kept.id, room.timeline, second)
        assert placed.quote.start_ms == 20_700

    def test_a_range_that_was_chosen_stays(self, room: Kept) -> None:
        kept, _ = room.keep()
        room.library.nudge(room.episode, 700)
        chosen = replace(kept.quote, start_ms=100, end_ms=900)
        assert room.library.add_bookmark(room.episode, chosen).quote == chosen


class TestManyAtOnce:
    def test_colour_and_tags_change_and_the_rest_stays(self, room: Kept) -> None:
        one, _ = room.keep()
        two, _ = room.keep(TurnRange(1, 0, 1, 9))
        room.library.change_bookmark(one.id, note="mine", tags=["sea", "old"])
        before = room.library.storage.revisions()
        change_many(
            room.library,
            [one.id, two.id, "gone"],
            colour="pink",
            add_tags=["new"],
            drop_tags=["old"],
        )
        now = room.library.bookmarks(room.episode)
        assert [one.tags for one in now] == [("sea", "new"), ("new",)]
        assert {one.colour for one in now} == {"pink"}
        assert now[0].note == "mine"
        assert room.library.storage.revisions() != before  # so that the search follows

    def test_without_a_colour_each_keeps_its_own(self, room: Kept) -> None:
        one, _ = room.keep()
        room.library.change_bookmark(one.id, colour="blue")
        change_many(room.library, [one.id], add_tags=["sea"])
        assert room.library.bookmark(one.id).colour == "blue"
