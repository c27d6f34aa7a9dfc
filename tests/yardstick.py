"""How long something may take: in yards, a piece of work that this machine does just as well.

Counted is the processor's time, so that a slow machine, or a busy one, changes nothing.
"""

import functools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

WORDS = 120_000
TRIES = 3


@contextmanager
def taking_at_most(yards: float) -> Iterator[None]:
    """Fail where what is done within the block takes more processor time than so many yards.

    A yard is about a twentieth of a second on a usual machine. Limits are a few times what an
    honest piece of work takes: they are for what grows with the square of its input, or hangs.
    """
    begun_s = time.process_time()
    yield
    taken = (time.process_time() - begun_s) / yard_s()
    assert taken < yards, f"it took {taken:.1f} yards"


def quickest(work: Callable[[], object], tries: int = 5) -> float:
    """Return in yards what some work takes when nothing disturbs it."""
    return min(_seconds(work) for _ in range(tries)) / yard_s()


@functools.cache
def yard_s() -> float:
    """Return the length of a yard on this machine, in seconds."""
    return min(_seconds(_yard) for _ in range(TRIES))


def _seconds(work: Callable[[], object]) -> float:
    begun_s = time.process_time()
    work()
    return time.process_time() - begun_s


def _yard() -> str:
    return " ".join(sorted(str(number * 7919 % 100_003) for number in range(WORDS)))
