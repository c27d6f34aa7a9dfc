"""Choosing a sound device in a real window, and what happens when it is unplugged."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from reader.playback.player import OutputDevice, Player, PlayerState
from reader.playback.silent import SilentPlayer
from reader.settings import Settings
from tests.ui.library_shelf import Room, SilentSource, write_page

HEADSET, KITCHEN = OutputDevice("usb-1", "Head & neck"), OutputDevice("bt-7", "Kitchen")
GONE = "The sound device “Kitchen” is gone; playing is paused. Press Play to go on with another."


class PluggedPlayer(SilentPlayer):
    """A silent player whose devices are plugged in and out by hand; the first is the default."""

    def __init__(self, length_ms: int) -> None:
        super().__init__(duration_of=lambda _: length_ms)
        self.plugged = [HEADSET, KITCHEN]
        self.set_to: list[str] = []

    def devices(self) -> tuple[OutputDevice, ...]:
        return tuple(self.plugged)

    def set_device(self, device_id: str) -> None:
        self.set_to.append(device_id)

    def sounding_on(self) -> str:
        wanted = self.set_to[-1] if self.set_to else ""
        return wanted or HEADSET.id


class PluggedSource(SilentSource):
    def create(self) -> Player:
        player = PluggedPlayer(self.length_ms)
        self.made.append(player)
        return player


@pytest.fixture
def unopened(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    made = Room(qtbot, tmp_path / "library", PluggedSource())
    yield made
    made.leave()


@pytest.fixture
def room(unopened: Room, tmp_path: Path, recordings: Recordings) -> Room:
    unopened.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
    return unopened


def player_of(room: Room) -> PluggedPlayer:
    return room.players[0].made[-1]


def entries(room: Room) -> dict[str, QAction]:
    """Open the menu, and return its entries by their words."""
    menu = room.window.output_menu
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions() if not action.isSeparator()}


def checked(room: Room) -> list[str]:
    return [words for words, action in entries(room).items() if action.isChecked()]


class TestTheMenu:
    def test_stands_among_what_plays(self, room: Room) -> None:
        play = next(a.menu() for a in room.window.menuBar().actions() if a.text() == "&Play")

        assert room.window.output_menu.menuAction() in play.actions()

    def test_names_the_default_and_every_device(self, room: Room) -> None:
        assert list(entries(room)) == ["The system's default", "Head && neck", "Kitchen"]
        assert checked(room) == ["The system's default"]

    def test_chooses_a_device_and_keeps_it_by_name(self, room: Room) -> None:
        entries(room)["Kitchen"].trigger()

        assert player_of(room).set_to == ["bt-7"]
        assert checked(room) == ["Kitchen"]
        room.wait_for_library()
        assert Settings.load(room.folder)["output_device"] == "Kitchen"

    def test_goes_back_to_the_default(self, room: Room) -> None:
        entries(room)["Kitchen"].trigger()
        entries(room)["The system's default"].trigger()

        assert player_of(room).set_to == ["bt-7", ""]
        assert checked(room) == ["The system's default"]

    def test_knows_what_was_plugged_in_since(self, room: Room) -> None:
        entries(room)
        player_of(room).plugged.append(OutputDevice("hdmi", "Television"))

        assert "Television" in entries(room)

    def test_shows_the_chosen_one_that_is_not_connected(self, room: Room) -> None:
        entries(room)["Kitchen"].trigger()
        player_of(room).plugged.remove(KITCHEN)

        assert not entries(room)["Kitchen (not connected)"].isEnabled()


class TestADeviceUnpluggedWhilePlaying:
    @pytest.fixture
    def unplugged(self, room: Room) -> Room:
        entries(room)["Kitchen"].trigger()
        room.play()
        room.session.outputs.look()
        player_of(room).plugged.remove(KITCHEN)
        room.session.outputs.look()
        return room

    def test_pauses_and_says_so(self, unplugged: Room) -> None:
        assert unplugged.playback.state is PlayerState.PAUSED
        assert GONE in unplugged.messages

    def test_play_goes_on_with_the_default(self, unplugged: Room) -> None:
        unplugged.play()
        for _ in range(5):
            unplugged.session.outputs.look()

        assert player_of(unplugged).set_to == ["bt-7", ""]
        assert unplugged.playback.state is PlayerState.PLAYING
        assert unplugged.messages == ""

    def test_is_used_again_when_it_is_back_with_another_id(self, unplugged: Room) -> None:
        player_of(unplugged).plugged.append(OutputDevice("bt-8", "Kitchen"))
        unplugged.session.outputs.look()

        assert player_of(unplugged).set_to[-1] == "bt-8"


def test_the_default_unplugged_pauses_as_well(room: Room) -> None:
    room.play()
    room.session.outputs.look()
    player_of(room).plugged.remove(HEADSET)
    room.until(lambda: room.playback.state is PlayerState.PAUSED)

    assert "“Head & neck” is gone" in room.messages


class TestTheNextStart:
    def start_again(self, room: Room, *plugged: OutputDevice) -> None:
        entries(room)["Kitchen"].trigger()
        room.wait_for_library()
        room.leave()
        room.enter(seen=False)
        player = PluggedPlayer(60_000)
        player.plugged = list(plugged)
        room.players[0].made.append(player)
        room.playback.use_player(player)

    def test_finds_the_device_again(self, room: Room) -> None:
        self.start_again(room, HEADSET, OutputDevice("bt-9", "Kitchen"))

        room.until(lambda: player_of(room).set_to == ["bt-9"])

    def test_says_once_that_it_is_not_there(self, room: Room) -> None:
        self.start_again(room, HEADSET)

        room.until(lambda: "“Kitchen” is not there" in room.messages)
        room.window.messages.clear()
        room.session.outputs.look()
        assert room.messages == ""

    def test_and_no_more_when_it_is_connected(self, room: Room) -> None:
        self.start_again(room, HEADSET)
        room.until(lambda: "“Kitchen” is not there" in room.messages)
        player_of(room).plugged.append(KITCHEN)
        room.session.outputs.look()
        assert room.messages == ""

    def test_or_another_is_chosen(self, room: Room) -> None:
        self.start_again(room, HEADSET)
        room.until(lambda: "“Kitchen” is not there" in room.messages)
        room.session.outputs.choose("")
        assert room.messages == ""


def test_each_device_has_a_delay_of_its_own(room: Room) -> None:
    entries(room)["Kitchen"].trigger()
    room.session.sync._keep_delay(180)
    entries(room)["The system's default"].trigger()
    assert room.playback.delay.delay_ms == 0

    entries(room)["Kitchen"].trigger()
    assert room.playback.delay.delay_ms == 180
