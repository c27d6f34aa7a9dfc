"""Lines of a library, invented, for tests of the panel that shows it."""

import datetime as dt
from pathlib import Path

from reader.model import EpisodeSummary

HOUR_MS = 3_600_000
MORNING = dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC)


def summary(
    title: str,
    show: str = "Night Ferry",
    *,
    at_ms: int = 0,
    audio: Path | None = Path("/ferry.mp3"),
    tags: tuple[str, ...] = (),
    day: int = 27,
) -> EpisodeSummary:
    """Return an episode of an hour; its title is its id."""
    date = dt.date(2026, 1, day)
    used = MORNING if at_ms else None
    return EpisodeSummary(
        title, title, show, date, HOUR_MS, 2, 9, audio, at_ms, MORNING, used, tags
    )
