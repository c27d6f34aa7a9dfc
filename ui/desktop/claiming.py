"""Makes a command the window of its library, or a caller of the window that is there or coming."""

import os
import time
from collections.abc import Mapping

from PySide6.QtCore import QLockFile

from reader.handover import claim_file, handover_of
from reader.window import WindowRequest
from ui.desktop.handing_over import hand_over

OPENS_WITHIN_S = 10.0  # a window that is coming is waited for so long, then it counts as hanging
ASKED_EVERY_S = 0.1


class Claim:
    """The right to open a library's window, from before it is made until it listens.

    A process that is killed leaves nothing that bars the way: its lock is known by its number.
    """

    def __init__(self, lock: QLockFile | None = None) -> None:
        self._lock = lock

    def release(self) -> None:
        """Let others look for the window themselves: it listens by now."""
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None


def hand_over_or_claim(
    request: WindowRequest, environ: Mapping[str, str], *, within_s: float = OPENS_WITHIN_S
) -> Claim | None:
    """Return None once a window has taken a request over, or the claim to open one for it.

    Of several commands that start at once, one gets the claim; the others wait for its window,
    `within_s` at most, and hand over to it.
    """
    if handover_of(request, environ) is None:
        return Claim()
    lock = QLockFile(os.fspath(claim_file(request.library.folder, environ)))
    given_up_at = time.monotonic() + within_s
    while True:
        # Locked before it is asked again: between the two, nobody else can have opened one.
        claimed = lock.tryLock(0)
        if hand_over(request, environ):
            lock.unlock()
            return None
        barred = lock.error() is QLockFile.LockError.LockFailedError
        if claimed or not barred or time.monotonic() >= given_up_at:
            return Claim(lock)
        time.sleep(ASKED_EVERY_S)
