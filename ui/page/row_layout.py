"""One row of the page laid out: where its lines break, where a character stands, how it looks."""

from bisect import bisect_right
from dataclasses import dataclass
from math import ceil
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from reader.reading_page import ReadingPage, Row, RowKind
from reader.text_direction import begins_right_to_left, holds_right_to_left
from ui.looks.theme import ReadingStyle
from ui.page.utf16 import Utf16Text

BULLET_INDENT_PX = 22


@dataclass(frozen=True, slots=True, eq=False)
class RowLook:
    """How a kind of row differs from plain text. There is one object for each look."""

    scale: float = 1.0
    weight: QFont.Weight = QFont.Weight.Normal
    above_px: int = 12
    below_px: int = 0
    indent_px: int = 0
    quiet: bool = False
    tight: bool = False  # less distance between lines


LOOKS = {
    RowKind.TITLE: RowLook(1.75, QFont.Weight.Bold, above_px=44, below_px=4, tight=True),
    RowKind.SUBTITLE: RowLook(1.08, above_px=4, quiet=True),
    RowKind.DETAILS: RowLook(0.85, above_px=6, below_px=10, quiet=True),
    RowKind.FOLD: RowLook(0.85, QFont.Weight.DemiBold, above_px=10, below_px=4, quiet=True),
    RowKind.NOTE: RowLook(),
    RowKind.ITEM: RowLook(above_px=6, indent_px=BULLET_INDENT_PX),
    RowKind.CHAPTER: RowLook(1.22, QFont.Weight.Bold, above_px=38, below_px=2, tight=True),
    RowKind.TURN: RowLook(),
}
OPENING_TURN = RowLook(above_px=24)


def look_of(row: Row) -> RowLook:
    """Return how a row looks."""
    return OPENING_TURN if row.opens else LOOKS[row.kind]


def row_font(style: ReadingStyle, look: RowLook) -> QFont:
    """Return the font of a row's text."""
    font = QFont(style.font)
    font.setPixelSize(round(style.font.pixelSize() * look.scale))
    font.setWeight(look.weight)
    return font


def estimated_heights(page: ReadingPage, style: ReadingStyle) -> list[int]:
    """Estimate how high each row of a page is, from the lengths of their texts alone.

    The window waits for it, and a page may have ten thousand rows: so it is one plain loop.
    """
    known = {look: _measured(look, style) for look in (*LOOKS.values(), OPENING_TURN)}
    of_kind = {kind: known[look] for kind, look in LOOKS.items()}
    of_opening, of_turn = known[OPENING_TURN], of_kind[RowKind.TURN]
    turns, name_px = page.timeline.turns, style.name_px
    heights = []
    for row in page.rows:
        is_turn = row.kind is RowKind.TURN  # nearly all are: looking an enumeration up is slow
        measures = of_opening if row.opens else of_turn if is_turn else of_kind[row.kind]
        around_px, per_line, step_px = measures
        lines = -(-len(row.text) // per_line) or 1
        named = row.opens and row.turn is not None and turns[row.turn].speaker
        heights.append(around_px + ceil(lines * step_px) + (name_px if named else 0))
    return heights


def _measured(look: RowLook, style: ReadingStyle) -> tuple[int, int, float]:
    """Return the pixels around the text, the characters in a line and the lines' distance."""
    per_line = max(round(style.column_px / (style.character_px * look.scale)), 10)
    return look.above_px + look.below_px, per_line, style.line_px * look.scale


def _x_at(line: QTextLine, position: int) -> float:
    """Return where a position stands; PySide6's stubs do not know that Qt answers a pair."""
    x, _ = cast("tuple[float, int]", line.cursorToX(position))
    return x


class RowLayout:
    """A laid out row. Its origin is the row's top left corner; offsets count code points."""

    def __init__(
        self, row: Row, style: ReadingStyle, speaker: str = "", speaker_colour: str = ""
    ) -> None:
        self.row = row
        self.speaker = speaker
        self._speaker_colour = speaker_colour
        self._style = style
        self._look = look_of(row)
        self._text = Utf16Text(row.text)
        self._mixes_directions = holds_right_to_left(row.text)
        self._layout = QTextLayout(row.text.replace("\n", "\u2028"), row_font(style, self._look))
        option = QTextOption()
        if self.is_right_to_left:
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self.text_top = self._look.above_px + (style.name_px if speaker else 0)
        self.height = self.text_top + self._break_lines() + self._look.below_px

    @property
    def is_right_to_left(self) -> bool:
        """Whether the text begins in a script that is written from right to left."""
        return begins_right_to_left(self.row.text)

    @property
    def above_px(self) -> int:
        """The empty space over the row."""
        return self._look.above_px

    @property
    def first_line_px(self) -> float:
        """The height of the line that stands first: the name, or the first line of text."""
        return self._style.name_px if self.speaker else self._step

    def _break_lines(self) -> int:
        step = self._style.line_px * self._look.scale * (0.88 if self._look.tight else 1.0)
        width = self._style.column_px - self._look.indent_px
        y = 0.0
        self._line_starts: list[int] = []
        self._layout.beginLayout()
        line = self._layout.createLine()
        while line.isValid():
            line.setLineWidth(width)
            self._line_starts.append(line.textStart())
            line.setPosition(QPointF(self._look.indent_px, y + (step - line.height()) / 2))
            y += step
            line = self._layout.createLine()
        self._layout.endLayout()
        self._step = step
        return ceil(y)

    def offset_at(self, x: float, y: float) -> int:
        """Return the code point offset nearest to a point."""
        number = int((y - self.text_top) // self._step)
        number = min(max(number, 0), self._layout.lineCount() - 1)
        if number < 0:
            return 0
        return self._text.from_qt(self._layout.lineAt(number).xToCursor(x))

    def lines_between(self, top: float, bottom: float) -> tuple[int, int]:
        """Return the offsets of the lines that two heights of the row touch: from, and up to."""
        first = max(int((top - self.text_top) // self._step), 0)
        after = max(int((bottom - self.text_top) // self._step) + 1, 0)
        return self._start_of(first), self._start_of(after)

    def _start_of(self, line: int) -> int:
        """Return the offset that a line starts at; the text's end where there is no such line."""
        is_there = line < len(self._line_starts)
        return self._text.from_qt(self._line_starts[line]) if is_there else len(self.row.text)

    def extent(self, start: int, end: int) -> tuple[float, float]:
        """Return the top and the bottom of the lines that hold the text from `start` to `end`."""
        first = self._line_at(self._text.to_qt(start))
        last = max(self._line_at(self._text.to_qt(end) - 1), first)
        return self.text_top + first * self._step, self.text_top + (last + 1) * self._step

    def _line_at(self, position: int) -> int:
        return max(bisect_right(self._line_starts, position) - 1, 0)

    def rects(self, start: int, end: int) -> list[QRectF]:
        """Return a rectangle for each line's part of the text from `start` to `end`.

        Where directions mix, a line's part may stand in several pieces.
        """
        first, last = self._text.to_qt(start), self._text.to_qt(end)
        found: list[QRectF] = []
        number = self._line_at(first)
        while number < len(self._line_starts) and self._line_starts[number] < last:
            line = self._layout.lineAt(number)
            top = self.text_top + number * self._step
            for left, right in self._extents(line, first, last):
                found.append(QRectF(left, top, right - left, self._step))
            number += 1
        return found

    def _extents(self, line: QTextLine, first: int, last: int) -> list[tuple[float, float]]:
        begin, stop = line.textStart(), line.textStart() + line.textLength()
        if stop <= first or begin >= last:
            return []
        start, end = max(first, begin), min(last, stop)
        if self._mixes_directions:
            boxes = [run.boundingRect() for run in line.glyphRuns(start, end - start)]
            return [(box.left(), box.right()) for box in boxes]
        right = line.naturalTextRect().right() if last >= stop else _x_at(line, end)
        return [(_x_at(line, start), right)]

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint the name and the text with the row's corner at (x, y), as far as it can be seen."""
        theme = self._style.theme
        if self.speaker:
            painter.setFont(self._style.name_font)
            painter.setPen(QColor(self._speaker_colour))
            box = QRectF(x, y + self.above_px, self._style.column_px, self._style.name_px)
            side = (
                Qt.AlignmentFlag.AlignRight if self.is_right_to_left else Qt.AlignmentFlag.AlignLeft
            )
            painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, self._name_that_fits())
        painter.setPen(QColor(theme.quiet if self._look.quiet else theme.text))
        if self.row.kind is RowKind.ITEM:
            painter.setFont(self._style.font)
            box = QRectF(x, y + self.text_top, BULLET_INDENT_PX, self._step)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "•")
        # A paragraph may be an hour long: without this, Qt draws all its lines.
        self._layout.draw(painter, QPointF(x, y + self.text_top), [], QRectF(painter.window()))

    def _name_that_fits(self) -> str:
        metrics = QFontMetricsF(self._style.name_font)
        return metrics.elidedText(self.speaker, Qt.TextElideMode.ElideRight, self._style.column_px)
