"""How the index is read: immutable segments of documents, as arrays.

A document is a passage. Within a segment documents are numbered from 0, those of a unit stand
together, in the unit's order. All arrays are to be read only, `int32` and wider throughout,
whatever is stored; those of single words are read from the file when they are asked for.
Errors: IndexDamagedError from what reads, for a file that was changed meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from reader.search.records import HitKind

Numbers = NDArray[np.int32]
KINDS = tuple(HitKind)  # a document's kind is stored as its place in this


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit of the index, without its passages. Its documents are `first:end`."""

    id: str
    revision: int
    episode: str
    title: str
    show: str
    date: str  # ISO, or ""
    language: str
    tags: tuple[str, ...]
    first: int
    end: int
    alive: bool  # False: replaced or removed meanwhile


class Lexicon(Protocol):
    """The different words of a field, folded by `reader.search.words`, sorted by code point."""

    counts: Numbers  # in how many documents each word is, removed ones counted

    def __len__(self) -> int: ...

    def word(self, number: int) -> str:
        """Return a word by its number."""

    def find(self, word: str) -> int | None:
        """Return a word's number."""

    def beginning_with(self, prefix: str) -> range:
        """Return the numbers of the words that begin so."""

    def of_stem(self, stem: str, language: str) -> Numbers:
        """Return the numbers of the words whose stem this is in a language."""

    def all(self) -> Sequence[str]:
        """Return every word, by number; kept once asked for."""


class Segment(Protocol):
    """One part of the index. `texts` is the lexicon of what was said, `names` of speakers."""

    count: int  # of documents, removed ones counted
    alive: NDArray[np.bool_] | None  # by document; None: all are
    units: tuple[UnitEntry, ...]
    unit_of: Numbers  # by document
    kinds: Numbers  # by document, as in KINDS
    numbers: Numbers  # by document, as in Passage
    starts_ms: NDArray[np.int64]  # by document
    chapters: Numbers  # by document, as in Passage; -1: none
    lengths: Numbers  # by document, in words
    first_places: NDArray[np.int64]  # by document, and one more: where its words begin
    texts: Lexicon
    names: Lexicon
    tags: Lexicon  # bookmarks' tags, folded but not parted into words

    def documents(self, words: Sequence[int]) -> tuple[Numbers, Numbers]:
        """Return the documents that hold any of these words, rising, and how often."""

    def places(self, words: Sequence[int]) -> NDArray[np.int64]:
        """Return every place of these words, rising.

        Places count through the segment: document `d` has those from `first_places[d]` on. Two
        neighbouring words have neighbouring places; between documents one place is left free.
        """

    def named(self, words: Sequence[int]) -> Numbers:
        """Return the documents whose speaker's name holds any of these words, rising."""

    def tagged(self, tags: Sequence[int]) -> Numbers:
        """Return the documents that have any of these tags, rising."""

    def key(self, document: int) -> str:
        """Return a bookmark's id."""


class Snapshot(Protocol):
    """The index as it was at one moment; later changes do not touch it. Used by one thread."""

    generation: int
    segments: tuple[Segment, ...]

    def close(self) -> None:
        """Let go of the files."""
