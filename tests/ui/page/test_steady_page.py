"""Bars that come and go above the page leave its text where it is on the screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from tests.ui.library_shelf import Room, SilentSource, write_page
from tests.ui.reading_hand import finish_layout, turn_wheel


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """A window on a page that is longer than it, scrolled a little."""
    made = Room(qtbot, tmp_path / "library", SilentSource())
    made.enter(write_page(tmp_path))
    made.window.resize(900, 420)
    made.until(lambda: made.window.height() == 420)
    finish_layout(made.transcript)
    turn_wheel(made.transcript.viewport(), -2)
    yield made
    made.leave()


def on_screen(room: Room, turn: int) -> int:
    """Return how far down the screen a turn is."""
    view = room.transcript
    y = view._layout.turn_extent(turn)[0] - view.view_top()
    return view.viewport().mapToGlobal(QPoint(0, y)).y()


def test_a_message_moves_no_text(room: Room) -> None:
    before = on_screen(room, 3)
    page_top = room.transcript.mapToGlobal(QPoint(0, 0)).y()
    room.window.messages.offer("It is heard now.", "Undo", lambda: None)
    room.until(lambda: room.transcript.mapToGlobal(QPoint(0, 0)).y() > page_top)
    assert on_screen(room, 3) == before

    room.window.messages.clear()
    room.until(lambda: room.transcript.mapToGlobal(QPoint(0, 0)).y() == page_top)
    assert on_screen(room, 3) == before


def test_nor_does_the_search_within_it(room: Room) -> None:
    before, page_top = on_screen(room, 3), room.transcript.mapToGlobal(QPoint(0, 0)).y()
    room.press("find")
    room.until(lambda: room.transcript.mapToGlobal(QPoint(0, 0)).y() > page_top)
    assert on_screen(room, 3) == before
