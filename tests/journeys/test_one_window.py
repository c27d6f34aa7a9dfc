"""Two commands on one library, as processes: the second leaves its wish to the first's window."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.handover import meeting_place
from reader.library import Library
from tests.ui.library_shelf import write_page

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="looks at the socket's file"),
]

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60


class Desktop:
    """Starts commands on one library, and waits for what they do."""

    def __init__(self, qtbot: QtBot, folder: Path, environment: dict[str, str]) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.environment = environment
        self.place = Path(meeting_place(folder, environment))
        self.started: list[subprocess.Popen[str]] = []

    def start(self, *words: object) -> subprocess.Popen[str]:
        """Start a command, and let it go on."""
        program = subprocess.Popen(
            [sys.executable, "-m", "ui.app", "--library", str(self.folder), *map(str, words)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(program)
        return program

    def run(self, *words: object) -> tuple[int, str, str]:
        """Run a command to its end; return its exit status and what it said."""
        program = self.start(*words)
        out, err = program.communicate(timeout=PATIENCE_S)
        return program.returncode, out, err

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(condition, timeout=PATIENCE_S * 1000)

    def ids(self) -> dict[str, str]:
        """The episodes' ids by their titles."""
        with Library(self.folder) as library:
            return {one.title: one.id for one in library.summaries()}

    def place_in(self, episode: str) -> int:
        """Where an episode was left, in ms."""
        with Library(self.folder) as library:
            return library.episode(episode).place.position_ms


@pytest.fixture
def desktop(qtbot: QtBot, tmp_path: Path) -> Iterator[Desktop]:
    runtime = Path(tempfile.mkdtemp(prefix="ho-"))  # short enough for a socket
    known = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    known |= {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(runtime)}
    made = Desktop(qtbot, tmp_path / "library", known | {"EARMARK_PLAYER": "silent"})
    yield made
    for program in made.started:
        program.kill()
        program.communicate()
    shutil.rmtree(runtime)


def test_links_and_pages_go_to_the_window_that_is_open(desktop: Desktop, tmp_path: Path) -> None:
    window = desktop.start("open", write_page(tmp_path))
    desktop.until(desktop.place.exists)
    assert desktop.run("open", write_page(tmp_path, "b.txt", "The second bridge")) == (0, "", "")
    ids = desktop.ids()
    for title, seconds in (("The last ferry", 41), ("The second bridge", 23)):
        assert desktop.run("open", f"earmark://episode/{ids[title]}?t={seconds}") == (0, "", "")
    # The first is left for the second, and its place is written down.
    desktop.until(lambda: desktop.place_in(ids["The last ferry"]) == 41_000)
    assert desktop.run() == (0, "", "")
    status, _, complaint = desktop.run("open", tmp_path / "missing.txt")
    assert status == 1
    assert "missing.txt" in complaint
    assert window.poll() is None


def test_of_commands_that_start_at_once_one_opens_a_window(desktop: Desktop) -> None:
    with Library(desktop.folder):
        pass  # so that all of them find one
    started = [desktop.start() for _ in range(3)]
    desktop.until(lambda: [one.poll() for one in started].count(0) == 2)
    (window,) = (one for one in started if one.poll() is None)
    assert desktop.run() == (0, "", "")
    assert window.poll() is None


def test_after_a_window_was_killed_the_next_takes_its_place(
    desktop: Desktop, tmp_path: Path
) -> None:
    killed = desktop.start("open", write_page(tmp_path))
    desktop.until(desktop.place.exists)
    killed.kill()
    killed.wait(PATIENCE_S)
    left_behind = desktop.place.stat().st_ctime_ns  # an inode is used again at once
    window = desktop.start()
    desktop.until(lambda: desktop.place.exists() and desktop.place.stat().st_ctime_ns > left_behind)
    assert desktop.run() == (0, "", "")
    assert window.poll() is None
