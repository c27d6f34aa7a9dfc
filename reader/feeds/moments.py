"""Dates and lengths as feeds write them: RFC 822 with whatever zone, ISO 8601, seconds, clocks."""

import datetime as dt
import re
from email.utils import parsedate_tz

from reader.formats.json_reading.fields import seconds
from reader.formats.pages.dates import find_date
from reader.formats.pages.timecodes import length_ms

_LONGEST_MS = 100 * 3_600_000  # a length beyond is a mistake: bytes, or milliseconds
_LONGEST_TEXT = 100
_ISO_DAY = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


def day_of(text: str) -> dt.date | None:
    """Return the day of a date as it is written, whatever its zone; None where there is none."""
    text = text[:_LONGEST_TEXT]
    iso = _ISO_DAY.match(text)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    try:
        parsed = parsedate_tz(text)
    except (ValueError, IndexError, TypeError):  # the library's parser trips over some texts
        parsed = None
    day = _day(*parsed[:3]) if parsed else None
    if day is not None:
        return day
    found = find_date(text)
    return found[0] if found else None


def duration_ms(text: str) -> int | None:
    """Return a length in milliseconds, None where there is none, or none that can be true."""
    text = text.strip()[:_LONGEST_TEXT]
    length = seconds(text)
    if length is None:
        length = length_ms(text)
    return length if length and length <= _LONGEST_MS else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year >= 1970 else None
    except (ValueError, OverflowError):
        return None
