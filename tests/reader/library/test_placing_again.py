"""Bookmarks find their places again when a transcript is imported anew, better or corrected."""

import random
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest
from sample_episodes import conversation, episode
from sample_pages import page_text, write_sound

from reader.importing import import_paths
from reader.library import Arrival
from reader.model import AudioFile, Placed, Quote, TurnDraft, TurnRange
from reader.quotes.capturing import quote_of, text_at
from reader.timing.timeline import Timeline

PAGE, BETTER = "/pages/ferry.txt", "/transcripts/ferry.json"
TURNS = conversation(1)


@pytest.fixture
def ferry(library) -> str:
    return add(library, TURNS)


def add(library, turns, source=PAGE, **known) -> str:
    arrival = Arrival(episode(turns=tuple(turns)), **known)
    return library.add([arrival], source)[0].id


def keep(library, episode_id, turn=7, start=0, end=None, **remarks):
    """Keep some words of a turn; return the bookmark."""
    known = library.episode(episode_id)
    timeline = Timeline(known.turns, known.chapters)
    length = len(known.turns[turn].text) if end is None else end
    quote = quote_of(timeline, TurnRange(turn, start, turn, length))
    return library.add_bookmark(episode_id, quote, **remarks)


def words_now(library, kept) -> str:
    """Return what stands in the transcript where a bookmark is."""
    quote = library.bookmark(kept.id).quote
    return text_at(library.episode(kept.episode).turns, quote.place)


def with_advertisement(turns, seconds=60, words=40):
    """Return turns after two that somebody else says, so much later."""
    said = conversation(99, turns=2, words=words)
    late = [replace(turn, start_ms=turn.start_ms + seconds * 1000) for turn in turns[3:]]
    spots = [replace(t, start_ms=12_000 + i * 30_000) for i, t in enumerate(said)]
    return (*turns[:3], *spots, *late)


def in_other_words(turns, share=0.1, seed=5):
    """Return turns of which this share of the words is another."""
    rng = random.Random(seed)  # noqa: S311

    def said(text):
        return " ".join("…er" if rng.random() < share else word for word in text.split())

    return tuple(replace(t, paragraphs=(said(t.paragraphs[0]),)) for t in turns)


class TestAnotherTranscript:
    def test_inserted_turns_move_the_place_and_the_range(self, library, ferry):
        kept = keep(library, ferry, note="good", tags=["ice"], colour="amber")
        add(library, with_advertisement(TURNS))
        now = library.bookmark(kept.id)
        assert (now.quote.placed, now.quote.place.first_turn) == (Placed.EXACT, 9)
        assert now.quote.start_ms == kept.quote.start_ms + 60_000
        assert now.quote.text == words_now(library, kept) == kept.quote.text
        assert (now.note, now.tags, now.colour) == ("good", ("ice",), "amber")
        assert now.changed_at == kept.changed_at

    def test_turns_that_were_merged_make_no_difference(self, library, ferry):
        kept = keep(library, ferry)
        merged = [
            TurnDraft(first.speaker, (*first.paragraphs, *second.paragraphs), first.start_ms)
            for first, second in zip(TURNS[::2], TURNS[1::2], strict=True)
        ]
        add(library, merged, BETTER)
        assert library.bookmark(kept.id).quote.place.first_turn == 3
        assert words_now(library, kept) == kept.quote.text

    def test_of_other_words_the_place_is_the_same_and_the_text_as_it_was_kept(self, library, ferry):
        kept = [keep(library, ferry, turn) for turn in range(2, 28)]
        add(library, in_other_words(TURNS))
        for bookmark in kept:
            now = library.bookmark(bookmark.id).quote
            assert now.text == bookmark.quote.text
            assert now.place.first_turn == bookmark.quote.place.first_turn
        assert words_now(library, kept[0]) != kept[0].quote.text

    def test_words_that_are_gone_are_kept_whole_and_called_lost(self, library, ferry):
        kept = keep(library, ferry, 7, note="for the book")
        cut = (*TURNS[:4], *conversation(77)[4:10], *TURNS[10:])
        add(library, cut)
        now = library.bookmark(kept.id)
        assert (now.quote.placed, now.quote.place) == (Placed.LOST, None)
        whole = replace(now.quote, **{f: getattr(kept.quote, f) for f in ("place", "placed")})
        assert replace(whole, transcript=kept.quote.transcript) == kept.quote
        assert now.note == "for the book"

    def test_the_lost_are_placed_when_their_words_come_back(self, library, ferry):
        kept = keep(library, ferry, 7)
        add(library, (*TURNS[:4], *conversation(77)[4:10], *TURNS[10:]))
        add(library, TURNS, BETTER)
        assert library.bookmark(kept.id).quote == kept.quote

    def test_words_that_are_said_twice_now_are_not_placed_without_a_doubt(self, library, ferry):
        kept = keep(library, ferry, 7)
        add(library, (*TURNS[:16], *TURNS[4:12], *TURNS[16:]), BETTER)
        assert library.bookmark(kept.id).quote.placed is not Placed.EXACT

    def test_the_removed_find_their_places_for_when_they_come_back(self, library, ferry):
        kept = keep(library, ferry)
        library.remove_bookmarks([kept.id])
        add(library, with_advertisement(TURNS))
        library.restore_bookmarks([kept.id])
        assert words_now(library, kept) == kept.quote.text

    def test_an_episode_that_was_removed_comes_back_with_its_bookmarks_in_place(
        self, library, ferry
    ):
        kept = keep(library, ferry)
        library.remove(ferry, with_bookmarks=True)
        assert add(library, with_advertisement(TURNS)) == ferry
        assert words_now(library, kept) == kept.quote.text

    def test_the_index_learns_of_it(self, library, ferry):
        keep(library, ferry)
        before = library.revisions()[f"bookmarks/{ferry}"]
        add(library, with_advertisement(TURNS))
        assert library.revisions()[f"bookmarks/{ferry}"] > before


class TestTheSameWords:
    def test_with_later_times_are_heard_later(self, library, ferry):
        kept = keep(library, ferry)
        by_hand = replace(kept.quote, start_ms=kept.quote.start_ms - 700)
        library.change_bookmark(kept.id, quote=by_hand)
        add(library, [replace(t, start_ms=t.start_ms + 9000) for t in TURNS])
        now = library.bookmark(kept.id).quote
        assert now.start_ms == kept.quote.start_ms - 700 + 9000
        assert now.place == kept.quote.place

    def test_with_the_right_times_again_are_heard_where_they_were(self, library, ferry):
        kept = keep(library, ferry, 7, 0, 20)
        rough = [replace(t, start_ms=t.start_ms + 2500) for t in in_other_words(TURNS, 0.01)]
        add(library, rough)
        assert library.bookmark(kept.id).quote.start_ms == kept.quote.start_ms
        add(library, [replace(t, start_ms=t.start_ms - 2500) for t in rough])
        now = library.bookmark(kept.id).quote
        assert (now.start_ms, now.end_ms) == (kept.quote.start_ms, kept.quote.end_ms)

    def test_imported_once_more_change_nothing(self, library, ferry):
        kept = keep(library, ferry)
        revisions = library.revisions()
        add(library, TURNS)
        assert library.bookmark(kept.id) == kept
        assert library.revisions() == revisions

    def test_of_another_length_are_heard_as_the_estimates_say(self, library):
        untimed = [replace(turn, start_ms=None) for turn in TURNS]
        ferry = add(library, untimed)
        kept = keep(library, ferry, 20)
        library.relink_audio(ferry, AudioFile(PAGE, "f1", 240_000))
        now = library.bookmark(kept.id).quote
        assert now.start_ms == library.episode(ferry).turns[20].start_ms
        assert now.start_ms > kept.quote.start_ms


class TestAQuoteOfAnEarlierTranscript:
    def test_is_kept_where_its_words_are_now(self, library, ferry):
        shown = keep(library, ferry).quote
        add(library, with_advertisement(TURNS))
        kept = library.add_bookmark(ferry, shown)
        assert kept.quote.place.first_turn == 9
        assert words_now(library, kept) == shown.text

    def test_takes_the_place_of_another_where_its_words_are_now(self, library, ferry):
        kept, shown = keep(library, ferry, 20), keep(library, ferry).quote
        add(library, with_advertisement(TURNS))
        library.change_bookmark(kept.id, quote=shown)
        assert words_now(library, kept) == shown.text


class TestAnEpisodeThatWasDeletedForGood:
    @pytest.fixture
    def alone(self, library, ferry):
        """Keep two quotes of an episode, and delete it; return them."""
        kept = keep(library, ferry, note="good"), keep(library, ferry, 20)
        library.remove(ferry)
        library.purge(timedelta(0))
        assert [bookmark.episode for bookmark in library.bookmarks()] == [None, None]
        return kept

    def test_has_its_bookmarks_again_when_it_is_imported_again(self, library, alone):
        before = library.revisions()
        episode_id = add(library, with_advertisement(TURNS))
        now = library.bookmarks(episode_id)
        assert [bookmark.id for bookmark in now] == [bookmark.id for bookmark in alone]
        assert [words_now(library, bookmark) for bookmark in now] == [
            bookmark.quote.text for bookmark in alone
        ]
        assert now[0].note == "good"
        assert "bookmarks/" in before
        assert set(library.revisions()) == {episode_id, f"bookmarks/{episode_id}"}

    def test_another_of_its_name_gets_none(self, library, alone):
        episode_id = add(library, conversation(55))
        assert library.bookmarks(episode_id) == ()
        assert len(library.bookmarks()) == 2

    def test_one_of_another_show_gets_none(self, library, alone):
        other = Arrival(episode(show="Day Ferry", turns=TURNS))
        assert library.bookmarks(library.add([other], PAGE)[0].id) == ()


def test_a_mere_moment_stays_where_it_is(library, ferry):
    moment = library.add_bookmark(ferry, Quote(9000, 9000, ""))
    add(library, with_advertisement(TURNS))
    assert library.bookmark(moment.id).quote == moment.quote


def test_a_page_that_was_edited_on_the_disk_and_imported_again(library, folder):
    page = folder / "ferry.txt"
    page.write_text(page_text("The ferry in winter"), encoding="utf-8")
    sound = write_sound(folder / "x.wav")
    (imported,) = import_paths(library, [page], audio=sound).imported
    kept = keep(library, imported.id, 2)
    spot = "00:00:10 A voice: And now a word on lamps, and on those who light them.\n\n00:00:20"
    text = page.read_text(encoding="utf-8").replace("00:00:20", spot)
    page.write_text(text, encoding="utf-8")
    import_paths(library, [page])
    assert library.bookmark(kept.id).quote.place.first_turn == 3
    assert words_now(library, kept) == kept.quote.text


def test_nothing_is_placed_where_the_import_fails(library, ferry):
    kept = keep(library, ferry)
    fine = Arrival(episode(turns=with_advertisement(TURNS)))
    broken = Arrival(episode("Broken", seed=4, turns=(TurnDraft(None, ("words",)),)))
    with pytest.raises(sqlite3.IntegrityError):
        library.add([fine, broken], PAGE)
    assert library.bookmark(kept.id) == kept
