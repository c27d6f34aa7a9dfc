"""Calls into a library that may never come back, made on threads that nobody waits for.

A sound server that is stopped, or a drive that went away, holds whoever asks for it: for half a
minute, or for good. Such a thread is left alone then, also when the program ends.
"""

import atexit
import time
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

T = TypeVar("T")
LEAVE_WITHIN_S = 0.3
_unfinished: set["Errands"] = set()
_abandoned: list[None] = []


class Errands:
    """Does one thing after another, on a thread of its own. Any thread may call.

    `last` is done at the end, also where only the program's end brings it. `problem` is what an
    errand raised; those after it are done nevertheless.
    """

    def __init__(self, name: str, last: Callable[[], object]) -> None:
        self.problem: Exception | None = None
        self._last = last
        self._calls: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name=name, daemon=True)
        _unfinished.add(self)
        self._thread.start()

    @property
    def finished(self) -> bool:
        """Whether the last errand is done."""
        return not self._thread.is_alive()

    def do(self, call: Callable[[], object]) -> None:
        """Do this after what was asked before."""
        self._calls.put(call)

    def end(self) -> None:
        """Do what is to be done last; then the thread ends."""
        self._calls.put(None)

    def wait(self, within_s: float) -> None:
        """Wait for the end, but no longer than that."""
        self._thread.join(within_s)

    def _run(self) -> None:
        while (call := self._calls.get()) is not None:
            self._carry_out(call)
        self._carry_out(self._last)
        _unfinished.discard(self)

    def _carry_out(self, call: Callable[[], object]) -> None:
        try:
            call()
        except Exception as error:  # noqa: BLE001  (whose errand it is decides what it means)
            self.problem = error


def answer_of(question: Callable[[], T], within_s: float, otherwise: T) -> T:
    """Return the answer to a question that may wait for a drive; `otherwise` where it does so long.

    Any thread. What the question raises counts as no answer.
    """
    answers: list[T] = []
    errands = Errands("question", lambda: None)
    errands.do(lambda: answers.append(question()))
    errands.end()
    errands.wait(within_s)
    return answers[0] if answers else otherwise


def abandon() -> None:
    """Note that something cannot be let go of without waiting; `leave` says so at the end."""
    _abandoned.append(None)


def leave(within_s: float = LEAVE_WITHIN_S) -> bool:
    """End all errands, and wait for that a moment; return whether nothing is left to wait for."""
    until_s = time.monotonic() + within_s
    unfinished = tuple(_unfinished)
    for errands in unfinished:
        errands.end()
    for errands in unfinished:
        errands.wait(max(until_s - time.monotonic(), 0.0))
    return not _unfinished and not _abandoned


atexit.register(leave)
