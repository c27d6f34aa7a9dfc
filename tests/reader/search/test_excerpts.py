"""What a hit shows: the right sentence, marked to the code point, never too long."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.model import PARAGRAPH_BREAK, Cue
from reader.search.excerpts import ELLIPSIS, LONGEST, Excerpt, excerpt
from reader.search.matching import Mark, TextMatcher
from reader.search.parsing import parse
from reader.search.records import HitKind
from reader.search.units import PassageText

LONG = "This sentence is long enough that it needs no neighbours to be understood by anybody, no."


def shown(text: str, typed: str, kind: HitKind = HitKind.TURN, **facts: object) -> Excerpt:
    root = parse(typed).root
    assert root is not None
    marks = TextMatcher(root, [""]).marks(text)
    assert marks is not None
    times = {"start_ms": 1000, "end_ms": 61_000} | facts
    return excerpt(kind, PassageText(text, "Ann", **times), marks)  # type: ignore[arg-type]


def marked(part: Excerpt) -> list[str]:
    return [part.text.text[start:end] for start, end in part.text.spans]


def test_a_sentence_of_some_length_stands_alone() -> None:
    text = f"{LONG} {LONG.replace('long', 'wide')} {LONG}"
    part = shown(text, "wide")
    assert part.text.text == LONG.replace("long", "wide")
    assert part.offset == len(LONG) + 1
    assert marked(part) == ["wide"]


def test_a_short_sentence_is_shown_with_its_neighbours() -> None:
    assert shown(f"Well. Yes. {LONG}", "yes").text.text == f"Yes. {LONG}"
    assert shown("Well, no. Yes, I did.", "yes").text.text == "Well, no. Yes, I did."


def test_paragraphs_are_joined_by_blanks() -> None:
    part = shown(f"So.{PARAGRAPH_BREAK}Good 😀 idea.", "idea so")
    assert part.text.text == "So.  Good 😀 idea."
    assert marked(part) == ["So", "idea"]


def test_the_match_is_heard_where_its_sentence_begins() -> None:
    text = f"{LONG} {LONG} Then the wide one came."
    assert shown(text, "this").match_ms == 1000
    half = shown(f"{LONG} {LONG.replace('long', 'wide')}", "wide", end_ms=11_000).match_ms
    assert half is not None
    assert 5_800 <= half <= 6_200


def test_cues_tell_exactly_when_a_sentence_is_heard() -> None:
    text = "It rained. We left."
    cues = (Cue(0, 10, 1000, 3000), Cue(11, 19, 47_000, 48_000))
    assert shown(text, "left", cues=cues).match_ms == 47_000


@pytest.mark.parametrize("kind", [HitKind.CHAPTER, HitKind.BOOKMARK])
def test_chapters_and_bookmarks_are_heard_from_their_start(kind: HitKind) -> None:
    assert shown("It rained. We left.", "left", kind).match_ms == 1000


def test_notes_have_no_time() -> None:
    assert shown("We left.", "left", HitKind.NOTE, start_ms=None, end_ms=None).match_ms is None


def test_a_sentence_without_end_is_cut_around_its_match() -> None:
    text = "word " * 50 + "needle " + "word " * 50
    part = shown(text, "needle")
    assert part.text.text.startswith(f"{ELLIPSIS}word ")
    assert part.text.text.endswith(f"word{ELLIPSIS}")
    assert marked(part) == ["needle"]
    assert len(part.text.text) <= LONGEST + 2
    at = part.text.spans[0][0]
    assert text[part.offset + at :].startswith("needle")


def test_matches_beyond_the_cut_are_not_marked() -> None:
    text = "needle " + "word " * 100 + "needle " + "w" * 500
    part = shown(text, "needle")
    assert marked(part) == ["needle"]
    assert not part.text.text.startswith(ELLIPSIS)


def test_what_is_drawn_as_one_is_not_cut_apart() -> None:
    text = "a\u0301\u0323" * 400
    part = shown(f"x{text}", "x*")
    assert not unicodedata.combining(text[0])
    assert unicodedata.category((f"x{text}")[part.offset + len(part.text.text) - 1]) != "Mn"


def test_an_empty_passage_shows_nothing() -> None:
    part = excerpt(HitKind.TURN, PassageText("", "Ann", 5, 6), ())
    assert (part.text.text, part.text.spans, part.offset) == ("", (), 0)


LETTERS = st.text("ab .!?\n—“”é\u0301😀本ש👩\u200d", max_size=700)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, tuple[Mark, ...]]:
    text = draw(LETTERS)
    bounds = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(bounds, bounds).map(sorted), max_size=5))
    marks = (Mark(start, end, nth) for nth, (start, end) in enumerate(spans) if start < end)
    return text, tuple(sorted(marks))


@settings(deadline=None)
@given(marked_texts())
@example(("?? ", (Mark(2, 3, 0),)))
def test_an_excerpt_is_a_stretch_of_the_text(marked_text: tuple[str, tuple[Mark, ...]]) -> None:
    text, marks = marked_text
    part = excerpt(HitKind.TURN, PassageText(text, "", 0, 90_000), marks)
    plain = text.replace("\n", " ")
    body = part.text.text
    before, after = (body.startswith(ELLIPSIS), body.endswith(ELLIPSIS) and len(body) > 1)
    inner = body[before : len(body) - after]
    assert plain[part.offset + before :].startswith(inner)
    assert len(inner) <= LONGEST
    ends = [0, *(bound for span in part.text.spans for bound in span), len(body)]
    assert ends == sorted(ends)
    for start, end in part.text.spans:
        assert start < end
        whole = range(part.offset + start, part.offset + end)
        assert all(any(mark.start <= at < mark.end for mark in marks) for at in whole)
    assert bool(part.text.spans) == bool(marks)
