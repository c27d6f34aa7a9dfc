"""The table of talk times: as many rows as speakers, and text to take along."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.timing.speaking import talks
from tests.ui.library_shelf import Room, write_page
from tests.ui.sample_pages import spoken
from ui.looks.theme import LIGHT
from ui.playing.talk_time import COLUMNS, SHARE_COLUMN, TalkTimeDialog

LONG = "The ferry leaves when the water does, and not a minute before. " * 10
TURNS = (
    spoken("Per Lind", 0, 4000, LONG),
    spoken("Ida Holm", 4000, 20_000, LONG),
)


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[TalkTimeDialog]:
    made = TalkTimeDialog("The last ferry", talks(TURNS), LIGHT)
    qtbot.addWidget(made)
    yield made
    QGuiApplication.clipboard().clear()


def cells(dialog: TalkTimeDialog) -> list[list[str]]:
    table = dialog.table
    return [
        [table.item(row, column).text() for column in range(len(COLUMNS))]
        for row in range(table.rowCount())
    ]


def test_who_talks_most_stands_first(dialog: TalkTimeDialog) -> None:
    assert cells(dialog) == [
        ["Ida Holm", "0:16", "80 %", "1", "0:16, at 0:04"],
        ["Per Lind", "0:04", "20 %", "1", "0:04, at 0:00"],
    ]


def test_shares_are_drawn_in_the_speakers_colours(qtbot: QtBot, dialog: TalkTimeDialog) -> None:
    with qtbot.waitExposed(dialog):
        dialog.show()
    box = dialog.table.visualItemRect(dialog.table.item(1, SHARE_COLUMN))
    drawn = dialog.table.viewport().grab().toImage()
    row = [drawn.pixelColor(x, box.center().y()).name() for x in range(box.left(), box.right())]
    filled, empty = row.count(LIGHT.speakers[0]), row.count(LIGHT.line)

    assert filled / (filled + empty) == pytest.approx(0.2, abs=0.03)


def test_ctrl_c_copies_all_of_it_as_text(qtbot: QtBot, dialog: TalkTimeDialog) -> None:
    with qtbot.waitExposed(dialog):
        dialog.show()
    QTest.keyClick(dialog.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].split("\t")[0] == "Speaker"
    assert copied[1].startswith("Ida Holm\t0:16\t80 %\t1\t")
    assert len(copied) == 3


def test_a_screen_reader_hears_it_in_words(dialog: TalkTimeDialog) -> None:
    assert dialog.table.accessibleDescription() == "Ida Holm 16 s, 80 %; Per Lind 4 s, 20 %"


class TestInTheWindow:
    @pytest.fixture
    def room(self, qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
        made = Room(qtbot, tmp_path / "library")
        yield made
        made.leave()

    def test_the_menu_shows_it(self, room: Room, tmp_path: Path) -> None:
        room.enter(write_page(tmp_path))
        room.press("talk_time")
        (dialog,) = room.window.findChildren(TalkTimeDialog)

        assert [row[0] for row in cells(dialog)] == ["Ida Holm", "Per Lind"]
        dialog.close()

    def test_without_an_episode_one_is_told(self, room: Room) -> None:
        room.enter()
        room.press("talk_time")

        assert "Open an episode first" in room.messages

    def test_an_article_has_none(self, room: Room, tmp_path: Path) -> None:
        article = tmp_path / "article.txt"
        article.write_text("On lamps\n\n27/1/2026 | 9 min\n\n" + "A lamp is a lamp. " * 200)
        room.enter(article)
        room.press("talk_time")

        assert "no talk time" in room.messages
        assert not room.window.lanes.isVisible()
