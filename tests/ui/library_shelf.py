"""Real pages, real audio and a real window on them, for tests of the whole window."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.importing import import_paths
from reader.library import Library
from reader.playback.player import Player, PlayerSource, PlayerState
from reader.playback.silent import SilentPlayer
from reader.settings import Settings
from reader.window import WindowRequest
from ui.start import OpenWindow

PATIENCE_MS = 10_000
WORDS = (
    *("harbour", "lantern", "kettle", "ferry", "winter", "engine", "garden", "letter", "bridge"),
    *("copper", "window", "island", "paper", "signal", "barley", "compass", "orchard", "thunder"),
)


def page_text(title: str = "The last ferry", turns: int = 20, step_s: int = 3) -> str:
    """Return a saved page: a turn every few seconds, a chapter every five turns.

    What is said depends on the title: two pages that say the same would be one episode.
    """
    choice = random.Random(title).choice  # noqa: S311
    times = [_time(i * step_s) for i in range(turns)]
    chapters = [f"• {times[i]} Part {i // 5 + 1}" for i in range(0, turns, 5)]
    said = [
        f"{time} {('Ida Holm', 'Per Lind')[i % 2]}: Turn {i}. "
        + " ".join(f"The {choice(WORDS)} and the {choice(WORDS)}." for _ in range(3))
        for i, time in enumerate(times)
    ]
    head = [title, "Two people and one crossing.", "Night Ferry", "27/1/2026 | 1 min"]
    notes = ["Ida and Per cross the sound and talk about the ferry that took them."]
    return "\n\n".join([*head, *notes, "Chapters", *chapters, "Transcript", *said, ""])


def write_page(folder: Path, name: str = "ferry.txt", title: str = "The last ferry") -> Path:
    """Write such a page."""
    path = folder / name
    path.write_text(page_text(title), encoding="utf-8")
    return path


@dataclass
class SilentSource:
    """Silent players of one length; each that was made is kept."""

    length_ms: int = 60_000
    name: str = "silent"
    made: list[SilentPlayer] = field(default_factory=list)
    reason: str | None = None
    on_asked: Callable[[], None] | None = None

    def problem(self) -> str | None:
        if self.on_asked is not None:
            self.on_asked()
        return self.reason

    def create(self) -> Player:
        player = SilentPlayer(duration_of=lambda _: self.length_ms)
        self.made.append(player)
        return player

    def wait(self, seconds: float) -> None:
        raise NotImplementedError


class TimedSource(SilentSource):
    """Silent players that go by a clock of the test's."""

    now = 1000.0

    def create(self) -> Player:
        player = SilentPlayer(clock=lambda: self.now, duration_of=lambda _: self.length_ms)
        self.made.append(player)
        return player


class Room:
    """A window on a library, opened and closed as the program does it."""

    def __init__(self, qtbot: QtBot, folder: Path, *players: PlayerSource) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.players = players or (SilentSource(),)
        self._library: Library | None = None
        self.open_window: OpenWindow | None = None

    def enter(
        self,
        *paths: Path,
        audio: Path | None = None,
        plays: bool = False,
        seen: bool = True,
        asked_for: str | None = None,
    ) -> None:
        """Open the window as `earmark open PATHS` would; without paths on what was read last."""
        self._library = Library(self.folder)
        if paths:
            report = import_paths(self._library, paths, audio=audio)
            assert not report.failed, report.failed
            episode = report.imported[0].id
        else:
            episode = self._library.last_read()
        request = WindowRequest(
            self._library,
            Settings.load(self.folder),
            tuple(self.players),
            episode,
            plays=plays,
            asked_for=asked_for,
        )
        self.open_window = OpenWindow(request)
        self.qtbot.addWidget(self.window)
        if seen:
            with self.qtbot.waitExposed(self.window):
                self.window.show()
            self.open_window.look_for_players()
        if seen and episode is not None:
            self.until(lambda: self.session.episode is not None)
            self.until(lambda: self.playback.player is not None)
        if seen:
            self.wait_for_library()

    def leave(self) -> None:
        """Close the window, then what the command line would close."""
        if self.open_window is not None:
            self.window.close()
            QApplication.processEvents()
            self.open_window = None
        if self._library is not None:
            self._library.close()
            self._library = None

    @property
    def window(self):
        return self.open_window.window

    @property
    def session(self):
        return self.open_window.session

    @property
    def playback(self):
        return self.open_window.playback

    @property
    def transcript(self):
        return self.window.transcript

    @property
    def messages(self) -> str:
        """What the message bar says."""
        return self.window.messages.text

    @property
    def titles(self) -> list[str]:
        """The titles in the library's list."""
        return [record.title for record in self.window.library_panel.model.records]

    def choose(self, title: str) -> None:
        """Choose an episode in the library, as a click does."""
        records = self.window.library_panel.model.records
        self.window.library_panel.chosen.emit(next(r.id for r in records if r.title == title))

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the window live until the condition holds."""
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def wait_for_library(self) -> None:
        """Let the library's thread come to the end of its work, and its answers arrive."""
        for _ in range(3):  # an answer may ask for more
            answered: list[bool] = []
            self.open_window.library.submit(lambda _: True, answered.append)
            self.until(lambda answered=answered: bool(answered))

    def press(self, name: str) -> None:
        """Do a command as its menu entry would."""
        self.window.actions_by_name[name].trigger()

    def play(self) -> None:
        """Press play and wait until it plays."""
        self.press("toggle")
        self.until(lambda: self.playback.state is PlayerState.PLAYING)


def _time(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
