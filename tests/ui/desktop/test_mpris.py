"""The player on a desktop's bus: a real bus of its own, and real calls from another process."""

import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from audio_files import Recordings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.playback.player import PlayerState
from tests.ui.library_shelf import Room, write_page
from ui.desktop.desktop_player import PROPERTIES, SERVICE
from ui.desktop.mpris import OBJECT, PLAYER, ROOT
from ui.desktop.session_bus import ADDRESS, Bus, avoid_silent_bus, call, session_bus_address

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs Debian's package dbus"),
]


@dataclass
class Daemon:
    """A bus that nothing else is on, and that can hang, die and come back."""

    place: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"unix:path={self.place}"

    def begin(self) -> None:
        command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        self.process = subprocess.Popen(
            [*command, f"--address={self.address}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline()

    def hang(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def die(self) -> None:
        self.process.kill()
        self.process.communicate()
        self.place.unlink()


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    made = Daemon(tmp_path / "bus")
    made.begin()
    yield made
    made.die()


@pytest.fixture
def address(daemon: Daemon) -> str:
    return daemon.address


class Client:
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
) -> Iterator[Client]:
    """A window on an episode of a minute, and a bus that it has told."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    room = Room(qtbot, tmp_path / "library")
    room.enter(write_page(tmp_path), audio=recordings.file("wav", 60))
    room.open_window.join_desktop()
    made = Client(room, address, tmp_path)
    room.until(lambda: "Earmark" in made.value("Identity", ROOT))
    yield made
    room.leave()


@pytest.fixture
def heard(bus: Client) -> Iterator[Path]:
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
    def test_play_pause_and_stop(self, bus: Client) -> None:
        bus.tell("Play")
        bus.room.until(lambda: bus.room.playback.state is PlayerState.PLAYING)
        assert '"Playing"' in bus.value("PlaybackStatus")

        bus.tell("PlayPause")
        bus.room.until(lambda: bus.room.playback.state is PlayerState.PAUSED)
        bus.tell("Play")
        bus.tell("Stop")
        bus.room.until(lambda: bus.room.playback.state is PlayerState.PAUSED)
        assert '"Paused"' in bus.value("PlaybackStatus")

    def test_next_and_previous_go_by_chapters(self, bus: Client) -> None:
        bus.tell("Next")
        assert bus.room.playback.position_ms == 15_000

        bus.tell("Previous")
        assert bus.room.playback.position_ms == 0

    def test_a_stretch_on_and_back(self, bus: Client) -> None:
        bus.tell("Seek", "int64:20000000")
        assert bus.room.playback.position_ms == 20_000
        assert "int64 20000000" in bus.value("Position")

        bus.tell("Seek", "int64:-90000000")
        assert bus.room.playback.position_ms == 0

    def test_a_position_of_this_episode_alone(self, bus: Client) -> None:
        track = bus.value("Metadata").split('object path "')[1].split('"')[0]
        bus.tell("SetPosition", f"objpath:{track}", "int64:30000000")
        assert bus.room.playback.position_ms == 30_000

        bus.tell("SetPosition", "objpath:/another", "int64:10000000")
        bus.tell("SetPosition", f"objpath:{track}", "int64:61000000000")
        bus.tell("SetPosition", f"objpath:{track}", "int64:-1")
        assert bus.room.playback.position_ms == 30_000

    def test_speed_and_volume(self, bus: Client) -> None:
        bus.put("Rate", "variant:double:1.5")
        bus.put("Volume", "variant:double:0.4")

        assert bus.room.playback.speed == 1.5
        assert bus.room.window.transport.volume.value() == 40
        assert "double 1.5" in bus.value("Rate")


class TestTelling:
    def test_what_is_open(self, bus: Client) -> None:
        told = bus.value("Metadata")

        assert '"The last ferry"' in told
        assert '"Night Ferry"' in told
        assert '"file:///' in told

    def test_times_are_64_bits_wide_however_short(self, bus: Client, heard: Path) -> None:
        episode = bus.room.session.episode.id
        bus.room.session.shut_episode()
        bus.room.until(lambda: "NoTrack" in heard.read_text())
        bus.room.session.open_episode(episode)
        bus.room.until(lambda: "The last ferry" in heard.read_text())

        for told in (bus.value("Metadata"), heard.read_text()):
            length = told.split('"mpris:length"')[1].split("dict entry")[0]
            assert "int64 60000000" in length
        assert "int64 0" in bus.value("Position")

    def test_what_can_be_done(self, bus: Client) -> None:
        can = bus.call(f"{PROPERTIES}.GetAll", f"string:{PLAYER}")

        for name in ("CanPlay", "CanPause", "CanSeek", "CanGoNext", "CanControl"):
            assert "boolean true" in can.split(f'"{name}"')[1].split("dict entry")[0]

    def test_no_episode_is_told_too(self, bus: Client) -> None:
        bus.room.session.shut_episode()

        assert "NoTrack" in bus.value("Metadata")
        assert "boolean false" in bus.value("CanPlay")
        assert '"Stopped"' in bus.value("PlaybackStatus")

    def test_changes_are_signalled(self, bus: Client, heard: Path) -> None:
        bus.room.playback.set_speed(2.0)
        bus.room.until(lambda: "double 2" in heard.read_text())

        assert "PropertiesChanged" in heard.read_text()
        assert PLAYER in heard.read_text()

    def test_the_cover_stays_while_the_episode_is_shown_anew(
        self, bus: Client, heard: Path, tmp_path: Path
    ) -> None:
        episode = bus.room.session.episode
        bus.room.open_window._desktop._take(episode.audio.path, tmp_path / "cover.png")
        bus.room.until(lambda: "cover.png" in heard.read_text())
        with bus.room.qtbot.waitSignal(bus.room.session.reading.opened):
            bus.room.session.reopen(episode.id)
        bus.room.playback.set_speed(2.0)
        bus.room.until(lambda: "double 2" in heard.read_text())

        told = heard.read_text()
        assert told.count("cover.png") == told.count('"mpris:trackid"')

    def test_a_slider_that_is_dragged_is_told_now_and_then(self, bus: Client, heard: Path) -> None:
        for percent in range(100, 20, -1):
            bus.room.window.transport.volume.setValue(percent)
            QApplication.processEvents()
        bus.room.until(lambda: "double 0.21" in heard.read_text())

        assert heard.read_text().count("PropertiesChanged") < 60

    def test_an_episode_that_is_not_at_its_beginning_is_told_to_be_there(
        self, bus: Client, heard: Path
    ) -> None:
        bus.room.playback.seek(41_000)
        bus.room.until(lambda: "int64 41000000" in heard.read_text())
        episode = bus.room.session.episode.id
        bus.room.session.keep_place()
        bus.room.session.shut_episode()
        bus.room.until(lambda: "NoTrack" in heard.read_text())
        bus.room.session.open_episode(episode)
        bus.room.until(lambda: heard.read_text().count("int64 41000000") == 2)

        told = heard.read_text()
        assert told.rindex("member=Seeked") > told.rindex('"The last ferry"')

    def test_a_seek_is_signalled_and_playing_on_is_not(self, bus: Client, heard: Path) -> None:
        bus.room.play()
        bus.room.until(lambda: bus.room.playback.position_ms > 300)
        assert "Seeked" not in heard.read_text()

        bus.room.playback.seek(42_000)
        bus.room.until(lambda: "member=Seeked" in heard.read_text())
        bus.room.until(lambda: "int64 42" in heard.read_text())


class TestTheProgram:
    def test_it_can_be_closed(self, bus: Client) -> None:
        answer = bus.call(f"{ROOT}.Quit")

        assert answer.startswith("method return")
        bus.room.until(lambda: not bus.room.window.isVisible())

    def test_a_second_window_has_a_name_of_its_own(
        self, bus: Client, qtbot: QtBot, tmp_path: Path
    ) -> None:
        other = Room(qtbot, tmp_path / "another library")
        other.enter()
        other.open_window.join_desktop()
        names = "org.freedesktop.DBus.ListNames"

        def listed() -> str:
            return bus.call(names, sent_to="org.freedesktop.DBus")

        bus.room.until(lambda: f"{SERVICE}.instance" in listed())
        other.leave()


class TestABusThatFails:
    def test_one_that_hangs_when_the_window_joins_holds_nothing_up(
        self, qtbot: QtBot, tmp_path: Path, daemon: Daemon, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        daemon.hang()
        monkeypatch.setenv(ADDRESS, daemon.address)
        room = Room(qtbot, tmp_path / "library")
        room.enter(write_page(tmp_path))
        room.open_window.join_desktop()
        room.press("next_turn")
        assert room.playback.position_ms > 0
        room.leave()

    def test_one_that_hangs_later_holds_nothing_up(self, bus: Client, daemon: Daemon) -> None:
        daemon.hang()
        bus.room.play()
        bus.room.playback.seek(30_000)
        bus.room.open_window._desktop._ask_for_name("io.github.earmark.Another")
        bus.room.until(lambda: bus.room.playback.position_ms > 30_300)
        bus.room.leave()

    def test_one_that_ends_and_begins_anew_is_joined_anew(
        self,
        bus: Client,
        daemon: Daemon,
    ) -> None:
        bus.room.open_window._desktop._looking.setInterval(50)
        bus.room.open_window._desktop._looking.start()
        daemon.die()
        bus.room.playback.seek(30_000)
        daemon.begin()

        bus.room.until(lambda: "int64 30000000" in bus.value("Position"))

    @pytest.fixture
    def silent(self, tmp_path: Path) -> Iterator[str]:
        """The address of what takes calls and never answers."""
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(tmp_path / "silent"))
            server.listen()
            yield f"unix:path={tmp_path}/silent,guid=0"

    def test_who_calls_it_is_told(self, tmp_path: Path, silent: str, address: str) -> None:
        assert call(address) is Bus.ANSWERS
        assert call(silent, within_s=0.01) is Bus.SILENT
        assert call(f"unix:path={tmp_path}/gone") is Bus.GONE
        assert call("unix:abstract=earmark-of-nobody") is Bus.GONE
        assert call("tcp:host=localhost,port=1") is Bus.ANSWERS  # nobody looks

    def test_a_silent_one_is_done_without(self, silent: str, address: str) -> None:
        environ = {ADDRESS: silent}
        missed = avoid_silent_bus(environ, "linux")
        assert missed is not None
        assert "does not answer" in missed
        assert session_bus_address(environ, "linux") is None
        assert environ[ADDRESS]  # empty, it would be looked for at its usual place

        environ = {ADDRESS: address}
        assert avoid_silent_bus(environ, "linux") is None
        assert environ == {ADDRESS: address}


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
