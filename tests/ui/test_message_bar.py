"""Sentences stay until they are read."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from ui.message_bar import MOST_AT_ONCE, MessageBar
from ui.theme import LIGHT


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    made = MessageBar(LIGHT)
    qtbot.addWidget(made)
    return made


def shown(bar: MessageBar) -> str:
    return bar.findChild(QLabel).text()


def test_without_a_message_it_is_not_there(bar: MessageBar) -> None:
    assert bar.isHidden()


def test_messages_are_shown_below_one_another(bar: MessageBar) -> None:
    bar.tell("The page is empty.")
    bar.tell("The audio is missing.")

    assert not bar.isHidden()
    assert shown(bar) == bar.text == "The page is empty.\nThe audio is missing."


def test_the_same_sentence_is_said_once(bar: MessageBar) -> None:
    bar.tell("The page is empty.")
    bar.tell("The page is empty.")

    assert bar.text == "The page is empty."


def test_of_many_the_newest_are_shown(bar: MessageBar) -> None:
    for number in range(10):
        bar.tell(f"Message {number}.")

    assert bar.text.splitlines() == [
        *(f"Message {n}." for n in range(10 - MOST_AT_ONCE, 10)),
        f"… and {10 - MOST_AT_ONCE} more before these.",
    ]


def test_closing_it_forgets_them(bar: MessageBar, qtbot: QtBot) -> None:
    bar.tell("The page is empty.")
    qtbot.mouseClick(bar.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert bar.isHidden()

    bar.tell("The audio is missing.")
    assert bar.text == "The audio is missing."


def test_a_file_name_is_no_markup(bar: MessageBar) -> None:
    bar.tell("“<b>page</b>.html” is empty.")

    assert bar.findChild(QLabel).textFormat() is Qt.TextFormat.PlainText
    assert bar.accessibleName() == "“<b>page</b>.html” is empty."
