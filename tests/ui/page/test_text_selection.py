"""Selections across rows, and what is taken along from them."""

import pytest

from tests.ui.sample_pages import episode, page_of, spoken
from ui.page.text_selection import Spot, TextSelection, selected_quote, selected_text, word_around

PAGE = page_of(
    episode(
        spoken("Ida Holm", 0, 8000, "Is the ferry late?", "It is always late."),
        spoken("", 8000, 12_000, "Somebody laughs."),
        spoken("Per Lind", 3_723_000, 3_730_000, "So am I."),
        chapters=(("Departure", 0),),
        notes="Two people cross the sound.",
    )
)
TEXTS = [row.text for row in PAGE.rows]


def spot(text: str, offset: int = 0) -> Spot:
    return Spot(TEXTS.index(text), offset)


def selection(anchor: Spot, head: Spot) -> TextSelection:
    made = TextSelection()
    made.start(anchor)
    made.extend(head)
    return made


def test_nothing_is_selected_until_it_is_extended() -> None:
    made = TextSelection()
    made.start(Spot(3, 2))
    assert made.is_empty
    assert made.span_in(3, 10) is None

    made.extend(Spot(3, 5))
    assert not made.is_empty


@pytest.mark.parametrize(("anchor", "head"), [((1, 4), (3, 2)), ((3, 2), (1, 4))])
def test_it_is_the_same_forwards_and_backwards(
    anchor: tuple[int, int], head: tuple[int, int]
) -> None:
    made = selection(Spot(*anchor), Spot(*head))

    spans = [made.span_in(row, 10) for row in range(5)]
    assert spans == [None, (4, 10), (0, 10), (0, 2), None]


def test_a_row_of_which_nothing_is_selected_has_no_span() -> None:
    assert selection(Spot(1, 4), Spot(2, 0)).span_in(2, 10) is None


def test_the_words_alone_keep_their_paragraphs() -> None:
    made = selection(spot("Is the ferry late?", 7), spot("Somebody laughs.", 8))

    assert selected_text(PAGE, made) == "ferry late?\n\nIt is always late.\n\nSomebody"


def test_a_quote_says_who_and_when_once_a_turn() -> None:
    made = selection(spot("Is the ferry late?"), spot("So am I.", len("So am I.")))

    assert selected_quote(PAGE, made) == (
        "[0:00] Ida Holm: Is the ferry late?\n\n"
        "It is always late.\n\n"
        "[0:08] Somebody laughs.\n\n"
        "[1:02:03] Per Lind: So am I."
    )


def test_a_heading_is_quoted_without_a_speaker() -> None:
    made = selection(spot("Departure"), spot("Is the ferry late?", 2))

    assert selected_quote(PAGE, made) == "Departure\n\n[0:00] Ida Holm: Is"


def test_what_folds_the_notes_is_no_text_to_take_along() -> None:
    everything = selection(Spot(0, 0), Spot(len(TEXTS) - 1, len(TEXTS[-1])))

    assert "Show notes" in TEXTS
    assert "Show notes" not in selected_text(PAGE, everything)


@pytest.mark.parametrize(
    ("text", "offset", "word"),
    [
        ("don't stop", 3, "don't"),
        ("we don’t stop", 4, "don’t"),
        ("stop now", 4, "stop"),
        ("a, b", 2, ""),
        ("שלום עולם", 1, "שלום"),
        ("né 😀 été", 6, "été"),
        ("end", 99, "end"),
    ],
)
def test_a_word_is_what_stands_around_an_offset(text: str, offset: int, word: str) -> None:
    assert text[slice(*word_around(text, offset))] == word
