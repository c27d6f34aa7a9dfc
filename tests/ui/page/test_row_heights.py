"""Where rows are, while their heights go from estimated to exact."""

from hypothesis import given
from hypothesis import strategies as st

from ui.page.row_heights import RowHeights


def test_each_row_begins_where_the_one_before_ends() -> None:
    heights = RowHeights([10, 20, 30])

    assert [heights.top(row) for row in range(4)] == [0, 10, 30, 60]
    assert heights.total == 60
    assert len(heights) == 3


def test_an_exact_height_moves_what_is_below_and_nothing_above() -> None:
    heights = RowHeights([10, 20, 30])
    assert heights.total == 60  # asked before, so that the answer could be out of date
    heights.settle(1, 25)

    assert [heights.top(row) for row in range(4)] == [0, 10, 35, 65]
    assert heights.height(1) == 25


def test_it_knows_which_rows_are_still_estimates() -> None:
    heights = RowHeights([10, 20, 30])
    heights.settle(0, 10)
    heights.settle(2, 31)

    assert [heights.is_exact(row) for row in range(3)] == [True, False, True]
    assert heights.next_estimated() == 1
    heights.settle(1, 20)
    assert heights.next_estimated() is None


def test_a_height_outside_the_page_belongs_to_the_nearest_row() -> None:
    heights = RowHeights([10, 20, 30])

    assert (heights.row_at(-5), heights.row_at(1000)) == (0, 2)


def test_a_page_without_rows_has_no_height() -> None:
    heights = RowHeights([])

    assert (heights.total, heights.row_at(0), heights.next_estimated()) == (0, 0, None)


@given(st.lists(st.integers(1, 500), min_size=1, max_size=40), st.data())
def test_every_height_of_the_page_lies_in_the_row_found_there(
    estimates: list[int], data: st.DataObject
) -> None:
    heights = RowHeights(estimates)
    for row, exact in enumerate(data.draw(st.lists(st.integers(1, 500), max_size=len(estimates)))):
        heights.settle(row, exact)
    y = data.draw(st.integers(0, heights.total - 1))

    row = heights.row_at(y)
    assert heights.top(row) <= y < heights.top(row) + heights.height(row)
