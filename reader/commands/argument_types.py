"""Arguments that several commands take, from what was typed; what makes no sense is said."""

import re
from argparse import ArgumentTypeError

_POSITION = re.compile(r"(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)", re.ASCII)


def position(text: str) -> int:
    """Return a time such as 1:02:03, 12:30 or 90 in milliseconds. Raise ArgumentTypeError."""
    found = _POSITION.fullmatch(text)
    if found is None:
        raise ArgumentTypeError(f"{text!r} is no time; write it as 1:02:03 or 12:30")
    hours, minutes, rest = (float(part or 0) for part in found.groups())
    return round((hours * 3600 + minutes * 60 + rest) * 1000)


def seconds(text: str) -> float:
    """Return a number of seconds above 0. Raise ArgumentTypeError."""
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0 < number < float("inf"):
        raise ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return number
