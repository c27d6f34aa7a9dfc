"""The trail of jumps: back and forward through the places one left, as in a web browser.

No screen and no player here. Places may lie in different episodes; `now_s` is an argument
everywhere, in seconds of any clock that only goes on.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import inf

MOST_STOPS = 200
MOST_GHOSTS = 5
GHOSTS_APART_MS = 1000
MERGE_WITHIN_S = 4.0
LONG_JUMP_MS = 30_000


class Jump(StrEnum):
    """How one goes to another place."""

    STEP = "step"  # on or back by some seconds, or by a turn
    FAR = "far"  # to a place that was chosen
    NONE = "none"  # the program goes there for itself: a loop, a pause that is passed over
    UNDONE = "undone"  # back from a jump that was not meant, and is to be forgotten


@dataclass(frozen=True, slots=True)
class Stop:
    """A place in an episode, which is named by its id."""

    episode: str
    at_ms: int


class JumpTrail:
    """Where one is, the places one came from, and those one went back from.

    The present stop goes along while an episode plays. A new jump cuts what was ahead; steps
    within a few seconds count as one jump. Used from one thread.
    """

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._index = -1
        self._merges_until_s = -inf
        self._settling = False

    @property
    def present(self) -> Stop | None:
        """Where one is, or None before anything was opened."""
        return self._stops[self._index] if self._stops else None

    @property
    def previous(self) -> Stop | None:
        """Where back leads to."""
        return self._stops[self._index - 1] if self.can_go_back else None

    @property
    def can_go_back(self) -> bool:
        """True where there is a place before this one."""
        return self._index > 0

    @property
    def can_go_forward(self) -> bool:
        """True where one went back and has not jumped since."""
        return self._index < len(self._stops) - 1

    def arrive(self, stop: Stop) -> None:
        """Note that an episode was opened; the same one shown anew is no jump.

        It opens at its own place and may be taken to another at once: until `settle`, a jump is
        part of the arrival.
        """
        if self.present is None or self.present.episode != stop.episode:
            self._add(stop)
            self._settling = True

    def settle(self) -> None:
        """End an arrival."""
        self._settling = False

    def move(self, stop: Stop) -> None:
        """Go along with the playhead; a place in another episode is not minded."""
        if self.present is not None and self.present.episode == stop.episode:
            self._stops[self._index] = stop

    def jump(self, start: Stop, goal: Stop, kind: Jump, now_s: float) -> None:
        """Note a jump from where one was to another place."""
        if self.present is None:
            self._add(start)
        if kind is Jump.UNDONE and self.previous == goal:
            self._index -= 1
            self._cut()
            return
        self.move(start)
        if goal == start or kind in (Jump.NONE, Jump.UNDONE):
            self.move(goal)
            return
        if self._settling or (kind is Jump.STEP and now_s <= self._merges_until_s):
            self._cut()
            self._stops[self._index] = goal
        else:
            self._add(goal)
        self._merges_until_s = now_s + MERGE_WITHIN_S if kind is Jump.STEP else -inf
        self._settling = False

    def back(self) -> Stop | None:
        """Go to the place before; None where there is none."""
        return self._step(-1) if self.can_go_back else None

    def forward(self) -> Stop | None:
        """Go to the place one went back from; None where there is none."""
        return self._step(1) if self.can_go_forward else None

    def ghosts(self, episode: str) -> tuple[int, ...]:
        """Return the other places in an episode, the nearest on the trail first, in ms."""
        order = sorted(range(len(self._stops)), key=lambda i: (abs(i - self._index), i))
        places: list[int] = []
        for index in order:
            stop = self._stops[index]
            if index != self._index and stop.episode == episode and _is_apart(stop, places):
                places.append(stop.at_ms)
                if len(places) == MOST_GHOSTS:
                    break
        return tuple(places)

    def _step(self, by: int) -> Stop:
        self._index += by
        self._merges_until_s = -inf
        return self._stops[self._index]

    def _cut(self) -> None:
        del self._stops[self._index + 1 :]

    def _add(self, stop: Stop) -> None:
        self._cut()
        self._stops.append(stop)
        del self._stops[:-MOST_STOPS]
        self._index = len(self._stops) - 1


def is_long(start_ms: int, goal_ms: int) -> bool:
    """Return whether a jump within an episode is so long that a way back is offered at once."""
    return abs(goal_ms - start_ms) > LONG_JUMP_MS


def _is_apart(stop: Stop, places: list[int]) -> bool:
    return all(abs(stop.at_ms - place) >= GHOSTS_APART_MS for place in places)
