"""Sentences stay until they are read."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from ui.looks.theme import LIGHT
from ui.message_bar import MOST_AT_ONCE, TEXT_WIDTH_PX, MessageBar


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


class TestOffers:
    """A sentence with a button that does something about it."""

    def test_the_button_does_it_and_takes_the_sentence_away(
        self, bar: MessageBar, qtbot: QtBot
    ) -> None:
        done: list[str] = []
        bar.tell("The audio is missing.")
        bar.offer("“Soup” was removed.", "Undo", lambda: done.append("soup"))
        button = bar.findChild(QPushButton)
        assert bar.text == "The audio is missing.\n“Soup” was removed."
        assert (button.text(), button.isHidden()) == ("Undo", False)
        assert button.accessibleName() == "Undo: “Soup” was removed."

        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert done == ["soup"]
        assert shown(bar) == bar.text == "The audio is missing."
        assert button.isHidden()
        assert not bar.isHidden()

    def test_without_another_sentence_the_bar_goes_away(self, bar: MessageBar) -> None:
        bar.offer("“Soup” was removed.", "Undo", lambda: None)
        assert bar.take_offer()
        assert bar.isHidden()
        assert not bar.take_offer()

    def test_the_last_one_stands(self, bar: MessageBar) -> None:
        done: list[str] = []
        for title in ("Soup", "Fog", "Fog"):
            bar.offer(f"“{title}” was removed.", "Undo", lambda title=title: done.append(title))
        assert bar.text == "“Fog” was removed."
        bar.take_offer()
        assert done == ["Fog"]

    def test_one_of_two_ways_is_taken_and_both_are_gone(self, bar: MessageBar) -> None:
        done: list[str] = []
        for _ in range(2):
            bar.offer(
                "All moved.",
                "Undo",
                lambda: done.append("undo"),
                instead=("Only this", lambda: done.append("only")),
            )
            names = [one.text() for one in bar.findChildren(QPushButton) if not one.isHidden()]
            assert names == ["Undo", "Only this"]
            bar.take_offer() if done else bar.take_other()
        assert done == ["only", "undo"]
        assert not bar.take_other()
        bar.offer("Gone.", "Undo", lambda: done.append("again"))
        assert not bar.take_other()

    def test_closing_the_bar_lets_it_go(self, bar: MessageBar) -> None:
        bar.offer("“Soup” was removed.", "Undo", lambda: None)
        bar.clear()
        assert not bar.take_offer()
        assert bar.findChild(QPushButton).isHidden()

    def test_undo_takes_only_what_undoes(self, bar: MessageBar) -> None:
        done: list[str] = []
        bar.offer("Two quotes are in soup.md.", "Show the file", lambda: done.append("shown"))
        assert not bar.undo()
        assert (done, bar.text) == ([], "Two quotes are in soup.md.")

        bar.offer("“Soup” was removed.", "Undo", lambda: done.append("undone"), undoes=True)
        assert bar.undo()
        assert done == ["undone"]
        assert bar.isHidden()
        assert not bar.undo()

    def test_it_says_whether_anything_can_be_undone(self, bar: MessageBar) -> None:
        said: list[bool] = []
        bar.undo_offered.connect(said.append)
        bar.offer("Two quotes are in soup.md.", "Show the file", lambda: None)
        bar.offer("“Soup” was removed.", "Undo", lambda: None, undoes=True)
        bar.undo()
        assert said == [True, False]

    def test_what_was_closed_or_displaced_can_still_be_undone_by_key(self, bar: MessageBar) -> None:
        done: list[str] = []
        bar.offer("“Soup” was removed.", "Undo", lambda: done.append("soup"), undoes=True)
        bar.clear()
        assert bar.undo()
        bar.offer("“Fog” was removed.", "Undo", lambda: done.append("fog"), undoes=True)
        bar.offer("Two quotes are in soup.md.", "Show the file", lambda: done.append("shown"))
        assert bar.undo()
        assert done == ["soup", "fog"]
        assert bar.text == "Two quotes are in soup.md."
        assert not bar.undo()

    def test_but_not_out_of_sight_in_another_episode(self, bar: MessageBar) -> None:
        said: list[bool] = []
        bar.offer("“Soup” was removed.", "Undo", lambda: None, undoes=True)
        bar.leave_episode()
        bar.undo_offered.connect(said.append)
        bar.clear()
        bar.leave_episode()
        assert said == [False]
        assert not bar.undo()

    def test_what_is_offered_may_offer_again(self, bar: MessageBar) -> None:
        bar.offer("a", "Undo", lambda: bar.offer("b", "Undo", lambda: None))
        bar.take_offer()
        assert bar.text == "b"


def test_beside_the_buttons_the_text_keeps_a_width_in_which_it_can_be_read(bar: MessageBar) -> None:
    bar.offer("It is another recording. " * 4, "Keep it", lambda: None, instead=("Look", print))
    bar.show()
    for width in (420, 900):
        bar.resize(width, bar.heightForWidth(width))
        bar.layout().activate()
        bar.resize(width, bar.heightForWidth(width))
        bar.layout().activate()
        label = bar.findChild(QLabel)
        assert label.width() >= TEXT_WIDTH_PX - 40
        assert label.height() >= label.heightForWidth(label.width())
        assert all(not label.geometry().intersects(way) for way in ways(bar))


def ways(bar: MessageBar) -> list[QRect]:
    """Where the buttons of an offer are, in the bar."""
    named = [b for b in bar.findChildren(QPushButton) if b.isVisible()]
    return [QRect(b.mapTo(bar, QPoint(0, 0)), b.size()) for b in named]


def test_an_offer_that_holds_no_longer_goes_with_its_sentence(bar: MessageBar) -> None:
    bar.offer("It was removed.", "Undo", lambda: pytest.fail("taken"), undoes=True)
    bar.withdraw("It was removed.")

    assert not bar.take_offer()
    bar.offer("It was moved.", "Undo", lambda: None)
    assert bar.text == "It was moved."


class TestHints:
    def test_a_hint_goes_when_the_person_goes_on_and_messages_stay(self, bar: MessageBar) -> None:
        bar.tell("The audio is missing.")
        bar.hint("Nobody is named here.")
        assert bar.text == "The audio is missing.\nNobody is named here."
        bar.drop_hint()
        assert bar.text == "The audio is missing."

    def test_the_next_one_takes_its_place(self, bar: MessageBar) -> None:
        bar.hint("Nobody is named here.")
        bar.hint("No words are heard here.")
        assert bar.text == "No words are heard here."

    def test_one_that_was_closed_takes_no_message_along(self, bar: MessageBar) -> None:
        bar.hint("Nobody is named here.")
        bar.clear()
        bar.tell("Nobody is named here.")
        bar.drop_hint()
        assert bar.text == "Nobody is named here."
