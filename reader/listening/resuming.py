"""Where to start again after a pause: a little earlier, the more the longer it was.

The steps are AntennaPod's (see its `RewindAfterPauseUtils`); applied on play, not on pause, so
that the place shown is the place where one stopped.
"""

MINUTE_S = 60
HOUR_S = 60 * MINUTE_S
DAY_S = 24 * HOUR_S
# (paused for at least this many seconds, rewind by this many milliseconds)
REWINDS = ((DAY_S, 20_000), (HOUR_S, 10_000), (MINUTE_S, 3_000), (0, 800))


def resume_at(position_ms: int, paused_s: float, chapter_start_ms: int = 0) -> int:
    """Return where to play on from; never before the chapter's start, never after the place."""
    rewind = next(by for least, by in REWINDS if paused_s >= least or least == 0)
    return min(position_ms, max(position_ms - rewind, chapter_start_ms, 0))
