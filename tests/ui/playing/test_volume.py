"""The volume: as far as the player goes, and what was set is not forgotten for a weaker one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from pytestqt.qtbot import QtBot

from reader.playback.player import Player
from reader.playback.silent import SilentPlayer
from reader.settings import Settings
from tests.ui.library_shelf import Room, SilentSource, write_page


class StrongPlayer(SilentPlayer):
    """A silent player that says it can boost."""

    loudest = 200


class StrongSource(SilentSource):
    def create(self) -> Player:
        return StrongPlayer(duration_of=lambda _: self.length_ms)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library whose reader likes it loud."""
    folder = tmp_path / "library"
    folder.mkdir()
    settings = Settings.load(folder)
    settings.set("volume", 150)
    settings.save()
    return folder


@pytest.fixture(params=[StrongSource, SilentSource])
def room(
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    tmp_path: Path,
    library: Path,
    recordings: Recordings,
) -> Iterator[Room]:
    made = Room(qtbot, library, request.param())
    made.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
    yield made
    made.leave()


@pytest.mark.parametrize("room", [StrongSource], indirect=True)
def test_a_player_that_can_boost_gets_what_was_set(room: Room) -> None:
    slider = room.window.transport.volume

    assert (slider.maximum(), slider.value()) == (200, 150)
    assert slider.accessibleName() == "Volume 150 %"


@pytest.mark.parametrize("room", [SilentSource], indirect=True)
def test_one_that_cannot_is_as_loud_as_it_can_be_and_says_so(room: Room) -> None:
    slider = room.window.transport.volume

    assert (slider.maximum(), slider.value()) == (100, 100)
    assert "cannot be louder" in slider.toolTip()
    room.leave()
    assert Settings.load(room.folder)["volume"] == 150
