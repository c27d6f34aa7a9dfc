"""Hits on a page: in the rows' own code points, and only where the page still says so."""

from dataclasses import replace

from reader.finding import Match
from reader.model import Chapter, Episode, Turn
from reader.reading_page import ReadingPage
from reader.search.hit_places import places_of
from reader.search.records import HighlightedText, HitKind, SearchHit
from reader.timing.timeline import Timeline

TURNS = (
    Turn("Ida Holm", ("😀 The ferry left.", "The old ferry stayed."), 0, 8_000),
    Turn("Per Lind", ("Which ferry?",), 8_000, 10_000),
)
CHAPTERS = (Chapter("On ferries", 0, 8_000), Chapter("On ferries", 8_000, 10_000))
EPISODE = Episode(
    "e1",
    "The last ferry",
    show="",
    subtitle="",
    date=None,
    duration_ms=10_000,
    notes="About a crossing.\n\nThe ferry is old.",
    source="",
    chapters=CHAPTERS,
    turns=TURNS,
    audio=None,
)


def page(*, notes_shown: bool = False) -> ReadingPage:
    return ReadingPage(EPISODE, Timeline(TURNS, CHAPTERS), notes_shown=notes_shown)


def said(turn: int, text: str, *spans: tuple[int, int], offset: int = 0) -> SearchHit:
    """Return a hit in a turn."""
    marked = HighlightedText(text, spans)
    start_ms = TURNS[turn].start_ms
    return SearchHit(
        "e1",
        "The last ferry",
        HitKind.TURN,
        marked,
        1.0,
        turn=turn,
        start_ms=start_ms,
        match_ms=start_ms + 500,
        offset=offset,
    )


def words(matches: tuple[Match, ...]) -> list[str]:
    """Return what the matches cover, and check that it is on the page."""
    rows = page().unfolded().rows
    return [rows[match.row].text[match.start : match.end] for match in matches]


def test_each_match_is_in_its_paragraph_whatever_stands_before_it() -> None:
    text = TURNS[0].text.replace("\n", " ")
    first, second = text.index("ferry"), text.rindex("ferry")
    places = places_of([said(0, text, (first, first + 5), (second, second + 5))], page())
    assert words(places.matches) == ["ferry", "ferry"]
    assert places.matches[1].row == places.matches[0].row + 1
    assert places.matches[1].start == len("The old ")


def test_what_a_turn_holds_beside_the_excerpt_comes_after_it() -> None:
    text = TURNS[0].text
    first, second = text.index("ferry"), text.rindex("ferry")
    shown = said(0, "…old ferry stayed.", (5, 10), offset=text.index("old") - 1)
    places = places_of([replace(shown, elsewhere=((first, first + 5),))], page())
    assert words(places.matches) == ["ferry", "ferry"]
    assert [match.start for match in places.matches] == [len("The old "), first]
    assert places.first(shown) == places.matches[0]
    gone = replace(shown, text=HighlightedText("…old barge stayed.", ((5, 10),)))
    assert places_of([replace(gone, elsewhere=((first, second),))], page()).matches == ()


def test_an_excerpt_begins_where_its_offset_says() -> None:
    offset = TURNS[0].text.index("old") - 1
    places = places_of([said(0, "…old ferry stayed.", (5, 10), offset=offset)], page())
    assert words(places.matches) == ["ferry"]


def test_the_notes_shown_or_not_a_match_has_the_same_row() -> None:
    hit = said(1, "Which ferry?", (6, 11))
    assert places_of([hit], page()) == places_of([hit], page(notes_shown=True))


def test_a_chapter_is_told_from_one_with_the_same_title_by_its_time() -> None:
    hit = replace(said(0, "On ferries", (3, 10)), kind=HitKind.CHAPTER, turn=None, start_ms=8_000)
    (match,) = places_of([hit], page()).matches
    assert match.row == page().unfolded().row_of_chapter(1)


def test_notes_and_titles_are_marked_where_they_are_shown() -> None:
    note = replace(said(0, "The ferry is old.", (4, 9)), kind=HitKind.NOTE, turn=None)
    title = replace(said(0, "The last ferry", (9, 14)), kind=HitKind.TITLE, turn=None)
    matches = places_of([note, title], page()).matches
    rows = page().unfolded().rows
    assert [rows[match.row].text for match in matches] == ["The ferry is old.", "The last ferry"]


def test_in_notes_a_match_is_found_by_what_stands_around_it() -> None:
    notes = "Then the boat.\n\nWhat the sea gave,\n• the sea took, and the rest is the sea’s."
    shown = ReadingPage(replace(EPISODE, notes=notes), Timeline(TURNS, CHAPTERS), notes_shown=False)
    text = "…at the sea gave, • the sea took, and the rest is the…"
    starts = [at for at in range(len(text)) if text.startswith("the", at)]
    note = replace(said(0, text, *((at, at + 3) for at in starts)), kind=HitKind.NOTE, turn=None)
    matches = places_of([note], shown).matches
    rows = shown.unfolded().rows
    assert [rows[match.row].text[: match.start] for match in matches] == [
        "What ",
        "",
        "the sea took, and ",
        "the sea took, and the rest is ",
    ]


def test_what_the_page_does_not_say_any_more_is_left_out() -> None:
    gone = [
        said(1, "Which ship is it?", (6, 10)),
        said(1, "Which ferry?", (6, 11), offset=400),
        replace(said(1, "Which ferry?", (6, 11)), turn=99),
    ]
    assert places_of(gone, page()).matches == ()


def test_the_moments_are_those_of_the_matches_and_the_first_match_is_known() -> None:
    hit = said(1, "Which ferry?", (0, 5), (6, 11))
    places = places_of([hit], page())
    assert places.moments_ms == (8_500,)
    assert places.first(hit) == places.matches[0]
    assert places.first(said(0, "another", (0, 2))) is None
