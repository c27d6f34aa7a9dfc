"""Which way a text is written: its first letter that has a direction decides."""

import pytest

from reader.text_direction import begins_right_to_left, holds_right_to_left


@pytest.mark.parametrize("text", ["مرحبا", "שלום, Ida", "1) مرحبا", "“שלום”"])
def test_from_the_right(text):
    assert begins_right_to_left(text)


@pytest.mark.parametrize("text", ["Hello", "Hello مرحبا", "你好", "123", ""])
def test_from_the_left(text):
    assert not begins_right_to_left(text)


def test_a_part_within_is_noticed():
    assert holds_right_to_left("She said שלום, twice.")
    assert not holds_right_to_left("Elle a dit « ça », 你好.")
