"""The list of chapters at the left and the model behind it."""

import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from reader.model import Chapter
from tests.ui.emissions import emissions
from tests.ui.reading_hand import click
from ui.chapter_items import CURRENT_ROLE, DETAIL_ROLE, TITLE_ROLE, ChapterModel
from ui.item_list import DETAIL_WIDTH_PX, ItemList
from ui.looks.theme import DARK, LIGHT

SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
CHAPTERS = tuple(
    Chapter(title, start, start + 60_000)
    for title, start in (
        ("Departure", 0),
        ("What the harbour master said about the fog, and to whom, and why", 60_000),
        ("", 3_720_000),
    )
)


def test_the_chapters_keep_the_rules_of_qts_models(qtmodeltester: ModelTester) -> None:
    model = ChapterModel()
    qtmodeltester.check(model)
    model.take(CHAPTERS)
    model.set_current(1)
    qtmodeltester.check(model)
    model.take(())
    qtmodeltester.check(model)


def test_a_chapter_shows_its_title_and_start() -> None:
    model = ChapterModel()
    model.take(CHAPTERS)

    titles = [model.index(row, 0).data(TITLE_ROLE) for row in range(3)]
    starts = [model.index(row, 0).data(DETAIL_ROLE) for row in range(3)]
    assert titles == [CHAPTERS[0].title, CHAPTERS[1].title, "Untitled chapter"]
    assert starts == ["0:00", "1:00", "1:02:00"]


def test_the_current_one_is_told_to_screen_readers_too() -> None:
    chapters = ChapterModel()
    chapters.take(CHAPTERS)
    chapters.set_current(0)

    assert chapters.index(0, 0).data(SPOKEN) == "Departure, 0:00, playing"
    assert chapters.index(1, 0).data(SPOKEN).endswith("and why, 1:00")


def test_only_the_rows_that_change_are_told() -> None:
    model = ChapterModel()
    model.take(CHAPTERS)
    model.set_current(0)
    told = emissions(model.dataChanged)
    model.set_current(2)

    assert sorted(told[i][0].row() for i in range(len(told))) == [0, 2]
    current = [model.index(row, 0).data(CURRENT_ROLE) for row in range(3)]
    assert current == [False, False, True]


def test_new_records_have_no_current_one() -> None:
    model = ChapterModel()
    model.take(CHAPTERS)
    model.set_current(1)
    model.take(CHAPTERS)

    assert not any(model.index(row, 0).data(CURRENT_ROLE) for row in range(3))


@pytest.fixture
def chapter_list(qtbot: QtBot) -> ItemList:
    """Forty chapters in a small list."""
    model = ChapterModel()
    model.take([Chapter(f"Chapter {i}", i * 60_000, (i + 1) * 60_000) for i in range(40)])
    made = ItemList(model, LIGHT, name="Chapters")
    qtbot.addWidget(made)
    made.resize(280, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_click_chooses_once(chapter_list: ItemList) -> None:
    chosen = emissions(chapter_list.chosen)
    box = chapter_list.visualRect(chapter_list.model().index(2, 0))
    click(chapter_list.viewport(), box.center())

    assert [list(chosen[i]) for i in range(len(chosen))] == [[2]]


def test_enter_chooses_where_the_arrows_went(chapter_list: ItemList, qtbot: QtBot) -> None:
    chosen = emissions(chapter_list.chosen)
    chapter_list.setCurrentIndex(chapter_list.model().index(0, 0))
    qtbot.keyClick(chapter_list, Qt.Key.Key_Down)
    qtbot.keyClick(chapter_list, Qt.Key.Key_Return)

    assert [list(chosen[i]) for i in range(len(chosen))] == [[1]]


def test_a_row_can_be_brought_into_sight(chapter_list: ItemList) -> None:
    chapter_list.show_row(35)
    box = chapter_list.visualRect(chapter_list.model().index(35, 0))

    assert chapter_list.viewport().rect().contains(box)


def test_a_long_title_takes_two_lines_and_no_more(qtbot: QtBot) -> None:
    model = ChapterModel()
    model.take([Chapter("Short", 0, 1), CHAPTERS[1], Chapter("word " * 80, 3, 4)])
    made = ItemList(model, LIGHT, name="Chapters")
    qtbot.addWidget(made)
    made.resize(260, 400)
    with qtbot.waitExposed(made):
        made.show()
    heights = [made.visualRect(model.index(row, 0)).height() for row in range(3)]

    assert heights[0] < heights[1] == heights[2] < 2 * heights[0]


def test_the_current_one_is_marked_by_a_bar(chapter_list: ItemList) -> None:
    model = chapter_list.model()
    box = chapter_list.visualRect(model.index(1, 0))
    before = chapter_list.viewport().grab().toImage().pixelColor(1, box.center().y()).name()
    model.set_current(1)
    after = chapter_list.viewport().grab().toImage().pixelColor(1, box.center().y()).name()

    assert before != after == LIGHT.accent


def test_the_details_of_the_current_one_are_not_too_faint(chapter_list: ItemList) -> None:
    """What is quiet on the panel would have too little contrast on the current item's ground."""
    box = chapter_list.visualRect(chapter_list.model().index(1, 0))
    details = QRect(6, box.top() + 2, DETAIL_WIDTH_PX - 6, box.height() - 4)
    quiet = darkest(chapter_list, details)
    chapter_list.model().set_current(1)

    assert darkest(chapter_list, details) < quiet - 30


def darkest(shown: ItemList, box: QRect) -> int:
    drawn = shown.viewport().grab(box).toImage()
    return min(
        drawn.pixelColor(x, y).lightness()
        for x in range(drawn.width())
        for y in range(drawn.height())
    )


def test_it_changes_colours_with_the_theme(chapter_list: ItemList) -> None:
    chapter_list.model().set_current(1)
    chapter_list.set_theme(DARK)
    box = chapter_list.visualRect(chapter_list.model().index(1, 0))

    shown = chapter_list.viewport().grab().toImage().pixelColor(1, box.center().y()).name()
    assert shown == DARK.accent
