"""The index as it was at one moment, and the running of a query on all of it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from reader.errors import SearchError
from reader.search.episodes import EpisodeCounter
from reader.search.evaluating import Evaluation, Postings
from reader.search.query import (
    And,
    Form,
    Name,
    Named,
    Node,
    OfKind,
    Query,
    Term,
    filters,
    replaced,
    wanted,
    wanted_terms,
)
from reader.search.ranking import Collection, Leaf, Matches, score
from reader.search.records import HitKind
from reader.search.segments import Numbers, Snapshot
from reader.search.suggesting import Speller
from reader.search.views import SegmentView, most_beginning, ranks_of

Stopped = Callable[[], bool] | None


@dataclass(frozen=True, slots=True)
class Found:
    """The documents that answer a query, by segment, and how many hold each of its leaves.

    `root` is the query that was run, with words as they were corrected.
    """

    root: Node | None = None
    matches: tuple[Matches, ...] = ()
    holding: Mapping[Leaf, int] = field(default_factory=dict)
    corrections: Mapping[Term, Term] = field(default_factory=dict)
    damaged: bool = False  # a segment could not be read

    @property
    def total(self) -> int:
        """How many documents there are."""
        return sum(len(one.documents) for one in self.matches)


@dataclass(frozen=True, slots=True)
class _Evaluated:
    """What one segment answers, before it is scored."""

    view: SegmentView
    documents: Numbers
    postings: Mapping[Leaf, Postings]


class OpenedIndex:
    """A snapshot with what was worked out about it. For one thread."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        segments = [segment for segment in snapshot.segments if segment.count]
        ranks = ranks_of(segments)
        views = [SegmentView(*each) for each in zip(segments, ranks, strict=True)]
        self.views = [view for view in views if _is_readable(view)]
        self._all_readable = len(self.views) == len(views)
        self.episodes = EpisodeCounter(self.views)
        self._speller = Speller([view.segment for view in self.views])
        self._collection: Collection | None = None

    def find(self, query: Query, stopped: Stopped = None) -> Found:
        """Run a query; where it finds nothing, what may have been meant.

        Errors: SearchStoppedError; SearchError where nothing at all can be read.
        """
        root = _listing_turns(query.root)
        if root is None:
            return Found()
        found = self._run(root, stopped)
        if query.last is not None and not (found.total and found.holding.get(query.last, 1)):
            begun = replace(query.last, form=Form.PREFIX)
            longer = self._run(replaced(root, {query.last: begun}), stopped)
            if longer.total:
                return longer
            if longer.holding.get(begun):
                found = longer
        return found if found.total else self._corrected(found, stopped)

    def cut_beginnings(self, root: Node | None) -> dict[str, int]:
        """Return the prefixes that stand for more words than are looked for, and for how many."""
        return {
            term.text: most_beginning(term.text)
            for term in wanted_terms(root)
            if term.form is Form.PREFIX and any(_is_cut(view, term.text) for view in self.views)
        }

    def _corrected(self, found: Found, stopped: Stopped) -> Found:
        """Run a query with the words that are nowhere replaced by their neighbours."""
        corrections: dict[Term, Term] = {}
        for term in dict.fromkeys(wanted_terms(found.root)):
            if term.form is not Form.PREFIX and not self._is_known(term, stopped):
                correct = self._speller.correct(term)
                if correct is not None:
                    corrections[term] = correct
        if found.root is None or not corrections:
            return found
        corrected = self._run(replaced(found.root, corrections), stopped)
        return replace(corrected, corrections=corrections) if corrected.total else found

    def _is_known(self, term: Term, stopped: Stopped) -> bool:
        evaluations = (Evaluation(view, {}, stopped) for view in self.views)
        return any(len(one.postings(term).documents) for one in evaluations)

    def _run(self, root: Node, stopped: Stopped) -> Found:
        chapters = self._chapters(root, stopped)
        leaves = tuple(dict.fromkeys(wanted(root)))
        evaluated: list[_Evaluated] = []
        for view in self.views:
            try:
                evaluation = Evaluation(view, chapters, stopped)
                documents = evaluation.matching(root)
                postings = {leaf: evaluation.postings(leaf) for leaf in leaves}
            except SearchError:
                continue
            evaluated.append(_Evaluated(view, documents, postings))
        return self._scored(root, leaves, evaluated)

    def _chapters(self, root: Node, stopped: Stopped) -> dict[Named, dict[str, set[int]]]:
        """Find the chapters that filters name: turns and bookmarks may be in other segments."""
        chapters: dict[Named, dict[str, set[int]]] = {}
        for node in filters(root):
            if isinstance(node, Named) and node.name is Name.CHAPTER:
                named = chapters.setdefault(node, {})
                for view in self.views:
                    # A segment that cannot be read is noted when the query is run on it.
                    with suppress(SearchError):
                        for episode, number in Evaluation(view, {}, stopped).chapters_named(node):
                            named.setdefault(episode, set()).add(number)
        return chapters

    def _scored(self, root: Node, leaves: Sequence[Leaf], evaluated: list[_Evaluated]) -> Found:
        if self._collection is None:
            self._collection = Collection.of(self.views)
        collection = self._collection
        holding = {
            leaf: sum(len(one.postings[leaf].documents) for one in evaluated) for leaf in leaves
        }
        rarity = {leaf: collection.rarity(count) for leaf, count in holding.items()}
        matches = tuple(
            score(one.view, one.documents, one.postings, rarity, collection.average_length)
            for one in evaluated
        )
        damaged = not self._all_readable or len(evaluated) < len(self.views)
        return Found(root, matches, holding, damaged=damaged)


def _is_cut(view: SegmentView, prefix: str) -> bool:
    return len(view.segment.texts.beginning_with(prefix)) > most_beginning(prefix)


def _is_readable(view: SegmentView) -> bool:
    """Tell whether what every query needs of a segment can be read, and keep it."""
    try:
        view.read()
    except SearchError:
        return False
    return True


def _listing_turns(root: Node | None) -> Node | None:
    """Return a query that lists turns where it has filters alone that say nothing of kinds."""
    given = list(filters(root))
    of_kinds = any(
        isinstance(one, OfKind) or one.name is Name.TAG
        for one in given
        if isinstance(one, OfKind | Named)
    )
    if root is None or not given or of_kinds or any(True for _ in wanted(root)):
        return root
    return And((root, OfKind(frozenset({HitKind.TURN}))))
