"""Searching a real library through its real index, in the whole window."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.library import Library
from reader.search.records import SearchHit
from tests.ui.library_shelf import Room, write_page
from ui.searching import index_keeper


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """A window that is not open yet, which looks at its library more often than usual."""
    monkeypatch.setattr(index_keeper, "LOOK_EVERY_MS", 30)
    made = Room(qtbot, tmp_path / "library")
    yield made
    made.leave()


@pytest.fixture
def indexed(room: Room, tmp_path: Path) -> Room:
    """A window on one episode, whose index is up to date."""
    room.enter(write_page(tmp_path))
    keep_index(room)
    return room


def keep_index(room: Room) -> None:
    """Begin to keep the index, and wait until it is up to date."""
    room.open_window.keep_index()
    keeper = room.session.search.keeper
    room.until(lambda: keeper._is_verified and not keeper._is_busy)


def search(room: Room, query: str) -> None:
    """Type a query into the search's field."""
    panel = room.window.search
    if not panel.field.hasFocus():
        room.press("search")
    panel.field.clear()
    QTest.keyClicks(panel.field, query)


def hits(room: Room) -> list[SearchHit]:
    """Return the hits that are shown."""
    return [row.hit for row in room.window.search.results.rows if hasattr(row, "hit")]


def test_what_was_said_is_found_and_opened_there(indexed: Room) -> None:
    search(indexed, '"turn 12"')
    indexed.until(lambda: len(hits(indexed)) == 1)
    (found,) = hits(indexed)
    assert (found.speaker, found.turn) == ("Ida Holm", 12)
    assert [found.text.text[start:end] for start, end in found.text.spans] == ["Turn 12"]
    indexed.session.search.open_hit(found)
    indexed.until(lambda: indexed.playback.position_ms == 36_000)
    assert indexed.transcript.marks.heard_turn == 12


def test_a_hit_of_another_episode_opens_it_at_the_match(room: Room, tmp_path: Path) -> None:
    room.enter(write_page(tmp_path, "other.txt", "A letter from the north"))
    room.leave()
    room.enter(write_page(tmp_path))
    keep_index(room)
    search(room, 'episode:letter "turn 7"')
    room.until(lambda: len(hits(room)) == 1)
    room.session.search.open_hit(hits(room)[0])
    room.until(lambda: room.session.episode.title == "A letter from the north")
    room.until(lambda: room.playback.position_ms == 21_000)


def test_chapters_notes_and_titles_are_found_too(indexed: Room) -> None:
    for query, kind in (
        ("is:chapter part", "chapter"),
        ("sound", "note"),
        ("is:title ferry", "title"),
    ):
        search(indexed, query)
        indexed.until(lambda kind=kind: kind in {found.kind for found in hits(indexed)})


def test_what_is_imported_is_found_and_the_results_follow(indexed: Room, tmp_path: Path) -> None:
    search(indexed, '"turn 3"')
    indexed.until(lambda: len(hits(indexed)) == 1)
    indexed.session.arrivals.open_paths([write_page(tmp_path, "two.txt", "The way back home")])
    indexed.until(lambda: len(hits(indexed)) == 2)


def test_what_another_process_imports_is_found(indexed: Room, tmp_path: Path) -> None:
    search(indexed, '"turn 3"')
    indexed.until(lambda: len(hits(indexed)) == 1)
    with Library(indexed.folder) as library:
        library.remove(library.find("The last ferry"))
    indexed.until(lambda: hits(indexed) == [])


def test_an_index_that_was_deleted_comes_back_by_itself(indexed: Room) -> None:
    shutil.rmtree(indexed.folder / "search")
    keeper = indexed.session.search.keeper
    indexed.until(lambda: not keeper._is_busy and (indexed.folder / "search").exists())
    search(indexed, '"turn 3"')
    indexed.until(lambda: len(hits(indexed)) == 1)


def test_a_damaged_index_is_found_out_and_built_anew(room: Room, tmp_path: Path) -> None:
    room.enter(write_page(tmp_path))
    keep_index(room)
    room.leave()
    for file in (room.folder / "search").iterdir():
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    room.enter()
    keep_index(room)
    search(room, '"turn 3"')
    room.until(lambda: len(hits(room)) == 1)
    assert room.window.search.notice == ""


def test_a_misspelt_word_finds_what_was_meant(indexed: Room) -> None:
    search(indexed, "cumpass" if "compass" in said(indexed) else "hrbour")
    indexed.until(lambda: bool(hits(indexed)))
    assert "showing" in indexed.window.search.correction


def test_a_library_in_memory_is_searched_as_it_is(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "library").write_text("no folder")  # nothing can be written here
    room.enter()
    assert room.open_window.library.is_read_only
    keep_index(room)
    room.session.arrivals.open_paths([write_page(tmp_path)])
    room.until(lambda: room.session.episode is not None)
    search(room, '"turn 3"')
    room.until(lambda: len(hits(room)) == 1)


def test_nothing_is_begun_once_the_window_is_closed(room: Room, tmp_path: Path) -> None:
    room.enter(write_page(tmp_path))
    opened = room.open_window
    room.window.close()
    opened.keep_index()
    assert not opened.session.search.keeper._looking.isActive()


def said(room: Room) -> str:
    """Return everything that is said in the open episode."""
    return " ".join(turn.text for turn in room.session.episode.turns)
