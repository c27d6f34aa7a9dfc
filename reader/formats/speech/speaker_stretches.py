"""Who speaks when, as files say it that list their speakers apart from their words."""

from bisect import bisect_right
from collections.abc import Iterable


class Stretches:
    """Stretches of time, each with its speaker until the next one begins."""

    def __init__(self, begins: Iterable[tuple[int | None, str]]) -> None:
        known = sorted((at_ms, speaker) for at_ms, speaker in begins if at_ms is not None)
        self._begins = [at_ms for at_ms, _ in known]
        self._speakers = [speaker for _, speaker in known]

    def at(self, position_ms: int | None) -> str:
        """Return who speaks at a position; "" before the first stretch, or where none is known."""
        index = -1 if position_ms is None else bisect_right(self._begins, position_ms) - 1
        return self._speakers[index] if index >= 0 else ""
