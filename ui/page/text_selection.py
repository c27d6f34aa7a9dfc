"""A selection in the page: from one spot to another, across rows, and as text to take along."""

from typing import NamedTuple

from reader.model import TurnRange
from reader.reading_page import ReadingPage, RowKind
from reader.timecode import timecode


class Spot(NamedTuple):
    """A place in the page: a row and a code point offset in its text. Spots are ordered."""

    row: int
    offset: int


class TextSelection:
    """Where a selection began and where it has got to; empty where the two are one."""

    def __init__(self) -> None:
        self.anchor = Spot(0, 0)
        self.head = Spot(0, 0)

    @property
    def is_empty(self) -> bool:
        """True while nothing is selected."""
        return self.anchor == self.head

    @property
    def first(self) -> Spot:
        """The earlier end."""
        return min(self.anchor, self.head)

    @property
    def last(self) -> Spot:
        """The later end."""
        return max(self.anchor, self.head)

    def start(self, spot: Spot) -> None:
        """Begin anew, with nothing selected."""
        self.anchor = self.head = spot

    def extend(self, spot: Spot) -> None:
        """Move the loose end."""
        self.head = spot

    def move_to(self, page: ReadingPage, before: ReadingPage) -> None:
        """Select the same in another page of the same words."""
        self.anchor = _moved(self.anchor, page, before)
        self.head = _moved(self.head, page, before)

    def span_in(self, row: int, length: int) -> tuple[int, int] | None:
        """Return the selected part of a row whose text is `length` long."""
        if self.is_empty or not self.first.row <= row <= self.last.row:
            return None
        start = self.first.offset if row == self.first.row else 0
        end = self.last.offset if row == self.last.row else length
        return (start, end) if start < end else None


def _moved(spot: Spot, page: ReadingPage, before: ReadingPage) -> Spot:
    row = page.row_from(before, spot.row)
    return Spot(row, min(spot.offset, len(page.rows[row].text)))


def selected_text(page: ReadingPage, selection: TextSelection) -> str:
    """Return the selected words alone, paragraphs parted by blank lines."""
    return "\n\n".join(text for _, text in _pieces(page, selection))


def selected_place(page: ReadingPage, selection: TextSelection) -> TurnRange | None:
    """Return the place of the transcript that is selected; None: no words of it."""
    spans = [
        (page.rows[row], span)
        for row in range(selection.first.row, min(selection.last.row + 1, len(page.rows)))
        if page.rows[row].turn is not None
        and (span := selection.span_in(row, len(page.rows[row].text))) is not None
    ]
    if not spans:
        return None
    (first, (start, _)), (last, (_, end)) = spans[0], spans[-1]
    return TurnRange(first.turn or 0, first.offset + start, last.turn or 0, last.offset + end)


def selected_quote(page: ReadingPage, selection: TextSelection) -> str:
    """Return the selected words with who said them and when."""
    lines: list[str] = []
    said_by: int | None = None
    for row, text in _pieces(page, selection):
        turn = page.rows[row].turn
        if turn is None or turn == said_by:
            lines.append(text)
        else:
            said = page.timeline.turns[turn]
            name = f"{said.speaker}: " if said.speaker else ""
            lines.append(f"[{timecode(said.start_ms)}] {name}{text}")
        said_by = turn
    return "\n\n".join(lines)


def _pieces(page: ReadingPage, selection: TextSelection) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for row in range(selection.first.row, min(selection.last.row + 1, len(page.rows))):
        text = page.rows[row].text
        span = selection.span_in(row, len(text))
        if span and page.rows[row].kind is not RowKind.FOLD:
            found.append((row, text[slice(*span)]))
    return found


def word_around(text: str, offset: int) -> tuple[int, int]:
    """Return the (start, end) of the word that an offset lies in or at the end of."""
    start = end = min(offset, len(text))
    while start > 0 and _in_word(text[start - 1]):
        start -= 1
    while end < len(text) and _in_word(text[end]):
        end += 1
    return start, end


def _in_word(char: str) -> bool:
    return char.isalnum() or char in "'’_"
