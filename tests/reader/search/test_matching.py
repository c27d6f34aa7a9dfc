"""A text matches a query when the passage would have been found, and its marks are those words."""

import pytest
from brute_force import BruteForce
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.search.matching import TextMatcher
from reader.search.parsing import parse
from reader.search.query import wanted
from reader.search.records import HitKind
from reader.search.units import Passage, Unit
from reader.search.words import folded_words

WORDS = ("open", "opens", "model", "models", "data", "the", "don’t", "e\u0301té", "本", "😀", "—")
QUERIES = (
    *("open", "mod*", '"open models"', "opens-model", "open near/2 data", "-data", "the -open"),
    *("été OR 本", '"the the"', "the near the", "NOT (open data)", '"open model" near/3 the'),
)
texts = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)


@settings(deadline=None)
@given(texts, st.sampled_from(QUERIES))
def test_a_text_matches_as_its_passage_does(text: str, typed: str) -> None:
    root = parse(typed).root
    assert root is not None
    passage = Passage(HitKind.TURN, text, 0)
    library = BruteForce([Unit("one", 1, "one", "", "", None, "", (passage,))])
    marks = TextMatcher(root, [""]).marks(text)
    assert (marks is not None) == bool(library.search(root))


@settings(deadline=None)
@given(texts, st.sampled_from(QUERIES))
def test_marks_are_exactly_the_words_wanted(text: str, typed: str) -> None:
    root = parse(typed).root
    leaves = [leaf for leaf in wanted(root) if "near" not in typed]
    library = BruteForce([])
    for mark in (TextMatcher(root, [""]).marks(text) if root else None) or ():
        words = folded_words(text[mark.start : mark.end])
        one = type("Text", (), {"words": words})()
        assert "near" in typed or any(library.starts(one, leaf) == [0] for leaf in leaves)
        assert text[mark.start : mark.end] == text[mark.start : mark.end].strip()


@pytest.mark.parametrize(
    ("typed", "matches"),
    [
        ("river speaker:ann", True),
        ("lake speaker:ann", False),
        ("lake OR speaker:ann", True),
        ("-speaker:ann", True),
        ("-(river speaker:ann)", True),
        ("-(river OR speaker:ann)", False),
    ],
)
def test_filters_are_taken_to_be_as_the_index_said(typed: str, matches: bool) -> None:
    root = parse(typed).root
    assert root is not None
    assert (TextMatcher(root, [""]).marks("the river") is not None) == matches
