"""Tags as typed, and as they are kept."""

import pytest

from reader.tags import LONGEST_TAG, clean_tags, sorted_tags


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("  open   models ",), ("open models",)),
        (("", "  ", "\n"), ()),
        (("Open Models", "open models", "OPEN MODELS"), ("Open Models",)),
        (("b", "a", "b"), ("b", "a")),
        (("ice, and snow", "🎈"), ("ice, and snow", "🎈")),
        (("x" * 500,), ("x" * LONGEST_TAG,)),
    ],
)
def test_a_tag_is_kept_once_and_without_blanks_around_it(typed, kept):
    assert clean_tags(typed) == kept


def test_tags_are_listed_in_alphabetical_order_without_regard_to_case():
    assert sorted_tags(["b", "C", "a", "c"]) == ("a", "b", "C")
