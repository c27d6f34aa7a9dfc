"""The volume: as far as the player goes, and what was set is not forgotten for a weaker one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from reader.playback.player import Player
from reader.playback.silent import SilentPlayer
from reader.settings import Settings
from tests.ui.library_shelf import Room, SilentSource, write_page
from tests.ui.reading_hand import move, press, release
from ui.playing.volume_slider import VolumeSlider


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


@pytest.mark.parametrize("room", [StrongSource], indirect=True)
class TestByKey:
    def test_louder_and_softer_by_a_step_up_to_what_the_player_can(self, room: Room) -> None:
        slider = room.window.transport.volume
        room.press("louder")
        assert slider.value() == 155
        for _ in range(12):
            room.press("louder")
        assert slider.value() == 200
        room.press("softer")
        assert slider.value() == 195
        room.wait_for_library()
        assert Settings.load(room.folder)["volume"] == 195

    def test_in_a_window_too_narrow_for_the_slider_a_tip_says_how_loud(self, room: Room) -> None:
        transport = room.window.transport
        transport.volume.hide()
        room.press("softer")
        assert QToolTip.text() == "Volume 145 %"
        QToolTip.hideText()
        room.until(lambda: not QToolTip.isVisible())


class TestAsRecorded:
    def drag_to(self, slider: VolumeSlider, x: int) -> None:
        """Take the handle at the right end and drag it there."""
        middle = slider.rect().center().y()
        press(slider, QPoint(slider.width() - 5, middle))
        move(slider, QPoint(x, middle))
        release(slider, QPoint(x, middle))

    @pytest.mark.parametrize("room", [StrongSource], indirect=True)
    def test_the_hand_finds_it(self, room: Room) -> None:
        slider = room.window.transport.volume
        slider.setValue(slider.maximum())
        self.drag_to(slider, slider.as_recorded_x() + 1)
        assert slider.value() == 100

    @pytest.mark.parametrize("room", [StrongSource], indirect=True)
    def test_it_is_marked(self, room: Room) -> None:
        slider = room.window.transport.volume
        x, above = slider.as_recorded_x(), slider.rect().center().y() - 5
        image = slider.grab().toImage()
        assert image.pixelColor(x, above) != image.pixelColor(x + 6, above)

    @pytest.mark.parametrize("room", [SilentSource], indirect=True)
    def test_where_nothing_is_louder_there_is_no_mark(self, room: Room) -> None:
        slider = room.window.transport.volume
        slider.setValue(0)
        x, above = slider.as_recorded_x(), slider.rect().center().y() - 5
        image = slider.grab().toImage()
        assert image.pixelColor(x, above) == image.pixelColor(x - 6, above)
