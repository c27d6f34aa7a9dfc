"""Hits by time: bars of equal spans, and a query limited to one of them."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.search.hit_dates import (
    FEWEST_BARS,
    MOST_BARS,
    Bar,
    bars,
    ends,
    is_limited,
    unlimited,
    within,
)
from reader.search.parsing import parse
from reader.search.query import And, Dated
from reader.search.records import EpisodeHits

DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))


def near_or_far() -> st.SearchStrategy[list[dt.date]]:
    """Draw dates of some days, and of all times."""
    near = st.dates(dt.date(2025, 12, 20), dt.date(2026, 1, 20))
    return st.one_of(st.lists(days, min_size=2, max_size=30) for days in (near, DAYS))


def found(*when: dt.date | None, count: int = 1) -> list[EpisodeHits]:
    return [EpisodeHits(str(at), "Title", "", day, count, 1.0) for at, day in enumerate(when)]


class TestBars:
    def test_by_month_with_the_empty_ones_between(self) -> None:
        made = bars(found(dt.date(2026, 1, 31), dt.date(2026, 1, 2), dt.date(2026, 4, 1), count=3))
        assert [bar.hits for bar in made] == [6, 0, 0, 3]
        assert [bar.episodes for bar in made] == [2, 0, 0, 1]
        assert made[0].words == "January 2026: 6 hits in 2 episodes"
        assert made[1].words == "February 2026: no hits"

    def test_by_year_where_months_would_be_too_many(self) -> None:
        made = bars(found(dt.date(2008, 5, 1), dt.date(2026, 2, 1)))
        assert [bar.name for bar in made] == [str(year) for year in range(2008, 2027)]

    def test_quarters_are_named_by_their_months(self) -> None:
        made = bars(found(dt.date(2020, 5, 1), dt.date(2026, 2, 1)))
        assert made[0].name == "April to June 2020"

    def test_years_together_are_named_by_the_first_and_the_last(self) -> None:
        made = bars(found(dt.date(1900, 5, 1), dt.date(2026, 2, 1)))
        assert made[0].name == "1900 to 1904"

    def test_by_week_where_the_months_would_be_too_few(self) -> None:
        made = bars(found(dt.date(2025, 12, 16), dt.date(2026, 1, 9)))
        assert [bar.name for bar in made] == [
            "15 to 21 December 2025",
            "22 to 28 December 2025",
            "29 December 2025 to 4 January 2026",
            "5 to 11 January 2026",
        ]

    def test_a_week_over_the_end_of_a_month_names_the_year_once(self) -> None:
        made = bars(found(dt.date(2026, 3, 9), dt.date(2026, 4, 1)))
        assert made[-1].name == "30 March to 5 April 2026"

    def test_by_day_where_the_weeks_would_be_too_few(self) -> None:
        made = bars(found(dt.date(2026, 2, 28), dt.date(2026, 3, 2), count=2))
        assert [bar.name for bar in made] == ["28 February 2026", "1 March 2026", "2 March 2026"]
        assert [bar.hits for bar in made] == [2, 0, 2]

    @pytest.mark.parametrize(
        ("first", "last", "named"),
        [
            (dt.date(2026, 2, 27), dt.date(2026, 3, 1), ("27 Feb 2026", "1 Mar 2026")),
            (dt.date(2026, 2, 1), dt.date(2026, 2, 3), ("1 Feb 2026", "3 Feb 2026")),
            (dt.date(2025, 12, 16), dt.date(2026, 1, 9), ("15 Dec 2025", "11 Jan 2026")),
            (dt.date(2025, 11, 16), dt.date(2026, 3, 9), ("Nov 2025", "Mar 2026")),
            (dt.date(2020, 5, 1), dt.date(2026, 2, 1), ("Apr 2020", "Mar 2026")),
            (dt.date(2008, 5, 1), dt.date(2026, 2, 1), ("2008", "2026")),
        ],
    )
    def test_their_ends_have_short_names(
        self, first: dt.date, last: dt.date, named: tuple[str, str]
    ) -> None:
        assert ends(bars(found(first, last))) == named

    @pytest.mark.parametrize(
        "when",
        [
            (),
            (None, None),
            (dt.date(2026, 1, 1), None),
            (dt.date(2026, 1, 1), dt.date(2026, 1, 2)),
        ],
    )
    def test_none_where_the_dates_show_no_course(self, when: tuple[dt.date | None, ...]) -> None:
        assert bars(found(*when)) == ()

    @given(near_or_far())
    @example([dt.date(199, 1, 1), dt.date(1999, 1, 1)])  # a digit too few
    @example([dt.date(1, 1, 1), dt.date(9999, 12, 31)])
    def test_every_dated_hit_is_in_the_one_bar_of_its_time(self, days: list[dt.date]) -> None:
        made = bars(found(*days))
        assert bool(made) is ((max(days) - min(days)).days + 1 >= FEWEST_BARS)
        assert len(made) <= MOST_BARS
        if not made:
            return
        assert sum(bar.episodes for bar in made) == len(days)
        for bar in made:
            last_day = dt.date.max  # the end of all time belongs to the last bar
            inside = [d for d in days if bar.start <= d < bar.end or d == bar.end == last_day]
            assert bar.episodes == len(inside) or bar.end == last_day
        assert all(one.end == other.start for one, other in pairwise(made))


class TestLimiting:
    BAR = Bar(dt.date(2025, 4, 1), dt.date(2026, 1, 1), 3, 1)
    DAY = Bar(dt.date(2026, 2, 28), dt.date(2026, 3, 1), 3, 1)
    NEW_YEARS_DAY = Bar(dt.date(2026, 1, 1), dt.date(2026, 1, 2), 3, 1)

    def test_the_query_gets_both_limits(self) -> None:
        assert within("old ferry", self.BAR) == "old ferry after:2025-04 before:2026"

    def test_limits_that_it_had_are_replaced(self) -> None:
        limited = within("after:2020 ferry before:2021-05 on:2020", self.BAR)
        assert limited == "ferry after:2025-04 before:2026"

    def test_they_can_be_taken_away_again(self) -> None:
        limited = within('"old ferry" speaker:ida', self.BAR)
        assert is_limited(limited)
        assert unlimited(limited) == '"old ferry" speaker:ida'
        assert not is_limited(unlimited(limited))

    def test_words_that_only_look_so_stay(self) -> None:
        assert unlimited("hereafter:2020 before noon") == "hereafter:2020 before noon"

    @pytest.mark.parametrize("bar", [BAR, DAY, NEW_YEARS_DAY], ids=lambda bar: bar.name)
    def test_the_language_reads_exactly_the_bars_time(self, bar: Bar) -> None:
        root = parse(within("ferry", bar)).root
        assert isinstance(root, And)
        dated = [part for part in root.parts if isinstance(part, Dated)]
        assert {(one.first, one.before) for one in dated} == {
            (bar.start, None),
            (None, bar.end),
        }
