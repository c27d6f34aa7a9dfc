"""Dates in words."""

import datetime as dt

from reader.dates import full_day, short_day, short_month

DAY = dt.date(2026, 3, 1)


def test_a_day_is_written_in_full_or_shortly() -> None:
    assert (full_day(DAY), short_day(DAY)) == ("1 March 2026", "1 Mar 2026")
    assert short_month(DAY) == "Mar 2026"


def test_an_early_year_has_no_noughts() -> None:
    assert full_day(dt.date(812, 12, 31)) == "31 December 812"
