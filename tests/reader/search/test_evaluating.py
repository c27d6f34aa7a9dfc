"""Queries on arrays against queries passage by passage: the same documents, scores and order."""

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pytest
from brute_force import Address, BruteForce
from hypothesis import given, settings
from hypothesis import strategies as st
from memory_index import MemoryIndex, MemorySegment

from reader.search.opened_index import OpenedIndex
from reader.search.parsing import parse
from reader.search.places import PlaceMap
from reader.search.query import And, Name, Named, Node, OfKind, Query, filters, wanted
from reader.search.ranking import best
from reader.search.records import HitKind
from reader.search.segments import KINDS
from reader.search.units import Passage, Unit
from reader.search.views import SegmentView

WORDS = ("open", "opens", "model", "models", "data", "date", "the", "don't", "dont", "été", "本")
SPEAKERS = ("", "Ann Lee", "Annabel Őz", "Li")
words = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)


@st.composite
def passages(draw: st.DrawFn, kind: HitKind) -> list[Passage]:
    texts = draw(st.lists(words, max_size=1 if kind is HitKind.TITLE else 4))
    said = kind in (HitKind.TURN, HitKind.BOOKMARK)
    marked = kind is HitKind.BOOKMARK
    return [
        Passage(
            kind,
            text,
            number,
            number * 1000,
            draw(st.sampled_from(SPEAKERS)) if said else "",
            draw(st.integers(-1, 2)) if said else -1,
            f"key{number}" if marked else "",
            tuple(draw(st.sets(st.sampled_from(("AI", "aims", "later"))))) if marked else (),
        )
        for number, text in enumerate(texts)
    ]


@st.composite
def units(draw: st.DrawFn) -> list[Unit]:
    made = []
    for nth in range(draw(st.integers(1, 4))):
        title = draw(words)
        show = draw(st.sampled_from(("Night School", "Nine", "")))
        day = draw(st.sampled_from((None, dt.date(2025, 12, 31), dt.date(2026, 2, 1))))
        tags = tuple(draw(st.sets(st.sampled_from(("ai", "Read later")))))
        facts = (1, f"e{nth}", title, show, day, "")
        kinds = (HitKind.TITLE, HitKind.NOTE, HitKind.CHAPTER, HitKind.TURN)
        texts = [one for kind in kinds for one in draw(passages(kind))]
        made.append(Unit(f"e{nth}", *facts, tuple(texts), tags))
        marked = tuple(draw(passages(HitKind.BOOKMARK)))
        made.append(Unit(f"bookmarks/e{nth}", *facts, marked, tags))
    return made


LEAVES = (
    *WORDS,
    *("mod*", "da*", '"open models"', '"the data the"', "opens-model", '"models"', "zebra"),
    *("open near model", "the near/1 the", "models near/2 (data OR the)", '"the data" near open'),
    *("speaker:ann", 'speaker:"lee ann"', "speaker:z", "show:ni", "episode:model", "tag:ai"),
    *('tag:"ai"', "chapter:open", "chapter:d", "is:turn", "is:bookmark", "is:title"),
    *("before:2026", "after:2026-02", "on:2025-12", "before:2026-02"),
)
queries = st.recursive(
    st.sampled_from(LEAVES),
    lambda part: st.one_of(
        st.tuples(part, part).map(" ".join),
        st.tuples(part, part).map(" OR ".join),
        part.map("NOT ({})".format),
        part.map("({})".format),
    ),
    max_leaves=6,
)


def found(segments: Sequence[MemorySegment], root: Node) -> dict[Address, float]:
    """Return the score of everything found, best first; not what may have been meant."""
    opened = OpenedIndex(MemoryIndex(*segments).snapshot())
    answer = opened.find(Query("", root))
    if answer.corrections:
        return {}
    ranked = best(answer.matches, answer.total)
    return {_address(view, document): points for points, view, document in ranked}


def _address(view: SegmentView, document: int) -> Address:
    segment = view.segment
    unit = segment.units[segment.unit_of[document]]
    kind = KINDS[segment.kinds[document]]
    return unit.id, kind, int(segment.numbers[document]), segment.key(document)


def in_segments(library: Sequence[Unit], parts: int) -> list[MemorySegment]:
    """Return the units in segments, each with one that was removed, and an empty one."""
    gone = Unit("gone", 1, "gone", "data", "", None, "", (Passage(HitKind.TURN, "open data", 0),))
    return [
        *(MemorySegment([*library[n::parts], gone], {"gone"}) for n in range(parts)),
        MemorySegment([]),
    ]


@settings(deadline=None)
@given(units(), queries, st.integers(1, 3))
def test_finds_what_brute_force_finds(library: list[Unit], typed: str, parts: int) -> None:
    root = parse(typed).root
    assert root is not None
    expected = BruteForce(library).search(as_listed(root))
    answer = found(in_segments(library, parts), root)
    assert answer == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert list(answer.values()) == sorted(answer.values(), reverse=True)


def as_listed(root: Node) -> Node:
    """Return what filters without words, kinds and tags mean: turns alone."""
    given_filters = list(filters(root))
    of_kind = [one for one in given_filters if isinstance(one, OfKind)]
    tags = [one for one in given_filters if isinstance(one, Named) and one.name is Name.TAG]
    if not given_filters or of_kind or tags or list(wanted(root)):
        return root
    return And((root, OfKind(frozenset({HitKind.TURN}))))


@settings(max_examples=30, deadline=None)
@given(units(), st.sampled_from(LEAVES), st.integers(0, 5))
def test_the_best_are_the_first_of_all(library: list[Unit], typed: str, limit: int) -> None:
    root = parse(typed).root
    assert root is not None
    answer = OpenedIndex(MemoryIndex(*in_segments(library, 2)).snapshot()).find(Query("", root))
    everything = [hit[0::2] for hit in best(answer.matches, answer.total)]
    assert [hit[0::2] for hit in best(answer.matches, limit)] == everything[:limit]


places = st.sets(st.integers(0, 59)).map(lambda some: np.array(sorted(some), np.int64))
BOUNDS = np.array([0, 7, 8, 8, 30, 60], np.int64)


@settings(deadline=None)
@given(places, places, places)
def test_phrases_are_found_by_bitmap_and_by_bisection(
    one: np.ndarray, two: np.ndarray, three: np.ndarray
) -> None:
    expected = [at for at in one.tolist() if at + 1 in two and at + 2 in three]
    assert PlaceMap(BOUNDS).side_by_side([one, two, three]).tolist() == expected


@settings(deadline=None)
@given(places, places, st.integers(1, 30))
def test_near_words_are_in_one_document(one: np.ndarray, two: np.ndarray, within: int) -> None:
    holding = np.searchsorted(BOUNDS, np.arange(60), side="right") - 1
    expected = {
        int(holding[left])
        for left in one
        for right in two
        if left != right and abs(left - right) <= within and holding[left] == holding[right]
    }
    assert PlaceMap(BOUNDS).near(one, two, within).tolist() == sorted(expected)


@settings(deadline=None)
@given(places)
def test_documents_of_places_are_counted(some: np.ndarray) -> None:
    documents, counts = PlaceMap(BOUNDS).documents(some)
    holding = (np.searchsorted(BOUNDS, some, side="right") - 1).tolist()
    assert documents.tolist() == sorted(set(holding))
    assert counts.tolist() == [holding.count(document) for document in documents.tolist()]
