"""The player on a desktop's bus: a real bus of its own, and real calls from another process."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_files import Recordings
from pytestqt.qtbot import QtBot

from reader.playback.player import PlayerState
from tests.ui.library_shelf import Room, write_page
from ui.desktop_player import PROPERTIES, SERVICE
from ui.mpris import OBJECT, PLAYER, ROOT
from ui.session_bus import session_bus_address

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs Debian's package dbus"),
]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a bus that nothing else is on."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    command += [f"--address=unix:path={tmp_path / 'bus'}"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert daemon.stdout is not None
    yield daemon.stdout.readline().strip()
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


class Bus:
    """A client on the bus, while the window lives."""

    def __init__(self, room: Room, address: str, folder: Path) -> None:
        self.room, self.address, self.heard = room, address, folder / "heard"
        self._listens = [f"interface={name}" for name in (PLAYER, PROPERTIES)]

    def call(self, method: str, *arguments: str, sent_to: str = SERVICE) -> str:
        """Call a method and return what was answered, as dbus-send prints it."""
        command = ["dbus-send", f"--bus={self.address}", "--print-reply", f"--dest={sent_to}"]
        asked = subprocess.Popen(
            [*command, OBJECT, method, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.room.until(lambda: asked.poll() is not None)
        return asked.communicate()[0]

    def tell(self, method: str, *arguments: str) -> str:
        return self.call(f"{PLAYER}.{method}", *arguments)

    def value(self, name: str, interface: str = PLAYER) -> str:
        return self.call(f"{PROPERTIES}.Get", f"string:{interface}", f"string:{name}")

    def put(self, name: str, value: str) -> str:
        return self.call(f"{PROPERTIES}.Set", f"string:{PLAYER}", f"string:{name}", value)


@pytest.fixture
def bus(
    qtbot: QtBot,
    tmp_path: Path,
    recordings: Recordings,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Bus]:
    """A window on an episode of a minute, and a bus that it has told."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    room = Room(qtbot, tmp_path / "library")
    room.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
    room.open_window.join_desktop()
    made = Bus(room, address, tmp_path)
    room.until(lambda: "Earmark" in made.value("Identity", ROOT))
    yield made
    room.leave()


@pytest.fixture
def heard(bus: Bus) -> Iterator[Path]:
    """A file in which everything is that is signalled on the bus."""
    with bus.heard.open("w") as file:
        rules = [f"type='signal',path='{OBJECT}'"]
        monitor = subprocess.Popen(
            ["dbus-monitor", "--address", bus.address, *rules], stdout=file, stderr=file
        )
        bus.room.until(lambda: "NameAcquired" in bus.heard.read_text())
        yield bus.heard
        monitor.terminate()
        monitor.wait()


class TestPlaying:
    def test_play_pause_and_stop(self, bus: Bus) -> None:
        bus.tell("Play")
        bus.room.until(lambda: bus.room.playback.state is PlayerState.PLAYING)
        assert '"Playing"' in bus.value("PlaybackStatus")

        bus.tell("PlayPause")
        bus.room.until(lambda: bus.room.playback.state is PlayerState.PAUSED)
        bus.tell("Play")
        bus.tell("Stop")
        bus.room.until(lambda: bus.room.playback.state is PlayerState.PAUSED)
        assert '"Paused"' in bus.value("PlaybackStatus")

    def test_next_and_previous_go_by_chapters(self, bus: Bus) -> None:
        bus.tell("Next")
        assert bus.room.playback.position_ms == 15_000

        bus.tell("Previous")
        assert bus.room.playback.position_ms == 0

    def test_a_stretch_on_and_back(self, bus: Bus) -> None:
        bus.tell("Seek", "int64:20000000")
        assert bus.room.playback.position_ms == 20_000
        assert "int64 20000000" in bus.value("Position")

        bus.tell("Seek", "int64:-90000000")
        assert bus.room.playback.position_ms == 0

    def test_a_position_of_this_episode_alone(self, bus: Bus) -> None:
        track = bus.value("Metadata").split('object path "')[1].split('"')[0]
        bus.tell("SetPosition", f"objpath:{track}", "int64:30000000")
        assert bus.room.playback.position_ms == 30_000

        bus.tell("SetPosition", "objpath:/another", "int64:10000000")
        bus.tell("SetPosition", f"objpath:{track}", "int64:61000000000")
        bus.tell("SetPosition", f"objpath:{track}", "int64:-1")
        assert bus.room.playback.position_ms == 30_000

    def test_speed_and_volume(self, bus: Bus) -> None:
        bus.put("Rate", "variant:double:1.5")
        bus.put("Volume", "variant:double:0.4")

        assert bus.room.playback.speed == 1.5
        assert bus.room.window.transport.volume.value() == 40
        assert "double 1.5" in bus.value("Rate")


class TestTelling:
    def test_what_is_open(self, bus: Bus) -> None:
        told = bus.value("Metadata")

        assert '"The last ferry"' in told
        assert '"Night Ferry"' in told
        assert "60000000" in told
        assert '"file:///' in told

    def test_what_can_be_done(self, bus: Bus) -> None:
        can = bus.call(f"{PROPERTIES}.GetAll", f"string:{PLAYER}")

        for name in ("CanPlay", "CanPause", "CanSeek", "CanGoNext", "CanControl"):
            assert "boolean true" in can.split(f'"{name}"')[1].split("dict entry")[0]

    def test_no_episode_is_told_too(self, bus: Bus) -> None:
        bus.room.session.shut_episode()

        assert "NoTrack" in bus.value("Metadata")
        assert "boolean false" in bus.value("CanPlay")
        assert '"Stopped"' in bus.value("PlaybackStatus")

    def test_changes_are_signalled(self, bus: Bus, heard: Path) -> None:
        bus.room.playback.set_speed(2.0)
        bus.room.until(lambda: "double 2" in heard.read_text())

        assert "PropertiesChanged" in heard.read_text()
        assert PLAYER in heard.read_text()

    def test_a_seek_is_signalled_and_playing_on_is_not(self, bus: Bus, heard: Path) -> None:
        bus.room.play()
        bus.room.until(lambda: bus.room.playback.position_ms > 300)
        assert "Seeked" not in heard.read_text()

        bus.room.playback.seek(42_000)
        bus.room.until(lambda: "int64 42000000" in heard.read_text())
        assert "member=Seeked" in heard.read_text()


class TestTheProgram:
    def test_it_can_be_closed(self, bus: Bus) -> None:
        bus.call(f"{ROOT}.Quit")

        bus.room.until(lambda: not bus.room.window.isVisible())

    def test_a_second_window_has_a_name_of_its_own(
        self, bus: Bus, qtbot: QtBot, tmp_path: Path
    ) -> None:
        other = Room(qtbot, tmp_path / "another library")
        other.enter()
        other.open_window.join_desktop()
        names = "org.freedesktop.DBus.ListNames"

        def listed() -> str:
            return bus.call(names, sent_to="org.freedesktop.DBus")

        bus.room.until(lambda: f"{SERVICE}.instance" in listed())
        other.leave()


class TestWhereTheBusIs:
    def test_as_the_session_says(self, tmp_path: Path) -> None:
        environ = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/a/bus"}

        assert session_bus_address(environ, "linux") == "unix:path=/a/bus"
        assert session_bus_address(environ, "darwin") is None

    def test_or_at_its_usual_place(self, tmp_path: Path) -> None:
        assert session_bus_address({"XDG_RUNTIME_DIR": str(tmp_path)}, "linux") is None
        (tmp_path / "bus").touch()

        assert session_bus_address({"XDG_RUNTIME_DIR": str(tmp_path)}, "linux") == (
            f"unix:path={tmp_path}/bus"
        )

    def test_nowhere(self) -> None:
        assert session_bus_address({}, "linux") is None

    def test_a_bus_that_is_gone_is_done_without(
        self, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/gone")
        room = Room(qtbot, tmp_path / "library")
        room.enter(write_page(tmp_path))
        room.open_window.join_desktop()
        room.leave()

        assert room.open_window is None
