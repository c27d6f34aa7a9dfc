"""An open window keeps a backup of its library every day, and says where that fails."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.library.backups import daily_backups
from tests.ui.library_shelf import Room, write_page


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path / "library")
    room.enter(write_page(tmp_path))
    yield room
    room.leave()


def test_a_backup_is_kept_while_the_window_is_open(room: Room) -> None:
    room.open_window.keep_backup()
    room.until(lambda: bool(daily_backups(room.folder)))
    room.open_window.keep_backup()
    room.leave()

    assert len(daily_backups(room.folder)) == 1


def test_one_that_cannot_be_written_is_told(room: Room) -> None:
    (room.folder / "backups").write_text("in the way")

    room.open_window.keep_backup()

    room.until(lambda: "No backup was written" in room.messages)


def test_a_window_that_was_closed_keeps_none(room: Room) -> None:
    window = room.open_window
    room.leave()

    window.keep_backup()

    assert daily_backups(room.folder) == ()
