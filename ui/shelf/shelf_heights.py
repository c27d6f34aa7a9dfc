"""Where the rows of the library's list are: their heights, measured once and summed."""

from itertools import accumulate

from ui.shelf.shelf_model import ShelfModel
from ui.shelf.shelf_painter import ShelfPainter


class ShelfHeights:
    """Heights of a model's rows as its painter wants them, in pixels. On the GUI thread."""

    def __init__(self, shelf: ShelfModel, painter: ShelfPainter) -> None:
        self._shelf = shelf
        self._painter = painter
        self._heights: list[int] = []
        self._tops: list[int] | None = None

    def forget(self) -> None:
        """Measure all rows when next asked: they are others, or look otherwise."""
        self._tops = None

    def measure_anew(self, first: int, last: int) -> None:
        """Measure these rows, and only these: there may be thousands of others."""
        if self._tops is None:
            return
        for row in range(first, last + 1):
            self._heights[row] = self._height(row)
        self._sum_up()

    def tops(self, width_px: int) -> list[int]:
        """Return the rows' tops in this width, and the end of the last."""
        if self._tops is None or width_px != self._painter.row_px:
            self._painter.row_px = width_px
            self._heights = list(map(self._height, range(len(self._shelf.rows))))
            return self._sum_up()
        return self._tops

    def _sum_up(self) -> list[int]:
        self._tops = list(accumulate(self._heights, initial=0))
        return self._tops

    def _height(self, row: int) -> int:
        shown = self._shelf.rows[row]
        return self._painter.height(shown, is_open=self._shelf.is_open(shown))
