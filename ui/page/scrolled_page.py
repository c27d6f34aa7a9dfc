"""A long page that scrolls: lays out what is in sight, and keeps it still.

Where the reader is, is kept as a row and a distance into it, so that nothing on screen moves
while heights above it become exact.
"""

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from reader.finding import Match, MatchedRows
from reader.listening.following import scroll_for_match
from reader.model import Bookmark
from reader.quotes.on_page import QuotesOnPage
from reader.reading_page import ReadingPage
from reader.timing.sentence_times import Sentence
from ui.looks.theme import ReadingStyle
from ui.page.page_layout import PageLayout, sentence_in_sight
from ui.page.page_painter import Marks, PagePainter
from ui.page.scroll_marks import MarkedScrollBar, MarkKind
from ui.page.text_selection import Spot, TextSelection

REFINING_SLICE_MS = 6


class ScrolledPage(QAbstractScrollArea):
    """Shows a `ReadingPage` with its marks. Subclasses say what follows from scrolling."""

    def __init__(self, style: ReadingStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks = Marks(TextSelection())
        self._style = style
        self._layout: PageLayout | None = None
        self._top = Spot(0, 0)  # the row at the view's top, and the pixels of it above the view
        self._held: tuple[Spot, int] | None = None  # a place as `_top`, and the offset put there
        self._moved_by_hand = False
        self._setting_bar = False
        self._refining = QTimer(self, interval=0)
        self._refining.timeout.connect(self._on_refining_timeout)
        self.setFrameShape(self.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = MarkedScrollBar(style.theme, lambda: self._layout)
        self.setVerticalScrollBar(self._bar)
        self.verticalScrollBar().actionTriggered.connect(self._on_bar_action)

    @property
    def page(self) -> ReadingPage | None:
        """The page shown, if any."""
        return self._layout.page if self._layout else None

    def show_page(self, page: ReadingPage) -> None:
        """Show a page from its top, with nothing marked."""
        self.marks = Marks(TextSelection())
        self._top = Spot(0, 0)
        self._bar.clear_marks()
        self._lay_out(page)

    def take_times(self, page: ReadingPage) -> None:
        """Show the same words with other times; nothing moves, and what is marked stays so.

        A heading may come to stand elsewhere: then what is below it keeps its place in the view.
        """
        if self._layout is None:
            return
        before, self._layout.page = self._layout.page, page
        self.marks.hovered = None
        if before.rows != page.rows:
            self._top = Spot(page.row_from(before, self._top.row), self._top.offset)
            self.marks.selection.move_to(page, before)
            self._lay_out(page)
        self.viewport().update()

    def set_style(self, style: ReadingStyle) -> None:
        """Change fonts, width or colours; the row at the top stays there."""
        same_lines = style.breaks_lines_like(self._style)
        self._style = style
        self._bar.set_theme(style.theme)
        if not same_lines:
            self._break_anew()
        elif self._layout:
            self._lay_out(self._layout.page)

    def show_chapter(self, chapter: int) -> None:
        """Scroll to a chapter's heading."""
        row = self._layout.page.row_of_chapter(chapter) if self._layout else None
        if row is not None and self._layout is not None:
            self.scroll_to(self._layout.exact_top(row) - self.viewport().height() // 8)

    @property
    def top_row(self) -> int:
        """The first row in sight."""
        return self._top.row

    def show_row(self, row: int) -> None:
        """Put a row at the view's top."""
        if self._layout is not None:
            self.scroll_to(self._layout.exact_top(row))

    # What was found

    def show_matches(self, matches: MatchedRows | None, current: Match | None = None) -> None:
        """Mark what was found, on the page and beside the scroll bar; None: nothing.

        Rows are those of the page with its notes shown, so that folding them changes nothing.
        """
        self.marks.matches, self.marks.current_match = matches, current
        self._bar.set_marks(MarkKind.MATCH, matches)
        self._bar.set_current(current)
        self.viewport().update()

    def show_kept(self, kept: QuotesOnPage | None) -> None:
        """Mark what is kept, on the page and beside the scroll bar; None: nothing."""
        self.marks.kept = kept
        self._bar.set_marks(MarkKind.BOOKMARK, kept)
        self.viewport().update()

    def mark_voice(self, turn: int | None, offset: int) -> None:
        """Mark beside the scroll bar where in which turn the voice is; None: nowhere."""
        if self._layout is None or turn is None:
            self._bar.set_voice(None)
        else:
            page = self._layout.page
            self._bar.set_voice(page.unfolded_row(page.row_of(turn, offset)))

    def on_page(self, point: QPointF) -> tuple[float, float]:
        """Return where on the whole page a point of the view is."""
        return point.x(), point.y() + self.view_top()

    def kept_at(self, point: QPointF) -> Bookmark | None:
        """Return the quote that is kept of the words under a point."""
        if self._layout is None or self.marks.kept is None:
            return None
        row, offset = self._layout.spot_at(*self.on_page(point))
        return self.marks.kept.at(self._layout.page.unfolded_row(row), offset)

    def turn_under(self, point: QPointF) -> int | None:
        """Return the turn whose words, name or time a point is beside."""
        if self._layout is None or not self._layout.page.rows:
            return None
        return self._layout.page.rows[self._layout.spot_at(*self.on_page(point)).row].turn

    def sentence_under(self, point: QPointF) -> tuple[int, Sentence] | None:
        """Return the turn and the sentence whose words a point of the view is on."""
        return None if self._layout is None else self._layout.sentence_at(*self.on_page(point))

    def first_sentence(self) -> tuple[int, Sentence] | None:
        """Return the first sentence that begins in sight, with its turn, or the one in sight."""
        if self._layout is None:
            return None
        return sentence_in_sight(self._layout, self.view_top(), self.viewport().height())

    def first_in_sight(self) -> Spot:
        """Return the place at the view's top, its row as in the page with its notes shown."""
        if self._layout is None:
            return Spot(0, 0)
        row, offset = self._layout.spot_at(self._layout.column_left, self.view_top())
        return Spot(self._layout.page.unfolded_row(row), offset)

    def is_in_sight(self, match: Match) -> bool:
        """Return whether some of a match can be seen."""
        extent = self._match_extent(match)
        bottom = self.view_top() + self.viewport().height()
        return extent is not None and extent[0] < bottom and extent[1] > self.view_top()

    def scroll_to_match(self, match: Match) -> None:
        """Bring a match to a place where it can be read with what is around it."""
        extent = self._match_extent(match)
        if extent is not None:
            goal = scroll_for_match(*extent, self.view_top(), self.viewport().height())
            if goal is not None:
                self.scroll_to(goal)

    def _match_extent(self, match: Match) -> tuple[int, int] | None:
        """Return the top and the bottom of a match's lines; None while its notes are folded."""
        row = self._layout.page.shown_row(match.row) if self._layout else None
        if row is None or self._layout is None:
            return None
        rects = self._layout.row(row).rects(match.start, match.end)
        top = self._layout.exact_top(row)
        if not rects:
            return top, top + self._layout.row(row).height
        return top + int(rects[0].top()), top + int(rects[-1].bottom())

    def scroll_to(self, y: int) -> None:
        """Put the page's height `y` at the view's top; no further than the ends."""
        if self._layout is None:
            return
        limit = max(self._layout.total_height - self.viewport().height(), 0)
        self._top = _spot_at_height(self._layout, min(max(y, 0), limit))
        self._sync_bar()
        self._after_scroll(by_hand=False)
        self.viewport().update()

    def view_top(self) -> int:
        """Return the page's height at the view's top."""
        return self._layout.heights.top(self._top.row) + self._top.offset if self._layout else 0

    def _after_scroll(self, *, by_hand: bool) -> None:
        """Do what follows from a scroll; by default nothing."""

    def _lay_out(self, page: ReadingPage) -> None:
        self._layout = PageLayout(page, self._style, self.viewport().width())
        self._held = None
        self._refining.start()
        self._sync_bar()
        self.viewport().update()

    def _break_anew(self) -> None:
        """Break the page's lines for another style or width; the words at its top stay there."""
        if self._layout is None:
            return
        offset = self._offset_at_top(self._layout)
        self._lay_out(self._layout.page)
        if offset is not None:
            top, _ = self._layout.row(self._top.row).extent(offset, offset + 1)
            self._top = Spot(self._top.row, int(top))
            # Lines begin elsewhere now: without this, many small steps would creep up the page.
            self._held = (self._top, offset)
            self._sync_bar()

    def _offset_at_top(self, layout: PageLayout) -> int | None:
        """Return what of a row stands at the view's top; None where the row begins in sight."""
        if self._held is not None and self._held[0] == self._top:
            return self._held[1]
        row = layout.row(self._top.row) if layout.page.rows else None
        if row is None or self._top.offset <= row.text_top:
            return None
        return row.lines_between(self._top.offset + 1, self._top.offset + 1)[0]

    def _on_refining_timeout(self) -> None:
        """Make some more heights exact while nothing else is to be done."""
        if self._layout is None or not self._layout.refine(REFINING_SLICE_MS):
            self._refining.stop()
        self._sync_bar()

    def _sync_bar(self) -> None:
        """Let the scroll bar say what is true, without moving the page."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        end = self._layout.total_height if self._layout else 0
        self._setting_bar = True
        bar.setRange(0, max(end - height, 0))
        bar.setPageStep(height)
        bar.setSingleStep(round(self._style.line_px * 2))
        bar.setValue(self.view_top())
        self._setting_bar = False

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Follow the scroll bar (Qt calls this whenever its value changed)."""
        del dx, dy
        if self._setting_bar or self._layout is None:
            return
        self._top = _spot_at_height(self._layout, self.verticalScrollBar().value())
        by_hand, self._moved_by_hand = self._moved_by_hand, False
        self._after_scroll(by_hand=by_hand)
        self.viewport().update()

    def _on_bar_action(self, action: int) -> None:
        del action
        self._moved_by_hand = True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in sight; rows seen for the first time become exact here."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(self._style.theme.page))
        if self._layout is not None:
            self._paint_rows(PagePainter(painter, self._layout, self.marks), self._layout)
        painter.end()

    def _paint_rows(self, painter: PagePainter, layout: PageLayout) -> None:
        index, y = self._top.row, -self._top.offset
        while index < len(layout.heights) and y < self.viewport().height():
            height = layout.row(index).height
            painter.paint_row(index, y)
            index, y = index + 1, y + height

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break lines anew where the column's width changed; keep the row at the top."""
        super().resizeEvent(event)
        if self._layout and not self._layout.fits(self.viewport().width()):
            self._break_anew()
        self._sync_bar()


def _spot_at_height(layout: PageLayout, y: int) -> Spot:
    row = layout.heights.row_at(y)
    return Spot(row, y - layout.heights.top(row))
