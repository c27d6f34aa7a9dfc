"""Where a player is that tells, now and then, which block of sound it has begun.

A report says where its block starts, and comes by up to a block's length, or by up to the time
between two looks, too late. So each report says between which two places the player is, and all
those of the last second say it together much closer: it is taken to be in the middle of that.
"""

from collections import deque
from itertools import pairwise

REMEMBERED_S = 1.0  # long enough to tell closely, short enough to follow the sound
SHORTEST_MS = 8.0  # blocks are not shorter; what differs by less is the rounding of reports


class BlockReports:
    """Takes the reports of one file, which come `look_s` apart at most. For one thread."""

    def __init__(self, look_s: float) -> None:
        self._look_s = look_s
        self._reports: deque[tuple[float, int]] = deque()
        self._steps_ms: set[int] = set()  # between reports: whole numbers of blocks
        self._block_ms = float("inf")

    def outlast_looks(self, rate: float) -> bool:
        """Return whether the blocks are so long that not every look finds a new one."""
        return self._look_s * rate * 1000 < self._block_ms < float("inf")

    def begin_anew(self) -> None:
        """Forget where it was: the player was sent elsewhere, or plays at another speed."""
        self._reports.clear()

    def place_after(self, position_ms: int, now: float, rate: float) -> float:
        """Take a report and return where the player is `now` (time.monotonic seconds), in ms."""
        if self._reports:
            self._learn_block(position_ms - self._reports[-1][1])
        self._reports.append((now, position_ms))
        while self._reports[0][0] < now - REMEMBERED_S:
            self._reports.popleft()
        begun = [began + (now - at_s) * rate * 1000 for at_s, began in self._reports]
        late_ms = min(self._block_ms, self._look_s * rate * 1000)
        earliest_ms, latest_ms = max(begun), min(begun) + late_ms
        return (earliest_ms + max(latest_ms, earliest_ms)) / 2

    def _learn_block(self, step_ms: int) -> None:
        """Take the smallest step, or difference between two, for a block."""
        if step_ms < SHORTEST_MS or step_ms in self._steps_ms or len(self._steps_ms) > 50:
            return
        self._steps_ms.add(step_ms)
        differences = [b - a for a, b in pairwise(sorted({0, *self._steps_ms}))]
        self._block_ms = min(d for d in differences if d >= SHORTEST_MS)
