"""Which documents of a segment answer a query: a tree of conditions on arrays.

A node becomes one flag a document; and, or, not are then single passes over small arrays,
whatever the query, with nothing sorted. Terms and phrases also say how often they are found.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np

from reader.search.places import Flags, Places
from reader.search.query import (
    And,
    Dated,
    Filter,
    Form,
    Name,
    Named,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Term,
)
from reader.search.records import HitKind
from reader.search.segments import KINDS, Numbers, UnitEntry
from reader.search.views import SegmentView, UnitNames

# By chapter filter, by episode: the numbers of its chapters that answer.
Chapters = Mapping[Named, Mapping[str, set[int]]]


class SearchStoppedError(Exception):
    """Whoever asked does not want the answer any more. Never leaves `reader.search.searching`."""


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents that hold a term or a phrase, rising, and how often each. None is removed."""

    documents: Numbers
    counts: Numbers


class Evaluation:
    """One query on one segment. What a leaf finds is kept: it is asked for again for scoring."""

    def __init__(
        self, view: SegmentView, chapters: Chapters, stopped: Callable[[], bool] | None = None
    ) -> None:
        self._view = view
        self._segment = view.segment
        self._chapters = chapters
        self._stopped = stopped
        self._postings: dict[Term | Phrase, Postings] = {}
        self._places: dict[Term | Phrase, Places] = {}

    def matching(self, node: Node) -> Numbers:
        """Return the documents that answer a query, rising. Errors: SearchStoppedError."""
        if isinstance(node, Term | Phrase):
            return self.postings(node).documents
        flags = self._flags(node)
        alive = self._segment.alive
        return np.flatnonzero(flags if alive is None else flags & alive).astype(np.int32)

    def postings(self, leaf: Term | Phrase) -> Postings:
        """Return where a leaf is found. Errors: SearchStoppedError."""
        if leaf not in self._postings:
            self._go_on()
            self._postings[leaf] = self._find(leaf)
        return self._postings[leaf]

    def _go_on(self) -> None:
        if self._stopped is not None and self._stopped():
            raise SearchStoppedError

    def _find(self, leaf: Term | Phrase) -> Postings:
        if isinstance(leaf, Term):
            documents, counts = self._segment.documents(self._view.numbers(leaf))
        else:
            documents, counts = self._view.place_map.documents(self._places_of(leaf))
        alive = self._segment.alive
        if alive is None:
            return Postings(documents, counts)
        kept = alive[documents]
        return Postings(documents[kept], counts[kept])

    def _places_of(self, leaf: Term | Phrase) -> Places:
        """Return where a term, or the first word of a phrase, stands, rising."""
        if leaf not in self._places:
            self._go_on()
            if isinstance(leaf, Term):
                found = self._segment.places(self._view.numbers(leaf))
            else:
                words = [self._places_of(term) for term in leaf.terms]
                found = self._view.place_map.side_by_side(words)
            self._places[leaf] = found
        return self._places[leaf]

    def _flags(self, node: Node) -> Flags:
        match node:
            case Term() | Phrase():
                flags = self._set(self.postings(node).documents)
            case And():
                flags = reduce(np.logical_and, map(self._flags, node.parts))
            case Or():
                flags = reduce(np.logical_or, map(self._flags, node.parts))
            case Not():
                flags = ~self._flags(node.part)
            case Near():
                ones, others = self._places_of(node.left), self._places_of(node.right)
                flags = self._set(self._view.place_map.near(ones, others, node.within))
            case _:
                flags = self._filtered(node)
        return flags

    def _filtered(self, node: Filter) -> Flags:
        if isinstance(node, Named):
            return self._named(node)
        if isinstance(node, Dated):
            return self._view.by_unit([_dated(unit, node) for unit in self._segment.units])
        kinds = [KINDS.index(kind) for kind in node.kinds]
        return np.isin(self._segment.kinds, kinds)

    def _set(self, documents: Numbers) -> Flags:
        flags = np.zeros(self._segment.count, np.bool_)
        flags[documents] = True
        return flags

    def _named(self, node: Named) -> Flags:
        match node.name:
            case Name.SPEAKER:
                return reduce(np.logical_and, map(self._spoken_by, node.words))
            case Name.CHAPTER:
                return self._in_chapters(self._chapters.get(node, {}))
            case Name.TAG:
                return self._in_units(node) | self._set(self._tagged(node))
            case _:
                return self._in_units(node)

    def _spoken_by(self, beginning: str) -> Flags:
        names = self._segment.names
        return self._set(self._segment.named(list(names.beginning_with(beginning))))

    def _tagged(self, node: Named) -> Numbers:
        tags, tag = self._segment.tags, node.words[0]
        if not node.whole:
            return self._segment.tagged(list(tags.beginning_with(tag)))
        number = tags.find(tag)
        return self._segment.tagged([] if number is None else [number])

    def _in_units(self, node: Named) -> Flags:
        names = self._view.unit_names
        return self._view.by_unit([_unit_named(unit, node) for unit in names])

    def _in_chapters(self, chapters: Mapping[str, set[int]]) -> Flags:
        """Return what begins within these chapters, and the chapters themselves."""
        segment = self._segment
        highest = int(segment.chapters.max(initial=-1))
        table = np.zeros((len(segment.units), highest + 2), np.bool_)
        for row, unit in zip(table, segment.units, strict=True):
            row[[n + 1 for n in chapters.get(unit.episode, ()) if n <= highest]] = True
        within: Flags = table[segment.unit_of, segment.chapters + 1]
        titles = np.flatnonzero(segment.kinds == KINDS.index(HitKind.CHAPTER))
        units = [segment.units[nth] for nth in segment.unit_of[titles]]
        numbers = segment.numbers[titles].tolist()
        within[titles] = [
            number in chapters.get(unit.episode, ())
            for unit, number in zip(units, numbers, strict=True)
        ]
        return within

    def chapters_named(self, node: Named) -> Iterable[tuple[str, int]]:
        """Yield the episode and number of every chapter whose title holds these words."""
        words = (Term(word, Form.PREFIX) for word in node.words)
        flags = reduce(np.logical_and, map(self._flags, words))
        segment = self._segment
        flags &= segment.kinds == KINDS.index(HitKind.CHAPTER)
        for document in np.flatnonzero(flags).tolist():
            yield segment.units[segment.unit_of[document]].episode, int(segment.numbers[document])


def _dated(unit: UnitEntry, node: Dated) -> bool:
    first = node.first.isoformat() if node.first else ""
    return (
        bool(unit.date)
        and first <= unit.date
        and (node.before is None or unit.date < node.before.isoformat())
    )


def _unit_named(names: UnitNames, node: Named) -> bool:
    """Tell whether every wanted word begins one of the unit's."""
    if node.whole:
        return node.words[0] in names.tags
    words = {Name.SHOW: names.show, Name.EPISODE: names.title}.get(node.name, names.tags)
    return all(any(word.startswith(wanted) for word in words) for wanted in node.words)
