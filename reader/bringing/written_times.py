"""Times as other programs' notes write them: 12:30, 1:02:03, 0h 20m 37s."""

import re

TIME = r"\d{1,3}:\d{2}(?::\d{2})?|(?:\d{1,2}h ?)?\d{1,3}m ?\d{1,2}s"
_NUMBERS = re.compile(r"\d+")


def milliseconds(written: str) -> int:
    """Return the time that `TIME` has matched."""
    total = 0
    for number in _NUMBERS.findall(written):
        total = total * 60 + int(number)
    return total * 1000
