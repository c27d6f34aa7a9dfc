"""Times as people write them: `15:41` and `1:07:40`, and lengths in words."""

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS


def timecode(position_ms: int, *, like_ms: int = 0) -> str:
    """Write a position as `M:SS` or `H:MM:SS`; hours are written wherever `like_ms` has them."""
    seconds = max(position_ms, 0) // 1000
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    if hours or like_ms >= HOUR_MS:
        return f"{hours}:{minutes:02}:{rest:02}"
    return f"{minutes}:{rest:02}"


def spoken_length(duration_ms: int) -> str:
    """Write a length in words: `45 s`, `12 min`, `1 h 07 min`."""
    if duration_ms < MINUTE_MS:
        return f"{duration_ms // 1000} s"
    minutes = round(duration_ms / MINUTE_MS)
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"


def precise_timecode(position_ms: int) -> str:
    """Write a position to the tenth of a second: `15:41.2`; one before the start with a minus."""
    tenths = round(abs(position_ms) / 100)
    return f"{'-' if position_ms < 0 and tenths else ''}{timecode(tenths * 100)}.{tenths % 10}"
