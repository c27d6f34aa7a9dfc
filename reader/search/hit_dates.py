"""When in the library's time something was said: hits by day, week, month or year, as bars."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.counting import counted
from reader.dates import MONTHS, full_day, short_day, short_month
from reader.search.records import EpisodeHits

MOST_BARS = 36
FEWEST_BARS = 3  # fewer show no course
WISHED_BARS = 4  # fewer months than these are shown as weeks, fewer weeks as days
_LIMIT = re.compile(r"(?<!\S)-?(?:before|after|on):\S*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bar:
    """The hits of the episodes from `start` up to, not including, `end`."""

    start: dt.date
    end: dt.date
    hits: int
    episodes: int

    @property
    def name(self) -> str:
        """The stretch of time in words: "March 2026", "2024", "2 to 8 June 2025"."""
        if self.start.day != 1 or self.end.day != 1:
            return _days_named(self.start, self.end - dt.timedelta(days=1))
        last = _month_start(_month(self.end) - 1)
        whole_years = self.start.month == 1 and self.end.month == 1
        if whole_years:
            years = (self.start.year, last.year)
            return f"{years[0]}" if years[0] == years[1] else f"{years[0]} to {years[1]}"
        if self.start == last:
            return f"{MONTHS[last.month - 1]} {last.year}"
        return f"{MONTHS[self.start.month - 1]} to {MONTHS[last.month - 1]} {last.year}"

    @property
    def words(self) -> str:
        """The bar as a sentence, for a tool tip and a screen reader."""
        if not self.hits:
            return f"{self.name}: no hits"
        return f"{self.name}: {counted(self.hits, 'hit')} in {counted(self.episodes, 'episode')}"


@dataclass(frozen=True, slots=True)
class _Step:
    """How long a bar is: so many months, or so many days; weeks begin on Mondays."""

    months: int = 0
    days: int = 0

    def number(self, date: dt.date) -> int:
        """Return which of the steps since the year 0 or 1 a date is in."""
        if self.months:
            return _month(date) // self.months
        return (date.toordinal() - 1) // self.days

    def start(self, number: int) -> dt.date:
        """Return a step's first day, within what a date can be."""
        if self.months:
            return _month_start(number * self.months)
        return dt.date.fromordinal(min(number * self.days + 1, dt.date.max.toordinal()))

    def bars_between(self, first: dt.date, last: dt.date) -> int:
        """Return how many bars there are from one date to another."""
        return self.number(last) - self.number(first) + 1


_MONTH, _WEEK, _DAY = _Step(months=1), _Step(days=7), _Step(days=1)
_YEARS = (1, 5, 10, 50, 100, 250, 500)  # wrong dates may be millennia apart
_LONG_STEPS = (_MONTH, _Step(months=3), *(_Step(months=12 * years) for years in _YEARS))
_AGES = _Step(months=12 * 1000)


def bars(episodes: Sequence[EpisodeHits], most: int = MOST_BARS) -> tuple[Bar, ...]:
    """Count hits by time, in at most `most` bars of equal steps, empty ones among them.

    Nothing where the dates are fewer than two, or so close that there is no course to be seen.
    """
    known = [(episode.date, episode.count) for episode in episodes if episode.date is not None]
    if len(known) < 2:
        return ()
    first, last = min(known)[0], max(known)[0]
    step = _step(first, last, most)
    begin, number = step.number(first), step.bars_between(first, last)
    if number < FEWEST_BARS:
        return ()
    hits, counts = [0] * number, [0] * number
    for date, count in known:
        at = step.number(date) - begin
        hits[at] += count
        counts[at] += 1
    starts = [step.start(begin + at) for at in range(number + 1)]
    return tuple(Bar(starts[at], starts[at + 1], hits[at], counts[at]) for at in range(number))


def ends(shown: Sequence[Bar]) -> tuple[str, str]:
    """Name in few letters when the first of the bars begins and when the last one ends."""
    first, last = shown[0].start, shown[-1].end - dt.timedelta(days=1)
    if any(bar.start.day != 1 for bar in shown[:2]):
        return short_day(first), short_day(last)
    if all(bar.start.month == 1 for bar in shown):
        return f"{first.year}", f"{last.year}"
    return short_month(first), short_month(last)


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


def _step(first: dt.date, last: dt.date, most: int) -> _Step:
    """Return how long a bar is, so that there are few enough, and enough to see a course."""
    if _MONTH.bars_between(first, last) >= WISHED_BARS:
        fitting = (step for step in _LONG_STEPS if step.bars_between(first, last) <= most)
        return next(fitting, _AGES)
    return _WEEK if _WEEK.bars_between(first, last) >= WISHED_BARS else _DAY


def _month(date: dt.date) -> int:
    return date.year * 12 + date.month - 1


def _month_start(month: int) -> dt.date:
    """Return the first day of a month that is counted from year 0, within what a date can be."""
    year, rest = divmod(month, 12)
    if year < dt.MINYEAR:
        return dt.date.min
    return dt.date.max if year > dt.MAXYEAR else dt.date(year, rest + 1, 1)


def _days_named(first: dt.date, last: dt.date) -> str:
    """Return a stretch of days in words, what both ends share said once."""
    end = full_day(last)
    if first >= last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {end}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day} {MONTHS[first.month - 1]}{year} to {end}"


def _written(date: dt.date) -> str:
    if date.day != 1:
        return date.isoformat()
    return f"{date.year:04}" if date.month == 1 else f"{date.year:04}-{date.month:02}"
