"""A segment as queries see it: with what is worked out once and used by every later query.

Nothing here depends on a query. Words become word numbers here, by one rule for all of the
program: a term stands for itself, for the words of its stem in any language of the segment, or
for the words that begin so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from reader.search.places import Flags, PlaceMap
from reader.search.query import Form, Term
from reader.search.records import HitKind
from reader.search.segments import KINDS, Lexicon, Segment, UnitEntry
from reader.search.words import fold, folded_words, stem, stemmed_as

# What one word in a title, a chapter or a bookmark weighs beside one that is said: a library's
# few titles are about the words in them, and a bookmark was set by hand.
KIND_WEIGHTS = {
    HitKind.TURN: 1.0,
    HitKind.NOTE: 1.0,
    HitKind.BOOKMARK: 1.5,
    HitKind.CHAPTER: 2.0,
    HitKind.TITLE: 3.0,
}
MOST_BEGINNING = 1_000  # words that a prefix stands for, the most frequent ones
SHORT_BEGINNING = 2  # letters: such a prefix is usually still being typed
MOST_BEGINNING_SHORT = 100


@dataclass(frozen=True, slots=True)
class UnitNames:
    """What filters compare of a unit: folded words of its show and title, folded tags."""

    show: frozenset[str]
    title: frozenset[str]
    tags: frozenset[str]


class SegmentView:
    """One segment, and its units' places in the order of the whole library.

    `ranks` are those of the segment's units, 0 first. For one thread.
    """

    def __init__(self, segment: Segment, ranks: Sequence[int]) -> None:
        self.segment = segment
        by_stemmer = {stemmed_as(unit.language): unit.language for unit in segment.units}
        self.languages = tuple(by_stemmer.values())  # one tag for each way of stemming
        self._ranks = ranks
        self._shorter: dict[float, NDArray[np.float64]] = {}

    def read(self) -> None:
        """Read what every query needs. Errors: those of the segment."""
        _ = self.alive_count, self.word_count, self.weights, self.order, self.segment.numbers

    @cached_property
    def place_map(self) -> PlaceMap:
        """The places of the segment's words."""
        return PlaceMap(self.segment.first_places)

    @cached_property
    def alive_count(self) -> int:
        """How many documents are not removed."""
        alive = self.segment.alive
        return self.segment.count if alive is None else int(np.count_nonzero(alive))

    @cached_property
    def word_count(self) -> int:
        """How many words those documents have."""
        alive, lengths = self.segment.alive, self.segment.lengths
        return int((lengths if alive is None else lengths[alive]).sum(dtype=np.int64))

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """What a document's score is multiplied by, by document."""
        return np.array([KIND_WEIGHTS[kind] for kind in KINDS])[self.segment.kinds]

    @cached_property
    def order(self) -> NDArray[np.int64]:
        """The documents' places in the library: newest episodes first, then as they are heard."""
        firsts = np.array([unit.first for unit in self.segment.units], np.int64)
        ranks = np.array(self._ranks, np.int64) << 32
        of_document = self.segment.unit_of
        return ranks[of_document] + np.arange(self.segment.count) - firsts[of_document]

    @cached_property
    def unit_names(self) -> tuple[UnitNames, ...]:
        """What filters compare, by unit."""
        return tuple(_unit_names(unit) for unit in self.segment.units)

    def saturation(
        self, average: float, compute: Callable[[NDArray[np.float64]], NDArray[np.float64]]
    ) -> NDArray[np.float64]:
        """Return what BM25 adds to a word's count, by document; kept while the average is."""
        if average not in self._shorter:
            relative = self.segment.lengths / average
            self._shorter = {average: compute(relative)}
        return self._shorter[average]

    def by_unit(self, flags: Sequence[bool]) -> Flags:
        """Return what is said of units, by document."""
        return np.array(flags, np.bool_)[self.segment.unit_of]

    def numbers(self, term: Term) -> list[int]:
        """Return the numbers of the words that a term stands for."""
        lexicon = self.segment.texts
        number = lexicon.find(term.text)
        found = set() if number is None else {number}
        if term.form is Form.PREFIX:
            found.update(most_frequent(lexicon, term.text))
        elif term.form is Form.WORD:
            for tag in self.languages:
                found.update(lexicon.of_stem(stem(term.text, tag), tag).tolist())
        return sorted(found)


def most_beginning(prefix: str) -> int:
    """Return how many words a prefix may stand for, apart from itself as a word."""
    return MOST_BEGINNING if len(prefix) > SHORT_BEGINNING else MOST_BEGINNING_SHORT


def most_frequent(lexicon: Lexicon, prefix: str) -> list[int]:
    """Return the numbers of the words that begin so, rising; of very many those found most."""
    numbers, most = lexicon.beginning_with(prefix), most_beginning(prefix)
    if len(numbers) <= most:
        return list(numbers)
    counts = lexicon.counts[numbers.start : numbers.stop]
    chosen = np.argpartition(counts, -most)[-most:]
    return sorted((chosen + numbers.start).tolist())


def ranks_of(segments: Sequence[Segment]) -> tuple[tuple[int, ...], ...]:
    """Return every unit's place in the library, by segment: newest episodes first."""
    units = [(nth, unit) for nth, segment in enumerate(segments) for unit in segment.units]
    units.sort(key=lambda one: one[1].id)
    units.sort(key=lambda one: one[1].date, reverse=True)
    ranks: list[dict[int, int]] = [{} for _ in segments]
    for rank, (nth, unit) in enumerate(units):
        ranks[nth][id(unit)] = rank
    return tuple(
        tuple(ranks[nth][id(unit)] for unit in segment.units)
        for nth, segment in enumerate(segments)
    )


def _unit_names(unit: UnitEntry) -> UnitNames:
    return UnitNames(
        frozenset(folded_words(unit.show)),
        frozenset(folded_words(unit.title)),
        frozenset(map(fold, unit.tags)),
    )
