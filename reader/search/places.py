"""Words side by side and words near one another, found in sorted arrays of their places.

Everything here is arithmetic on arrays of one segment, without sorting: two words that are said
in every other sentence of a large library take a few milliseconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from reader.search.segments import Numbers

Places = NDArray[np.int64]
Flags = NDArray[np.bool_]

# A bisection costs about this many times what a look at a bitmap does.
BISECTION_COST = 8


@dataclass(slots=True)
class PlaceMap:
    """Where a segment's documents have their words. Keeps a bitmap; for one thread."""

    first_places: Places
    _bitmap: Flags | None = field(default=None, init=False)

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
        return np.searchsorted(self.first_places, places, side="right") - 1

    def side_by_side(self, words: Sequence[Places]) -> Places:
        """Return where the first word of a phrase stands, by the places of each of its words."""
        order = sorted(range(len(words)), key=lambda nth: len(words[nth]))
        starts = words[order[0]] - order[0]
        starts = starts[(starts >= 0) & (starts + len(words) <= self.end)]
        for nth in order[1:]:
            starts = starts[self._among(starts + nth, words[nth])]
        return starts

    def _among(self, places: Places, others: Places) -> Flags:
        """Return which of the places are among others; both rise, and lie before the end."""
        if len(places) * BISECTION_COST < len(places) + len(others):
            return _bisected(places, others)
        bitmap = self._bitmap
        if bitmap is None:
            bitmap = self._bitmap = np.zeros(self.end + 1, np.bool_)
        bitmap[others] = True
        among = bitmap[places]
        bitmap[others] = False
        return among

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


def _bisected(places: Places, others: Places) -> Flags:
    if not len(others):
        return np.zeros(len(places), np.bool_)
    found = np.minimum(np.searchsorted(others, places), len(others) - 1)
    among: Flags = others[found] == places
    return among
