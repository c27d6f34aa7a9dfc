"""The kinds of player that need no Qt, and the choice among those a program offers."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from reader.errors import PlaybackError
from reader.playback.libvlc import LibVlc
from reader.playback.player import Player, PlayerSource
from reader.playback.silent import SilentPlayer, length_unknown
from reader.playback.vlc_player import VlcPlayer

LIBVLC = "libvlc"
BROKE_AGAIN = "libVLC broke down twice; start Earmark again to use it."


class LibVlcSource:
    """Players on libVLC 3, which is started at most once. `extra_args` are libVLC's own."""

    name = LIBVLC

    def __init__(self, extra_args: Sequence[str] = ()) -> None:
        self._extra_args = tuple(extra_args)
        self._lib: LibVlc | None = None
        self._problem: str | None = None
        self._broke = False

    def problem(self) -> str | None:
        """Start libVLC to find out; the first time takes about a tenth of a second."""
        if self._lib is None and self._problem is None:
            try:
                self._lib = LibVlc(self._extra_args)
            except PlaybackError as error:
                self._problem = str(error)
        return self._problem

    def create(self) -> Player:
        """Make a player. Raise PlaybackError where libVLC is missing or does not start.

        A libVLC that broke is started anew, once.
        """
        if self._lib is not None and self._lib.is_broken:
            self._lib = None
            self._problem = BROKE_AGAIN if self._broke else None
            self._broke = True
        problem = self.problem()
        if self._lib is None:
            raise PlaybackError(problem or "libVLC did not start.")
        return VlcPlayer(self._lib)

    def wait(self, seconds: float) -> None:
        """Sleep: libVLC plays on threads of its own."""
        time.sleep(seconds)


class SilentSource:
    """Players that sound nothing; they work everywhere. `duration_of` as for SilentPlayer."""

    name = "silent"

    def __init__(self, duration_of: Callable[[Path], int | None] = length_unknown) -> None:
        self._duration_of = duration_of

    def problem(self) -> str | None:
        """Return None: there is nothing to go wrong."""
        return None

    def create(self) -> Player:
        """Make a player."""
        return SilentPlayer(duration_of=self._duration_of)

    def wait(self, seconds: float) -> None:
        """Sleep: the silent player looks at the time when it is asked."""
        time.sleep(seconds)


class MissingSource:
    """A kind of player that cannot even be asked for on this machine; `reason` is a sentence."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self._reason = reason

    def problem(self) -> str | None:
        """Return the reason."""
        return self._reason

    def create(self) -> Player:
        """Raise PlaybackError."""
        raise PlaybackError(self._reason)

    def wait(self, seconds: float) -> None:
        """Sleep."""
        time.sleep(seconds)


def choose(sources: Sequence[PlayerSource], preferred: str | None = None) -> PlayerSource:
    """Return the source named `preferred`, or else the first that works here.

    A preferred one that does not work, or is not among them, is passed over for the first
    that works. Raise PlaybackError, with every source's reason, when none does.
    """
    ordered = sorted(sources, key=lambda source: source.name != preferred)
    reasons = []
    for source in ordered:
        problem = source.problem()
        if problem is None:
            return source
        reasons.append(problem)
    raise PlaybackError("No player works on this machine. " + " ".join(reasons))


def another(sources: Sequence[PlayerSource], broken: str, tell: Callable[[str], None]) -> Player:
    """Make a player in the place of one of the source named `broken`: again of that, if it can.

    `tell` is given a sentence where it is of another source. Raise PlaybackError, with every
    source's reason, when none can.
    """
    reasons = []
    for source in sorted(sources, key=lambda source: source.name != broken):
        try:
            player = source.create()
        except PlaybackError as error:
            reasons.append(str(error))
            continue
        if source.name != broken:
            tell(f"{' '.join(reasons)} The player {source.name} is used instead.")
        return player
    raise PlaybackError("No player works any more. " + " ".join(reasons))
