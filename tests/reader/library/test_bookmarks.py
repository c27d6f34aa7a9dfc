"""What a person keeps: added, changed, removed, brought back, and never lost."""

import subprocess
import sys
from datetime import date

import pytest
from sample_episodes import episode

from reader.errors import BookmarkNotFoundError, EpisodeNotFoundError, LibraryError
from reader.library import Arrival, Library
from reader.model import Placed, Quote, TurnRange
from reader.quotes.words import fingerprint
from reader.timing.settling import settle_turns

QUOTE = Quote(
    4000,
    9000,
    "Åsa 🎈 said:\n\nthe ice is thin",
    speaker="Per Lind",
    chapter="Open water",
    place=TurnRange(1, 3, 2, 12),
    before="it's cold",
    after="mind the step",
    transcript=fingerprint(settle_turns(episode().turns, 120_000)),
    placed=Placed.UNSURE,
)


@pytest.fixture
def ferry(library):
    (added,) = library.add([Arrival(episode())], "/pages/ferry.txt")
    return added.id


def test_what_was_kept_comes_back_whole(library, ferry):
    kept = library.add_bookmark(
        ferry, QUOTE, note="for the article\n", tags=["ice, thin", "🎈"], colour="amber"
    )
    assert (kept.quote, kept.note, kept.colour) == (QUOTE, "for the article\n", "amber")
    assert kept.tags == ("ice, thin", "🎈")
    assert (kept.episode, kept.episode_title, kept.show, kept.date) == (
        ferry,
        "The last ferry of the winter",
        "Night Ferry",
        date(2026, 1, 27),
    )
    assert kept.created_at == kept.changed_at
    with Library(library.folder) as again:
        assert again.bookmarks(ferry) == again.bookmarks() == (kept,)
        assert again.bookmark(kept.id) == kept


def test_those_of_an_episode_go_by_their_start_and_all_by_their_making(library, ferry):
    (other,) = library.add([Arrival(episode("Another", seed=2))], "/pages/another.txt")
    late, early = (library.add_bookmark(ferry, Quote(n, n, "words")) for n in (9000, 1000))
    elsewhere = library.add_bookmark(other.id, Quote(0, 0, ""))
    assert library.bookmarks(ferry) == (early, late)
    assert library.bookmarks() == (elsewhere, early, late)


def test_the_episodes_present_title_is_shown(library, ferry):
    library.add_bookmark(ferry, QUOTE)
    library.add([Arrival(episode(show="The Night Ferry"))], "/pages/ferry.txt")
    assert library.bookmarks()[0].show == "The Night Ferry"


class TestChanging:
    def test_only_what_is_given_changes(self, library, ferry):
        kept = library.add_bookmark(ferry, QUOTE, note="one", tags=["a"], colour="amber")
        noted = library.change_bookmark(kept.id, note="two")
        assert (noted.note, noted.tags, noted.colour, noted.quote) == (
            "two",
            ("a",),
            "amber",
            QUOTE,
        )
        assert noted.created_at == kept.created_at <= noted.changed_at
        tagged = library.change_bookmark(kept.id, tags=["b", "B"], colour="")
        assert (tagged.note, tagged.tags, tagged.colour) == ("two", ("b",), "")
        lost = Quote(4000, 9000, "the ice is thin", placed=Placed.LOST)
        assert library.change_bookmark(kept.id, quote=lost).quote == lost
        assert library.bookmarks(ferry)[0].quote == lost

    def test_a_note_of_a_megabyte_is_kept(self, library, ferry):
        kept = library.add_bookmark(ferry, QUOTE, note="é" * 1_000_000)
        assert library.bookmark(kept.id).note == "é" * 1_000_000

    def test_what_is_gone_is_named(self, library, ferry):
        with pytest.raises(BookmarkNotFoundError, match="no bookmark 0000") as caught:
            library.change_bookmark("0" * 12, note="two")
        assert caught.value.wanted == "0" * 12


class TestRemoving:
    def test_hundreds_go_and_come_back_at_once(self, library, ferry):
        ids = [library.add_bookmark(ferry, Quote(n, n, "words")).id for n in range(40)]
        before = library.bookmarks()
        library.remove_bookmarks(ids)
        assert library.bookmarks() == library.bookmarks(ferry) == ()
        library.restore_bookmarks(ids)
        assert library.bookmarks() == before

    def test_one_that_is_gone_keeps_the_others(self, library, ferry):
        kept = library.add_bookmark(ferry, QUOTE)
        with pytest.raises(BookmarkNotFoundError):
            library.remove_bookmarks([kept.id, "0" * 12])
        assert library.bookmarks() == (kept,)

    def test_tags_are_those_of_bookmarks_that_are_there(self, library, ferry):
        _, dropped = (library.add_bookmark(ferry, QUOTE, tags=[tag, "x"]) for tag in ("b", "a"))
        assert library.all_bookmark_tags() == ("a", "b", "x")
        library.remove_bookmarks([dropped.id])
        assert library.all_bookmark_tags() == ("b", "x")


@pytest.mark.parametrize("times", [(9000, 4000), (-1, 5)])
def test_a_range_that_makes_no_sense_is_refused(library, ferry, times):
    with pytest.raises(LibraryError, match="end after it starts"):
        library.add_bookmark(ferry, Quote(*times, "words"))
    assert library.bookmarks() == ()


def test_a_quote_of_an_episode_that_is_gone_is_refused(library, ferry):
    library.remove(ferry)
    with pytest.raises(EpisodeNotFoundError, match="any more"):
        library.add_bookmark(ferry, QUOTE)


def test_a_nul_is_shown_for_what_it_is(library, ferry):
    kept = library.add_bookmark(ferry, QUOTE, note="a\0b", tags=["c\0d"])
    assert (kept.note, kept.tags) == ("a\ufffdb", ("c\ufffdd",))
    changed = library.change_bookmark(kept.id, note="\0", tags=["\0"])
    assert (changed.note, changed.tags) == ("\ufffd", ("\ufffd",))
    assert library.bookmark(kept.id) == changed


@pytest.mark.parametrize("remarks", [{"note": "a\udcff"}, {"tags": ["a\udcff"]}])
def test_bytes_that_are_no_text_are_refused(library, ferry, remarks):
    with pytest.raises(LibraryError, match="no text"):
        library.add_bookmark(ferry, QUOTE, **remarks)
    kept = library.add_bookmark(ferry, QUOTE)
    with pytest.raises(LibraryError, match="no text"):
        library.change_bookmark(kept.id, **remarks)
    assert library.bookmarks() == (kept,)


def test_what_was_acknowledged_survives_a_kill(library, ferry):
    script = (
        "import os, sys; from pathlib import Path\n"
        "from reader.library import Library; from reader.model import Quote\n"
        "library = Library(Path(sys.argv[1]))\n"
        "library.add_bookmark(sys.argv[2], Quote(1, 2, 'kept'))\n"
        "library.storage._connection.execute('BEGIN IMMEDIATE')\n"
        "library.storage._connection.execute('UPDATE bookmarks SET text = 0')\n"
        "os._exit(9)\n"
    )
    command = [sys.executable, "-c", script, str(library.folder), ferry]
    assert subprocess.run(command, check=False).returncode == 9
    assert [kept.quote.text for kept in library.bookmarks(ferry)] == ["kept"]
