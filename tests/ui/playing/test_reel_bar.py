"""The bar that says what a reel plays: its buttons, and its keys while it shows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.emissions import emissions
from ui.looks.cut_line import CutLine
from ui.looks.theme import DARK, LIGHT
from ui.playing.reel_bar import ReelBar

TITLE = "Hit 3 of 15 · Ida Holm, 12:30 · The last ferry"
KEYS = [
    (Qt.Key.Key_Escape, "stop_clicked"),
    (Qt.Key.Key_S, "stay_clicked"),
    (Qt.Key.Key_Return, "stay_clicked"),
    (Qt.Key.Key_Enter, "stay_clicked"),
]


class Desk:
    """A window with the bar, a field to type in and something else to have the focus."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.bar = ReelBar(LIGHT)
        self.field = QLineEdit()
        self.page = QWidget()
        self.page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self.window)
        for widget in (self.page, self.field, self.bar):
            column.addWidget(widget)
        self.window.resize(900, 200)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.page.setFocus()


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_is_hidden_until_something_plays(desk: Desk) -> None:
    assert not desk.bar.isVisible()

    desk.bar.show_title(TITLE, several=True)
    assert desk.bar.isVisible()
    desk.bar.end()
    assert (desk.bar.isVisible(), desk.bar.title) == (False, "")


def test_says_what_is_heard_to_the_eye_and_to_a_screen_reader(desk: Desk) -> None:
    desk.bar.show_title(TITLE, several=True)
    (line,) = desk.bar.findChildren(CutLine)

    assert line.shown == told(line) == TITLE


def test_a_title_without_room_is_cut_but_told_whole(desk: Desk) -> None:
    long = TITLE * 5
    desk.bar.show_title(long, several=True)
    (line,) = desk.bar.findChildren(CutLine)

    assert line.shown.endswith("…")
    assert line.toolTip() == told(line) == long
    assert desk.window.width() == 900, "the bar is as wide as its window, and not as its title"


def told(line: CutLine) -> str:
    return QAccessible.queryAccessibleInterface(line).text(QAccessible.Text.Name)


def test_one_alone_has_no_steps(desk: Desk) -> None:
    desk.bar.show_title(TITLE, several=False)
    assert not desk.bar._previous.isVisible()
    assert not desk.bar._next.isVisible()

    desk.bar.show_title(TITLE, several=True)
    assert desk.bar._previous.isVisible()


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("_previous", "previous_clicked"),
        ("_next", "next_clicked"),
        ("_stay", "stay_clicked"),
        ("_stop", "stop_clicked"),
    ],
)
def test_every_button_does_one_thing(qtbot: QtBot, desk: Desk, name: str, signal: str) -> None:
    desk.bar.show_title(TITLE, several=True)
    heard = emissions(getattr(desk.bar, signal))
    qtbot.mouseClick(getattr(desk.bar, name), Qt.MouseButton.LeftButton)

    assert len(heard) == 1


@pytest.mark.parametrize(("key", "signal"), KEYS)
def test_keys_work_in_the_whole_window_while_it_shows(desk: Desk, key: Qt.Key, signal: str) -> None:
    heard = emissions(getattr(desk.bar, signal))
    QTest.keyClick(desk.page, key)
    assert len(heard) == 0

    desk.bar.show_title(TITLE, several=True)
    desk.bar.show_title(TITLE, several=True)
    QTest.keyClick(desk.page, key)
    assert len(heard) == 1

    desk.bar.end()
    QTest.keyClick(desk.page, key)
    assert len(heard) == 1


def test_letters_can_still_be_typed(desk: Desk) -> None:
    heard = emissions(desk.bar.stay_clicked)
    desk.bar.show_title(TITLE, several=True)
    desk.field.setFocus()
    QTest.keyClick(desk.field, Qt.Key.Key_S)

    assert (desk.field.text(), len(heard)) == ("s", 0)


def test_wears_another_theme(desk: Desk) -> None:
    before = desk.bar._next.icon().cacheKey()
    desk.bar.set_theme(DARK)

    assert desk.bar._next.icon().cacheKey() != before
    assert {button.text() for button in desk.bar.findChildren(QPushButton)} == {
        "Stay here",
        "Stop",
    }
