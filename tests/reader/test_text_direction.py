"""Which way a text is written: its first letter that has a direction decides."""

import pytest

from reader.text_direction import begins_right_to_left, holds_right_to_left, in_one_line


@pytest.mark.parametrize("text", ["مرحبا", "שלום, Ida", "1) مرحبا", "“שלום”"])
def test_from_the_right(text):
    assert begins_right_to_left(text)


@pytest.mark.parametrize("text", ["Hello", "Hello مرحبا", "你好", "123", ""])
def test_from_the_left(text):
    assert not begins_right_to_left(text)


def test_a_part_within_is_noticed():
    assert holds_right_to_left("She said שלום, twice.")
    assert not holds_right_to_left("Elle a dit « ça », 你好.")


def test_facts_from_the_left_stand_beside_one_another():
    assert in_one_line(("The Lamp Room", "", "3 May 2026"), " · ") == "The Lamp Room · 3 May 2026"


def test_a_date_stays_whole_beside_a_show_from_the_right():
    line = in_one_line(("قصص", "3 May 2026", "4 min"), " · ")
    assert line == "قصص · \u20663 May 2026\u2069 · \u20664 min\u2069"
