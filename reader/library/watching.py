"""Notices what another process did to a library, and what that means for an episode that is shown.

A window holds what it read for hours; meanwhile `earmark sync`, `align` or an import may be typed.
"""

from collections.abc import Sequence
from enum import IntEnum

from reader.library import Library
from reader.model import Cue, Episode, Turn


class LibraryWatch:
    """Remembers how a library was seen last. For the library's thread.

    What is written through the library itself is no news; errors are those of `Library`.
    """

    def __init__(self) -> None:
        self._changes: int | None = None
        self._seen: dict[str, int | None] = {}  # one episode's revision

    def has_changed(self, library: Library) -> bool:
        """Return whether somebody else wrote since the last call. Cheap, and False at first."""
        before, self._changes = self._changes, library.storage.changes()
        return before is not None and before != self._changes

    def is_other(self, library: Library, episode: str) -> bool:
        """Return whether an episode may be another than at the last call, by whomever."""
        seen = {episode: library.storage.revision_of(episode)}
        before, self._seen = self._seen, seen
        return before != seen

    def forget(self) -> None:
        """Take everything for changed at the next call: what was told of could not be read."""
        self._changes, self._seen = -1, {}


class Difference(IntEnum):
    """How much of an episode is other than it is shown; the greater includes the smaller."""

    NONE = 0
    TIMES = 1  # when its words are heard, who says them, its chapters
    WORDS = 2  # what it says, what it is called, or its recording


def difference(shown: Episode, now: Episode) -> Difference:
    """Compare an episode that is shown with what the library has. Pure.

    Where it was left does not count: whoever shows it knows better.
    """
    if _words(shown) != _words(now):
        return Difference.WORDS
    return Difference.TIMES if _times(shown) != _times(now) else Difference.NONE


def _words(episode: Episode) -> tuple[object, ...]:
    facts = (episode.title, episode.show, episode.subtitle, episode.date, episode.notes)
    said = [(turn.paragraphs, len(turn.cues)) for turn in episode.turns]
    return (*facts, episode.audio, said)


def _times(episode: Episode) -> tuple[object, ...]:
    turns = [
        (turn.start_ms, turn.end_ms, turn.speaker, turn.timing, turn.estimates, _own_cues(turn))
        for turn in episode.turns
    ]
    return (episode.duration_ms, episode.chapters, episode.sync, turns)


def _own_cues(turn: Turn) -> Sequence[Cue]:
    """Return a turn's cues as they were given: they need not be unpacked to be compared."""
    return turn.retiming.cues if turn.retiming is not None else turn.cues
