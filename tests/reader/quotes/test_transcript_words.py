"""The words of a transcript: compared without case, signs and accents, each with its place."""

import pytest

from reader.model import Turn, TurnRange
from reader.quotes.words import TranscriptWords, fingerprint, keys_of


def turns(*texts: str) -> tuple[Turn, ...]:
    return tuple(Turn("Ida", (text,), i * 1000, i * 1000 + 1000) for i, text in enumerate(texts))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Well – don’t GO!", ["well", "dont", "go"]),
        ("Café, cafe\u0301 & CAFE", ["cafe", "cafe", "cafe"]),
        ("“Twenty-two” (22)", ["twenty", "two", "22"]),
        ("東京へ go", ["東", "京", "へ", "go"]),
        ("...", []),
        ("🙂 ferry", ["ferry"]),
    ],
)
def test_words_are_compared_without_what_transcribers_differ_in(text: str, keys: list[str]) -> None:
    assert keys_of(text) == keys


def test_words_know_where_they_are_and_where_else_they_are() -> None:
    words = TranscriptWords(turns("A ferry.", "“The ferry?” Yes."))

    assert words.keys == ["a", "ferry", "the", "ferry", "yes"]
    assert words.places("ferry") == [1, 3]
    assert words.places("boat") == ()
    assert words.text_of(1, 3) == "ferry the"


def test_a_stretch_takes_its_signs_along() -> None:
    words = TranscriptWords(turns("A ferry.", "“The ferry?” Yes."))

    assert words.range_of(2, 4) == TurnRange(1, 0, 1, len("“The ferry?”"))
    assert words.range_of(1, 3) == TurnRange(0, 2, 1, len("“The"))


def test_the_fingerprint_is_that_of_the_words_and_of_where_turns_are_cut() -> None:
    one = fingerprint(turns("A ferry.", "Yes."))

    later = tuple(Turn("Per", t.paragraphs, 9000, 9500) for t in turns("A ferry.", "Yes."))
    assert fingerprint(later) == one
    assert fingerprint(turns("A ferry.Yes.")) != one
    assert fingerprint(turns("A ferry.Y", "es.")) != one
    assert fingerprint(turns("a \ud800 lone surrogate")) != one
