"""Menus tick what is switched on, whatever switched it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from pytestqt.qtbot import QtBot

from tests.ui.library_shelf import Room, write_page


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, recordings: Recordings) -> Iterator[Room]:
    made = Room(qtbot, tmp_path / "library")
    made.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
    yield made
    made.leave()


def ticked(room: Room, name: str) -> bool:
    """Open the menu in which the command stands, and return whether it is ticked."""
    action = room.window.actions_by_name[name]
    (menu,) = (menu for menu in room.window.menus if action in menu.actions())
    menu.aboutToShow.emit()
    return action.isChecked()


@pytest.mark.parametrize(
    ("name", "at_first"),
    [("follow", True), ("who_speaks", True), ("side_panel", True), ("study", False)],
)
def test_a_switch_is_ticked_while_it_is_on(room: Room, name: str, at_first: bool) -> None:
    assert ticked(room, name) is at_first
    room.press(name)
    assert ticked(room, name) is not at_first
    room.press(name)
    assert ticked(room, name) is at_first


def test_what_ended_otherwise_is_not_ticked(room: Room) -> None:
    room.press("study")
    room.press("loop_turn")
    assert not ticked(room, "study")


def test_what_only_does_something_has_no_tick(room: Room) -> None:
    assert not room.window.actions_by_name["slower"].isCheckable()
