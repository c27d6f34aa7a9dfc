"""Where the library's rows are: all are measured once, and then only what changed."""

import pytest
from PySide6.QtWidgets import QApplication

from reader.shelves.shelf import Stock, Wish
from tests.ui.episode_summaries import summary
from ui.looks.theme import LIGHT
from ui.shelf.shelf_heights import ShelfHeights
from ui.shelf.shelf_model import Row, ShelfModel
from ui.shelf.shelf_painter import ShelfPainter

LONG = "A crossing that takes two lines in a list that is not wide"


class NotingPainter(ShelfPainter):
    """Notes down which rows are measured."""

    def __init__(self) -> None:
        super().__init__(LIGHT, QApplication.font())
        self.measured: list[str] = []

    def height(self, row: Row, *, is_open: bool) -> int:
        self.measured.append(row.title)
        return super().height(row, is_open=is_open)


@pytest.fixture
def painter(qapp: QApplication) -> NotingPainter:
    return NotingPainter()


@pytest.fixture
def heights(painter: NotingPainter) -> ShelfHeights:
    model = ShelfModel()
    model.take(Stock([summary("Soup"), summary(LONG), summary("Bread")]).arrange(Wish()))
    return ShelfHeights(model, painter)


def test_all_rows_are_measured_once_in_one_width(
    heights: ShelfHeights, painter: NotingPainter
) -> None:
    tops = heights.tops(300)
    assert heights.tops(300) == tops
    assert len(painter.measured) == len(tops) - 1
    assert heights.tops(1500)[-1] < tops[-1]


def test_of_rows_that_changed_only_these_are_measured(
    heights: ShelfHeights, painter: NotingPainter
) -> None:
    tops = heights.tops(300)
    painter.measured.clear()
    heights.measure_anew(0, 0)
    assert heights.tops(300) == tops
    assert len(painter.measured) == 1


def test_forgotten_all_are_measured_again(heights: ShelfHeights, painter: NotingPainter) -> None:
    heights.tops(300)
    painter.measured.clear()
    heights.forget()
    heights.measure_anew(0, 0)
    assert painter.measured == []
    heights.tops(300)
    assert len(painter.measured) >= 3
