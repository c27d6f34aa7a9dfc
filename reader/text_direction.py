"""Which way a text is written: from the left or from the right."""

from collections.abc import Iterable
from unicodedata import bidirectional

STRONG_WITHIN = 200  # characters: the first with a direction decides
FROM_THE_LEFT, ENDED = "\u2066", "\u2069"  # the isolates LRI and PDI of UAX #9


def begins_right_to_left(text: str) -> bool:
    """Tell whether a text begins in a script that is written from right to left.

    Source: rules P2 and P3 of the Unicode Bidirectional Algorithm (UAX #9).
    """
    strong = (bidirectional(char) for char in text[:STRONG_WITHIN])
    return next((kind in ("R", "AL") for kind in strong if kind in ("L", "R", "AL")), False)


def holds_right_to_left(text: str) -> bool:
    """Tell whether any part of a text is written from right to left."""
    if text.isascii():
        return False
    return any(char > "\u0590" and bidirectional(char) in ("R", "AL", "RLE") for char in text)


def in_one_line(facts: Iterable[str], parted_by: str) -> str:
    """Return facts beside one another; a date stays whole where the line runs to the left.

    Facts that are empty are left out.
    """
    given = [fact for fact in facts if fact]
    if not begins_right_to_left(parted_by.join(given)):
        return parted_by.join(given)
    return parted_by.join(
        fact if begins_right_to_left(fact) else f"{FROM_THE_LEFT}{fact}{ENDED}" for fact in given
    )
