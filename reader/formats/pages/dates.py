"""Dates as pages print them: `27/1/2026` (day first), ISO, `Jan 27, 2026`, `27 janvier 2026`."""

import re
from datetime import date

_MONTHS = (  # the beginnings of the months' names, in the languages of many podcasts
    "jan gen ene янв ιαν sty oca",
    "feb fév fev feb фев lut şub",
    "mar mär maa mär mrt мар märz",
    "apr avr abr апр kwi nis",
    "may mai mag maj mei мая май",
    "jun juin giu czerw июн haz",
    "jul juil lug lip июл tem",
    "aug aoû aou ago авг sie ağu",
    "sep set сен wrz eyl",
    "oct okt out ott окт paź eki",
    "nov ноя lis kas",
    "dec déc dez dic дек gru ara",
)
_PREFIXES = sorted(
    ((prefix, month) for month, names in enumerate(_MONTHS, 1) for prefix in names.split()),
    key=lambda pair: -len(pair[0]),
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)"
_WORD = r"(?P<month>[^\W\d_]{3,12})\.?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d){_YEAR}[-/.](?P<month>[01]?\d)[-/.]{_DAY}(?!\d)",
        rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<month>[01]?\d)\s?[月월]\s?{_DAY}\s?[日일]",
        rf"(?<!\d)(?P<first>[0-3]?\d)(?P<sep>[-/.])(?P<second>[0-3]?\d)(?P=sep){_YEAR}(?!\d)",
        (
            rf"(?<!\d){_DAY}(?:st|nd|rd|th|er|º|\.)?\s*(?:de |of )?{_WORD},?"
            rf"\s*(?:de |del )?{_YEAR}(?!\d)"
        ),
        rf"\b{_WORD}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
    )
)


def find_date(text: str) -> tuple[date, int, int] | None:
    """Find a date: the day and where it begins and ends. `a/b/year` is day first if it can be."""
    for pattern in _PATTERNS:
        for found in pattern.finditer(text, 0, 400):
            day = _as_date(found)
            if day:
                return day, found.start(), found.end()
    return None


def _as_date(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    year = int(parts["year"])
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        return _valid(year, second, first) or _valid(year, first, second)
    month = parts["month"]
    number = int(month) if month.isdigit() else _month_number(month)
    return _valid(year, number, int(parts["day"]))


def _month_number(name: str) -> int:
    folded = name.casefold()
    return next((month for prefix, month in _PREFIXES if folded.startswith(prefix)), 0)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
