"""Marks beside the scroll bar: at the height of what they stand for, and no more than pixels."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from reader.finding import GivenMatches, Match, PageFinder
from reader.reading_page import RowKind
from tests.ui.reading_hand import finish_layout
from tests.ui.sample_pages import long_episode, page_of
from ui.looks.theme import DARK, LIGHT, reading_style
from ui.page.scroll_marks import MarkedScrollBar, MarkKind
from ui.page.transcript_view import TranscriptView

EPISODE = long_episode()


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[TranscriptView]:
    made = TranscriptView(reading_style(LIGHT, 17))
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show_page(page_of(EPISODE))
    with qtbot.waitExposed(made):
        made.show()
    return made


def bar(view: TranscriptView) -> MarkedScrollBar:
    return view.verticalScrollBar()


def ticks(view: TranscriptView) -> list[int]:
    return bar(view).ticks(MarkKind.MATCH)


def height_on_the_bar(view: TranscriptView, row: int) -> int:
    layout = view._layout
    return int(layout.heights.top(row) * bar(view).height() / layout.total_height)


def row_of_turn(view: TranscriptView, turn: int) -> int:
    return view.page.unfolded_row(view.page.row_of(turn))


def test_a_tick_stands_at_the_height_of_its_row(view: TranscriptView) -> None:
    finish_layout(view)
    rows = [row_of_turn(view, turn) for turn in (2, 25, 50)]

    view.show_matches(GivenMatches(Match(row, 0, 3) for row in rows))

    shown = [view.page.shown_row(row) for row in rows]
    assert ticks(view) == [height_on_the_bar(view, row) for row in shown]


def test_in_a_long_paragraph_it_stands_at_the_height_of_its_words(view: TranscriptView) -> None:
    finish_layout(view)
    row = row_of_turn(view, 30)
    length = len(view.page.rows[view.page.shown_row(row)].text)

    view.show_matches(GivenMatches([Match(row, 0, 3), Match(row, length - 3, length)]))

    first, last = ticks(view)
    assert first == height_on_the_bar(view, view.page.shown_row(row))
    below = height_on_the_bar(view, view.page.shown_row(row) + 1)
    assert first < last <= below


def test_ticks_follow_when_heights_become_exact(view: TranscriptView) -> None:
    last = len(view.page.unfolded().rows) - 1
    view.show_matches(GivenMatches([Match(last, 0, 3)]))
    assert ticks(view)  # known while heights are estimates

    finish_layout(view)

    assert ticks(view) == [height_on_the_bar(view, view.page.shown_row(last))]


def test_there_are_never_more_ticks_than_pixels(view: TranscriptView) -> None:
    finish_layout(view)
    everywhere = PageFinder(view.page.unfolded().rows).find("e")

    view.show_matches(everywhere)

    assert len(everywhere) > 2 * bar(view).height()
    assert bar(view).height() >= len(ticks(view)) > 100
    assert ticks(view) == sorted(set(ticks(view)))


def test_what_is_folded_away_has_no_tick(view: TranscriptView) -> None:
    rows = view.page.unfolded().rows
    note = next(i for i, row in enumerate(rows) if row.kind is RowKind.NOTE)

    view.show_matches(GivenMatches([Match(note, 0, 3)]))
    assert ticks(view) == []

    view.fold(page_of(EPISODE, notes_shown=True))
    assert ticks(view) == [height_on_the_bar(view, note)]


def test_another_page_has_no_marks(view: TranscriptView) -> None:
    view.show_matches(GivenMatches([Match(8, 0, 3)]), Match(8, 0, 3))
    assert ticks(view)

    view.show_page(page_of(EPISODE))

    assert ticks(view) == []
    assert view.marks.matches is None


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_ticks_are_painted_and_the_one_gone_to_across_the_bar(view: TranscriptView, theme) -> None:
    view.set_style(reading_style(theme, 17))
    finish_layout(view)
    near, far = (Match(row_of_turn(view, turn), 0, 3) for turn in (25, 50))
    view.show_matches(GivenMatches([near, far]), far)

    picture = bar(view).grab().toImage()

    (first, last), right = ticks(view), bar(view).width() - 2
    assert picture.pixelColor(2, first) == QColor(theme.tick)
    assert picture.pixelColor(right, first) != QColor(theme.tick)
    assert picture.pixelColor(2, last) == QColor(theme.text)
    assert picture.pixelColor(right, last) == QColor(theme.text)


def test_kinds_have_lanes_of_their_own(view: TranscriptView) -> None:
    finish_layout(view)
    bar(view).set_marks(MarkKind.BOOKMARK, GivenMatches([Match(row_of_turn(view, 25), 0, 3)]))
    (y,) = bar(view).ticks(MarkKind.BOOKMARK)

    picture = bar(view).grab().toImage()

    assert picture.pixelColor(bar(view).width() - 2, y) == QColor(LIGHT.accent)
    assert picture.pixelColor(2, y) != QColor(LIGHT.accent)
