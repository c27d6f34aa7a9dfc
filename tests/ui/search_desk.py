"""A window with the search alone in it, on a library of its own, and a desk that notes down."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.library import Library
from reader.model import Episode
from reader.search.records import SearchHit
from reader.settings import Settings
from tests.ui.answering import ToldTools
from ui.background import LibraryThread
from ui.looks.theme import LIGHT, reading_style
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.searching.search_flow import SearchFlow


@dataclass
class NotingDesk:
    """Notes down what is opened and told."""

    opened: list[tuple[str, int | None]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    episode: Episode | None = None

    def open_episode(self, episode_id: str, at_ms: int | None = None) -> None:
        self.opened.append((episode_id, at_ms))

    def tell(self, message: str) -> None:
        self.told.append(message)


class SearchRoom:
    """The search as a person sees it; `tools` say what is found."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.tools = ToldTools()
        self.search = self.tools.search
        self.desk = NotingDesk()
        self.settings = Settings(path=folder / "settings.json")
        self._library = Library(folder)
        self.library = LibraryThread(self._library)
        self.window = MainWindow(reading_style(LIGHT, 16))
        preferences = Preferences(self.settings, self.library, self.desk.tell)
        self.flow = SearchFlow(self.window, self.library, self.desk, preferences, self.tools)
        qtbot.addWidget(self.window)
        self.window._middle.setCurrentWidget(self.window.transcript)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.flow.toggle_panel()

    @property
    def panel(self):
        return self.flow.panel

    @property
    def shown(self) -> list[SearchHit]:
        """The hits in the list."""
        return [row.hit for row in self.panel.results.rows if hasattr(row, "hit")]

    def type(self, text: str) -> None:
        """Type over what is in the field."""
        self.panel.take_focus()
        QTest.keyClicks(self.panel.field, text)

    def until_asked(self, query: str) -> None:
        """Let the window live until a query has reached the search."""
        self.qtbot.waitUntil(lambda: query in self.search.asked)

    def until_shown(self, *texts: str) -> None:
        """Let the window live until these hits are in the list, in this order."""
        self.qtbot.waitUntil(lambda: [one.text.text for one in self.shown] == list(texts))

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the focus is."""
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, held)

    def settle(self) -> None:
        """Let the search's thread come to the end of its work, and its answers arrive."""
        for _ in range(3):
            answered: list[bool] = []
            self.flow._thread.submit(lambda _: True, answered.append)
            self.qtbot.waitUntil(lambda answered=answered: bool(answered))

    def leave(self) -> None:
        for gate in self.search.gates.values():
            gate.set()
        self.flow.close()
        self.library.close()
        self._library.close()
        self.window.close()


@pytest.fixture
def searching(qtbot: QtBot, tmp_path: Path) -> Iterator[SearchRoom]:
    """The search's panel, open, with the focus in its field."""
    room = SearchRoom(qtbot, tmp_path / "library")
    yield room
    room.leave()
