"""An episode becomes rows: title, notes behind a fold, headings where chapters begin."""

import datetime as dt

from reader.model import Chapter, Episode, Turn
from reader.reading_page import ReadingPage, RowKind
from reader.timing.timeline import Timeline


def page(turns=(), chapters=(), notes="", *, notes_shown=False) -> ReadingPage:
    episode = Episode(
        "id", "A title", "A show", "", dt.date(2026, 1, 27), 4_320_000, notes, "",
        tuple(chapters), tuple(turns), None,
    )  # fmt: skip
    return ReadingPage(episode, Timeline(turns, chapters), notes_shown=notes_shown)


def kinds(of: ReadingPage) -> list[str]:
    return [row.kind.value for row in of.rows]


ONE = Turn("Ada", ("First.",), 0, 10_000)
LONG = Turn("Bo", ("x" * 50, "y" * 50), 10_000, 20_000)


def test_the_page_opens_with_what_the_episode_is():
    assert [row.text for row in page([ONE]).rows] == [
        "A title",
        "A show  ·  27 January 2026  ·  1 h 12 min",
        "First.",
    ]


def test_each_paragraph_of_a_turn_is_a_row_and_only_the_first_opens_it():
    rows = [row for row in page([LONG]).rows if row.kind is RowKind.TURN]
    assert [(row.turn, row.offset, row.opens) for row in rows] == [(0, 0, True), (0, 52, False)]


def test_a_heading_stands_before_the_paragraph_its_chapter_starts_nearest_to():
    chapters = [Chapter("Start", 0, 14_900), Chapter("Within", 14_900, 20_000)]
    assert kinds(page([ONE, LONG], chapters))[2:] == ["chapter", "turn", "turn", "chapter", "turn"]


def test_within_a_turn_a_heading_goes_by_when_its_paragraphs_are_heard():
    halting = Turn("Bo", ("x" * 50, "y" * 50), 10_000, 20_000, estimates=(10_000, 18_000))
    chapters = [Chapter("Start", 0, 13_000), Chapter("Before it", 13_000, 20_000)]
    rows = kinds(page([ONE, halting], chapters))[2:]
    assert rows == ["chapter", "turn", "chapter", "turn", "turn"]


def test_a_chapter_after_the_last_words_is_headed_below_them():
    assert kinds(page([ONE], [Chapter("Credits", 60_000, 70_000)]))[2:] == ["turn", "chapter"]


def test_several_chapters_at_one_place_keep_their_order():
    chapters = [Chapter("A", 0, 1), Chapter("B", 1, 9)]
    rows = [r.text for r in page([ONE], chapters).rows if r.kind is RowKind.CHAPTER]
    assert rows == ["A", "B"]


def test_notes_wait_behind_a_fold_where_there_is_a_transcript():
    notes = "An introduction.\n\n• one\n• two"
    assert kinds(page([ONE], notes=notes))[2:] == ["fold", "turn"]
    assert kinds(page([ONE], notes=notes, notes_shown=True))[2:] == [
        "fold",
        "note",
        "item",
        "item",
        "turn",
    ]


def test_an_article_shows_its_text_at_once():
    assert kinds(page(notes="One.\n\nTwo."))[2:] == ["note", "note"]


def test_a_place_in_a_turn_has_its_row():
    reading = page([ONE, LONG], [Chapter("Start", 0, 20_000)])
    assert reading.rows[reading.row_of(0)].text == "First."
    assert reading.rows[reading.row_of(1)].text == "x" * 50
    assert reading.rows[reading.row_of(1, 60)].text == "y" * 50
    assert reading.row_of_chapter(0) == 2


def test_rows_keep_their_number_in_the_unfolded_page_whether_notes_are_shown_or_not():
    folded = page([ONE], notes="A note.\n\n• An item")
    shown = folded.unfolded()

    assert len(shown.rows) == len(folded.rows) + 2
    assert [shown.rows[folded.unfolded_row(i)] for i in range(len(folded.rows))] == list(
        folded.rows
    )
    assert [folded.shown_row(i) for i in range(len(shown.rows))] == [0, 1, 2, None, None, 3]
    assert [shown.shown_row(i) for i in range(len(shown.rows))] == [0, 1, 2, 3, 4, 5]
    assert shown.unfolded() is shown
