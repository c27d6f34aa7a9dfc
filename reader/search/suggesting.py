"""What a word that nobody said was meant to be: the nearest words of the library.

Distances are those of optimal string alignment: two neighbouring letters that changed places are
one edit, as every missing, further or wrong letter is.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from reader.search.query import Query, Term, wanted_terms
from reader.search.segments import Lexicon, Segment

SHORTEST = 4  # letters of a word that is corrected; shorter ones have too many neighbours
SHORTEST_TWICE = 5  # of one that may be wrong in two letters


class Speller:
    """The words of some segments by their length. Reads them when first asked; for one thread."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._lexicons = [segment.texts for segment in segments]
        self._by_length: list[dict[int, tuple[list[str], list[int]]]] | None = None

    def correct(self, term: Term) -> Term | None:
        """Return the nearest word, of equally near ones the most frequent; None: nothing near."""
        length = len(term.text)
        if length < SHORTEST or any(letter.isdigit() for letter in term.text):
            return None
        for edits in (1, 2) if length >= SHORTEST_TWICE else (1,):
            near = self._near(term.text, edits)
            if near:
                best = min(near, key=lambda word: (-near[word], word))
                return Term(best, term.form, term.start, term.end)
        return None

    def _near(self, text: str, edits: int) -> dict[str, int]:
        """Return the words so many edits away, and in how many documents they are."""
        from rapidfuzz import process  # noqa: PLC0415  (loaded for a misspelling, not before)
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        near: dict[str, int] = {}
        for nth, buckets in enumerate(self._buckets()):
            counts = self._lexicons[nth].counts
            for length in range(len(text) - edits, len(text) + edits + 1):
                words, numbers = buckets.get(length, ([], []))
                if not words:
                    continue
                distances = process.cdist(
                    [text], words, scorer=OSA.distance, score_cutoff=edits, dtype=np.uint8
                )[0]
                for at in np.flatnonzero(distances == edits).tolist():
                    held = int(counts[numbers[at]])
                    near[words[at]] = near.get(words[at], 0) + held
        return near

    def _buckets(self) -> list[dict[int, tuple[list[str], list[int]]]]:
        if self._by_length is None:
            self._by_length = [_by_length(lexicon) for lexicon in self._lexicons]
        return self._by_length


def _by_length(lexicon: Lexicon) -> dict[int, tuple[list[str], list[int]]]:
    buckets: dict[int, tuple[list[str], list[int]]] = {}
    for number, word in enumerate(lexicon.all()):
        words, numbers = buckets.setdefault(len(word), ([], []))
        words.append(word)
        numbers.append(number)
    return buckets


def corrected_text(query: Query, corrections: Mapping[Term, Term]) -> str:
    """Return a query with words replaced wherever they were typed; "" where none are."""
    if not corrections:
        return ""
    text = query.text
    typed = {term.start: term for term in wanted_terms(query.root) if term in corrections}
    for _, term in sorted(typed.items(), reverse=True):
        text = text[: term.start] + corrections[term].text + text[term.end :]
    return text
