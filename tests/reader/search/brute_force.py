"""What queries should find, worked out passage by passage in plain Python.

Shares with the program the query's tree and the folding of words, and nothing else: no arrays, no
postings, no places.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.search.query import (
    And,
    Filter,
    Form,
    Name,
    Named,
    Near,
    Node,
    Not,
    OfKind,
    Or,
    Phrase,
    Term,
    wanted,
)
from reader.search.records import HitKind
from reader.search.units import Passage, Unit
from reader.search.words import fold, folded_words, stem

WEIGHTS = {HitKind.TITLE: 3.0, HitKind.CHAPTER: 2.0, HitKind.BOOKMARK: 1.5}
Address = tuple[str, HitKind, int, str]


@dataclass
class Document:
    unit: Unit
    passage: Passage
    words: list[str]

    @property
    def address(self) -> Address:
        return self.unit.id, self.passage.kind, self.passage.number, self.passage.key


class BruteForce:
    """A library of units that are all in one language."""

    def __init__(self, units: Sequence[Unit], language: str = "") -> None:
        self.language = language
        self.documents = [
            Document(unit, passage, folded_words(passage.text))
            for unit in units
            for passage in unit.passages
        ]

    def search(self, root: Node) -> dict[Address, float]:
        """Return the score of everything that answers."""
        found = [one for one in self.documents if self.answers(one, root)]
        leaves = list(dict.fromkeys(wanted(root)))
        holding = {
            leaf: sum(self.count(one, leaf) > 0 for one in self.documents) for leaf in leaves
        }
        return {one.address: self._score(one, leaves, holding) for one in found}

    def _score(
        self, one: Document, leaves: Iterable[Term | Phrase], holding: dict[Term | Phrase, int]
    ) -> float:
        number = len(self.documents)
        average = max(1.0, sum(len(each.words) for each in self.documents) / number)
        total = 0.0
        for leaf in leaves:
            often, rare = self.count(one, leaf), holding[leaf]
            idf = math.log(1 + (number - rare + 0.5) / (rare + 0.5))
            shorter = 1.2 * (1 - 0.75 + 0.75 * len(one.words) / average)
            total += idf * often * 2.2 / (often + shorter) if often else 0.0
        return total * WEIGHTS.get(one.passage.kind, 1.0)

    def answers(self, one: Document, node: Node) -> bool:
        match node:
            case Term() | Phrase():
                return self.count(one, node) > 0
            case And():
                return all(self.answers(one, part) for part in node.parts)
            case Or():
                return any(self.answers(one, part) for part in node.parts)
            case Not():
                return not self.answers(one, node.part)
            case Near():
                return any(
                    left != right and abs(left - right) <= node.within
                    for left in self.starts(one, node.left)
                    for right in self.starts(one, node.right)
                )
        return self.passes(one, node)

    def passes(self, one: Document, node: Filter) -> bool:
        if isinstance(node, OfKind):
            return one.passage.kind in node.kinds
        if isinstance(node, Named):
            return self.named(one, node)
        day = one.unit.date
        late = day is not None and (node.first is None or day >= node.first)
        return late and (node.before is None or (day is not None and day < node.before))

    def named(self, one: Document, node: Named) -> bool:
        match node.name:
            case Name.SPEAKER:
                return begun(one.passage.speaker, node)
            case Name.SHOW:
                return begun(one.unit.show, node)
            case Name.EPISODE:
                return begun(one.unit.title, node)
            case Name.TAG:
                tags = map(fold, (*one.unit.tags, *one.passage.tags))
                tag = node.words[0]
                return any(each == tag if node.whole else each.startswith(tag) for each in tags)
            case Name.CHAPTER:
                return any(self.within(one, each) for each in self.documents if named(each, node))

    @staticmethod
    def within(one: Document, chapter: Document) -> bool:
        same = one.unit.episode == chapter.unit.episode
        itself = one.address == chapter.address
        return itself or (same and one.passage.chapter == chapter.passage.number)

    def count(self, one: Document, leaf: Term | Phrase) -> int:
        return len(self.starts(one, leaf))

    def starts(self, one: Document, leaf: Term | Phrase) -> list[int]:
        terms = leaf.terms if isinstance(leaf, Phrase) else (leaf,)
        last = len(one.words) - len(terms)
        return [
            start
            for start in range(last + 1)
            if all(self.is_(one.words[start + n], term) for n, term in enumerate(terms))
        ]

    def is_(self, word: str, term: Term) -> bool:
        if term.form is Form.PREFIX:
            return word.startswith(term.text)
        if term.form is Form.EXACT or word == term.text:
            return word == term.text
        return stem(word, self.language) == stem(term.text, self.language)


def named(chapter: Document, node: Named) -> bool:
    return chapter.passage.kind is HitKind.CHAPTER and begun(chapter.passage.text, node)


def begun(name: str, node: Named) -> bool:
    words = folded_words(name)
    return all(any(word.startswith(wanted) for word in words) for wanted in node.words)
