"""The window on a large library as a process of its own: `main()` does what its arguments say.

It prints what it found as JSON. It imports nothing of the corpus, which would count as memory,
and is not to be run as a script: the import's own processes would import a script once more.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from _figures import once_ms
from _window import Pulse, settle, shown, wait_until
from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest

from reader.library import Library
from reader.model import AudioFile
from reader.playback.player import PlayerState
from reader.playback.silent import SilentPlayer
from reader.timing.timeline import Moment
from ui.arriving.import_dialog import ImportDialog
from ui.start import OpenWindow

MEMORY, TYPING, READING = "memory", "typing", "reading"
SPEED = 3.0  # so that there are enough sentences
BEFORE_S = 15.0
KEY_EVERY_S = 0.06
TYPED_ROUNDS = 2
HOUR_MS = 3_600_000
STATUS = Path("/proc/self/status")
RESIDENT, PRIVATE, BEFORE = "resident", "private", "before"

Found = dict[str, list[float]]


def memory(folder: Path, given: str) -> Found:
    """Open an episode, ask every query in the panel, and see how much is resident, in MB."""
    with Library(folder) as library, shown(library) as reading:
        _open_one(reading, library)
        before = _status_mb("VmRSS")
        painted = Painted(reading)
        for query in json.loads(given):
            painted.after(lambda q=query: painted.field.setText(q))
        settle()
        return {RESIDENT: _status_mb("VmRSS"), PRIVATE: _status_mb("RssAnon"), BEFORE: before}


def typing(folder: Path, given: str) -> Found:
    """Type every query key by key; return how long after the last the results were painted."""
    found = []
    with Library(folder) as library, shown(library) as reading:
        _open_one(reading, library)
        painted = Painted(reading)
        for query in json.loads(given) * TYPED_ROUNDS:
            painted.field.clear()
            settle()
            for letter in query[:-1]:
                QTest.keyClicks(painted.field, letter)
                settle(KEY_EVERY_S)
            found.append(painted.after(lambda q=query: QTest.keyClicks(painted.field, q[-1])))
    return {"ms": found}


def reading_on(folder: Path, given: str) -> Found:
    """Play an episode, undisturbed and then while folders are imported and indexed."""
    with TemporaryDirectory() as audio_folder, Library(folder) as library:
        audio = Path(audio_folder) / "hour.mp3"
        audio.write_bytes(b"\0")
        first = library.summaries()[0].id
        library.relink_audio(first, AudioFile(audio, "0" * 64, HOUR_MS))
        with shown(library) as reading:
            _open_one(reading, library)
            player = SilentPlayer(duration_of=lambda _: HOUR_MS)
            reading.playback.use_player(player)
            reading.playback.set_speed(SPEED)
            reading.playback.play()
            wait_until(lambda: reading.playback.state is PlayerState.PLAYING)
            settle(1.0)
            lateness, pulse = Lateness(reading, player), Pulse()
            before = pulse.gaps_ms(lambda: settle(BEFORE_S))
            usual = lateness.take()
            during = [
                pulse.gaps_ms(lambda f=folder: _import_and_index(reading, Path(f)))
                for folder in json.loads(given)
            ]
            return {
                "gaps before": before,
                "gaps during": [gap for gaps in during for gap in gaps],
                "late before": usual,
                "late during": lateness.take(),
                "took s": [sum(gaps) / 1000 for gaps in during],
            }


class Painted(QObject):
    """Waits for the results of a query to be on the screen."""

    def __init__(self, reading: OpenWindow) -> None:
        super().__init__()
        reading.window.actions_by_name["search"].trigger()
        self.field = reading.window.search.field
        self._answered = self._painted = False
        self._viewport = reading.window.search.results.viewport()
        self._viewport.installEventFilter(self)
        reading.session.search.hits_changed.connect(self._on_hits_changed)
        settle()

    def after(self, act: Callable[[], object]) -> float:
        """Act, and return how many ms later the answer to it was painted."""
        self._answered = self._painted = False
        return once_ms(lambda: (act(), wait_until(lambda: self._painted)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note a painting with the answer in it; it is done when the events go on."""
        if self._answered and event.type() == QEvent.Type.Paint:
            self._painted = True
        return False

    def _on_hits_changed(self, _query: str) -> None:
        self._answered = True


class Lateness(QObject):
    """Notes how far the player was beyond a sentence's beginning when it was marked."""

    def __init__(self, reading: OpenWindow, player: SilentPlayer) -> None:
        super().__init__()
        assert reading.session._opened is not None
        self._timeline = reading.session._opened.page.timeline
        self._player = player
        self._late_ms: list[float] = []
        reading.playback.moment_changed.connect(self._on_moment_changed)

    def take(self) -> list[float]:
        """Return those since the last time, in ms of the clock on the wall."""
        taken, self._late_ms = self._late_ms, []
        return taken

    def _on_moment_changed(self, moment: Moment) -> None:
        if moment.turn is not None and moment.sentence is not None:
            sentence = self._timeline.sentences(moment.turn)[moment.sentence]
            self._late_ms.append((self._player.sample().position_ms - sentence.start_ms) / SPEED)


def _open_one(reading: OpenWindow, library: Library) -> None:
    first = library.summaries()[0].id
    reading.keep_index()
    reading.session.open_episode(first)
    wait_until(lambda: reading.session.episode is not None)
    settle(1.0)


def _import_and_index(reading: OpenWindow, folder: Path) -> None:
    """Drop a folder on the window, accept what is offered, and wait until it can be searched."""
    imported: list[object] = []
    indexed: list[bool] = []
    keeper = reading.session.search.keeper
    reading.session.arrivals._imports.finished.connect(imported.append)
    keeper.updated.connect(lambda: indexed.append(True))
    reading.session.arrivals.open_paths([folder])
    offered: list[ImportDialog] = []

    def is_offered() -> bool:
        offered[:] = [d for d in reading.window.findChildren(ImportDialog) if d.isVisible()]
        return bool(offered)

    wait_until(is_offered)
    offered[0].accept()
    wait_until(lambda: bool(imported))
    indexed.clear()
    wait_until(lambda: bool(indexed) and not keeper._is_busy and not keeper._notice)


def _status_mb(which: str) -> list[float]:
    """Return what Linux says of this process's memory; nothing where it is not Linux."""
    if not STATUS.exists():
        return []
    lines = STATUS.read_text(encoding="ascii").splitlines()
    return [int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{which}:")]


KINDS = {MEMORY: memory, TYPING: typing, READING: reading_on}


def main() -> None:
    """Measure: the arguments are a kind, the library's folder, and what that kind is given."""
    kind, folder, given = sys.argv[1:]
    print(json.dumps(KINDS[kind](Path(folder), given)))
