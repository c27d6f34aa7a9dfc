"""Words side by side and words near one another, found in sorted arrays of their places.

Everything here is arithmetic on arrays of one segment, without sorting: two words that are said
in every other sentence of a large library take a few milliseconds.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from reader.search.segments import Numbers

Places = NDArray[np.int64]
Flags = NDArray[np.bool_]

# A bisection costs about this many times what a look at a bitmap does.
BISECTION_COST = 8
LANDMARK_BITS = 5


class PlaceMap:
    """Where a segment's documents have their words. Keeps a bitmap; for one thread."""

    def __init__(self, first_places: Places) -> None:
        self.first_places = first_places

    @property
    def end(self) -> int:
        """The first place after all words."""
        return int(self.first_places[-1])

    def documents(self, places: Places) -> tuple[Numbers, Numbers]:
        """Return the documents that hold these rising places, rising, and how many each."""
        if len(places) > len(self.first_places):
            counts = np.diff(np.searchsorted(places, self.first_places))
            documents = np.flatnonzero(counts)
            return documents.astype(np.int32), counts[documents].astype(np.int32)
        of_place = self.document_of(places)
        firsts = np.flatnonzero(np.diff(of_place, prepend=-1))
        counts = np.diff(firsts, append=len(of_place))
        return of_place[firsts].astype(np.int32), counts.astype(np.int32)

    def document_of(self, places: Places) -> Places:
        """Return each rising place's document."""
        if len(places) > len(self.first_places):
            bounds = np.searchsorted(places, self.first_places)
            return np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
        documents: Places = self._landmarks[places >> LANDMARK_BITS]
        behind = self.first_places[documents + 1] <= places
        while behind.any():
            documents += behind
            behind = self.first_places[documents + 1] <= places
        return documents

    @cached_property
    def _landmarks(self) -> Places:
        """The document at every so manieth place: bisecting from there is looking a few ahead."""
        every = np.arange(0, self.end + 1, 1 << LANDMARK_BITS)
        return np.searchsorted(self.first_places, every, side="right") - 1

    def side_by_side(self, words: Sequence[Places]) -> Places:
        """Return where the first word of a phrase stands, by the places of each of its words."""
        order = sorted(range(len(words)), key=lambda nth: len(words[nth]))
        starts = words[order[0]] - order[0]
        starts = starts[(starts >= 0) & (starts + len(words) <= self.end)]
        for nth in order[1:]:
            starts = self._in_both(starts + nth, words[nth]) - nth
        return starts

    def _in_both(self, places: Places, others: Places) -> Places:
        """Return the places that are among others; both rise, and lie before the end."""
        if len(places) * BISECTION_COST < len(others):
            return _bisected(places, others)
        self._bitmap[places] = True
        both = others[np.flatnonzero(self._bitmap[others])]
        self._bitmap[places] = False
        return both

    @cached_property
    def _bitmap(self) -> Flags:
        """A flag a place, none of them set between uses."""
        return np.zeros(self.end + 1, np.bool_)

    def near(self, ones: Places, others: Places, within: int) -> Numbers:
        """Return the documents where one of each stands within so many words, rising.

        A place that is among both is not near itself.
        """
        if len(ones) > len(others):
            ones, others = others, ones
        of_place = self.document_of(ones)
        lowest = np.maximum(ones - within, self.first_places[of_place])
        highest = np.minimum(ones + within, self.first_places[of_place + 1] - 1)
        found = np.searchsorted(others, lowest)
        padded = np.append(others, np.iinfo(np.int64).max)
        found += padded[found] == ones
        close = padded[found] <= highest
        documents = of_place[close]
        return documents[np.flatnonzero(np.diff(documents, prepend=-1))].astype(np.int32)


def _bisected(places: Places, others: Places) -> Places:
    found = np.minimum(np.searchsorted(others, places), len(others) - 1)
    both: Places = places[others[found] == places]
    return both
