"""Numbers of things in words."""

import pytest

from reader.counting import counted


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 turns"), (1, "1 turn"), (2, "2 turns"), (1200, "1,200 turns")]
)
def test_one_thing_is_singular(number, words):
    assert counted(number, "turn") == words
