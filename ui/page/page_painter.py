"""Painting a row of the page with what is marked on it: heard, hovered, found, selected."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from reader.finding import Match, MatchedRows
from reader.model import Cue, Timing
from reader.quotes.on_page import QuotesOnPage
from reader.reading_page import Row, RowKind
from reader.timecode import timecode
from reader.timing.sentence_times import Sentence
from ui.page.kept_painter import KeptPainter
from ui.page.page_layout import PageLayout
from ui.page.row_layout import RowLayout
from ui.page.text_selection import TextSelection

BAR_PX = 4
BAR_DISTANCE_PX = 16
TINT_BEYOND_PX = 12
HALO_PX = 8
MATCH_RADIUS_PX = 3
OUTLINE_PX = 2.0
SENTENCE_LINE_PX = 1.5
WORD_LINE_PX = 3.5


@dataclass
class Marks:
    """What is marked on the page."""

    selection: TextSelection
    heard_turn: int | None = None
    heard: Sentence | None = None
    heard_word: Cue | None = None  # of the heard turn, where words are followed
    hovered: tuple[int, Sentence] | None = None
    matches: MatchedRows | None = None
    current_match: Match | None = None
    kept: QuotesOnPage | None = None


class PagePainter:
    """Paints rows of one layout on one painter."""

    def __init__(self, painter: QPainter, layout: PageLayout, marks: Marks) -> None:
        self._painter = painter
        self._page = layout
        self._marks = marks
        self._theme = layout.style.theme
        self._kept = KeptPainter(painter, self._theme, layout.column_width)
        self._seen = (0, 0)  # of the row being painted: the offsets of the lines in sight

    def paint_row(self, index: int, y: int) -> None:
        """Paint a row whose top is at `y` of the viewport."""
        layout = self._page.row(index)
        x = self._page.column_left
        row, marks = layout.row, self._marks
        is_heard = row.turn is not None and row.turn == marks.heard_turn
        unfolded_row = self._page.page.unfolded_row(index)
        self._seen = layout.lines_between(-y, self._painter.window().height() - y)
        if is_heard:
            self._paint_heard_turn(layout, x, y)
        if marks.kept is not None:
            self._kept.paint(layout, marks.kept.spans(unfolded_row), self._seen, x, y)
        if is_heard:
            self._paint_ground(self._sentence(layout, marks.heard, x, y))
        self._paint_matches(layout, unfolded_row, x, y)
        span = marks.selection.span_in(index, len(row.text))
        for rect in self._seen_rects(layout, *span) if span else ():
            self._painter.fillRect(rect.translated(x, y), QColor(self._theme.selection))
        layout.paint(self._painter, x, y)
        if is_heard:
            given = marks.heard is not None and marks.heard.timing is Timing.GIVEN
            line = Qt.PenStyle.SolidLine if given else Qt.PenStyle.DotLine
            self._underline(self._sentence(layout, marks.heard, x, y), self._theme.accent, line)
            self._paint_word(layout, marks.heard_word, x, y)
        if marks.hovered is not None and row.turn == marks.hovered[0]:
            boxes = self._sentence(layout, marks.hovered[1], x, y)
            self._underline(boxes, self._theme.quiet, Qt.PenStyle.DotLine)
        self._paint_gutter(layout, x, y)

    def _paint_heard_turn(self, layout: RowLayout, x: int, y: int) -> None:
        """Tint the turn and set a bar beside it: a shape, so that colour is not the only mark."""
        above = layout.above_px - HALO_PX if layout.row.opens else 0
        below = HALO_PX if self._ends_turn(layout.row) else 0
        top, height = y + above, layout.height - above + below
        left = x - BAR_DISTANCE_PX
        width = self._page.column_width + BAR_DISTANCE_PX + TINT_BEYOND_PX
        self._painter.fillRect(QRectF(left, top, width, height), QColor(self._theme.heard_turn))
        self._painter.fillRect(QRectF(left, top, BAR_PX, height), QColor(self._theme.accent))

    def _ends_turn(self, row: Row) -> bool:
        turn = self._page.page.timeline.turns[row.turn or 0]
        return row.offset + len(row.text) >= len(turn.text)

    def _sentence(
        self, layout: RowLayout, sentence: Sentence | None, x: int, y: int
    ) -> list[QRectF]:
        """Return the boxes of a sentence's lines in this row."""
        if sentence is None:
            return []
        return self._boxes(layout, sentence.start, sentence.end, x, y)

    def _boxes(self, layout: RowLayout, first: int, last: int, x: int, y: int) -> list[QRectF]:
        """Return the boxes, in this row, of the turn's text from one offset to another."""
        start = max(first - layout.row.offset, 0)
        end = min(last - layout.row.offset, len(layout.row.text))
        return [rect.translated(x, y) for rect in self._seen_rects(layout, start, end)]

    def _seen_rects(self, layout: RowLayout, start: int, end: int) -> list[QRectF]:
        """Return the boxes of a part of the row in the lines that can be seen."""
        start, end = max(start, self._seen[0]), min(end, self._seen[1])
        return layout.rects(start, end) if end > start else []

    def _paint_word(self, layout: RowLayout, word: Cue | None, x: int, y: int) -> None:
        """Draw a heavier line under the word being heard."""
        if word is not None:
            boxes = self._boxes(layout, word.start, word.end, x, y)
            line = Qt.PenStyle.SolidLine
            self._underline(boxes, self._theme.accent, line, WORD_LINE_PX)

    def _paint_ground(self, boxes: list[QRectF]) -> None:
        for box in boxes:
            ground = box.adjusted(-2, 1, 2, -1)
            self._painter.fillRect(ground, QColor(self._theme.heard_sentence))

    def _paint_matches(self, layout: RowLayout, unfolded_row: int, x: int, y: int) -> None:
        """Tint what was found, and outline the one that was gone to."""
        if self._marks.matches is None:
            return
        current = self._marks.current_match
        spans = self._marks.matches.in_row(unfolded_row)
        first = bisect_right(spans, self._seen[0], key=_end)
        for start, end in spans[first : bisect_left(spans, self._seen[1], key=_start)]:
            chosen = current is not None and (unfolded_row, start) == (current.row, current.start)
            for rect in self._seen_rects(layout, start, end):
                self._paint_match(rect.translated(x, y), chosen=chosen)

    def _paint_match(self, box: QRectF, *, chosen: bool) -> None:
        around = OUTLINE_PX if chosen else 1
        ground = box.adjusted(-around, 3, around, -3)
        self._painter.setBrush(QColor(self._theme.current_match if chosen else self._theme.match))
        pen = QPen(QColor(self._theme.text), OUTLINE_PX) if chosen else Qt.PenStyle.NoPen
        self._painter.setPen(pen)
        self._painter.drawRoundedRect(ground, MATCH_RADIUS_PX, MATCH_RADIUS_PX)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _underline(
        self,
        boxes: list[QRectF],
        colour: str,
        line: Qt.PenStyle,
        width: float = SENTENCE_LINE_PX,
    ) -> None:
        """Draw a line under a sentence: dotted where its time is only estimated."""
        self._painter.setPen(QPen(QColor(colour), width, line, Qt.PenCapStyle.FlatCap))
        for box in boxes:
            base = box.bottom() - 3
            self._painter.drawLine(QPointF(box.left(), base), QPointF(box.right(), base))

    def _paint_gutter(self, layout: RowLayout, x: int, y: int) -> None:
        text = self._gutter_text(layout.row)
        if not text:
            return
        font = QFont(self._page.style.font)
        font.setPixelSize(max(round(font.pixelSize() * 0.76), 9))
        self._painter.setFont(font)
        self._painter.setPen(QColor(self._theme.quiet))
        box = QRectF(0, y + layout.above_px, x - BAR_DISTANCE_PX - 12, layout.first_line_px)
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._painter.drawText(box, align, text)

    def _gutter_text(self, row: Row) -> str:
        timeline = self._page.page.timeline
        if row.kind is RowKind.CHAPTER and row.chapter is not None:
            return timecode(timeline.chapters[row.chapter].start_ms)
        if row.kind is RowKind.FOLD:
            return "▾" if self._page.page.notes_shown else "▸"
        if not row.opens or row.turn is None:
            return ""
        turn = timeline.turns[row.turn]
        # An estimated time is not printed as if somebody had given it.
        return (
            f"~{timecode(turn.start_ms)}"
            if turn.timing is Timing.ESTIMATED
            else timecode(turn.start_ms)
        )


def _start(span: tuple[int, int]) -> int:
    return span[0]


def _end(span: tuple[int, int]) -> int:
    return span[1]
