"""The lists at the left: titles take one line or two, and the item is as high."""

import pytest
from pytestqt.qtbot import QtBot

from reader.model import Chapter
from ui.chapter_items import ChapterModel
from ui.item_list import ItemList
from ui.looks.theme import LIGHT


@pytest.fixture
def heights(qtbot: QtBot) -> list[int]:
    model = ChapterModel()
    titles = ("Fog", "Nine days of fog and a bell " * 3, "Nine days of fog and a bell " * 30)
    model.take([Chapter(title, n * 1000, n * 1000 + 1000) for n, title in enumerate(titles)])
    shown = ItemList(model, LIGHT, name="Chapters")
    qtbot.addWidget(shown)
    shown.resize(290, 400)
    with qtbot.waitExposed(shown):
        shown.show()
    return [shown.visualRect(model.index(row, 0)).height() for row in range(len(titles))]


def test_a_long_title_takes_a_second_line(heights: list[int]) -> None:
    assert heights[1] > heights[0]


def test_no_title_takes_a_third(heights: list[int]) -> None:
    assert heights[2] == heights[1]
