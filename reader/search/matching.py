"""Finds a query's words again in a text, by the same rules by which the index was asked.

The index says which passage; the text itself says where. A text that no longer holds what was
asked for (the index may lag behind the library) is told from one that does.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reader.search.query import And, Form, Near, Node, Not, Or, Phrase, Term
from reader.search.words import Word, stem, words_of

Accepts = Callable[[str], bool]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A match: `text[start:end]`, in code points; `leaf` tells the query's leaves apart."""

    start: int
    end: int
    leaf: int


class TextMatcher:
    """A query's words, as a segment with these languages understands them.

    `root` may hold filters: a text alone does not say whether they are met, and they are taken
    to be where the index said so.
    """

    def __init__(self, root: Node, languages: Sequence[str]) -> None:
        self._root = root
        self._languages = languages
        self._accepts: dict[Term, Accepts] = {}
        self._leaves: dict[Term | Phrase, int] = {}

    def marks(self, text: str) -> tuple[Mark, ...] | None:
        """Return the matches, by where they begin; None where the text does not match."""
        reading = _Reading(words_of(text), self._accepting, self._leaf)
        if reading.holds(self._root) is False:
            return None
        return tuple(sorted(set(reading.marks)))

    def _leaf(self, leaf: Term | Phrase) -> int:
        return self._leaves.setdefault(leaf, len(self._leaves))

    def _accepting(self, term: Term) -> Accepts:
        if term not in self._accepts:
            self._accepts[term] = self._make_accepting(term)
        return self._accepts[term]

    def _make_accepting(self, term: Term) -> Accepts:
        if term.form is Form.PREFIX:
            return lambda word: word.startswith(term.text)
        if term.form is Form.EXACT:
            return lambda word: word == term.text
        stems = [(stem(term.text, language), language) for language in self._languages]
        known = {term.text: True}  # texts share most of their words

        def accepts(word: str) -> bool:
            if word not in known:
                known[word] = any(stem(word, language) == wanted for wanted, language in stems)
            return known[word]

        return accepts


class _Reading:
    """One text's words against a query. A leaf's places are the numbers of its first words."""

    def __init__(
        self,
        words: Sequence[Word],
        accepting: Callable[[Term], Accepts],
        leaf: Callable[[Term | Phrase], int],
    ) -> None:
        self._words = words
        self._folded = [word.folded for word in words]
        self._accepting = accepting
        self._leaf = leaf
        self.marks: list[Mark] = []

    def holds(self, node: Node) -> bool | None:
        """Tell whether the text holds this, and mark it; None: it does not depend on the text."""
        match node:
            case Term() | Phrase():
                return self._mark(node, self._places(node))
            case Near():
                return self._holds_near(node)
            case And():
                return _all([self.holds(part) for part in node.parts])
            case Or():
                return _any([self.holds(part) for part in node.parts])
            case Not():
                held = _Reading(self._words, self._accepting, self._leaf).holds(node.part)
                return None if held is None else not held
        return None

    def _holds_near(self, node: Near) -> bool:
        lefts, rights = self._places(node.left), self._places(node.right)
        ones = [one for one in lefts if _has_near(one, rights, node.within)]
        others = [other for other in rights if _has_near(other, lefts, node.within)]
        self._mark(node.left, ones)
        return self._mark(node.right, others)

    def _places(self, leaf: Term | Phrase) -> list[int]:
        accepts = [
            self._accepting(term) for term in ((leaf,) if isinstance(leaf, Term) else leaf.terms)
        ]
        first, *rest = accepts
        starts = (nth for nth, folded in enumerate(self._folded) if first(folded))
        return [
            nth
            for nth in starts
            if nth + len(rest) < len(self._folded)
            and all(accept(self._folded[nth + ahead]) for ahead, accept in enumerate(rest, 1))
        ]

    def _mark(self, leaf: Term | Phrase, places: Iterable[int]) -> bool:
        length = 1 if isinstance(leaf, Term) else len(leaf.terms)
        marks = [
            Mark(self._words[nth].start, self._words[nth + length - 1].end, self._leaf(leaf))
            for nth in places
        ]
        self.marks += marks
        return bool(marks)


def _has_near(place: int, others: Sequence[int], within: int) -> bool:
    """Tell whether one of the others, which rise, is so near; the place itself is not."""
    first, end = bisect_left(others, place - within), bisect_right(others, place + within)
    itself = bisect_left(others, place) < bisect_right(others, place)
    return end - first > itself


def _all(held: Sequence[bool | None]) -> bool | None:
    return False if False in held else None if None in held else True


def _any(held: Sequence[bool | None]) -> bool | None:
    return True if True in held else None if None in held else False
