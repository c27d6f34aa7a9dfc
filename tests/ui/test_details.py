"""What a person knows better than the file: names, language, encoding, whose chapters."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.library_shelf import Room, page_text
from ui.details_dialog import DetailsDialog


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """A window on a page that was written in Cyrillic, in an encoding of its own."""
    text = page_text().replace("Per Lind", "Пётр Линд")
    page = tmp_path / "ferry.txt"
    page.write_bytes(text.encode("koi8-r", "replace"))
    made = Room(qtbot, tmp_path / "library")
    made.enter(page)
    yield made
    made.leave()


def dialog(room: Room) -> DetailsDialog:
    room.window.actions_by_name["details"].trigger()
    room.until(lambda: room.window.findChild(DetailsDialog) is not None)
    return room.window.findChild(DetailsDialog)


def speakers(room: Room) -> set[str]:
    return {turn.speaker for turn in room.session.episode.turns}


def test_a_speaker_is_called_by_another_name(room: Room) -> None:
    shown = dialog(room)
    shown._names["Ida Holm"].setText("Ida Holmström")
    shown.accept()
    room.until(lambda: "Ida Holmström" in speakers(room))
    assert "Ida Holm" not in speakers(room)


def test_the_file_is_read_with_the_encoding_one_knows(room: Room) -> None:
    assert "Пётр Линд" not in speakers(room)
    shown = dialog(room)
    shown._encoding.setCurrentText("koi8-r")
    shown.accept()
    room.until(lambda: "Пётр Линд" in speakers(room))


def test_an_encoding_that_does_not_exist_is_a_sentence(room: Room) -> None:
    shown = dialog(room)
    shown._encoding.setCurrentText("klingon")
    shown.accept()
    room.until(lambda: "klingon" in room.messages)


def test_cancelling_changes_nothing(room: Room) -> None:
    before = speakers(room)
    shown = dialog(room)
    shown._names["Ida Holm"].setText("Somebody")
    shown.reject()
    room.wait_for_library()
    assert speakers(room) == before
