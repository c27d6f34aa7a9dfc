"""The panels at the right: one at a time, as wide as they were, with tabs where there are two."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel, QSplitter
from pytestqt.qtbot import QtBot

from tests.ui.emissions import emissions
from ui.side_panels import FIRST_WIDTH_PX, SMALLEST_WIDTH_PX, SidePanels


@pytest.fixture
def splitter(qtbot: QtBot) -> QSplitter:
    """A window of a list and a page."""
    made = QSplitter(Qt.Orientation.Horizontal)
    made.addWidget(QLabel("list"))
    made.addWidget(QLabel("page"))
    made.resize(1200, 400)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.setSizes([200, 1000])
    return made


@pytest.fixture
def panels(splitter: QSplitter) -> SidePanels:
    return SidePanels(splitter)


def test_nothing_is_seen_until_a_panel_is_shown(panels: SidePanels) -> None:
    search = QLabel("search")
    panels.add("Search", search)
    assert not panels.isVisible()
    panels.show_panel(search)
    assert panels.shows(search)
    assert panels.width() == pytest.approx(FIRST_WIDTH_PX, abs=4)


def test_tabs_are_seen_only_where_there_are_two(panels: SidePanels) -> None:
    search, bookmarks = QLabel("search"), QLabel("bookmarks")
    panels.add("Search", search)
    panels.show_panel(search)
    assert not panels._tabs.isVisible()
    panels.add("Bookmarks", bookmarks)
    assert panels._tabs.isVisible()
    panels._tabs.setCurrentIndex(1)
    assert panels.shows(bookmarks)
    assert not panels.shows(search)


def test_closing_is_told_once(panels: SidePanels) -> None:
    search = QLabel("search")
    panels.add("Search", search)
    closed = emissions(panels.closed)
    panels.show_panel(search)
    panels.close_panels()
    panels.close_panels()
    assert closed == [()]
    assert not panels.isVisible()


def test_the_width_that_was_dragged_is_kept(
    panels: SidePanels, splitter: QSplitter, tmp_path: Path
) -> None:
    search = QLabel("search")
    panels.add("Search", search)
    panels.show_panel(search)
    splitter.moveSplitter(splitter.width() - 500, 2)
    wide = panels.width()
    assert wide > FIRST_WIDTH_PX
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    panels.remember(kept)
    panels.close_panels()
    splitter.setSizes([200, 1000, 0])
    panels.recall(kept)
    panels.show_panel(search)
    assert panels.width() == pytest.approx(wide, abs=4)


@pytest.mark.parametrize("kept", ["wide", "-5", "1", ""])
def test_a_width_that_makes_no_sense_is_not_taken(
    panels: SidePanels, tmp_path: Path, kept: str
) -> None:
    search = QLabel("search")
    panels.add("Search", search)
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("panels/width", kept)
    panels.recall(settings)
    panels.show_panel(search)
    assert panels.width() >= SMALLEST_WIDTH_PX
