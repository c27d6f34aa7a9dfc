"""Episodes are set apart from Python's search for garbage, and are freed all the same."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.library_shelf import Room, write_page
from ui.sweeping import Sweeping, sweep, unswept


class Knot:
    """An object that only a search for garbage can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def set_apart() -> Iterator[None]:
    """What there is is set apart, as when the program's window is up."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def test_what_is_made_meanwhile_is_set_apart(set_apart: None) -> None:
    before = gc.get_freeze_count()
    with unswept():
        assert not gc.isenabled()
        made = [[number] for number in range(5000)]

    assert gc.isenabled()
    assert gc.get_freeze_count() >= before + len(made)


def test_where_nothing_was_set_apart_before_nothing_is(qapp: QApplication) -> None:
    with unswept():
        made = [[number] for number in range(5000)]

    assert gc.get_freeze_count() < len(made)


def test_a_failure_leaves_the_search_on(set_apart: None) -> None:
    with pytest.raises(ValueError, match="damaged"), unswept():
        raise ValueError("damaged")

    assert gc.isenabled()


def test_what_was_left_over_is_freed_in_an_idle_moment(
    qapp: QApplication, qtbot: QtBot, set_apart: None
) -> None:
    with unswept():
        knot = weakref.ref(Knot())
    gc.collect()
    assert knot() is not None

    parent = QObject()
    sweeping = Sweeping(qapp, parent)
    sweeping._peace.setInterval(0)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    qtbot.waitUntil(lambda: knot() is None)
    assert gc.get_freeze_count() > 0


def test_whoever_comes_back_at_once_is_not_kept_waiting(qapp: QApplication) -> None:
    parent = QObject()
    sweeping = Sweeping(qapp, parent)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert sweeping._peace.isActive()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert not sweeping._peace.isActive()


def test_an_episode_that_is_left_is_freed_without_a_search(qtbot: QtBot, tmp_path: Path) -> None:
    room = Room(qtbot, tmp_path / "library")
    room.enter(write_page(tmp_path, "other.txt", "A letter from the north"))
    room.wait_for_library()
    room.leave()
    room.enter(write_page(tmp_path))
    room.wait_for_library()
    timeline = weakref.ref(room.transcript.page.timeline)
    gc.disable()
    try:
        room.choose("A letter from the north")
        room.until(lambda: room.session.episode.title == "A letter from the north")
        room.wait_for_library()
        qtbot.waitUntil(lambda: timeline() is None)
    finally:
        gc.enable()
        room.leave()
    sweep()
    gc.unfreeze()
