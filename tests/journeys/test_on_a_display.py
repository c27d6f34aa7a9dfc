"""The program as a person starts it, on a real X server: it shows, plays, and ends politely."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.library import Library

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60
WINDOW_NAME = "A Pencil and a Lamp – Earmark"


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of our own, that chooses a free number itself."""
    for program in ("Xvfb", "xdotool"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed, so there is no display to show a window on")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait(PATIENCE_S)


@pytest.fixture
def environment(display: str, tmp_path: Path) -> dict[str, str]:
    """What a desktop sets, and a sound output that needs no device."""
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    known = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
    return known | {
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "XDG_RUNTIME_DIR": str(runtime),
        "EARMARK_VLC_ARGS": "--aout=dummy",
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture(params=["no bus", "a bus that hangs"])
def bus(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the session's message bus is said to be."""
    folder = Path(tempfile.mkdtemp(prefix="bus-"))  # short enough for a socket
    with socket.socket(socket.AF_UNIX) as server:
        if request.param == "a bus that hangs":
            server.bind(str(folder / "bus"))
            server.listen()
        yield f"unix:path={folder}/bus"
    shutil.rmtree(folder)


def test_the_demo_is_shown_plays_and_ends_when_told_to_quit(
    qtbot: QtBot, environment: dict[str, str], bus: str, tmp_path: Path
) -> None:
    folder = tmp_path / "library"
    with subprocess.Popen(
        [sys.executable, "-m", "ui.app", "demo", "--library", str(folder)],
        cwd=ROOT,
        env=environment | {"DBUS_SESSION_BUS_ADDRESS": bus},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        try:
            found = x11(environment, "search", "--sync", "--onlyvisible", "--name", WINDOW_NAME)
            qtbot.waitUntil(lambda: place_in(folder) > 0, timeout=PATIENCE_S * 1000)
            # Without a window manager nobody else can close it politely.
            x11(environment, "windowfocus", "--sync", found.split()[0], "key", "ctrl+q")
            said, complaints = program.communicate(timeout=PATIENCE_S)
        finally:
            program.kill()

    assert (program.returncode, complaints) == (0, "")
    assert said == ""
    assert place_in(folder) >= 1000


def x11(environment: dict[str, str], *command: str) -> str:
    """Let xdotool do something on the display."""
    done = subprocess.run(
        ["xdotool", *command],
        env=environment,
        timeout=PATIENCE_S,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def place_in(folder: Path) -> int:
    """Return where the demo stands in the library, as the running program keeps it."""
    with Library(folder) as library:
        episode = library.last_read()
        return 0 if episode is None else library.episode(episode).place.position_ms
