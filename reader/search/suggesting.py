"""What a word that nobody said was meant to be: the nearest words of the library.

Distances are those of optimal string alignment: two neighbouring letters that changed places are
one edit, as every missing, further or wrong letter is.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from reader.search.query import Query, Term, wanted_terms
from reader.search.segments import Segment

SHORTEST = 4  # letters of a word that is corrected; shorter ones have too many neighbours
SHORTEST_TWICE = 5  # of one that may be wrong in two letters


class Speller:
    """The words of some segments. Reads them when it is first asked; for one thread."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._lexicons = [segment.texts for segment in segments]

    def correct(self, term: Term) -> Term | None:
        """Return the nearest word, of equally near ones the most frequent; None: nothing near."""
        length = len(term.text)
        if length < SHORTEST or any(letter.isdigit() for letter in term.text):
            return None
        for edits in (1, 2) if length >= SHORTEST_TWICE else (1,):
            near = self._near(term.text, edits)
            if near:
                best = min(near, key=lambda word: (-self._frequency(word), word))
                return Term(best, term.form, term.start, term.end)
        return None

    def _near(self, text: str, edits: int) -> list[str]:
        """Return the words that are so many edits away."""
        from rapidfuzz import process  # noqa: PLC0415  (loaded for a misspelling, not before)
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        near: list[str] = []
        for length in range(len(text) - edits, len(text) + edits + 1):
            words = self._by_length.get(length, [])
            if words:
                distances = process.cdist(
                    [text], words, scorer=OSA.distance, score_cutoff=edits, dtype=np.uint8
                )
                near += [words[at] for at in np.flatnonzero(distances[0] == edits).tolist()]
        return near

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        by_length: dict[int, list[str]] = {}
        for word in set().union(*(lexicon.all() for lexicon in self._lexicons)):
            by_length.setdefault(len(word), []).append(word)
        return by_length

    def _frequency(self, word: str) -> int:
        """Return in how many documents a word is."""
        found = [(lexicon, lexicon.find(word)) for lexicon in self._lexicons]
        return sum(int(lexicon.counts[nth]) for lexicon, nth in found if nth is not None)


def corrected_text(query: Query, corrections: Mapping[Term, Term]) -> str:
    """Return a query with words replaced wherever they were typed; "" where none are."""
    if not corrections:
        return ""
    text = query.text
    typed = {term.start: term for term in wanted_terms(query.root) if term in corrections}
    for _, term in sorted(typed.items(), reverse=True):
        text = text[: term.start] + corrections[term].text + text[term.end :]
    return text
