"""Code points become Qt's positions and come back, whatever the text."""

from hypothesis import given
from hypothesis import strategies as st

from ui.page.utf16 import Utf16Text

TEXTS = st.text(st.sampled_from("aä\u05d0 –😀👩‍🚀\U0010ffff\n") | st.characters(codec="utf-8"))


def units(text: str) -> int:
    """Count as Qt does."""
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS)
def test_an_offset_is_the_number_of_utf16_units_before_it(text: str) -> None:
    translated = Utf16Text(text)

    positions = [translated.to_qt(offset) for offset in range(len(text) + 1)]
    assert positions == [units(text[:offset]) for offset in range(len(text) + 1)]


@given(TEXTS)
def test_every_offset_comes_back(text: str) -> None:
    translated = Utf16Text(text)

    for offset in range(len(text) + 1):
        assert translated.from_qt(translated.to_qt(offset)) == offset


@given(TEXTS)
def test_a_position_inside_a_pair_is_the_characters_start(text: str) -> None:
    translated = Utf16Text(text)

    for offset, char in enumerate(text):
        if units(char) == 2:
            assert translated.from_qt(translated.to_qt(offset) + 1) == offset
