"""Tags as typed, and as they are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import LibraryError
from reader.shelves.tags import (
    LONGEST_TAG,
    clean_tags,
    shortened_tags,
    sorted_tags,
    tags_as_line,
    tags_from_line,
    tags_to_keep,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("  open   models ",), ("open models",)),
        (("", "  ", "\n"), ()),
        (("Open Models", "open models", "OPEN MODELS"), ("Open Models",)),
        (("b", "a", "b"), ("b", "a")),
        (("ice, and snow", "🎈"), ("ice, and snow", "🎈")),
    ],
)
def test_a_tag_is_kept_once_and_without_blanks_around_it(typed, kept):
    assert clean_tags(typed) == kept


def test_one_that_is_too_long_is_refused_with_a_sentence():
    assert tags_to_keep([" x" * 50]) == ("x " * 49 + "x",)
    with pytest.raises(LibraryError, match=f"“{'x' * 30}…” has 1,000"):
        tags_to_keep(["sea", "x" * 1000])


def test_one_from_elsewhere_is_cut():
    assert shortened_tags(["sea", "x" * 500, "x" * 700]) == ("sea", "x" * LONGEST_TAG)


def test_tags_are_listed_in_alphabetical_order_without_regard_to_case():
    assert sorted_tags(["b", "C", "a", "c"]) == ("a", "b", "C")


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("sea, to quote", ("sea", "to quote")),
        (" #sea ,, #to  quote,", ("sea", "to quote")),
        ('sea, "ice, and snow", wind', ("sea", "ice, and snow", "wind")),
        ('6" nails, "odd', ('6" nails', '"odd')),
        ("", ()),
    ],
)
def test_a_line_is_parted_at_its_commas(line, tags):
    assert tags_from_line(line) == tags


@given(st.lists(st.text(st.sampled_from('ab, "#🎈é\0'), max_size=8)).map(clean_tags))
def test_a_tag_more_leaves_the_others_as_they_were(before):
    line = ", ".join(filter(None, (tags_as_line(before), "another")))
    assert tags_from_line(line, before) == (*before, "another")
