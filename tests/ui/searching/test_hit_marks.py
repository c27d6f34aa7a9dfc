"""Hits of the open episode: on the seek bar as one types, in the text once one is opened."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.library_shelf import Room, write_page
from tests.ui.searching.test_searching_the_library import hits, keep_index, search
from ui.searching import index_keeper


@pytest.fixture
def indexed(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """A window on one episode whose index is up to date, in which a turn has been searched."""
    monkeypatch.setattr(index_keeper, "LOOK_EVERY_MS", 30)
    room = Room(qtbot, tmp_path / "library")
    room.enter(write_page(tmp_path))
    keep_index(room)
    search(room, '"turn 12" OR "turn 15"')
    room.until(lambda: marked_ms(room) == (36_000, 45_000))
    yield room
    room.leave()


def marked_ms(room: Room) -> tuple[int, ...]:
    """Return what is marked on the seek bar."""
    return room.window.transport.seek_bar._hits


def marked_words(room: Room) -> list[str]:
    """Return what is marked in the text."""
    matches, page = room.transcript.marks.matches, room.transcript.page.unfolded()
    if matches is None:
        return []
    return [page.rows[row].text[a:b] for row in matches.rows() for a, b in matches.in_row(row)]


def test_the_text_is_marked_once_a_hit_is_opened(indexed: Room) -> None:
    assert marked_words(indexed) == []
    indexed.session.search.step(1)
    assert marked_words(indexed) == ["Turn 12", "Turn 15"]
    current = indexed.transcript.marks.current_match
    assert indexed.transcript.page.unfolded().rows[current.row].turn == hits(indexed)[0].turn


def test_another_query_takes_the_marks_away(indexed: Room) -> None:
    indexed.session.search.step(1)
    search(indexed, '"turn 3"')
    indexed.until(lambda: marked_ms(indexed) == (9_000,))
    assert marked_words(indexed) == []


def test_an_empty_field_takes_all_of_them_away(indexed: Room) -> None:
    indexed.session.search.step(1)
    indexed.window.search.field.clear()
    indexed.until(lambda: marked_ms(indexed) == ())
    assert marked_words(indexed) == []


def test_closing_the_panel_takes_the_marks_away_and_opening_it_marks_the_seek_bar(
    indexed: Room,
) -> None:
    indexed.session.search.step(1)
    indexed.session.search.close_panel()
    indexed.until(lambda: marked_ms(indexed) == ())
    assert marked_words(indexed) == []
    indexed.press("search")
    indexed.until(lambda: marked_ms(indexed) == (36_000, 45_000))
    assert marked_words(indexed) == []


def test_an_index_that_follows_the_library_changes_no_marks(indexed: Room) -> None:
    indexed.session.search.step(1)
    indexed.session.search.keeper.updated.emit()
    indexed.until(lambda: not indexed.session.search._asker.is_waiting)
    indexed.wait_for_library()
    assert marked_words(indexed) == ["Turn 12", "Turn 15"]


def test_a_hit_in_folded_notes_unfolds_them(indexed: Room) -> None:
    search(indexed, "is:note sound")
    indexed.until(lambda: bool(hits(indexed)) and hits(indexed)[0].kind == "note")
    indexed.until(lambda: bool(indexed.session.search.marks._places.matches))
    indexed.session.search.step(1)
    assert indexed.transcript.page.notes_shown
    assert marked_words(indexed) == ["sound"]


class TestFindingInTheEpisode:
    def test_its_matches_go_before_while_its_bar_is_there(self, indexed: Room) -> None:
        indexed.press("find")
        indexed.window.find_bar.ask("turn 7.")
        indexed.until(lambda: marked_ms(indexed) == (21_000,))
        indexed.session.finding.leave()
        assert marked_ms(indexed) == (36_000, 45_000)

    def test_what_is_asked_of_everything_goes_before_once_it_is_asked_later(
        self, indexed: Room
    ) -> None:
        indexed.press("find")
        indexed.window.find_bar.ask("turn 7.")
        indexed.until(lambda: marked_ms(indexed) == (21_000,))
        search(indexed, '"turn 3"')
        indexed.until(lambda: marked_ms(indexed) == (9_000,))
        indexed.session.finding.step(1)
        assert marked_ms(indexed) == (21_000,)

    def test_a_hit_that_is_opened_closes_its_bar(self, indexed: Room) -> None:
        indexed.press("find")
        indexed.window.find_bar.ask("turn 7.")
        indexed.until(lambda: marked_words(indexed) == ["Turn 7."])
        indexed.session.search.step(1)
        assert not indexed.window.find_bar.isVisible()
        assert marked_words(indexed) == ["Turn 12", "Turn 15"]
        assert marked_ms(indexed) == (36_000, 45_000)

    def test_the_hits_are_marked_in_the_text_again_when_its_bar_goes(self, indexed: Room) -> None:
        indexed.session.search.step(1)
        indexed.press("find")
        indexed.window.find_bar.ask("turn 7.")
        indexed.until(lambda: marked_words(indexed) == ["Turn 7."])
        indexed.session.finding.leave()
        assert marked_words(indexed) == ["Turn 12", "Turn 15"]

    def test_the_key_for_the_next_one_is_its_own_once_the_panel_is_closed(
        self, indexed: Room
    ) -> None:
        indexed.session.search.close_panel()
        indexed.press("find_next")
        assert indexed.window.find_bar.isVisible()

    def test_the_key_for_the_next_one_goes_on_in_what_was_searched(self, indexed: Room) -> None:
        indexed.press("find_next")
        indexed.until(lambda: indexed.playback.position_ms in (36_000, 45_000))
        place = indexed.playback.position_ms
        indexed.press("find")
        indexed.window.find_bar.ask("turn")
        indexed.until(lambda: len(marked_ms(indexed)) > 2)
        indexed.press("find_next")
        assert indexed.playback.position_ms == place
