"""Measure how long the window takes to be on screen, against one that is empty.

Each start is a process of its own. The parent notes when it starts one, the child when its
window has been painted for the first time; kinds take turns, so that what else the machine does
falls on all of them alike.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from _episodes import short_episodes
from _figures import Figure, note, report

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from reader.window import WindowRequest

ROUNDS = 9
EPISODES = 1000
LIMIT_RATIO = 1.5
EMPTY, BARE, PROGRAM = "empty", "bare", "program"


def main() -> int:
    """Start as a child if told so; else measure and return the exit status."""
    if len(sys.argv) == 3:
        return _child(sys.argv[1], Path(sys.argv[2]))
    figures = measure()
    remark = (
        f"From the start of the process to the end of the first painting, with {EPISODES:,} "
        f"episodes in the library; medians of {ROUNDS} starts of each kind in turn. The empty "
        "window imports everything that the program has imported by then."
    )
    return report("Starting", remark, figures)


def measure() -> list[Figure]:
    """Return the figures, offscreen and on a virtual screen where there is one."""
    from reader.library import Library  # a child must not pay for it

    figures: list[Figure] = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        with Library(folder) as library:
            library.add(short_episodes(EPISODES), "many")
        figures += _on_platform("offscreen", folder, {"QT_QPA_PLATFORM": "offscreen"})
        with _virtual_screen() as display:
            if display is not None:
                figures += _on_platform(
                    "Xvfb", folder, {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
                )
    return figures


def _on_platform(platform: str, library: Path, environment: dict[str, str]) -> list[Figure]:
    times: dict[str, list[dict[str, float]]] = {kind: [] for kind in (EMPTY, BARE, PROGRAM)}
    for number in range(-1, ROUNDS):
        for kind, starts in times.items():
            found = _start(kind, library, os.environ | environment)
            if number >= 0:  # the first of each kind finds cold files
                starts.append(found)
        note(f"{platform}: round {number + 1} of {ROUNDS}")
    medians = {
        (kind, event): median(start[event] for start in starts)
        for kind, starts in times.items()
        for event in starts[0]
    }
    empty = medians[EMPTY, "painted"]
    return [
        Figure(
            f"{platform}: window on screen",
            medians[PROGRAM, "painted"],
            against="an empty window with the same imports",
            baseline=empty,
            limit_ratio=LIMIT_RATIO,
        ),
        Figure(
            f"{platform}: its list filled and painted, the last episode open",
            medians[PROGRAM, "filled"],
            against="an empty window with the same imports",
            baseline=empty,
        ),
        Figure(
            f"{platform}: window on screen",
            medians[PROGRAM, "painted"],
            against="an empty window that imports PySide6's widgets alone",
            baseline=medians[BARE, "painted"],
        ),
    ]


def _start(kind: str, library: Path, environment: dict[str, str]) -> dict[str, float]:
    """Start a child and return when it did what, in ms since then."""
    command = [sys.executable, __file__, kind, str(library)]
    began = time.monotonic()
    ended = subprocess.run(
        command,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode != 0:
        raise RuntimeError(f"The {kind} window did not start: {ended.stderr}")
    events = (line.split() for line in ended.stdout.splitlines())
    return {event: (float(at) - began) * 1000 for event, at in events}


@contextmanager
def _virtual_screen() -> Iterator[str | None]:
    """Run an X server of our own and give its display, or None where there is none."""
    if shutil.which("Xvfb") is None:
        yield None
        return
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="ascii"
    )
    try:
        assert server.stdout is not None
        yield f":{server.stdout.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


# What a child does


def _child(kind: str, library: Path) -> int:
    if kind == PROGRAM:
        return _program(library)
    if kind == EMPTY:
        import ui.app
        import ui.playing.qt_player
        import ui.start  # noqa: F401
    return _empty()


def _empty() -> int:
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1180, 780)
    watcher = _when_painted(window, lambda: (_say("painted"), application.quit()))
    window.show()
    application.exec()
    del watcher
    return 0


def _program(library: Path) -> int:
    """Run `earmark` as its command does, and close the window when its list is there."""
    from ui import app, start

    open_window = start.OpenWindow
    watchers: list[object] = []

    def watched(request: "WindowRequest") -> start.OpenWindow:
        reading = open_window(request)
        window = reading.window
        watchers.append(_when_painted(window, lambda: _say("painted")))

        def filled() -> None:
            _say("filled")
            window.close()

        def on_reset() -> None:
            watchers.append(_when_painted(window.library_panel.view.viewport(), filled))

        window.library_panel.model.modelReset.connect(on_reset)
        return reading

    start.OpenWindow = watched
    sys.argv = ["earmark", "--library", str(library)]
    return app.main()


def _when_painted(widget: "QWidget", then: Callable[[], object]) -> object:
    """Call `then` once, after the painting that the widget has part in has ended."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watcher(QObject):
        waits = True

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if self.waits and event.type() == QEvent.Type.Paint:
                self.waits = False
                QTimer.singleShot(0, then)
            return False

    watcher = Watcher()
    widget.installEventFilter(watcher)
    return watcher


def _say(event: str) -> None:
    print(event, time.monotonic(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
