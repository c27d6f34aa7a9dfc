"""What is kept, as the page shows it: tinted words and a ribbon, also over what is heard."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from reader.model import Chapter, Episode, Turn, TurnRange
from reader.quotes.capturing import quote_of
from reader.quotes.on_page import QuotesOnPage
from reader.reading_page import ReadingPage
from reader.timing.timeline import Timeline
from tests.reader.kept_quotes import kept
from tests.ui.reading_hand import finish_layout
from ui.looks.bookmark_looks import bookmark_look
from ui.looks.theme import THEMES, Theme, reading_style
from ui.page.kept_painter import BESIDE_PX, ribbon
from ui.page.scroll_marks import MarkKind
from ui.page.transcript_view import TranscriptView

WORDS = "The ferry was late again and nobody had thought of bringing a lamp along. " * 4
TURNS = tuple(
    Turn(name, (WORDS.strip(),), i * 10_000, i * 10_000 + 9_000)
    for i, name in enumerate(("Ida", "Per", "Ida", "Per", "Ida", "Per"))
)
TIMELINE = Timeline(TURNS, (Chapter("Waiting", 0, 60_000),))
EPISODE = Episode("ferry", "Ferry", "", "", None, 60_000, "", "", TIMELINE.chapters, TURNS, None)
PLACE = TurnRange(1, 4, 1, 150)


@pytest.fixture(params=THEMES.values(), ids=THEMES)
def theme(request: pytest.FixtureRequest) -> Theme:
    return request.param


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> TranscriptView:
    """A page on which a quote of the second turn is kept in pink."""
    made = TranscriptView(reading_style(theme, 16))
    qtbot.addWidget(made)
    made.resize(760, 600)
    page = ReadingPage(EPISODE, TIMELINE)
    made.show_page(page)
    one = replace(kept("a", colour="pink"), quote=quote_of(TIMELINE, PLACE))
    made.show_kept(QuotesOnPage(page, [one]))
    with qtbot.waitExposed(made):
        made.show()
    finish_layout(made)
    return made


def colours_of(view: TranscriptView, left: int, top: int, right: int, bottom: int) -> set[str]:
    image: QImage = view.viewport().grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(left, right) for y in range(top, bottom)}


def boxes(view: TranscriptView) -> list[tuple[int, int, int, int]]:
    """Return left, top, right and bottom of the quote's lines in the viewport."""
    layout = view._layout
    row = layout.page.row_of(1)
    top = layout.heights.top(row) - view.view_top()
    rects = (r.translated(layout.column_left, top) for r in layout.row(row).rects(4, 150))
    return [(int(r.left()), int(r.top()), int(r.right()), int(r.bottom())) for r in rects]


def margin(view: TranscriptView) -> tuple[int, int]:
    left = view._layout.column_left + view._layout.column_width + BESIDE_PX
    return left, left + 8


def test_its_words_are_tinted(view: TranscriptView, theme: Theme) -> None:
    left, top, right, bottom = boxes(view)[0]
    assert bookmark_look(theme, "pink").ground in colours_of(view, left, top, right, bottom)


def test_a_ribbon_stands_beside_where_it_begins(view: TranscriptView, theme: Theme) -> None:
    first, *_, last = boxes(view)
    left, _ = margin(view)
    mark = QColor(bookmark_look(theme, "pink").mark).name()
    image: QImage = view.viewport().grab().toImage()
    wide = [image.pixelColor(left + 5, y).name() == mark for y in range(first[1], last[3])]
    bar = [image.pixelColor(left + 1, y).name() == mark for y in range(first[1], last[3])]
    assert 8 <= sum(wide) <= 13  # the ribbon, and below it the bar alone
    assert sum(bar) > 2 * sum(wide)


def test_while_it_is_heard_the_ribbon_stays(view: TranscriptView, theme: Theme) -> None:
    view.set_heard(1, TIMELINE.sentences(1)[0])
    first = boxes(view)[0]
    left, right = margin(view)
    mark = QColor(bookmark_look(theme, "pink").mark).name()
    assert mark in colours_of(view, left, first[1], right, first[3])


def test_beside_the_scroll_bar_there_is_a_tick(view: TranscriptView) -> None:
    assert len(view._bar.ticks(MarkKind.BOOKMARK)) == 1
    view.show_kept(None)
    assert view._bar.ticks(MarkKind.BOOKMARK) == []


def test_another_page_has_none_of_it(view: TranscriptView) -> None:
    view.show_page(ReadingPage(EPISODE, TIMELINE))
    assert view.marks.kept is None


def test_a_ribbon_is_notched_below() -> None:
    outline = ribbon(0, 0)
    ys = sorted({point.y() for point in outline})
    assert ys[0] == 0
    assert len(ys) == 3
