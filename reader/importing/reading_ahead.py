"""Looks into many files, in worker processes where there are enough of them to be worth it."""

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from itertools import islice

from reader.importing.looking import Found, Task, look
from reader.importing.records import Failure

WORTH_WORKERS = 24  # starting them takes as long as reading about so many transcripts
MOST_WORKERS = 4
_AHEAD = 4  # files under way for each worker: their contents are held until they are used


def look_at_all(
    tasks: Iterable[Task], count: int, cancelled: Callable[[], bool]
) -> Iterator[Found]:
    """Yield what was found in each of `count` tasks, in their order, until cancelled."""
    if count < WORTH_WORKERS or not _can_start_workers():
        for task in tasks:
            if cancelled():
                return
            yield look(task)
        return
    yield from _in_workers(iter(tasks), cancelled)


def _in_workers(tasks: Iterator[Task], cancelled: Callable[[], bool]) -> Iterator[Found]:
    workers = max(1, min(os.cpu_count() or 1, MOST_WORKERS))
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _prepare_worker)
    under_way: deque[tuple[Task, Future[Found]]] = deque()
    broken = False
    try:
        while not cancelled():
            for task in islice(tasks, 0 if broken else workers * _AHEAD - len(under_way)):
                under_way.append((task, pool.submit(look, task)))
            if not under_way:
                break
            task, future = under_way.popleft()
            try:
                yield future.result()
            except BrokenExecutor:
                # Whichever file it was, it must not take the program with it.
                yield Failure(task.path, _ended(task))
                broken = True
                break
        if broken:
            yield from _in_fresh_workers(under_way, tasks, cancelled)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _in_fresh_workers(
    under_way: Iterable[tuple[Task, Future[Found]]],
    tasks: Iterator[Task],
    cancelled: Callable[[], bool],
) -> Iterator[Found]:
    """Go on after a worker has died: with what was under way, then with the rest."""

    def remaining() -> Iterator[Task]:
        yield from (task for task, _ in under_way)
        yield from tasks

    yield from _in_workers(remaining(), cancelled)


def _ended(task: Task) -> str:
    return (
        f"{task.path} could not be read: the process that read it, or a file beside it, ended "
        "(too little memory, perhaps). Import it once more by itself."
    )


def _can_start_workers() -> bool:
    """Tell whether this is no frozen program, which would start itself as its worker."""
    return not getattr(sys, "frozen", False)


def _prepare_worker() -> None:
    """Leave Ctrl-C to the program that started this worker, and look for garbage seldom.

    A transcript is tens of thousands of small records without cycles: to go through them again
    and again took a tenth of the time.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(200_000, 20, 20)
