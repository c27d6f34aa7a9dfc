"""What of the library goes into the index: one unit an episode, and one for its bookmarks.

A unit is indexed and replaced as a whole. Its revision says which state of the library it shows:
the index is up to date when it holds the library's units in the library's revisions.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from reader.model import Cue, Retiming, Timing
from reader.search.records import HitKind


@dataclass(frozen=True, slots=True)
class Passage:
    """One text that is found as a whole: it becomes one document of the index."""

    kind: HitKind
    text: str
    number: int  # of the turn, the chapter or the notes' paragraph; of the bookmark in its unit
    start_ms: int = 0
    speaker: str = ""  # as the library shows it
    chapter: int = -1  # the number of the chapter that a turn or a bookmark begins in
    key: str = ""  # a bookmark's id
    tags: tuple[str, ...] = ()  # a bookmark's


@dataclass(frozen=True, slots=True)
class Unit:
    """One episode's passages, or one episode's bookmarks.

    An episode's unit holds the title (with the subtitle), the notes by paragraph, the chapters'
    titles and the turns, in this order. `episode` is "" for bookmarks whose episode is gone.
    """

    id: str  # the episode's id, or that id after "bookmarks/"
    revision: int
    episode: str
    title: str
    show: str
    date: dt.date | None
    language: str  # a tag such as "en" or "pt-BR", or ""
    passages: tuple[Passage, ...]
    tags: tuple[str, ...] = ()  # the episode's


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage as the library shows it at this moment: what a hit is made of."""

    text: str  # of a turn: its paragraphs joined, which offsets refer to
    speaker: str = ""
    start_ms: int | None = None  # of the turn, the chapter or the bookmark
    end_ms: int | None = None
    timing: Timing = Timing.GIVEN  # of a turn
    cues: Sequence[Cue] = ()  # of a turn
    retiming: Retiming | None = None  # of a turn
    estimates: tuple[int, ...] = ()  # of a turn


class SearchableLibrary(Protocol):
    """What the index asks of the library. Errors: LibraryError from every method."""

    def revisions(self) -> Mapping[str, int]:
        """Return every unit's id and revision: cheap, for it is asked often."""

    def unit(self, unit_id: str) -> Unit | None:
        """Return a unit with its passages; None where it is gone meanwhile."""

    def texts(
        self, places: Sequence[tuple[str, HitKind, int, str]]
    ) -> Sequence[PassageText | None]:
        """Return passages as they are, by (unit's id, kind, number, key); None: it is gone.

        One for each place, in their order. It is asked for those that are shown: some fifty.
        """
