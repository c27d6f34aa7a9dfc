"""Writes dates in words, the same in every locale: "27 January 2026", "27 Jan 2026", "Jan 2026"."""

import datetime as dt

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def full_day(day: dt.date) -> str:
    """Write a day as `27 January 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: dt.date) -> str:
    """Write a day as `27 Jan 2026`."""
    return f"{day.day} {short_month(day)}"


def short_month(day: dt.date) -> str:
    """Write a day's month as `Jan 2026`."""
    return f"{MONTHS[day.month - 1][:3]} {day.year}"
