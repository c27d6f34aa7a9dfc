"""Find words in one episode's page, as somebody types: every place, in its own code points.

Words are compared folded: without case (unless asked for), accents, the shapes of quotes and
dashes, and with every run of blanks as one. A match never crosses from one paragraph into the
next. Nothing here knows of word stems or of the library's index.
"""

import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from reader.reading_page import ReadingPage, Row, RowKind
from reader.timing.timeline import Timeline

# What a page shows without anybody having said or written it is not searched.
UNSEARCHED = frozenset({RowKind.DETAILS, RowKind.FOLD})
# In more paragraphs than this, places on a seek bar are told by the first match in each and its
# place there: splitting thousands into sentences takes seconds, and nobody sees the difference.
MOST_SPLIT_ROWS = 300
ROW_BREAK = "\n"  # blanks become spaces, so that no needle holds one

_SHAPES = {
    **dict.fromkeys("‘’‚‛ʼʹ′´`＇", "'"),
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‐‑‒–—―−﹘－", "-"),
    # Letters that Unicode does not take apart, though people type them so.
    **dict(zip("øØłŁđĐħĦı", "oOlLdDhHi", strict=True)),
    **dict(zip("æÆœŒþÞ", ("ae", "AE", "oe", "OE", "th", "TH"), strict=True)),
}
# The frequent ones, one for one: what is left of most paragraphs is then plain ASCII.
_FREQUENT = [(shape, _SHAPES[shape]) for shape in "’“”‘–—"]
# Marks of these combining classes change the letter, in Indic scripts and Japanese.
_PART_OF_LETTER = frozenset({0, 7, 8, 9})
_VARIATIONS = range(0xFE00, 0xFE10)


@dataclass(frozen=True, slots=True)
class Match:
    """One place: `rows[row].text[start:end]` of the page with its notes shown."""

    row: int
    start: int
    end: int


class MatchedRows(Protocol):
    """What a view asks of matches. Rows count as in the page with its notes shown."""

    def in_row(self, row: int) -> Sequence[tuple[int, int]]:
        """Return the spans in a row, rising."""

    def rows(self) -> Sequence[int]:
        """Return the rows with matches, rising."""


class GivenMatches:
    """Matches that somebody else found: a few, by row."""

    def __init__(self, matches: Iterable[Match]) -> None:
        self._spans: dict[int, list[tuple[int, int]]] = {}
        for match in sorted(matches, key=lambda match: (match.row, match.start)):
            self._spans.setdefault(match.row, []).append((match.start, match.end))

    def in_row(self, row: int) -> Sequence[tuple[int, int]]:
        """Return the spans in a row, rising."""
        return self._spans.get(row, ())

    def rows(self) -> Sequence[int]:
        """Return the rows with matches, rising."""
        return tuple(self._spans)


class _FoldTable(dict[int, str]):
    """What each character is compared as; made when first asked for, as `str.translate` does."""

    def __init__(self, *, match_case: bool) -> None:
        super().__init__()
        self._match_case = match_case
        self.uneven: set[str] = set()  # those that do not become exactly one

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = self[code] = _folded_character(char, match_case=self._match_case)
        if len(folded) != 1:
            self.uneven.add(char)
        return folded


def _folded_character(char: str, *, match_case: bool) -> str:
    if char.isspace():
        return " "
    if unicodedata.category(char) == "Cf" or ord(char) in _VARIATIONS:
        return ""  # soft hyphens, joiners, directions: not seen
    shape = _SHAPES.get(char, char)
    cased = shape if match_case else unicodedata.normalize("NFKD", shape).casefold()
    parts = unicodedata.normalize("NFKD", cased)
    bare = "".join(c for c in parts if unicodedata.combining(c) in _PART_OF_LETTER)
    composed = unicodedata.normalize("NFC", bare)
    return "".join(" " if c.isspace() else _SHAPES.get(c, c) for c in composed)


_TABLES = {case: _FoldTable(match_case=case) for case in (False, True)}


@dataclass(frozen=True, slots=True)
class _FoldedRow:
    """A row as it is compared. `owners` says which character each folded one came from.

    It has one more entry, the text's length; None: each came from the one at its own place.
    """

    text: str
    owners: Sequence[int] | None = None

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the span of the row's own text that covers the folded `first:last`.

        A character of which a part is meant (the f of a ligature) is covered whole, and marks
        over the last one belong to it.
        """
        if self.owners is None:
            return first, last
        end = bisect_right(self.owners, self.owners[last - 1])
        return self.owners[first], self.owners[end]


def _fold_row(text: str, *, match_case: bool) -> _FoldedRow:
    plain = text
    if not plain.isascii():
        for shape, simple in _FREQUENT:
            plain = plain.replace(shape, simple)
    if plain.isascii() and "  " not in plain and plain.isprintable():
        return _FoldedRow(plain if match_case else plain.lower())
    table = _TABLES[match_case]
    folded = text.translate(table)
    if "  " not in folded and table.uneven.isdisjoint(text):
        return _FoldedRow(folded)
    return _fold_unevenly(text, table)


def _fold_unevenly(text: str, table: _FoldTable) -> _FoldedRow:
    pieces: list[str] = []
    owners = array("i")
    blank = False
    for at, char in enumerate(text):
        piece = table[ord(char)]
        if piece == " " and blank:
            continue
        # What is not seen does not part two blanks either.
        blank = piece == " " or (blank and not piece)
        pieces.append(piece)
        owners.extend([at] * len(piece))
    owners.append(len(text))
    return _FoldedRow("".join(pieces), owners)


def fold(text: str, *, match_case: bool = False) -> str:
    """Return a text as it is compared."""
    return _fold_row(text, match_case=match_case).text


class _FoldedPage:
    """All rows, folded, as one text that is searched at once."""

    def __init__(self, rows: Sequence[Row], *, match_case: bool) -> None:
        self.rows = [
            _FoldedRow("") if row.kind in UNSEARCHED else _fold_row(row.text, match_case=match_case)
            for row in rows
        ]
        self.text = ROW_BREAK.join(row.text for row in self.rows)
        self.starts = array("i", [0])  # where each row begins in the text, and one more
        for row in self.rows:
            self.starts.append(self.starts[-1] + len(row.text) + 1)
        self._parted = [
            (begin, end)
            for row, start in zip(self.rows, self.starts, strict=False)
            for begin, end in _expansions(row, start)
        ]

    def occurrences(self, needle: str) -> "array[int]":
        """Return where the folded needle occurs, rising; no character belongs to two of them."""
        found = array("i")
        step, at = len(needle), self.text.find(needle)
        while at >= 0:
            found.append(at)
            at = self.text.find(
                needle, self._character_end(at + step) if self._parted else at + step
            )
        return found

    def _character_end(self, place: int) -> int:
        """Return a place, or the end of the character that it is inside of."""
        index = bisect_right(self._parted, (place, 0)) - 1
        return max(place, self._parted[index][1]) if index >= 0 else place


def _expansions(row: _FoldedRow, start: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches, in the page's text, that came from one character each."""
    if row.owners is None:
        return
    first = 0
    for place, (owner, following) in enumerate(pairwise(row.owners)):
        if owner != following:
            if place > first:
                yield start + first, start + place + 1
            first = place + 1


class Matches:
    """Every match on a page, in reading order. Immutable; what is not asked for costs nothing."""

    def __init__(self, page: _FoldedPage, starts: "array[int]", length: int) -> None:
        self._page = page
        self._starts = starts
        self._length = length
        self._first = array("i", (bisect_left(starts, at) for at in page.starts))
        self._rows = [row for row, (a, b) in enumerate(pairwise(self._first)) if a < b]
        # A paragraph of hours may hold fifty thousand, and is painted again and again.
        self._latest: tuple[int, Sequence[tuple[int, int]]] = (-1, ())

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, index: int) -> Match:
        if not 0 <= index < len(self):
            raise IndexError(index)
        row = bisect_right(self._first, index) - 1
        return Match(row, *self._span(row, index))

    def __iter__(self) -> Iterator[Match]:
        return (Match(row, *span) for row in self.rows() for span in self.in_row(row))

    def in_row(self, row: int) -> Sequence[tuple[int, int]]:
        """Return the spans in a row, rising."""
        known = self._latest
        if known[0] != row:
            spans = [self._span(row, i) for i in range(self._first[row], self._first[row + 1])]
            known = self._latest = (row, spans)
        return known[1]

    def rows(self) -> Sequence[int]:
        """Return the rows with matches, rising."""
        return self._rows

    def first_from(self, row: int, offset: int = 0) -> int | None:
        """Return the number of the first match that begins at a place or after it."""
        if not 0 <= row < len(self._first) - 1:
            return None
        index = self._first[row]
        while index < self._first[row + 1] and self._span(row, index)[0] < offset:
            index += 1
        return index if index < len(self) else None

    def _span(self, row: int, index: int) -> tuple[int, int]:
        first = self._starts[index] - self._page.starts[row]
        return self._page.rows[row].span(first, first + self._length)


@dataclass(frozen=True, slots=True)
class FindOptions:
    """How strict finding is."""

    match_case: bool = False
    whole_words: bool = False


class PageFinder:
    """Finds in one page, which it keeps folded. Used by one thread at a time."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._folded: dict[bool, _FoldedPage] = {}

    def prepare(self) -> None:
        """Fold the page before the first question."""
        self._page(match_case=False)

    def find(self, wanted: str, options: FindOptions | None = None) -> Matches:
        """Return every place of `wanted` in titles, notes and turns; none for blanks alone."""
        options = options or FindOptions()
        page = self._page(match_case=options.match_case)
        needle = fold(wanted, match_case=options.match_case)
        if not needle.strip():
            return Matches(page, array("i"), 0)
        starts = page.occurrences(needle)
        if options.whole_words:
            starts = _whole_words(page.text, needle, starts)
        return Matches(page, starts, len(needle))

    def _page(self, *, match_case: bool) -> _FoldedPage:
        if match_case not in self._folded:
            self._folded[match_case] = _FoldedPage(self._rows, match_case=match_case)
        return self._folded[match_case]


def _whole_words(text: str, needle: str, starts: "array[int]") -> "array[int]":
    """Keep the occurrences that no word goes on beyond; an edge that is no letter is one."""
    opens, closes, length = _in_word(needle[0]), _in_word(needle[-1]), len(needle)
    return array(
        "i",
        (
            at
            for at in starts
            if not (opens and at and _in_word(text[at - 1]))
            and not (closes and _in_word(text[at + length : at + length + 1]))
        ),
    )


def _in_word(char: str) -> bool:
    return bool(char) and (char.isalnum() or char == "_" or unicodedata.category(char)[0] == "M")


def heard_at(page: ReadingPage, matches: MatchedRows) -> tuple[int, ...]:
    """Return when what was found is heard, in ms, rising: the starts of its sentences, once each.

    `page` has its notes shown. Chapters count with their starts; notes and titles are not heard.
    Where paragraphs with matches abound, each is told once, by its place in its turn.
    """
    rows = [(number, page.rows[number]) for number in matches.rows()]
    split = sum(row.turn is not None for _, row in rows) <= MOST_SPLIT_ROWS
    found: set[int] = set()
    for number, row in rows:
        if row.chapter is not None:
            found.add(page.timeline.chapters[row.chapter].start_ms)
        elif row.turn is not None:
            offsets = (row.offset + start for start, _ in matches.in_row(number))
            if split:
                found.update(_sentence_start(page.timeline, row.turn, at) for at in offsets)
            else:
                found.add(_place_in_turn(page.timeline, row.turn, next(iter(offsets))))
    return tuple(sorted(found))


def _sentence_start(timeline: Timeline, turn: int, offset: int) -> int:
    sentence = timeline.sentence_holding(turn, offset)
    return sentence.start_ms if sentence else timeline.turns[turn].start_ms


def _place_in_turn(timeline: Timeline, turn: int, offset: int) -> int:
    said = timeline.turns[turn]
    length = sum(map(len, said.paragraphs)) or 1
    share = min(offset / length, 1.0)
    return said.start_ms + int(share * (said.end_ms - said.start_ms))
