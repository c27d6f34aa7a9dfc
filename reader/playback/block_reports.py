"""Where a player is that tells, now and then, which block of sound it has begun.

A report says where its block starts, and comes by up to a block's length, or by up to the time
between two looks, too late. So each report says between which two places the player is, and all
those of the last second say it together much closer: it is taken to be in the middle of that.
"""

import math
from collections import Counter, deque
from itertools import pairwise

REMEMBERED_S = 1.0  # long enough to tell closely, short enough to follow the sound
SHORTEST_MS = 8  # blocks are not shorter; what differs by less is the rounding of reports
STEPS_MS = range(SHORTEST_MS, 500)  # from a report to the next; farther is a jump
USUAL_TIMES, USUAL_SHARE = 2, 0.02  # what is seen less often is an accident, not a block


class BlockReports:
    """Takes the reports of one file, which come `look_s` apart at most. For one thread."""

    def __init__(self, look_s: float) -> None:
        self._look_s = look_s
        self._reports: deque[tuple[float, int]] = deque()
        self._steps_ms: Counter[int] = Counter()  # between reports: whole numbers of blocks
        self._block_ms = math.inf

    def outlast_looks(self, rate: float) -> bool:
        """Return whether the blocks are so long that not every look finds a new one."""
        return self._look_s * rate * 1000 < self._block_ms < math.inf

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
        """Take the smallest of the usual steps, or difference between two, for a block."""
        if step_ms not in STEPS_MS:
            return
        self._steps_ms[step_ms] += 1
        enough = max(USUAL_TIMES, USUAL_SHARE * self._steps_ms.total())
        usual = sorted(step for step, times in self._steps_ms.items() if times >= enough)
        apart = [b - a for a, b in pairwise([0, *usual])]
        self._block_ms = min((ms for ms in apart if ms >= SHORTEST_MS), default=math.inf)
