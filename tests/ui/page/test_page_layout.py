"""A page laid out in its column: every character has one place, found again by pointing at it."""

from itertools import pairwise

import pytest
from PySide6.QtGui import QPainter, QPicture
from PySide6.QtWidgets import QApplication

from reader.finding import PageFinder
from reader.reading_page import RowKind
from tests.ui.sample_pages import LONG_TURN, episode, long_episode, page_of, spoken
from ui.looks.theme import LIGHT, ReadingStyle, reading_style
from ui.page.page_layout import END_OF_PAGE_PX, PageLayout, sentence_in_sight
from ui.page.page_painter import Marks, PagePainter
from ui.page.text_selection import Spot, TextSelection

WIDTH = 900
EMOJI = "Well 😀😀 then 👍 we go. Nothing else 🚢 will come across tonight, will it?"
RTL = "שלום לכולם. ברוכים הבאים למעבורת האחרונה של החורף."


@pytest.fixture
def style(qapp: QApplication) -> ReadingStyle:
    return reading_style(LIGHT, 17)


@pytest.fixture
def long_page(style: ReadingStyle) -> PageLayout:
    layout = PageLayout(page_of(long_episode()), style, WIDTH)
    while layout.refine(1000):
        pass
    return layout


def layout_of(text: str, style: ReadingStyle) -> tuple[PageLayout, int]:
    """Return a page with one turn, and the turn's row."""
    page = page_of(episode(spoken("Ida Holm", 0, 10_000, text)))
    return PageLayout(page, style, WIDTH), page.row_of(0)


@pytest.mark.parametrize("text", ["Plain words in a row.", EMOJI, " ".join([EMOJI] * 8)])
def test_pointing_at_a_character_finds_its_offset(text: str, style: ReadingStyle) -> None:
    layout, row = layout_of(text, style)
    laid_out = layout.row(row)
    for offset, char in enumerate(text):
        if char.isspace():
            continue  # a blank at a line's end has no width
        (box,) = laid_out.rects(offset, offset + 1)
        found = laid_out.offset_at(box.left() + box.width() * 0.2, box.center().y())
        assert found == offset, f"{char!r} at {offset}"


def test_pointing_at_a_right_to_left_character_finds_its_offset(style: ReadingStyle) -> None:
    layout, row = layout_of(RTL, style)
    laid_out = layout.row(row)
    for offset in (i for i, char in enumerate(RTL) if char.isalpha()):
        (box,) = laid_out.rects(offset, offset + 1)
        assert laid_out.offset_at(box.left() + box.width() * 0.8, box.center().y()) == offset


def test_right_to_left_text_begins_at_the_right(style: ReadingStyle) -> None:
    layout, row = layout_of(RTL, style)

    (first,), (later,) = layout.row(row).rects(0, 1), layout.row(row).rects(8, 9)
    assert first.left() > later.left()


def test_an_emoji_shifts_no_mark_after_it(style: ReadingStyle) -> None:
    layout, row = layout_of("😀😀😀 then", style)
    shifted, other = layout_of("😀😀😀 X then", style)

    (then,) = layout.row(row).rects(4, 8)
    (same,) = shifted.row(other).rects(6, 10)
    assert then.width() == pytest.approx(same.width(), abs=1.0)


def test_a_stretch_over_several_lines_has_a_box_a_line(style: ReadingStyle) -> None:
    layout, row = layout_of("word " * 60, style)
    boxes = layout.row(row).rects(0, 300)

    assert len(boxes) >= 4
    assert [box.top() for box in boxes] == sorted({box.top() for box in boxes})
    assert all(box.right() <= layout.column_width for box in boxes)


def test_a_point_outside_finds_the_nearest_character(long_page: PageLayout) -> None:
    last = len(long_page.page.rows) - 1

    assert long_page.spot_at(-500, -500) == Spot(0, 0)
    assert long_page.spot_at(5000, 10**7) == Spot(last, len(long_page.page.rows[last].text))


def test_a_sentence_is_found_under_its_words_and_not_beside_them(long_page: PageLayout) -> None:
    sentence = long_page.page.timeline.sentences(3)[1]
    row = long_page.page.row_of(3)
    box = long_page.row(row).rects(sentence.start, sentence.end)[0]
    x, y = long_page.column_left + box.left() + 5, long_page.heights.top(row) + box.center().y()

    assert long_page.sentence_at(x, y) == (3, sentence)
    assert long_page.sentence_at(long_page.column_left - 40, y) is None  # the time
    assert long_page.sentence_at(x, y - 2 * long_page.style.line_px) is None  # the name


def test_headings_and_notes_have_no_sentence_to_play(long_page: PageLayout) -> None:
    row = long_page.page.row_of_chapter(0)
    assert row is not None
    y = long_page.heights.top(row) + long_page.row(row).height / 2

    assert long_page.sentence_at(long_page.column_left + 5, y) is None


def test_a_turn_reaches_from_its_name_to_its_last_line(long_page: PageLayout) -> None:
    top, bottom = long_page.turn_extent(LONG_TURN)
    rows = [i for i, row in enumerate(long_page.page.rows) if row.turn == LONG_TURN]

    assert len(rows) == 4
    assert long_page.heights.top(rows[0]) < top < long_page.heights.top(rows[0]) + 60
    assert bottom == long_page.heights.top(rows[-1] + 1)


def test_a_sentence_lies_within_its_turn(long_page: PageLayout) -> None:
    turn_top, turn_bottom = long_page.turn_extent(LONG_TURN)
    extents = [
        long_page.sentence_extent(LONG_TURN, sentence)
        for sentence in long_page.page.timeline.sentences(LONG_TURN)
    ]

    assert turn_top < extents[0][0]
    assert extents[-1][1] <= turn_bottom
    assert all(top < bottom for top, bottom in extents)
    assert [top for top, _ in extents] == sorted(top for top, _ in extents)


def test_estimates_come_near_the_exact_height(style: ReadingStyle) -> None:
    layout = PageLayout(page_of(long_episode()), style, WIDTH)
    estimated = layout.total_height
    while layout.refine(1000):
        pass

    assert layout.total_height == pytest.approx(estimated, rel=0.25)
    assert layout.heights.total == sum(
        layout.row(row).height for row in range(len(layout.page.rows))
    )
    assert layout.total_height == layout.heights.total + END_OF_PAGE_PX


@pytest.mark.parametrize("width", [250, 420, 700, 1600])
def test_the_column_stays_in_the_view_and_no_wider_than_reads_well(
    style: ReadingStyle, width: int
) -> None:
    layout = PageLayout(page_of(long_episode()), style, width)

    assert layout.column_left + layout.column_width <= width
    assert layout.column_width <= style.column_px


def test_a_wide_window_has_60_to_75_characters_a_line(style: ReadingStyle) -> None:
    layout, row = layout_of(
        "The ferry leaves when the water does, and not a minute before it. " * 20, style
    )
    boxes = layout.row(row).rects(0, 1320)
    ends = [layout.row(row).offset_at(box.right() + 50, box.center().y()) for box in boxes]
    lengths = [end - start for start, end in pairwise(ends)][:-1]

    assert 60 <= sum(lengths) / len(lengths) <= 75


def test_a_wider_window_only_moves_the_column(style: ReadingStyle) -> None:
    layout = PageLayout(page_of(long_episode()), style, 1200)
    left = layout.column_left

    assert layout.fits(1400)
    assert layout.column_left == left + 100
    assert not layout.fits(400)


def test_every_kind_of_row_can_be_laid_out(style: ReadingStyle) -> None:
    page = page_of(long_episode(), notes_shown=True)
    layout = PageLayout(page, style, WIDTH)

    assert {row.kind for row in page.rows} >= set(RowKind) - {RowKind.DETAILS}
    assert all(layout.row(index).height > 0 for index in range(len(page.rows)))


def hour_long(style: ReadingStyle) -> tuple[PageLayout, int]:
    """Return a page with one paragraph of 12,000 words, and its row."""
    return layout_of("The ferry leaves when the water does, and not before. " * 1200, style)


def test_the_lines_between_two_heights_hold_what_stands_there(style: ReadingStyle) -> None:
    layout, index = hour_long(style)
    row = layout.row(index)
    step = style.line_px
    start, end = row.lines_between(row.text_top + 100 * step + 1, row.text_top + 120 * step - 1)

    boxes = row.rects(start, end)
    assert len(boxes) == 20
    assert boxes[0].top() == pytest.approx(row.text_top + 100 * step)
    assert row.lines_between(0, row.height) == (0, len(row.row.text))
    assert row.lines_between(-500, -400) == (0, 0)
    assert row.lines_between(row.height + 10, row.height + 500) == (len(row.row.text),) * 2


def test_the_extent_of_words_is_that_of_their_boxes(style: ReadingStyle) -> None:
    layout, index = hour_long(style)
    row = layout.row(index)
    for start, end in ((0, 3), (60, 75), (1000, 9000), (64_000, len(row.row.text))):
        boxes = row.rects(start, end)
        assert row.extent(start, end) == pytest.approx((boxes[0].top(), boxes[-1].bottom()))


def test_an_hour_in_one_paragraph_paints_only_what_is_in_sight(style: ReadingStyle) -> None:
    layout, index = hour_long(style)
    short, other = layout_of("The ferry leaves when the water does, and not before. " * 30, style)

    assert painted_bytes(layout, index) < 3 * painted_bytes(short, other)


def painted_bytes(layout: PageLayout, index: int) -> int:
    """Return how much Qt has to draw for the beginning of a row, all of it heard and selected."""
    picture, marks = QPicture(), Marks(TextSelection(), heard_turn=0)
    marks.heard = layout.page.timeline.sentences(0)[1]
    marks.matches = PageFinder(layout.page.unfolded().rows).find("e")
    marks.selection.extend(Spot(index, len(layout.page.rows[index].text)))
    painter = QPainter(picture)
    painter.setWindow(0, 0, WIDTH, 800)
    PagePainter(painter, layout, marks).paint_row(index, 0)
    painter.end()
    return picture.size()


def test_in_an_hour_of_one_paragraph_the_first_sentence_in_sight_is_found(
    style: ReadingStyle,
) -> None:
    layout, _ = hour_long(style)
    for number in (0, 1, 700, 1199):
        wanted = layout.page.timeline.sentences(0)[number]
        top, _ = layout.sentence_extent(0, wanted)
        found = sentence_in_sight(layout, top, 600)
        assert found is not None
        assert layout.sentence_extent(0, found[1])[0] == top


def test_rows_that_no_view_could_show_too_are_not_laid_out(style: ReadingStyle) -> None:
    text = "The ferry leaves when the water does, and not before. " * 300
    page = page_of(episode(*(spoken("Ida Holm", i * 1000, i * 1000 + 999, text) for i in range(9))))
    layout = PageLayout(page, style, WIDTH)
    layout.exact_top(page.row_of(4))

    exact = [turn for turn in range(9) if layout.heights.is_exact(page.row_of(turn))]
    assert exact == [3, 4]
