"""The process that indexes in bulk, as the window starts it: the real command on a real library."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.importing import import_paths
from reader.library import Library
from tests.ui.library_shelf import Room, write_page
from tests.ui.searching.test_searching_the_library import hits, search
from ui.searching.index_keeper import FEW_UNITS

pytestmark = pytest.mark.slow


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """A window on a library of more episodes than are indexed in the window itself."""
    with Library(tmp_path / "library") as library:
        pages = [
            write_page(tmp_path, f"{n}.txt", f"Letter number {n}") for n in range(FEW_UNITS + 3)
        ]
        import_paths(library, pages)
    made = Room(qtbot, tmp_path / "library")
    made.enter()
    yield made
    made.leave()


def test_a_library_that_was_never_indexed_is_while_the_person_searches(room: Room) -> None:
    notices: list[str] = []
    keeper = room.session.search.keeper
    keeper.notice_changed.connect(notices.append)
    search(room, '"turn 3"')
    room.until(lambda: bool(room.window.search.notice))
    room.open_window.keep_index()
    room.until(lambda: len(hits(room)) == FEW_UNITS + 3)
    room.until(lambda: room.window.search.notice == "")
    assert any(f"of {FEW_UNITS + 3} episodes" in notice for notice in notices)
    assert keeper._failures == 0  # nothing had to be done here in the process's stead


def test_closing_the_window_meanwhile_leaves_nothing_running(room: Room) -> None:
    room.open_window.keep_index()
    child = room.session.search.keeper._child
    room.until(lambda: child.is_running)
    number = child._process.processId()
    room.leave()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
