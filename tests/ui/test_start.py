"""The window comes first; the players are looked for once it is seen."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from pytestqt.qtbot import QtBot

from reader.errors import PlaybackError
from reader.playback.player import Player, PlayerState
from reader.playback.sources import LibVlcSource
from tests.ui.library_shelf import Room, SilentSource, write_page
from ui.playing.qt_player import QtSource

ROOT = Path(__file__).parents[2]
MISSING = "libVLC was not found on this machine; install VLC 3."


class Missing(SilentSource):
    """A player that this machine lacks."""

    def __init__(self) -> None:
        super().__init__(name="missing", reason=MISSING)


class Broken(SilentSource):
    """A player that seems to work until one is made."""

    def create(self) -> Player:
        raise PlaybackError("The player broke; install it again.")


@pytest.fixture
def rooms(qtbot: QtBot, tmp_path: Path) -> Iterator[list[Room]]:
    """Rooms to be left when the test is over."""
    made: list[Room] = []
    yield made
    for room in made:
        room.leave()


def test_the_window_is_seen_before_any_player_is_asked(
    rooms: list[Room], qtbot: QtBot, tmp_path: Path
) -> None:
    seen: list[bool] = []
    source = SilentSource(on_asked=lambda: seen.append(rooms[0].window.isVisible()))
    rooms.append(Room(qtbot, tmp_path / "library", source))
    rooms[0].enter(write_page(tmp_path))

    assert seen == [True]
    assert len(source.made) == 1


def test_the_first_player_that_works_is_taken_and_nobody_is_bothered(
    rooms: list[Room], qtbot: QtBot, tmp_path: Path, recordings: Recordings
) -> None:
    if problem := QtSource().problem():
        pytest.skip(problem)
    rooms.append(Room(qtbot, tmp_path / "library", Missing(), QtSource()))
    rooms[0].enter(write_page(tmp_path), audio=recordings.file("wav", 60))

    assert rooms[0].playback.player.name.startswith("Qt Multimedia")
    assert MISSING not in rooms[0].messages


def test_a_player_that_was_asked_for_in_vain_is_told(
    rooms: list[Room], qtbot: QtBot, tmp_path: Path
) -> None:
    room = Room(qtbot, tmp_path / "library", Missing(), SilentSource())
    rooms.append(room)
    room.enter(write_page(tmp_path), asked_for="missing")

    room.until(lambda: f"{MISSING} The player silent is used instead." in room.messages)


def test_without_libvlc_itself_qts_player_is_taken(
    rooms: list[Room], qtbot: QtBot, tmp_path: Path, recordings: Recordings
) -> None:
    """libVLC that does not start counts as missing."""
    if problem := QtSource().problem():
        pytest.skip(problem)
    unusable = LibVlcSource(["--no-such-option"])
    rooms.append(Room(qtbot, tmp_path / "library", unusable, QtSource()))
    rooms[0].enter(write_page(tmp_path), audio=recordings.file("wav", 60))

    assert rooms[0].playback.player.name.startswith("Qt Multimedia")


def test_with_no_player_at_all_one_can_still_read(
    rooms: list[Room], qtbot: QtBot, tmp_path: Path, recordings: Recordings
) -> None:
    room = Room(qtbot, tmp_path / "library", Missing())
    rooms.append(room)
    room.enter(write_page(tmp_path), audio=recordings.file("wav", 60), seen=False)
    room.window.show()
    room.open_window.look_for_players()
    room.until(lambda: MISSING in room.messages)
    room.until(lambda: room.session.episode is not None)
    room.press("toggle")
    room.press("next_turn")

    assert room.playback.position_ms == 3000
    assert room.playback.state is PlayerState.EMPTY


def test_a_player_that_breaks_is_told(rooms: list[Room], qtbot: QtBot, tmp_path: Path) -> None:
    room = Room(qtbot, tmp_path / "library", Broken())
    rooms.append(room)
    room.enter(seen=False)
    room.window.show()
    room.open_window.look_for_players()

    room.until(lambda: "The player broke" in room.messages)


def test_closing_while_players_are_looked_for(
    rooms: list[Room], qtbot: QtBot, tmp_path: Path
) -> None:
    source = SilentSource()
    rooms.append(Room(qtbot, tmp_path / "library", source))
    rooms[0].enter(seen=False)
    rooms[0].window.show()
    rooms[0].open_window.look_for_players()
    rooms[0].leave()

    assert source.made == []


@pytest.mark.slow
def test_the_command_line_loads_no_qt() -> None:
    code = "import sys, ui.app; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)

    assert done.returncode == 0
