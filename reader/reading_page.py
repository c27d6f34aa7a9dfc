"""An episode as rows to read from top to bottom: title, notes, chapter headings, paragraphs.

A row is one paragraph, so that a chapter that begins inside a long turn can have its heading
there, and so that a view lays out no more text than it shows.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reader.dates import full_day
from reader.model import PARAGRAPH_BREAK, Episode
from reader.text_direction import in_one_line
from reader.timecode import spoken_length
from reader.timing.pace import speech_ms
from reader.timing.timeline import Timeline

BULLET = "• "
AT_ITS_START_MS = 2000  # a chapter that begins so soon after a turn is the turn's
# A chapter that starts later than this after the last paragraph is headed below it.
AFTER_THE_LAST_MS = 5000


class RowKind(StrEnum):
    """What a row is, and so how it looks."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    DETAILS = "details"
    FOLD = "fold"  # a heading that shows or hides the notes
    NOTE = "note"
    ITEM = "item"  # one item of a list in the notes; its text has no bullet
    CHAPTER = "chapter"
    TURN = "turn"


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph of the page.

    For a TURN row, `text` is `turn.text[offset:offset + len(text)]`; `opens` is true where it is
    the turn's first, which carries the speaker and the time.
    """

    kind: RowKind
    text: str
    turn: int | None = None
    chapter: int | None = None
    offset: int = 0
    opens: bool = False


class ReadingPage:
    """The rows of one episode, and where each turn and chapter stands among them."""

    def __init__(self, episode: Episode, timeline: Timeline, *, notes_shown: bool = False) -> None:
        self.episode = episode
        self.timeline = timeline
        self.notes_shown = notes_shown or not episode.turns
        opening = tuple(_opening(episode, shown=self.notes_shown))
        self.rows = (*opening, *_transcript(timeline))
        # Where the rows of folded notes would be, and how many they are.
        self._fold_at = len(opening)
        self._folded = 0 if self.notes_shown else sum(1 for _ in _notes(episode.notes))
        self._turn_rows = [i for i, row in enumerate(self.rows) if row.opens]
        self._chapter_rows = {
            row.chapter: i for i, row in enumerate(self.rows) if row.chapter is not None
        }

    def row_of(self, turn: int, offset: int = 0) -> int:
        """Return the row that holds the code point `offset` of a turn's text."""
        row = first = self._turn_rows[turn]
        for index in range(first, len(self.rows)):
            if self.rows[index].turn == turn and self.rows[index].offset <= offset:
                row = index
            elif self.rows[index].kind is RowKind.TURN:
                break
        return row

    def says_the_same(self, other: "ReadingPage") -> bool:
        """Return whether another page has these paragraphs, whatever its headings and times."""
        return _paragraphs_of(self) == _paragraphs_of(other)

    def row_from(self, other: "ReadingPage", row: int) -> int:
        """Return where a row of another page of the same words stands in this one.

        Both have their notes shown, or folded. For a heading it is what stands below it.
        """
        below = next((one for one in other.rows[row:] if one.turn is not None), None)
        if other.rows and other.rows[row].turn is None and other.rows[row].chapter is None:
            return row  # of the opening, which no times change
        if below is None or below.turn is None:
            return max(len(self.rows) - 1, 0)
        return self.row_of(below.turn, below.offset)

    def unfolded(self) -> "ReadingPage":
        """Return the page with its notes shown: this one, or another."""
        if self.notes_shown:
            return self
        return ReadingPage(self.episode, self.timeline, notes_shown=True)

    def unfolded_row(self, row: int) -> int:
        """Return where a row stands in the page with its notes shown."""
        return row if row < self._fold_at else row + self._folded

    def shown_row(self, unfolded_row: int) -> int | None:
        """Return where a row of the page with its notes shown stands; None where it is folded."""
        if unfolded_row < self._fold_at:
            return unfolded_row
        row = unfolded_row - self._folded
        return row if row >= self._fold_at else None

    def reading_ms(self, row: int) -> int:
        """Return how long it would take to read aloud what stands above a row."""
        return sum(speech_ms(above.text) for above in self.rows[:row])

    def row_at_reading_ms(self, reading_ms: int) -> int:
        """Return the row that `reading_ms` belongs to."""
        for row in range(len(self.rows)):
            reading_ms -= speech_ms(self.rows[row].text)
            if reading_ms < 0:
                return row
        return max(len(self.rows) - 1, 0)

    def row_of_chapter(self, chapter: int) -> int | None:
        """Return the row of a chapter's heading."""
        return self._chapter_rows.get(chapter)


def _paragraphs_of(page: ReadingPage) -> list[tuple[str, int | None]]:
    told_by_times = (RowKind.CHAPTER, RowKind.DETAILS)
    return [(row.text, row.turn) for row in page.rows if row.kind not in told_by_times]


def _opening(episode: Episode, *, shown: bool) -> Iterator[Row]:
    yield Row(RowKind.TITLE, episode.title)
    if episode.subtitle:
        yield Row(RowKind.SUBTITLE, episode.subtitle)
    details = _details(episode)
    if details:
        yield Row(RowKind.DETAILS, details)
    if episode.notes and episode.turns:
        yield Row(RowKind.FOLD, "Show notes")
    if shown:
        yield from _notes(episode.notes)


def _notes(notes: str) -> Iterator[Row]:
    for line in notes.split("\n"):
        if line.startswith(BULLET):
            yield Row(RowKind.ITEM, line.removeprefix(BULLET))
        elif line.strip():
            yield Row(RowKind.NOTE, line)


def _details(episode: Episode) -> str:
    day = full_day(episode.date) if episode.date else ""
    length = spoken_length(episode.duration_ms) if episode.duration_ms else ""
    return in_one_line((episode.show, day, length), "  ·  ")


def _transcript(timeline: Timeline) -> Iterator[Row]:
    """Yield the paragraphs, each chapter's heading before the one it starts nearest to."""
    paragraphs = list(_paragraphs(timeline))
    headed = set(_headed_within(timeline))
    starts = [_start_of(timeline, row, exact=row.turn in headed) for row in paragraphs]
    headings: dict[int, list[int]] = {}
    for number, chapter in enumerate(timeline.chapters):
        headings.setdefault(_nearest(starts, chapter.start_ms), []).append(number)
    for index in range(len(paragraphs) + 1):
        for number in headings.get(index, ()):
            yield Row(RowKind.CHAPTER, timeline.chapters[number].title, chapter=number)
        yield from paragraphs[index : index + 1]


def _paragraphs(timeline: Timeline) -> Iterator[Row]:
    for index, turn in enumerate(timeline.turns):
        offset = 0
        for paragraph in turn.paragraphs:
            yield Row(RowKind.TURN, paragraph, index, None, offset, offset == 0)
            offset += len(paragraph) + len(PARAGRAPH_BREAK)


def _headed_within(timeline: Timeline) -> Iterator[int]:
    """Yield the turns in the midst of which a chapter begins."""
    for chapter in timeline.chapters:
        turn = timeline.turn_at(chapter.start_ms)
        if turn is not None and chapter.start_ms - timeline.turns[turn].start_ms > AT_ITS_START_MS:
            yield turn


def _start_of(timeline: Timeline, row: Row, *, exact: bool) -> int:
    """Return when a paragraph starts; unless `exact`, by its place in the turn's text.

    That is near enough where no chapter begins, and spares splitting all that is said.
    """
    index = row.turn or 0
    turn = timeline.turns[index]
    sentence = timeline.sentence_holding(index, row.offset) if exact and row.offset else None
    if sentence is not None:
        return sentence.start_ms
    share = row.offset / max(len(turn.text), 1)
    return turn.start_ms + int(share * (turn.end_ms - turn.start_ms))


def _nearest(starts: list[int], position_ms: int) -> int:
    """Return the paragraph that starts nearest; of several at that time, the first."""
    after = bisect_left(starts, position_ms)
    if after == 0 or not starts:
        return 0
    before = bisect_left(starts, starts[after - 1])
    if after == len(starts):
        # A chapter after the last words keeps its place at the end of the page.
        return after if position_ms - starts[-1] > AFTER_THE_LAST_MS else before
    nearer = position_ms - starts[before] < starts[after] - position_ms
    return before if nearer else after
