"""Qt's player on a sound server that stops or ends: it would hang, or abort, the whole program."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.playback.devices import server_listens
from tests.reader.playback.player_contract import write_tone
from tests.reader.playback.sound_server import SoundServer
from ui.playing.qt_player import SERVER_GONE, QtSource

ROOT = Path(__file__).parents[3]
PLAYING = """
import os, signal, sys, time
from pathlib import Path
from reader.playback.player import PlayerState
from ui.app import left
from ui.playing.qt_player import QtSource

source = QtSource()
player = source.create()
slowest_s = 0.0

def let_pass(seconds):
    until_s = time.monotonic() + seconds
    while time.monotonic() < until_s:
        timed(source.wait, 0.04)
        timed(player.sample)

def timed(call, *arguments):
    global slowest_s
    began_s = time.monotonic()
    call(*arguments)
    slowest_s = max(slowest_s, time.monotonic() - began_s)

player.load(Path(sys.argv[1]))
player.play()
while player.sample().position_ms < 500:
    source.wait(0.04)
os.kill(int(sys.argv[2]), getattr(signal, sys.argv[3]))
let_pass(4)
timed(player.seek, 20_000)
let_pass(1)
print(player.sample().error)
timed(player.load, Path(sys.argv[1]), 30_000)
timed(player.play)
let_pass(1.5)
print(player.sample().state)
timed(player.close)
print("quick" if slowest_s < 3 else f"waited {slowest_s} s")
left(0)
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SoundServer]:
    if shutil.which("pulseaudio") is None:
        pytest.skip("needs pulseaudio")
    if problem := QtSource().problem():
        pytest.skip(problem)
    with SoundServer(tmp_path) as server:
        yield server
        server._process.send_signal(signal.SIGCONT)


def played(server: SoundServer, audio: Path, how: str) -> subprocess.CompletedProcess[str]:
    """Play in a program of its own while something happens to the server."""
    return subprocess.run(
        [sys.executable, "-c", PLAYING, str(audio), str(server._process.pid), how],
        cwd=ROOT,
        env=os.environ | {"PULSE_SERVER": server.address},
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )


@pytest.mark.slow
class TestASoundServer:
    def test_that_ended_is_told_and_then_it_plays_silently(
        self, server: SoundServer, tmp_path: Path
    ) -> None:
        done = played(server, write_tone(tmp_path / "ferry.wav", 60_000), "SIGKILL")

        assert done.stdout.splitlines() == [SERVER_GONE, "playing", "quick"]
        assert done.returncode == 0

    def test_that_was_stopped_holds_up_neither_a_call_nor_the_end(
        self, server: SoundServer, tmp_path: Path
    ) -> None:
        done = played(server, write_tone(tmp_path / "ferry.wav", 60_000), "SIGSTOP")

        assert done.stdout.splitlines() == ["None", "playing", "quick"]
        assert done.returncode == 0


class TestListening:
    def test_a_server_listens_until_it_has_ended(self, server: SoundServer) -> None:
        environ = {"PULSE_SERVER": server.address}
        assert server_listens(environ)
        server._process.kill()
        server._process.wait()

        assert not server_listens(environ)

    def test_a_server_in_the_sessions_folder_is_found(self, tmp_path: Path) -> None:
        assert not server_listens({"XDG_RUNTIME_DIR": str(tmp_path)})
        assert not server_listens({"PULSE_RUNTIME_PATH": str(tmp_path)})

    def test_of_a_server_elsewhere_nothing_is_claimed(self) -> None:
        assert server_listens({"PULSE_SERVER": "tcp:desk"})
        assert server_listens({})


SAYING = """
import logging, sys
from PySide6.QtCore import qWarning
from ui.playing.qt_player import terminal_application

logging.basicConfig(format="%(message)s")
logging.getLogger("ui").setLevel(sys.argv[1])
application = terminal_application()
qWarning("the server is away")
"""


@pytest.mark.parametrize(("level", "seen"), [("WARNING", ""), ("DEBUG", "the server is away\n")])
def test_what_qt_says_goes_to_the_log_and_not_into_the_terminal(level: str, seen: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAYING, level], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stderr == seen
