"""How tall each row of a long page is: estimated at first, exact once it has been laid out."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


class RowHeights:
    """Heights in pixels and the tops that follow from them."""

    def __init__(self, estimates: Sequence[int]) -> None:
        self._heights = list(estimates)
        self._exact = bytearray(len(estimates))
        self._tops: list[int] | None = None

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def total(self) -> int:
        """The height of the whole page."""
        return self._all_tops()[-1]

    def top(self, row: int) -> int:
        """Return the distance from the page's top to the row's; one past the last is the end."""
        return self._all_tops()[row]

    def height(self, row: int) -> int:
        """Return the row's height as far as it is known."""
        return self._heights[row]

    def row_at(self, y: int) -> int:
        """Return the row at a height of the page; the first or last for what lies outside."""
        row = bisect_right(self._all_tops(), y) - 1
        return min(max(row, 0), max(len(self._heights) - 1, 0))

    def settle(self, row: int, height: int) -> None:
        """Record the exact height of a row."""
        self._exact[row] = 1
        if self._heights[row] != height:
            self._heights[row] = height
            self._tops = None

    def is_exact(self, row: int) -> bool:
        """Return whether the row has been laid out."""
        return bool(self._exact[row])

    def next_estimated(self) -> int | None:
        """Return the first row that is still an estimate."""
        found = self._exact.find(0)
        return None if found < 0 else found

    def _all_tops(self) -> list[int]:
        if self._tops is None:
            self._tops = list(accumulate(self._heights, initial=0))
        return self._tops
