"""Which hits come first: BM25 over the whole library, and the best of many without sorting all.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the
usual k1 and b. A phrase is scored like a word that is as rare as the phrase. The statistics are
those of all segments and all that is not removed, so that the order does not depend on how the
index happens to be parted.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.search.evaluating import Postings
from reader.search.query import Phrase, Term
from reader.search.segments import Numbers
from reader.search.views import SegmentView

K1 = 1.2
B = 0.75
BLOCK = 64  # scores that are looked at as one where there are many

Scores = NDArray[np.float64]
Leaf = Term | Phrase


@dataclass(frozen=True, slots=True)
class Collection:
    """What BM25 asks of the whole library."""

    documents: int
    average_length: float

    @classmethod
    def of(cls, views: Sequence[SegmentView]) -> "Collection":
        """Count what is not removed."""
        documents = sum(view.alive_count for view in views)
        words = sum(view.word_count for view in views)
        return cls(documents, max(words / documents if documents else 0.0, 1.0))

    def rarity(self, holding: int) -> float:
        """Return how much finding a word says that so many documents hold; never negative."""
        return math.log(1.0 + (self.documents - holding + 0.5) / (holding + 0.5))


@dataclass(frozen=True, slots=True)
class Matches:
    """The documents of a segment that answer a query, rising, and their scores."""

    view: SegmentView
    documents: Numbers
    scores: Scores


def score(
    view: SegmentView,
    documents: Numbers,
    found: Mapping[Leaf, Postings],
    rarity: Mapping[Leaf, float],
    average_length: float,
) -> Matches:
    """Score matching documents by the leaves found in them."""
    added = view.saturation(average_length, lambda relative: K1 * (1 - B + B * relative))
    scores = np.zeros(len(documents))
    for leaf, postings in found.items():
        counts = postings.counts.astype(np.float64)
        gains = counts * (rarity[leaf] * (K1 + 1)) / (counts + added[postings.documents])
        _add(scores, documents, postings.documents, gains, view.segment.count)
    scores *= view.weights[documents]
    return Matches(view, documents, scores)


def _add(scores: Scores, documents: Numbers, others: Numbers, gains: Scores, count: int) -> None:
    """Add gains, given by other documents, to the scores of those documents that match."""
    if others is documents:
        scores += gains
    elif min(len(documents), len(others)) * 16 < count:
        few_match = len(documents) < len(others)
        fewer, more = (documents, others) if few_match else (others, documents)
        if not len(fewer):
            return
        at = np.minimum(np.searchsorted(more, fewer), len(more) - 1)
        both = np.flatnonzero(more[at] == fewer)
        if few_match:
            scores[both] += gains[at[both]]
        else:
            scores[at[both]] += gains[both]
    else:
        spread = np.zeros(count)
        spread[others] = gains
        scores += spread[documents]


def best(matches: Sequence[Matches], limit: int) -> list[tuple[float, SegmentView, int]]:
    """Return the best documents with their scores, best first; equal ones in library order."""
    found = [
        (-float(one.scores[nth]), int(one.view.order[document]), one.view, document)
        for one in matches
        for nth in _top(one, limit).tolist()
        for document in (int(one.documents[nth]),)
    ]
    found.sort(key=lambda hit: hit[:2])
    return [(-negative, view, document) for negative, _, view, document in found[:limit]]


def _top(matches: Matches, limit: int) -> NDArray[np.intp]:
    """Return where the best of a segment's matches stand, in no order."""
    scores, count = matches.scores, len(matches.scores)
    if count <= limit or limit <= 0:
        return np.arange(min(count, limit))
    high = np.flatnonzero(scores >= _least(scores, limit))
    threshold = np.partition(scores[high], len(high) - limit)[len(high) - limit]
    above, level = high[scores[high] > threshold], high[scores[high] == threshold]
    room = limit - len(above)
    if len(level) > room:
        order = matches.view.order[matches.documents[level]]
        level = level[np.argpartition(order, room - 1)[:room]] if room else level[:0]
    return np.concatenate((above, level))


def _least(scores: Scores, limit: int) -> float:
    """Return a score that at least so many have, near the last of them, without sorting."""
    blocks = len(scores) // BLOCK
    if blocks < limit:
        return -math.inf
    heads = scores[: blocks * BLOCK].reshape(blocks, BLOCK).max(axis=1)
    return float(np.partition(heads, blocks - limit)[blocks - limit])
