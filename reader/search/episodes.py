"""Which episodes the hits of a query are in, and how many: all are counted, not those shown."""

import datetime as dt
from collections.abc import Sequence

import numpy as np

from reader.search.ranking import Matches
from reader.search.records import EpisodeHits
from reader.search.segments import Numbers, UnitEntry
from reader.search.views import SegmentView

Facts = tuple[str, str, str, dt.date | None]


class EpisodeCounter:
    """The episodes of some segments. What belongs to one that is gone counts by itself."""

    def __init__(self, views: Sequence[SegmentView]) -> None:
        self._facts: list[Facts] = []
        self._of_unit: dict[SegmentView, Numbers] = {}
        known: dict[str, int] = {}
        for view in views:
            units = view.segment.units
            numbers = [known.setdefault(unit.episode or unit.id, len(known)) for unit in units]
            for number, unit in zip(numbers, units, strict=True):
                if number == len(self._facts):
                    self._facts.append(_facts(unit))
            self._of_unit[view] = np.array(numbers, np.int32)

    def count(self, matches: Sequence[Matches]) -> tuple[EpisodeHits, ...]:
        """Count all documents by episode; best first, equal ones in the library's order."""
        counts = np.zeros(len(self._facts), np.int64)
        best = np.zeros(len(self._facts))
        order = np.full(len(self._facts), np.iinfo(np.int64).max)
        for one in matches:
            if not len(one.documents):
                continue
            of_document = one.view.segment.unit_of[one.documents]
            firsts = np.flatnonzero(np.diff(of_document, prepend=-1))
            episodes = self._of_unit[one.view][of_document[firsts]]
            np.add.at(counts, episodes, np.diff(firsts, append=len(of_document)))
            np.maximum.at(best, episodes, np.maximum.reduceat(one.scores, firsts))
            np.minimum.at(order, episodes, one.view.order[one.documents[firsts]])
        found = np.flatnonzero(counts)
        found = found[np.lexsort((order[found], -best[found]))]
        numbered = zip(found.tolist(), counts[found].tolist(), best[found].tolist(), strict=True)
        return tuple(EpisodeHits(*self._facts[nth], count, most) for nth, count, most in numbered)


def _facts(unit: UnitEntry) -> Facts:
    day = dt.date.fromisoformat(unit.date) if unit.date else None
    return unit.episode, unit.title, unit.show, day
