"""Where quotes stand on a page, and which place of the transcript a part of a page is."""

from dataclasses import replace

from kept_quotes import kept

from reader.model import Bookmark, Chapter, Episode, Turn, TurnRange
from reader.quotes.capturing import quote_of
from reader.quotes.on_page import QuotesOnPage, place_of
from reader.reading_page import ReadingPage, RowKind
from reader.timing.timeline import Timeline

FIRST, SECOND = "The ferry was late.", "Nobody had a lamp."
TURNS = (
    Turn("Ida", (FIRST, SECOND), 0, 10_000),
    Turn("Per", ("We waited.",), 10_000, 20_000),
    Turn("Ida", ("Then it came.",), 20_000, 30_000),
)
CHAPTERS = (Chapter("Waiting", 0, 20_000), Chapter("Going", 20_000, 30_000))
TIMELINE = Timeline(TURNS, CHAPTERS)
EPISODE = Episode(
    "ferry", "Ferry", "", "", None, 30_000, "One note\n• one item", "", CHAPTERS, TURNS, None
)
PAGE = ReadingPage(EPISODE, TIMELINE)
SECOND_STARTS = len(FIRST) + 2


def bookmark(name: str, *place: int) -> Bookmark:
    quote = quote_of(TIMELINE, TurnRange(*place))
    return replace(kept(name), quote=quote)


def words(on_page: QuotesOnPage, page: ReadingPage = PAGE) -> list[str]:
    rows = page.unfolded().rows
    marked = ((row, span) for row in range(len(rows)) for span in on_page.spans(row))
    return [rows[row].text[span.start : span.end] for row, span in marked]


class TestMarks:
    def test_a_quote_within_a_paragraph(self) -> None:
        assert words(QuotesOnPage(PAGE, [bookmark("a", 0, 4, 0, 9)])) == ["ferry"]

    def test_one_in_a_turns_second_paragraph(self) -> None:
        one = bookmark("a", 0, SECOND_STARTS, 0, SECOND_STARTS + 6)
        assert words(QuotesOnPage(PAGE, [one])) == ["Nobody"]

    def test_one_across_turns_and_a_heading_opens_once(self) -> None:
        marks = QuotesOnPage(PAGE, [bookmark("a", 0, 4, 2, 7)])
        assert words(marks) == [FIRST[4:], SECOND, "We waited.", "Then it"]
        assert len(marks.rows()) == 1
        assert marks.in_row(marks.rows()[0]) == [(4, len(FIRST))]

    def test_rows_are_those_of_the_page_with_its_notes(self) -> None:
        one = bookmark("a", 1, 0, 1, 2)
        unfolded = ReadingPage(EPISODE, TIMELINE, notes_shown=True)
        assert QuotesOnPage(PAGE, [one]).rows() == QuotesOnPage(unfolded, [one]).rows()
        assert len(unfolded.rows) > len(PAGE.rows)

    def test_what_was_kept_from_another_transcript_is_not_drawn(self) -> None:
        one = bookmark("a", 0, 4, 0, 9)
        other = replace(one, quote=replace(one.quote, transcript="another"))
        lost = replace(one, quote=replace(one.quote, place=None))
        beyond = replace(one, quote=replace(one.quote, place=TurnRange(2, 0, 7, 3)))
        assert QuotesOnPage(PAGE, [other, lost, beyond]).bookmarks == ()

    def test_under_the_pointer_is_the_shortest(self) -> None:
        outer, inner = bookmark("outer", 0, 0, 0, 19), bookmark("inner", 0, 4, 0, 9)
        marks = QuotesOnPage(PAGE, [outer, inner])
        row = marks.rows()[0]
        assert [marks.at(row, offset).id for offset in (3, 4, 8, 9)] == [
            *("outer", "inner", "inner", "outer")
        ]
        assert marks.at(row, 19) is None


class TestSelections:
    def row(self, text: str) -> int:
        return next(at for at, row in enumerate(PAGE.rows) if row.text == text)

    def test_offsets_count_within_the_turn(self) -> None:
        row = self.row(SECOND)
        assert place_of(PAGE, (row, 0), (row, 6)) == TurnRange(
            0, SECOND_STARTS, 0, SECOND_STARTS + 6
        )

    def test_headings_at_the_ends_are_left_out(self) -> None:
        heading = next(at for at, row in enumerate(PAGE.rows) if row.chapter == 1)
        assert PAGE.rows[heading].kind is RowKind.CHAPTER
        place = place_of(PAGE, (self.row("We waited."), 3), (heading, 4))
        assert place == TurnRange(1, 3, 1, len("We waited."))

    def test_the_whole_page_is_the_whole_transcript(self) -> None:
        last = len(PAGE.rows) - 1
        place = place_of(PAGE, (0, 0), (last, len(PAGE.rows[last].text)))
        assert place == TurnRange(0, 0, 2, len("Then it came."))

    def test_a_title_alone_is_no_place(self) -> None:
        assert place_of(PAGE, (0, 0), (0, 3)) is None
