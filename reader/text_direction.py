"""Which way a text is written: from the left or from the right."""

from unicodedata import bidirectional

STRONG_WITHIN = 200  # characters: the first with a direction decides


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
