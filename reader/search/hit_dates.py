"""When in the library's time something was said: hits by month, quarter or year, as bars."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.counting import counted
from reader.search.records import EpisodeHits

MOST_BARS = 36
SPANS_IN_MONTHS = (1, 3, 12, 60, 120, 600)
_LIMIT = re.compile(r"(?<!\S)-?(?:before|after|on):\S*", re.IGNORECASE)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """The hits of the episodes from `start` up to, not including, `end`; both begin a month."""

    start: dt.date
    end: dt.date
    hits: int
    episodes: int

    @property
    def name(self) -> str:
        """The stretch of time in words: "March 2026", "2024", "April to June 2025"."""
        last = _month_start(_month(self.end) - 1)
        whole_years = self.start.month == 1 and self.end.month == 1
        if whole_years:
            years = (self.start.year, last.year)
            return f"{years[0]}" if years[0] == years[1] else f"{years[0]} to {years[1]}"
        if self.start == last:
            return f"{_MONTHS[last.month - 1]} {last.year}"
        return f"{_MONTHS[self.start.month - 1]} to {_MONTHS[last.month - 1]} {last.year}"

    @property
    def words(self) -> str:
        """The bar as a sentence, for a tool tip and a screen reader."""
        if not self.hits:
            return f"{self.name}: no hits"
        return f"{self.name}: {counted(self.hits, 'hit')} in {counted(self.episodes, 'episode')}"


def bars(episodes: Sequence[EpisodeHits], most: int = MOST_BARS) -> tuple[Bar, ...]:
    """Count hits by time, in at most `most` bars of equal spans, empty ones among them.

    Nothing where fewer than two episodes have a date: there is no course to be seen.
    """
    known = [(episode.date, episode.count) for episode in episodes if episode.date is not None]
    if len(known) < 2:
        return ()
    first, last = min(known)[0], max(known)[0]
    span = _span(first, last, most)
    begin = _month(first) // span * span
    number = (_month(last) - begin) // span + 1
    hits, counts = [0] * number, [0] * number
    for date, count in known:
        at = (_month(date) - begin) // span
        hits[at] += count
        counts[at] += 1
    starts = [_month_start(begin + at * span) for at in range(number + 1)]
    return tuple(Bar(starts[at], starts[at + 1], hits[at], counts[at]) for at in range(number))


def within(query: str, bar: Bar) -> str:
    """Return the query limited to a bar's time; limits that it had before are replaced."""
    words = " ".join(_LIMIT.sub(" ", query).split())
    return f"{words} after:{_written(bar.start)} before:{_written(bar.end)}".strip()


def unlimited(query: str) -> str:
    """Return the query without limits of time."""
    return " ".join(_LIMIT.sub(" ", query).split())


def is_limited(query: str) -> bool:
    """Tell whether a query has limits of time."""
    return _LIMIT.search(query) is not None


def _span(first: dt.date, last: dt.date, most: int) -> int:
    """Return how many months a bar takes, so that there are few enough."""
    for span in SPANS_IN_MONTHS:
        if _month(last) // span - _month(first) // span < most:
            return span
    return 12 * 1000


def _month(date: dt.date) -> int:
    return date.year * 12 + date.month - 1


def _month_start(month: int) -> dt.date:
    """Return the first day of a month that is counted from year 0, within what a date can be."""
    year, rest = divmod(month, 12)
    if year < dt.MINYEAR:
        return dt.date.min
    return dt.date.max if year > dt.MAXYEAR else dt.date(year, rest + 1, 1)


def _written(date: dt.date) -> str:
    return f"{date.year:04}" if date.month == 1 else f"{date.year:04}-{date.month:02}"
